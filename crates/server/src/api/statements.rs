//! What directories say of pods: in the name of this one, and those that it follows.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::{
    federation::{self, DAYS, SayError},
    routes::admin::statements::{StatementFields, read, standing},
};
use directory::statement::{Action, EVIDENCE, LIFE, Statement};
use model::{
    StatementId,
    federation::statements::{self, Said},
    tokens::Scope,
};
use serde_json::{Value, json};
use ui::Errors;

/// What is to be said.
const NEW: &[Field] = &[
    Field::new("subject", Kind::Line(1, 253), "The host name of the pod.").required(),
    Field::new(
        "action",
        Kind::Word(|| words(&Action::ALL, Action::as_str)),
        "What others are asked: to know it, to be careful, or not to list the pod.",
    )
    .required(),
    Field::new("reason", Kind::Line(1, 500), "Why.").required(),
    Field::new("evidence", Kind::Texts(EVIDENCE, |_| Ok(())), "Addresses where that can be seen."),
    Field::new("days", Kind::Number(1, LIFE.whole_days()), "For how many days it holds; 90 if left out."),
];

/// A statement.
static STATEMENT: Shape = Shape {
    name: "statement",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key here."),
        Field::new("peer", Kind::Line(1, 253), "The directory that says it; null for this one.").or_null(),
        Field::new("subject", Kind::Line(1, 253), "Of which pod."),
        Field::new("action", Kind::Word(|| words(&Action::ALL, Action::as_str)), "What others are asked."),
        Field::new("reason", Kind::Text(500), "Why."),
        Field::new("issued_at", Kind::Time, "When it was said."),
        Field::new("expires_at", Kind::Time, "Until when it holds."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/statements",
            Scope::DirectoryRead,
            "Lists what is said of pods now: by this directory, then by those that it follows.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&STATEMENT))
        .of_all(),
        post(
            "/statements",
            Scope::DirectoryWrite,
            "Says something of a pod in the name of this directory, signed, for others to hear.",
            |call| Box::pin(make(call)),
        )
        .takes(&[NEW])
        .gives(Gives::Made(&STATEMENT))
        .of_all(),
        delete(
            "/statements/{id}",
            Scope::DirectoryWrite,
            "Takes back what this directory says of a pod.",
            |call| Box::pin(withdraw(call)),
        )
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    paging::page_of_all(&call, said(&call).await?, |(said, _)| said.id.to_string(), describe)
}

async fn make(call: Call) -> Result<Answer, Problem> {
    let mut errors = Errors::none();
    let Some(saying) = read(&fields(&call), &mut errors) else { return Err(errors.into()) };
    let subject = saying.subject.to_string();
    federation::say(&call.app, saying, &call.by()).await.map_err(refused)?;
    let all = said(&call).await?;
    let made = all.iter().find(|(said, _)| said.peer.is_empty() && said.subject == subject);
    let made = made.ok_or_else(Problem::not_found)?;
    Ok(Answer::made(describe(made), format!("/api/v1/statements/{}", made.0.id)))
}

async fn withdraw(call: Call) -> Result<Answer, Problem> {
    let id = call.segment::<StatementId>("id")?;
    statements::withdraw(&call.app.database, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

/// What is said now, as far as it can be read.
async fn said(call: &Call) -> Result<Vec<(Said, Statement)>, Problem> {
    let all = standing(&call.app.database, call.now).await?;
    let readable = |said: Said| federation::read(&said.document).map(|statement| (said, statement));
    Ok(all.into_iter().filter_map(readable).collect())
}

/// The fields as the console's form has them.
fn fields(call: &Call) -> StatementFields {
    let body = &call.body;
    let text = |name: &str| body.text(name).unwrap_or_default();
    StatementFields {
        subject: text("subject"),
        action: text("action"),
        reason: text("reason"),
        evidence: body.texts("evidence").unwrap_or_default().join("\n"),
        days: body.number("days").map_or_else(|| DAYS.to_string(), |days| days.to_string()),
    }
}

fn refused(error: SayError) -> Problem {
    match error {
        SayError::Model(model::Error::TooLarge(_)) => {
            Problem::conflict("this directory says as much as it can: take something back first")
        }
        SayError::Model(error) => error.into(),
        error => Problem::unavailable(error),
    }
}

fn describe((said, statement): &(Said, Statement)) -> Value {
    json!({
        "id": said.id.to_string(),
        "peer": Some(&said.peer).filter(|peer| !peer.is_empty()),
        "subject": said.subject,
        "action": statement.action.as_str(),
        "reason": statement.reason.to_string(),
        "issued_at": instant(statement.issued),
        "expires_at": instant(statement.expires),
    })
}
