//! What was done to the deployment itself, by whom and when.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get},
    fields::{Field, GREATEST, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    audit::deployment::{self, Act, Entry, Filter},
    tokens::Scope,
};
use serde_json::{Value, json};

/// An entry of the log.
static ENTRY: Shape = Shape {
    name: "deployment_entry",
    fields: &[
        Field::new("number", Kind::Number(1, GREATEST), "Its place in the log."),
        Field::new("at", Kind::Time, "When."),
        Field::new("actor", Kind::Line(1, 3071), "Who: an account, `(command line)`, `(token …)`."),
        Field::new("act", Kind::Word(|| words(Act::ALL, Act::as_str)), "What."),
        Field::new("object", Kind::Text(3071), "On what; may be empty."),
        Field::new("detail", Kind::Any, "More of it, name by name."),
        Field::new("hash", Kind::Line(64, 64), "SHA-256 over the entry before and this one."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/audit",
            Scope::AuditRead,
            "Lists what was done to the deployment itself, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&ENTRY))
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (before, limit) = (paging::cursor::<i64>(&call)?, paging::limit(&call) + 1);
    let found = deployment::list(&call.app.database, &Filter::default(), before, limit).await?;
    Ok(paging::page(&call, found, |entry| entry.number.to_string(), describe))
}

fn describe(entry: &Entry) -> Value {
    json!({
        "number": entry.number,
        "at": instant(entry.at),
        "actor": entry.actor.to_string(),
        "act": entry.act.as_str(),
        "object": entry.object,
        "detail": serde_json::from_str::<Value>(&entry.detail).unwrap_or_default(),
        "hash": hex::encode(&entry.hash),
    })
}
