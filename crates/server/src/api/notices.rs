//! What pods told by XMPP, and what became of it.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, GREATEST, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    NoticeId,
    mails::State,
    notices::{self, Notice},
    tokens::Scope,
};
use serde_json::{Value, json};

/// A notice.
static NOTICE: Shape = Shape {
    name: "notice",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("kind", Kind::Word(|| words(notices::Kind::ALL, notices::Kind::as_str)), "What it tells."),
        Field::new("to", Kind::Line(1, 3071), "To whom."),
        Field::new("state", Kind::Word(|| words(State::ALL, State::as_str)), "What became of it."),
        Field::new("said", Kind::Text(2_000), "Why it was not sent; may be empty."),
        Field::new("tries", Kind::Number(0, GREATEST), "How often it was tried."),
        Field::new("queued_at", Kind::Time, "When it was written."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/notices",
            Scope::MembersRead,
            "Lists what a pod told by XMPP, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&NOTICE)),
        post(
            "/pods/{pod}/notices/{id}/again",
            Scope::MembersWrite,
            "Sends a notice again that was given up, or of which nobody knows whether it was sent.",
            |call| Box::pin(again(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (before, limit) = (paging::cursor::<NoticeId>(&call)?, paging::limit(&call) + 1);
    let found = notices::list(&call.app.database, &call.pod()?.id, before, limit).await?;
    Ok(paging::page(&call, found, |notice| notice.id.to_string(), describe))
}

async fn again(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<NoticeId>("id")?);
    notices::again(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(notice: &Notice) -> Value {
    json!({
        "id": notice.id.to_string(),
        "kind": notice.kind.as_str(),
        "to": notice.recipient.to_string(),
        "state": notice.state.as_str(),
        "said": notice.reason,
        "tries": notice.tries,
        "queued_at": instant(notice.queued_at),
    })
}
