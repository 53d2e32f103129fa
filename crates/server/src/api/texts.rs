//! What those who run a pod have written down for all to read: its rules, and what they add to privacy and legal matters.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{self, Field, GREATEST, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::routes::operate::texts::{LONGEST, MOST_DAYS, write as write_down};
use model::{
    texts::{self, Kind, Text},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What is asked.
const NEW: &[Field] = &[
    Field::new(
        "body",
        fields::Kind::Text(LONGEST as usize),
        "The text, in Markdown; empty: nothing is said.",
    )
    .required(),
    Field::new(
        "days",
        fields::Kind::Number(0, MOST_DAYS as i64),
        "In how many days it holds; 14 if it is left out, and at once where there was none. Less than 14 is for the first text, where only operators are members, and for the legal one.",
    ),
];

/// A version of a text.
static TEXT: Shape = Shape {
    name: "text",
    fields: &[
        Field::new("kind", fields::Kind::Word(|| words(Kind::ALL, Kind::as_str)), "What it is about."),
        Field::new("version", fields::Kind::Number(1, GREATEST), "Its number."),
        Field::new("body", fields::Kind::Text(LONGEST as usize), "The text, in Markdown; may be empty."),
        Field::new("holds", fields::Kind::Yes, "Whether it holds already."),
        Field::new("since", fields::Kind::Time, "From when on it holds."),
        Field::new("made_at", fields::Kind::Time, "When it was written."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/texts",
            Scope::PodsRead,
            "Lists the rules of a pod, and what it adds to privacy and legal matters, as it holds or will.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&TEXT)),
        put(
            "/pods/{pod}/texts/{kind}",
            Scope::PodsWrite,
            "Writes a new version down; members are told until it holds, and the ones before stay readable.",
            |call| Box::pin(write(call)),
        )
        .takes(&[NEW])
        .gives(Gives::One(&TEXT)),
        delete(
            "/pods/{pod}/texts/{kind}",
            Scope::PodsWrite,
            "Takes back what is announced and does not hold yet; who was told of it is told so.",
            |call| Box::pin(withdraw(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let (database, pod, now) = (&call.app.database, call.pod()?.id, call.now);
    let mut all = Vec::new();
    for kind in Kind::ALL {
        all.extend(texts::current(database, &pod, *kind, now).await?);
        all.extend(texts::next(database, &pod, *kind, now).await?);
    }
    let place = |text: &Text| format!("{}-{}", text.kind, text.version);
    paging::page_of_all(&call, all, place, |text| describe(text, &call))
}

async fn write(call: Call) -> Result<Answer, Problem> {
    let (database, pod, now) = (&call.app.database, call.pod()?.id, call.now);
    let kind = call.segment::<Kind>("kind")?;
    let (body, days) = (call.body.text("body").unwrap_or_default(), call.body.number("days"));
    let days = days.map(|days| days.to_string());
    write_down(database, &pod, kind, &body, days.as_deref(), &call.by()).await??;
    call.changed(&pod);
    let written = match texts::next(database, &pod, kind, now).await? {
        Some(next) => Some(next),
        None => texts::current(database, &pod, kind, now).await?,
    };
    Ok(Answer::one(describe(&written.ok_or_else(Problem::not_found)?, &call)))
}

async fn withdraw(call: Call) -> Result<Answer, Problem> {
    let (pod, kind) = (call.pod()?.id, call.segment::<Kind>("kind")?);
    texts::withdraw(&call.app.database, &pod, kind, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(text: &Text, call: &Call) -> Value {
    json!({
        "kind": text.kind.as_str(),
        "version": text.version,
        "body": text.body,
        "holds": text.since <= call.now,
        "since": instant(text.since),
        "made_at": instant(text.made_at),
    })
}
