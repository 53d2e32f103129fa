//! Waves: sign-ups that were undone together, and can be done again for a while.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, GREATEST, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    WaveId,
    tokens::Scope,
    waves::{self, KEPT, Wave},
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// A wave.
static WAVE: Shape = Shape {
    name: "wave",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("members", Kind::Number(1, GREATEST), "How many sign-ups were undone."),
        Field::new("created_at", Kind::Time, "When."),
        Field::new("open_until", Kind::Time, "Until when they can be let in again; null if they cannot.")
            .or_null(),
        Field::new("undone_at", Kind::Time, "Since when they are members again.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/waves",
            Scope::MembersRead,
            "Lists the sign-ups that were undone together, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&WAVE)),
        post(
            "/pods/{pod}/waves/{id}/undo",
            Scope::MembersWrite,
            "Lets those in again whose sign-ups were undone together, within 14 days.",
            |call| Box::pin(undo(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = waves::list(&call.app.database, &call.pod()?.id).await?;
    let now = call.now;
    paging::page_of_all(&call, all, |wave| wave.id.to_string(), |wave| describe(wave, now))
}

async fn undo(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<WaveId>("id")?);
    waves::undo(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(wave: &Wave, now: OffsetDateTime) -> Value {
    json!({
        "id": wave.id.to_string(),
        "members": wave.size,
        "created_at": instant(wave.at),
        "open_until": wave.is_open(now).then(|| instant(wave.at + KEPT)),
        "undone_at": wave.undone_at.map(instant),
    })
}
