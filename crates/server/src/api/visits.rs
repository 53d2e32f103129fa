//! Admins' visits to a pod's console for support.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    VisitId,
    tokens::Scope,
    visits::{self, Visit},
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// The most visits that are listed.
const MOST: u32 = 1_000;

/// A visit.
static VISIT: Shape = Shape {
    name: "visit",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("jid", Kind::Line(1, 3071), "Who looks in."),
        Field::new("reason", Kind::Text(2_000), "Why."),
        Field::new("on", Kind::Yes, "Whether it is on."),
        Field::new("began_at", Kind::Time, "Since when."),
        Field::new("ends_at", Kind::Time, "Until when at the latest."),
        Field::new("ended_at", Kind::Time, "When it was ended before that.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/visits",
            Scope::AuditRead,
            "Lists which admins looked into a pod's console for support, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&VISIT)),
        delete("/pods/{pod}/visits/{id}", Scope::PodsWrite, "Ends a visit that is on.", |call| {
            Box::pin(end(call))
        })
        .of_read_only(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = visits::list(&call.app.database, &call.pod()?.id, MOST).await?;
    let now = call.now;
    paging::page_of_all(&call, all, |visit| visit.id.to_string(), |visit| describe(visit, now))
}

async fn end(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<VisitId>("id")?);
    visits::end(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(visit: &Visit, now: OffsetDateTime) -> Value {
    json!({
        "id": visit.id.to_string(),
        "jid": visit.jid.to_string(),
        "reason": visit.reason,
        "on": visit.is_on(now),
        "began_at": instant(visit.began_at),
        "ends_at": instant(visit.ends_at),
        "ended_at": visit.ended_at.map(instant),
    })
}
