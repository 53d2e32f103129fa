//! What a pod used, day by day.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get},
    fields::{Field, GREATEST, Kind, Shape},
    problems::Problem,
};
use model::{
    tokens::Scope,
    usages::{self, Day},
};
use serde_json::{Value, json};
use time::Duration;

/// Days, if that is not said.
const USUAL: i64 = 30;

/// What is asked.
const SPAN: &[Field] =
    &[Field::new("days", Kind::Number(1, 400), "How many days back, today included; 30 if it is left out.")];

/// A day.
static DAY: Shape = Shape {
    name: "day",
    fields: &[
        Field::new("date", Kind::Line(10, 10), "Which, in UTC."),
        Field::new("members", Kind::Number(0, GREATEST), "Members."),
        Field::new("active", Kind::Number(0, GREATEST), "Those of them who had been here in seven days."),
        Field::new("storage", Kind::Number(0, GREATEST), "Bytes of media."),
        Field::new("sessions", Kind::Number(0, GREATEST), "The most live sessions."),
        Field::new("signups", Kind::Number(0, GREATEST), "Who became a member."),
    ],
};

/// The time line.
static USAGE: Shape = Shape {
    name: "usage",
    fields: &[
        Field::new("active_in_7_days", Kind::Number(0, GREATEST), "Members who were here."),
        Field::new("active_in_30_days", Kind::Number(0, GREATEST), "Members who were here."),
        Field::new(
            "days",
            Kind::Many(&DAY),
            "The first ones first; days of which nothing is known are left out.",
        ),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/usage", Scope::PodsRead, "Shows what a pod used, day by day.", |call| {
            Box::pin(show(call))
        })
        .asks(&[SPAN])
        .gives(Gives::One(&USAGE)),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let (database, pod, now) = (&call.app.database, call.pod()?.id, call.now);
    let days = call.query.number("days").unwrap_or(USUAL);
    let from = (now - Duration::days(days - 1)).date();
    let week = usages::active(database, &pod, now - Duration::days(7)).await?;
    let month = usages::active(database, &pod, now - Duration::days(30)).await?;
    let days = usages::list(database, &pod, from).await?;
    Ok(Answer::one(json!({
        "active_in_7_days": week,
        "active_in_30_days": month,
        "days": days.iter().map(describe).collect::<Vec<Value>>(),
    })))
}

fn describe(day: &Day) -> Value {
    json!({
        "date": day.date.to_string(),
        "members": day.members,
        "active": day.active,
        "storage": day.storage,
        "sessions": day.sessions,
        "signups": day.signups,
    })
}
