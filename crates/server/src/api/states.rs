//! Where a pod is in its life, and how it goes elsewhere.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, post},
    fields::{Field, Kind},
    pods::{POD, describe},
    problems::Problem,
};
use crate::{
    commands::pods::NOTICE,
    moves::{self, MoveError},
};
use model::{
    PodId,
    pods::{self, Pod, Standing, State, Turn},
    tokens::Scope,
};
use time::{Date, Duration, OffsetDateTime, macros::format_description};

/// What can be done.
const ACTS: [&str; 5] = ["read-only", "suspend", "resume", "close", "restore"];

/// Where a pod goes on.
const MOVED_TO: &str =
    "With close: the host name at which it goes on; empty: nowhere. Left out, what was said before holds.";

/// What is asked.
const TURN: &[Field] = &[
    Field::new("act", Kind::Word(|| ACTS.to_vec()), "What is done.").required(),
    Field::new("reason", Kind::Text(500), "With read-only and suspend: why, for whoever comes."),
    Field::new("on", Kind::Like("date", is_day), "With close: the day; it closes as that begins, in UTC."),
    Field::new("farewell", Kind::Text(20_000), "With close: what it says from then on, in Markdown."),
    Field::new("moved_to", Kind::Text(250), MOVED_TO),
    Field::new("at_once", Kind::Yes, "With close: its members have less than two weeks, or none."),
];

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post(
            "/pods/{pod}/state",
            Scope::PodsWrite,
            "Lets a pod only be read, suspends, closes or resumes it, or restores one that was deleted.",
            |call| Box::pin(turn(call)),
        )
        .takes(&[TURN])
        .gives(Gives::One(&POD))
        .of_deleted(),
    ]
}

/// Whether a text is a day.
///
/// # Errors
/// What it must be.
pub fn is_day(text: &str) -> Result<(), String> {
    day(text).map(drop).ok_or_else(|| "must be a day, as 2027-01-31".to_owned())
}

/// The day that a text is.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

async fn turn(call: Call) -> Result<Answer, Problem> {
    let (pod, mut turn) = (call.pod()?, wanted(&call)?);
    let id = pod.id;
    if undoes(&turn, pod.state) || (pod.state == State::Closing && !closed_by(&call, pod).await?) {
        call.is_for_all()?;
    }
    if let Turn::Close { moved_to, .. } = &mut turn {
        *moved_to = moves_to(&call, &id).await?;
    }
    let database = &call.app.database;
    let turned = match call.is_for_all() {
        Ok(()) => pods::turn(database, &id, turn, &call.by()).await?,
        // what an admin does meanwhile is not hers to take back
        Err(_) => pods::turn_from(database, &id, pod.state, turn, &call.by()).await?,
    };
    call.changed(&id);
    Ok(Answer::one(describe(&turned)))
}

/// Whether it was this token that said on which day the pod closes, and that has not come: then it may take it back, or say another.
async fn closed_by(call: &Call, pod: &Pod) -> Result<bool, Problem> {
    if pod.standing(call.now) == Standing::Farewell {
        return Ok(false);
    }
    let last = pods::turned_by(&call.app.database, &pod.id).await?;
    // no two tokens have ever had the same name
    Ok(last.is_some_and(|last| last == call.by().actor))
}

/// Whether what those who run the deployment may have done to a pod is less after this than before; to close it takes it out of its
/// suspension until the day. Of one that closes, [`closed_by`] says so.
fn undoes(turn: &Turn, state: State) -> bool {
    match turn {
        Turn::Resume | Turn::Close { .. } | Turn::ReadOnly { .. } => {
            matches!(state, State::ReadOnly | State::Suspended)
        }
        // the reason would be another's
        Turn::Suspend { .. } => state == State::Suspended,
        Turn::Restore => state == State::Deleted,
        Turn::Delete => false,
    }
}

fn wanted(call: &Call) -> Result<Turn, Problem> {
    let body = &call.body;
    let act = body.text("act").unwrap_or_default();
    let allowed: &[&str] = match act.as_str() {
        "read-only" | "suspend" => &["act", "reason"],
        "close" => &["act", "on", "farewell", "moved_to", "at_once"],
        _ => &["act"],
    };
    if let Some(other) = TURN.iter().find(|field| body.has(field.name) && !allowed.contains(&field.name)) {
        return Err(Problem::field(other.name, format!("is not taken with {act}")));
    }
    let reason = body.text("reason").unwrap_or_default();
    Ok(match act.as_str() {
        "read-only" => Turn::ReadOnly { reason },
        "suspend" => Turn::Suspend { reason },
        "close" => {
            let farewell = body.text("farewell").unwrap_or_default();
            Turn::Close { at: closing(call)?, farewell, moved_to: None }
        }
        "restore" => Turn::Restore,
        _ => Turn::Resume,
    })
}

/// Where a pod goes on.
async fn moves_to(call: &Call, pod: &PodId) -> Result<Option<String>, Problem> {
    let Some(text) = call.body.text("moved_to") else { return Ok(None) };
    let read = moves::read(&call.app.database, pod, &text).await.map_err(|error| match error {
        MoveError::Model(error) => error.into(),
        error => Problem::field("moved_to", error.to_string()),
    })?;
    Ok(Some(read.unwrap_or_default()))
}

/// When a pod closes: its members have time to take their things home.
fn closing(call: &Call) -> Result<OffsetDateTime, Problem> {
    let on = call.body.text("on").and_then(|text| day(&text));
    let at = on.ok_or_else(|| Problem::field("on", "is missing"))?.midnight().assume_utc();
    if at < call.now + NOTICE && !call.body.yes("at_once") {
        let first = (call.now + NOTICE).date() + Duration::days(1);
        return Err(Problem::field(
            "on",
            format!(
                "members need two weeks to take their things home: {first} is the first day that can be, without at_once"
            ),
        ));
    }
    Ok(at)
}
