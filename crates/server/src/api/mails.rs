//! What pods sent by e-mail, and what became of it.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, GREATEST, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    MailId,
    mails::{self, Mail, State},
    tokens::Scope,
    undelivered,
};
use serde_json::{Value, json};

/// A mail.
static MAIL: Shape = Shape {
    name: "mail",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("pod", Kind::Line(26, 26), "The key of the pod that sends it."),
        Field::new("kind", Kind::Word(|| words(mails::Kind::ALL, mails::Kind::as_str)), "What it tells."),
        Field::new("to", Kind::Line(0, 254), "To whom; in part, where nobody should know."),
        Field::new("state", Kind::Word(|| words(State::ALL, State::as_str)), "What became of it."),
        Field::new("said", Kind::Text(2_000), "What the mail server said; may be empty."),
        Field::new("tries", Kind::Number(0, GREATEST), "How often it was tried."),
        Field::new("queued_at", Kind::Time, "When it was written."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/mails",
            Scope::MembersRead,
            "Lists mails of all pods that were given up, or of which nobody knows whether they were sent.",
            |call| Box::pin(list_everywhere(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&MAIL))
        .of_all(),
        get("/pods/{pod}/mails", Scope::MembersRead, "Lists what a pod sent, the newest first.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&MAIL)),
        post(
            "/pods/{pod}/mails/{id}/again",
            Scope::MembersWrite,
            "Sends a mail again that was given up, or of which nobody knows whether it was sent.",
            |call| Box::pin(again(call)),
        ),
    ]
}

async fn list_everywhere(call: Call) -> Result<Answer, Problem> {
    let (before, limit) = (paging::cursor::<MailId>(&call)?, paging::limit(&call) + 1);
    let found = undelivered::list(&call.app.database, before, limit).await?;
    Ok(paging::page(&call, found, |mail| mail.id.to_string(), describe))
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (before, limit) = (paging::cursor::<MailId>(&call)?, paging::limit(&call) + 1);
    let found = mails::list(&call.app.database, &call.pod()?.id, before, limit).await?;
    Ok(paging::page(&call, found, |mail| mail.id.to_string(), describe))
}

async fn again(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<MailId>("id")?);
    mails::again(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(mail: &Mail) -> Value {
    json!({
        "id": mail.id.to_string(),
        "pod": mail.pod_id.to_string(),
        "kind": mail.kind.as_str(),
        "to": mail.shown_recipient(),
        "state": mail.state.as_str(),
        "said": mail.shown_reason(),
        "tries": mail.tries,
        "queued_at": instant(mail.queued_at),
    })
}
