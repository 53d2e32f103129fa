//! Who runs and who moderates a pod, by account; the account need not be a member yet.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{Field, Kind, Shape, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::domains;
use jid::BareJid;
use model::{
    roles::{self, Holder, Role},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What is asked.
const ROLE: &[Field] = &[Field::new(
    "role",
    Kind::Word(|| words(Role::ALL, Role::as_str)),
    "The role; operator if it is left out.",
)];

/// An account with a role.
static OPERATOR: Shape = Shape {
    name: "operator",
    fields: &[
        Field::new("jid", Kind::Line(1, 3071), "The account."),
        Field::new("role", Kind::Word(|| words(Role::ALL, Role::as_str)), "Its role."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/operators", Scope::MembersRead, "Lists who runs and who moderates a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&OPERATOR)),
        put(
            "/pods/{pod}/operators/{jid}",
            Scope::RolesWrite,
            "Gives an account a role on a pod, in place of the one it had; the name of one that is still to be made is kept.",
            |call| Box::pin(grant(call)),
        )
        .takes(&[ROLE])
        .gives(Gives::One(&OPERATOR)),
        delete("/pods/{pod}/operators/{jid}", Scope::RolesWrite, "Takes an account's role away.", |call| {
            Box::pin(revoke(call))
        }),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = roles::list(&call.app.database, &call.pod()?.id).await?;
    paging::page_of_all(&call, all, |holder| holder.jid.to_string(), describe)
}

async fn grant(call: Call) -> Result<Answer, Problem> {
    let (pod, jid) = (call.pod()?.id, call.segment::<BareJid>("jid")?);
    if jid.node().is_none() {
        return Err(Problem::not_found());
    }
    let role = call.body.parsed("role").unwrap_or(Role::Operator);
    if role == Role::Moderator && domains::is_to_come(&call.app.database, &pod, &jid).await? {
        return Err(Problem::conflict("nobody has this account yet: give the role once it has signed up"));
    }
    roles::assign(&call.app.database, &pod, &jid, Some(role), &call.by()).await?;
    Ok(Answer::one(describe(&Holder { jid, role })))
}

async fn revoke(call: Call) -> Result<Answer, Problem> {
    let (pod, jid) = (call.pod()?.id, call.segment::<BareJid>("jid")?);
    let database = &call.app.database;
    roles::role_of(database, &pod, &jid).await?.ok_or_else(Problem::not_found)?;
    roles::assign(database, &pod, &jid, None, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(holder: &Holder) -> Value {
    json!({ "jid": holder.jid.to_string(), "role": holder.role.as_str() })
}
