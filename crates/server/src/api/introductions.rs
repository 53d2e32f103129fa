//! What a pod says of itself beside its name: a welcome, links, and the languages that are spoken there.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, patch},
    fields::{Field, Kind, Shape},
    problems::Problem,
};
use crate::routes::operate::introduction::{IntroductionFields, LONGEST_WELCOME, MOST, read, typed};
use model::{
    introductions::{self, Introduction},
    tokens::Scope,
};
use serde_json::{Value, json};

/// The most characters of an item.
const LONGEST: usize = 1_000;

/// What can be changed.
const CHANGE: &[Field] = &[
    Field::new(
        "links",
        Kind::Texts(MOST as usize, line),
        "Where else it is: addresses of https, mailto or xmpp, each with a blank and what it is called.",
    ),
    Field::new("languages", Kind::Texts(MOST as usize, line), "Languages beside its own, as in `pt-br`."),
    WELCOME,
];

/// The welcome, as it is sent and as it is answered.
const WELCOME: Field = Field::new(
    "welcome",
    Kind::Text(LONGEST_WELCOME as usize),
    "What it says to whoever comes, in Markdown; empty: nothing.",
);

/// A link.
static LINK: Shape = Shape {
    name: "link",
    fields: &[
        Field::new("address", Kind::Line(1, 500), "An address of https, mailto or xmpp."),
        Field::new("label", Kind::Line(1, 60), "What it is called."),
    ],
};

/// What a pod says.
static INTRODUCTION: Shape = Shape {
    name: "introduction",
    fields: &[
        Field::new("links", Kind::Many(&LINK), "Where else it is."),
        Field::new("languages", Kind::Texts(MOST as usize, line), "Languages beside its own."),
        WELCOME,
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/introduction",
            Scope::PodsRead,
            "Shows what a pod says of itself: a welcome, links, and languages that are spoken there.",
            |call| Box::pin(show(call)),
        )
        .gives(Gives::One(&INTRODUCTION)),
        patch(
            "/pods/{pod}/introduction",
            Scope::PodsWrite,
            "Changes the welcome of a pod, its links, or which languages are spoken there.",
            |call| Box::pin(change(call)),
        )
        .takes(&[CHANGE])
        .gives(Gives::One(&INTRODUCTION)),
    ]
}

/// Whether a text is one line.
///
/// # Errors
/// What it must be.
pub fn line(text: &str) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return Err("must not have control characters".to_owned());
    }
    if text.chars().count() > LONGEST {
        return Err(format!("must have at most {LONGEST} characters"));
    }
    Ok(())
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let said = introductions::get(&call.app.database, &call.pod()?.id).await?;
    Ok(Answer::one(describe(&said)))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (database, pod, body) = (&call.app.database, call.pod()?, &call.body);
    let before = typed(&introductions::get(database, &pod.id).await?);
    let fields = IntroductionFields {
        links: body.texts("links").map_or(before.links, |links| links.join("\n")),
        languages: body.texts("languages").map_or(before.languages, |languages| languages.join(" ")),
        welcome: body.text("welcome").unwrap_or(before.welcome),
    };
    let new = read(&fields, &pod.language)?;
    introductions::set(database, &pod.id, &new, &call.by()).await?;
    call.changed(&pod.id);
    Ok(Answer::one(describe(&new)))
}

fn describe(said: &Introduction) -> Value {
    let links: Vec<Value> =
        said.links.iter().map(|link| json!({ "address": link.address, "label": link.label })).collect();
    json!({ "links": links, "languages": said.languages, "welcome": said.welcome })
}
