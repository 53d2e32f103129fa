//! What a pod says of money and gifts.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, patch},
    fields::{Field, Kind, Shape, words},
    introductions::line,
    problems::Problem,
};
use crate::routes::operate::gifts::{GiftFields, LONGEST_WORDS, MOST, read, typed};
use model::{
    funds::{self, Currency, Funds, ShownTo},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What can be changed, and what there is.
const SAID: &[Field] = &[
    Field::new(
        "shown_to",
        Kind::Word(|| words(ShownTo::ALL, ShownTo::as_str)),
        "Who reads the page of its funds.",
    ),
    Field::new("currency", Kind::Word(|| words(Currency::ALL, Currency::as_str)), "In what it counts."),
    Field::new("words", Kind::Text(LONGEST_WORDS as usize), "What it says of gifts, in Markdown."),
    Field::new("links", Kind::Texts(MOST as usize, one_word), "Where one can give, by https."),
    Field::new("amounts", Kind::Texts(MOST as usize, one_word), "What it suggests to give, as in `12.50`."),
];

/// What a pod says.
static GIFTS: Shape = Shape { name: "gifts", fields: SAID };

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/gifts", Scope::FundsRead, "Shows what a pod says of money and gifts.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&GIFTS)),
        patch(
            "/pods/{pod}/gifts",
            Scope::FundsWrite,
            "Changes what a pod says of money and gifts.",
            |call| Box::pin(change(call)),
        )
        .takes(&[SAID])
        .gives(Gives::One(&GIFTS)),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(funds::get(&call.app.database, &call.pod()?.id).await?)))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (database, pod, body) = (&call.app.database, call.pod()?.id, &call.body);
    let before = funds::get(database, &pod).await?;
    let shown_to = body.parsed("shown_to").unwrap_or(before.shown_to);
    let currency = body.parsed("currency").unwrap_or(before.currency);
    let before = typed(before);
    let fields = GiftFields {
        words: body.text("words").unwrap_or(before.words),
        links: body.texts("links").map_or(before.links, |links| links.join("\n")),
        amounts: body.texts("amounts").map_or(before.amounts, |amounts| amounts.join(" ")),
        ..before
    };
    let new = read(&fields, shown_to, currency)?;
    funds::set(database, &pod, &new, &call.by()).await?;
    call.changed(&pod);
    Ok(Answer::one(describe(new)))
}

/// Whether a text is one word on one line, as an address or an amount is.
fn one_word(text: &str) -> Result<(), String> {
    if text.is_empty() || text.contains(char::is_whitespace) {
        return Err("must not be empty or have blanks".to_owned());
    }
    line(text)
}

fn describe(said: Funds) -> Value {
    let amounts: Vec<String> = said.amounts.iter().map(|amount| said.currency.write(*amount)).collect();
    json!({
        "shown_to": said.shown_to.as_str(),
        "currency": said.currency.as_str(),
        "words": said.words,
        "links": said.links,
        "amounts": amounts,
    })
}
