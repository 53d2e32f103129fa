//! The members of a pod, named by handle or address.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, patch},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::domains::accounts;
use jid::BareJid;
use model::{
    handles::Handle,
    members::{self, Found, Member, Search, Sort},
    roles::{self, Role},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What a member can be.
const STATES: [&str; 2] = ["active", "suspended"];

/// What narrows the list.
const NARROWED: &[Field] = &[
    Field::new("q", Kind::Line(0, 200), "What the handle, the address or the name must hold."),
    Field::new("state", Kind::Word(|| STATES.to_vec()), "Only those who are so."),
    Field::new(
        "role",
        Kind::Word(|| vec!["operator", "moderator", "none"]),
        "Only those who have this role.",
    ),
    Field::new("sort", Kind::Word(|| vec!["newest", "seen"]), "Who came last first, or who was here last."),
];

/// The most characters of the reason why one is suspended, here as elsewhere.
const LONGEST_REASON: usize = members::REASON_MAX as usize;

/// What can be changed.
const CHANGE: &[Field] = &[
    Field::new("state", Kind::Word(|| STATES.to_vec()), "Suspends her, or lets her in again."),
    Field::new("reason", Kind::Text(LONGEST_REASON), "Why she is suspended, for herself and for the log."),
    Field::new("role", Kind::Word(|| words(Role::ALL, Role::as_str)), "Gives her a role; null takes it.")
        .or_null(),
];

/// A member.
static MEMBER: Shape = Shape {
    name: "member",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Her key on the pod."),
        Field::new("jid", Kind::Line(1, 3071), "Her account."),
        Field::new("handle", Kind::Line(1, 32), "Her name in addresses."),
        Field::new("name", Kind::Text(500), "Her name for people; may be empty."),
        Field::new("role", Kind::Word(|| words(Role::ALL, Role::as_str)), "What she may do beyond that.")
            .or_null(),
        Field::new("state", Kind::Word(|| STATES.to_vec()), "Whether she is kept out."),
        Field::new("suspended_at", Kind::Time, "Since when.").or_null(),
        Field::new("suspended_reason", Kind::Text(LONGEST_REASON), "Why; may be empty."),
        Field::new("created_at", Kind::Time, "When she became a member."),
        Field::new("seen_at", Kind::Time, "When she was last here, to a minute."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/members", Scope::MembersRead, "Lists the members of a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE, NARROWED])
        .gives(Gives::Page(&MEMBER)),
        get("/pods/{pod}/members/{member}", Scope::MembersRead, "Shows a member.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&MEMBER)),
        patch(
            "/pods/{pod}/members/{member}",
            Scope::MembersWrite,
            "Suspends a member, lets her in again, or (with roles:write) gives her a role.",
            |call| Box::pin(change(call)),
        )
        .takes(&[CHANGE])
        .gives(Gives::One(&MEMBER)),
        delete(
            "/pods/{pod}/members/{member}",
            Scope::MembersWrite,
            "Removes a member from a pod; her account stays, and is suspended where Cosse looks after it.",
            |call| Box::pin(remove(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let query = &call.query;
    let sort = if query.text("sort").as_deref() == Some("seen") { Sort::Seen } else { Sort::Newest };
    let search = Search {
        words: query.text("q").unwrap_or_default().trim().to_owned(),
        suspended: query.text("state").map(|state| state == "suspended"),
        role: query.text("role").map(|role| role.parse().ok()),
        sort,
    };
    let (after, limit) = (paging::cursor(&call)?, paging::limit(&call) + 1);
    let found = members::search(&call.app.database, &call.pod()?.id, &search, after, limit).await?;
    let place = |found: &Found| found.place(sort).to_string();
    Ok(paging::page(&call, found, place, |found| describe(&found.member, found.role)))
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let (member, role) = known(&call).await?;
    Ok(Answer::one(describe(&member, role)))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (member, role) = known(&call).await?;
    let (database, body, by) = (&call.app.database, &call.body, call.by());
    let state = body.text("state");
    if body.has("reason") && state.as_deref() != Some("suspended") {
        return Err(Problem::field("reason", "is taken with the state suspended"));
    }
    if state.is_some() && body.has("role") {
        return Err(Problem::field("role", "is changed in a request of its own"));
    }
    if let Some(role) = body.maybe::<Role>("role") {
        call.needs(Scope::RolesWrite)?;
        if member.is_suspended() {
            return Err(Problem::conflict("she is suspended: let her in again first"));
        }
        roles::assign(database, &member.pod_id, &member.jid, role, &by).await?;
    }
    if state.is_some() {
        within_reach(role)?;
    }
    match state.as_deref() {
        Some("suspended") => {
            let reason = body.text("reason").unwrap_or_default();
            members::suspend(database, &member.owner(), reason.trim(), Role::Operator, &by).await?;
            call.app.put_out(&member.owner(), &member.jid).await;
        }
        Some(_) => members::resume(database, &member.owner(), Role::Operator, &by).await?,
        None => {}
    }
    let after = members::get(database, &member.owner()).await?.ok_or_else(Problem::not_found)?;
    let role = roles::role_of(database, &after.pod_id, &after.jid).await?;
    Ok(Answer::one(describe(&after, role)))
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (member, role) = known(&call).await?;
    within_reach(role)?;
    accounts::remove(&call.app, &member, &call.by()).await?;
    call.app.put_out(&member.owner(), &member.jid).await;
    Ok(Answer::nothing())
}

/// Nobody acts on who runs the pod.
///
/// # Errors
/// That she does.
pub fn within_reach(role: Option<Role>) -> Result<(), Problem> {
    if Role::Operator.reaches(role) {
        return Ok(());
    }
    Err(Problem::conflict("she runs the pod: take the role from her first"))
}

/// The member that is named, and her role.
///
/// # Errors
/// That there is no such member.
pub async fn known(call: &Call) -> Result<(Member, Option<Role>), Problem> {
    let (database, pod) = (&call.app.database, call.pod()?.id);
    let name: String = call.segment("member")?;
    let found = if name.contains('@') {
        let jid: BareJid = call.segment("member")?;
        members::by_jid(database, &pod, &jid).await?
    } else {
        let handle: Handle = call.segment("member")?;
        members::by_handle(database, &pod, &handle).await?
    };
    let member = found.ok_or_else(Problem::not_found)?;
    let role = roles::role_of(database, &pod, &member.jid).await?;
    Ok((member, role))
}

fn describe(member: &Member, role: Option<Role>) -> Value {
    json!({
        "id": member.id.to_string(),
        "jid": member.jid.to_string(),
        "handle": member.handle.as_str(),
        "name": member.name,
        "role": role.map(Role::as_str),
        "state": if member.is_suspended() { "suspended" } else { "active" },
        "suspended_at": member.suspended_at.map(instant),
        "suspended_reason": member.suspended_reason,
        "created_at": instant(member.created_at),
        "seen_at": instant(member.seen_at),
    })
}
