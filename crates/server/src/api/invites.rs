//! The invitations of a pod.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post},
    fields::{Field, Kind, Shape, instant, parses},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    Email, InviteId,
    invites::{self, Code, HandOver, Invite, NewInvite},
    roles::Role,
    tokens::Scope,
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use ui::url;

/// The most that may come in by one invitation.
const MOST_USES: i64 = 10_000;

/// What is asked.
const NEW: &[Field] = &[
    Field::new("uses", Kind::Number(1, MOST_USES), "How many may come in by it; 1 if it is left out."),
    Field::new("days", Kind::Number(1, 3_650), "For how many days it is good; for ever if it is left out."),
    Field::new("note", Kind::Line(0, 200), "What it is for, to tell it from others."),
    Field::new(
        "role",
        Kind::Word(|| vec!["operator"]),
        "Hands the pod over (with roles:write): who takes it runs the pod; for one person, and for 14 days.",
    ),
    Field::new(
        "mail",
        Kind::Like("email", parses::<Email>),
        "The address to which it is sent; for one person, and for 14 days.",
    ),
];

/// What an invitation with a role, or by mail, does not take: it says that itself.
const ORDINARY: [&str; 3] = ["uses", "days", "note"];

/// An invitation.
static INVITE: Shape = Shape {
    name: "invite",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("note", Kind::Line(0, 254), "What it is for."),
        Field::new("role", Kind::Word(|| vec!["operator", "moderator"]), "What who takes it is.").or_null(),
        Field::new("uses", Kind::Number(1, MOST_USES), "How many may come in by it."),
        Field::new("used", Kind::Number(0, MOST_USES), "How many have, or hold a place."),
        Field::new("good", Kind::Yes, "Whether somebody may still come in by it."),
        Field::new("vouched", Kind::Yes, "Whether who made it is not kept out or gone: else it is not good."),
        Field::new("created_at", Kind::Time, "When it was made."),
        Field::new("expires_at", Kind::Time, "Until when it is good.").or_null(),
        Field::new("revoked_at", Kind::Time, "When it was withdrawn.").or_null(),
        Field::new("link", Kind::Line(1, 500), "Where it leads to: told once, when it is made.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/invites", Scope::InvitesRead, "Lists the invitations of a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&INVITE)),
        post("/pods/{pod}/invites", Scope::InvitesWrite, "Makes an invitation to a pod.", |call| {
            Box::pin(make(call))
        })
        .takes(&[NEW])
        .gives(Gives::Made(&INVITE)),
        delete("/pods/{pod}/invites/{id}", Scope::InvitesWrite, "Withdraws an invitation.", |call| {
            Box::pin(revoke(call))
        }),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (pod, now) = (call.pod()?.id, call.now);
    let before: Option<InviteId> = paging::cursor(&call)?;
    let found = invites::page(&call.app.database, &pod, before, paging::limit(&call) + 1).await?;
    let ids: Vec<InviteId> = found.iter().map(|invite| invite.id).collect();
    let vouched = invites::vouched_for(&call.app.database, &pod, &ids, now).await?;
    let tell = |invite: &Invite| describe(invite, vouched.contains(&invite.id), None, now);
    Ok(paging::page(&call, found, |invite| invite.id.to_string(), tell))
}

async fn make(call: Call) -> Result<Answer, Problem> {
    let (pod, body) = (call.pod()?, &call.body);
    let (invite, code) = match (body.has("role"), body.parsed::<Email>("mail")) {
        (true, to) => hand_over(&call, to).await?,
        (false, Some(to)) => send(&call, to).await?,
        (false, None) => invites::create(&call.app.database, &pod.id, ordinary(&call), &call.by()).await?,
    };
    let link = url::absolute(&call.app.origins.of(&pod.host), &url::invite(&code.reveal()));
    let location = format!("/api/v1/pods/{}/invites/{}", pod.id, invite.id);
    Ok(Answer::made(describe(&invite, true, Some(link), call.now), location))
}

/// Makes one that hands the pod over.
async fn hand_over(call: &Call, email: Option<Email>) -> Result<(Invite, Code), Problem> {
    nothing_else(call, "is not taken with a role")?;
    call.needs(Scope::RolesWrite)?;
    if email.is_some() {
        mail_is_sent(call)?;
    }
    let pod = call.pod()?;
    let to = HandOver { email, language: pod.language.clone() };
    let made = invites::hand_over(&call.app.database, &pod.id, to, &call.by()).await;
    made.map_err(|error| match error {
        model::Error::Taken(_) => {
            Problem::conflict("an invitation to run the pod was sent to this address within the last week")
        }
        error => error.into(),
    })
}

/// Makes an ordinary one, and writes it to an address.
async fn send(call: &Call, to: Email) -> Result<(Invite, Code), Problem> {
    nothing_else(call, "is not taken with an address of e-mail")?;
    mail_is_sent(call)?;
    let pod = call.pod()?;
    let sent = invites::send(&call.app.database, &pod.id, None, to, pod.language.clone(), &call.by()).await;
    sent.map_err(|error| match error {
        model::Error::Taken(_) => {
            Problem::conflict("an invitation was sent to this address within the last week")
        }
        model::Error::TooLarge(_) => Problem::conflict(format!(
            "that is enough for one day: a pod sends {} invitations by mail",
            invites::MOST_MAILS
        )),
        error => error.into(),
    })
}

/// Nothing is said that such an invitation says itself.
fn nothing_else(call: &Call, why: &str) -> Result<(), Problem> {
    match ORDINARY.into_iter().find(|name| call.body.has(name)) {
        Some(name) => Err(Problem::field(name, why)),
        None => Ok(()),
    }
}

fn mail_is_sent(call: &Call) -> Result<(), Problem> {
    if call.app.sends_mail() {
        return Ok(());
    }
    Err(Problem::field("mail", "is not taken: no mail is sent here; give the link yourself"))
}

fn ordinary(call: &Call) -> NewInvite {
    let body = &call.body;
    NewInvite {
        made_by: None,
        note: body.text("note").unwrap_or_default().trim().to_owned(),
        uses: body.number("uses").unwrap_or(1),
        expires_at: body.number("days").map(|days| call.now + Duration::days(days)),
    }
}

async fn revoke(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<InviteId>("id")?);
    invites::revoke(&call.app.database, &pod, &id, None, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(invite: &Invite, vouched: bool, link: Option<String>, now: OffsetDateTime) -> Value {
    json!({
        "id": invite.id.to_string(),
        "note": invite.note,
        "role": invite.role.map(Role::as_str),
        "uses": invite.uses,
        "used": invite.used,
        "good": vouched && invite.is_good(now),
        "vouched": vouched,
        "created_at": instant(invite.created_at),
        "expires_at": invite.expires_at.map(instant),
        "revoked_at": invite.revoked_at.map(instant),
        "link": link,
    })
}
