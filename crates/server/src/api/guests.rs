//! The member as whom anybody may look around a pod.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{Field, Kind, Shape, instant},
    problems::Problem,
};
use crate::{
    limits::Limit,
    routes::{
        accounts::{LONGEST, sign_in_errors},
        operate::guest::{known, no_guest},
    },
};
use jid::BareJid;
use model::{Owner, guests, tokens::Scope};
use pool::SignInRefusal;
use serde_json::{Value, json};
use std::time::Instant;
use ui::{Errors, Problem as Wrong};

/// What is asked.
const NAMED: &[Field] = &[
    Field::new("jid", Kind::Line(1, 3071), "Her account. She is a member without a role.").required(),
    Field::new("password", Kind::Line(1, LONGEST), "Its password: what is hers is read by everybody.")
        .required(),
];

/// The guest of a pod.
static GUEST: Shape = Shape {
    name: "guest",
    fields: &[
        Field::new("jid", Kind::Line(1, 3071), "Her account; null where nobody looks around.").or_null(),
        Field::new("open", Kind::Yes, "Whether anybody can look around now."),
        Field::new("since", Kind::Time, "Since when she is it.").or_null(),
        Field::new("cleared_at", Kind::Time, "When what was written as her was last taken away.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/guest",
            Scope::MembersRead,
            "Shows as whom anybody may look around a pod.",
            |call| Box::pin(show(call)),
        )
        .gives(Gives::One(&GUEST)),
        put(
            "/pods/{pod}/guest",
            Scope::MembersWrite,
            "Makes a member the guest of a pod, instead of the one before; all her browsers are signed out.",
            |call| Box::pin(name(call)),
        )
        .takes(&[NAMED])
        .gives(Gives::One(&GUEST)),
        delete("/pods/{pod}/guest", Scope::MembersWrite, "Has nobody look around a pod any more.", |call| {
            Box::pin(revoke(call))
        }),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(&call).await?))
}

async fn name(call: Call) -> Result<Answer, Problem> {
    let (database, pod, body) = (&call.app.database, call.pod()?.id, &call.body);
    let before = guests::of(database, &pod).await?;
    let typed = body.text("jid").unwrap_or_default();
    let jid = known(database, &pod, &typed).await?.ok_or_else(no_guest)?;
    prove(&call, &jid, &body.text("password").unwrap_or_default()).await?;
    let owner = guests::name(database, &pod, &jid, &call.by()).await.map_err(|error| match error {
        model::Error::NotFound(_) => Problem::from(no_guest()),
        error => error.into(),
    })?;
    for out in before.map(|guest| guest.owner).into_iter().chain([owner]) {
        put_out(&call, &out).await;
    }
    Ok(Answer::one(describe(&call).await?))
}

async fn revoke(call: Call) -> Result<Answer, Problem> {
    let guest = guests::revoke(&call.app.database, &call.pod()?.id, &call.by()).await?;
    put_out(&call, &guest.owner).await;
    Ok(Answer::nothing())
}

/// Signs her session in, which signs in by itself from then on. Programs guess no oftener than people.
async fn prove(call: &Call, jid: &BareJid, password: &str) -> Result<(), Problem> {
    let (app, pod) = (&call.app, call.pod()?.id);
    let wrong = Limit::WrongAnywhere(jid.as_str());
    let limits = [wrong, Limit::SignInAt(jid.domain().as_str())];
    if !limits.into_iter().all(|limit| app.limits.take(limit, Instant::now())) {
        return Err(Errors::form(Wrong::TooOften).into());
    }
    let signed = app.pool.sign_in(&pod, jid, password, true, None).await.map_err(Problem::unavailable)?;
    if signed != Err(SignInRefusal::WrongPassword) {
        app.limits.give_back(wrong);
    }
    signed.map(drop).map_err(|refusal| sign_in_errors(refusal, jid).into())
}

/// Ends the open pages of whoever looks around.
async fn put_out(call: &Call, guest: &Owner) {
    call.app.pool.browsers_changed(guest).await;
}

async fn describe(call: &Call) -> Result<Value, Problem> {
    let (database, pod) = (&call.app.database, call.pod()?.id);
    let guest = guests::of(database, &pod).await?;
    Ok(json!({
        "jid": guest.as_ref().map(|guest| guest.jid.to_string()),
        "open": guests::is_open(database, &pod).await?,
        "since": guest.as_ref().map(|guest| instant(guest.since)),
        "cleared_at": guest.as_ref().map(|guest| instant(guest.cleared_at)),
    }))
}
