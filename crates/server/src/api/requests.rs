//! Who asks to be let in, and what the answer is.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    ApplicationId,
    applications::{self, Application},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What a no says.
const REFUSAL: &[Field] = &[Field::new("reason", Kind::Text(2_000), "Why, for whoever asked.")];

/// A request.
static REQUEST: Shape = Shape {
    name: "request",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("email", Kind::Line(1, 254), "Where the answer goes."),
        Field::new("language", Kind::Line(2, 2), "The language of whoever asks."),
        Field::new("reason", Kind::Text(20_000), "Why she would like to come in."),
        Field::new("created_at", Kind::Time, "When she asked."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/requests", Scope::MembersRead, "Lists who asks to be let in.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&REQUEST)),
        post(
            "/pods/{pod}/requests/{id}/accept",
            Scope::MembersWrite,
            "Lets somebody in who asked: she gets a mail with an invitation.",
            |call| Box::pin(accept(call)),
        ),
        post(
            "/pods/{pod}/requests/{id}/refuse",
            Scope::MembersWrite,
            "Lets somebody not in who asked: she gets a mail that says so.",
            |call| Box::pin(refuse(call)),
        )
        .takes(&[REFUSAL]),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = applications::open(&call.app.database, &call.pod()?.id).await?;
    paging::page_of_all(&call, all, |request| request.id.to_string(), describe)
}

async fn accept(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<ApplicationId>("id")?);
    applications::accept(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

async fn refuse(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<ApplicationId>("id")?);
    let reason = call.body.text("reason").unwrap_or_default();
    applications::refuse(&call.app.database, &pod, &id, reason.trim(), &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(request: &Application) -> Value {
    json!({
        "id": request.id.to_string(),
        "email": request.email.to_string(),
        "language": request.language,
        "reason": request.reason,
        "created_at": instant(request.created_at),
    })
}
