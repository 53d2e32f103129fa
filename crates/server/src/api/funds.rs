//! The ledger of a pod: what came in and what was paid.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post, put},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
    states::is_day,
};
use crate::routes::operate::funds::{EntryFields, LONGEST_WORDS, meant};
use model::{
    FundEntryId,
    funds::{self, Currency, Direction, Entry, NewEntry},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What is asked.
const NEW: &[Field] = &[
    Field::new("day", Kind::Like("date", is_day), "When money went.").required(),
    Field::new("direction", Kind::Word(|| words(Direction::ALL, Direction::as_str)), "Which way.").required(),
    Field::new("amount", Kind::Line(1, 20), "How much, as in `12.50`; more than nothing.").required(),
    Field::new(
        "currency",
        Kind::Word(|| words(Currency::ALL, Currency::as_str)),
        "Of what; in what the pod counts if it is left out.",
    ),
    Field::new("words", Kind::Line(0, LONGEST_WORDS as usize), "What for, or by whom."),
];

/// An entry.
static ENTRY: Shape = Shape {
    name: "ledger_entry",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("day", Kind::Like("date", is_day), "When money went."),
        Field::new("direction", Kind::Word(|| words(Direction::ALL, Direction::as_str)), "Which way."),
        Field::new("amount", Kind::Line(1, 20), "How much, as in `12.50`."),
        Field::new("currency", Kind::Word(|| words(Currency::ALL, Currency::as_str)), "Of what."),
        Field::new("words", Kind::Line(0, LONGEST_WORDS as usize), "What for, or by whom; may be empty."),
        Field::new("removed_at", Kind::Time, "Since when it is out of the ledger.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/funds",
            Scope::FundsRead,
            "Lists the ledger of a pod, the latest day first, with what was taken out of it.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&ENTRY)),
        post("/pods/{pod}/funds", Scope::FundsWrite, "Writes an entry into the ledger of a pod.", |call| {
            Box::pin(make(call))
        })
        .takes(&[NEW])
        .gives(Gives::Made(&ENTRY)),
        put("/pods/{pod}/funds/{id}", Scope::FundsWrite, "Puts an entry right.", |call| {
            Box::pin(correct(call))
        })
        .takes(&[NEW])
        .gives(Gives::One(&ENTRY)),
        delete(
            "/pods/{pod}/funds/{id}",
            Scope::FundsWrite,
            "Takes an entry out of the ledger; it can be put back.",
            |call| Box::pin(remove(call)),
        ),
        post(
            "/pods/{pod}/funds/{id}/restore",
            Scope::FundsWrite,
            "Puts an entry back into the ledger.",
            |call| Box::pin(restore(call)),
        )
        .gives(Gives::One(&ENTRY)),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = funds::list(&call.app.database, &call.pod()?.id).await?;
    paging::page_of_all(&call, all, |entry| entry.id.to_string(), describe)
}

async fn make(call: Call) -> Result<Answer, Problem> {
    let (database, pod) = (&call.app.database, call.pod()?.id);
    let new = wanted(&call).await?;
    let made = funds::create(database, &pod, &new, None, &call.by()).await;
    let id = made.map_err(|error| match error {
        model::Error::TooLarge(_) => {
            Problem::conflict("the ledger is full: keep it in a file of your own from here on")
        }
        error => error.into(),
    })?;
    Ok(Answer::made(describe(&known(&call, &id).await?), format!("/api/v1/pods/{pod}/funds/{id}")))
}

async fn correct(call: Call) -> Result<Answer, Problem> {
    let id = call.segment::<FundEntryId>("id")?;
    known(&call, &id).await?;
    let new = wanted(&call).await?;
    funds::correct(&call.app.database, &call.pod()?.id, &id, &new, &call.by()).await?;
    Ok(Answer::one(describe(&known(&call, &id).await?)))
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<FundEntryId>("id")?);
    funds::remove(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

async fn restore(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<FundEntryId>("id")?);
    funds::restore(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::one(describe(&known(&call, &id).await?)))
}

async fn wanted(call: &Call) -> Result<NewEntry, Problem> {
    let body = &call.body;
    let direction = body.parsed("direction").ok_or_else(|| Problem::field("direction", "is missing"))?;
    let currency = match body.parsed("currency") {
        Some(currency) => currency,
        None => funds::get(&call.app.database, &call.pod()?.id).await?.currency,
    };
    let fields = EntryFields {
        day: body.text("day").unwrap_or_default(),
        amount: body.text("amount").unwrap_or_default(),
        words: body.text("words").unwrap_or_default(),
        ..EntryFields::default()
    };
    Ok(meant(&fields, direction, currency)?)
}

async fn known(call: &Call, id: &FundEntryId) -> Result<Entry, Problem> {
    funds::entry(&call.app.database, &call.pod()?.id, id).await?.ok_or_else(Problem::not_found)
}

fn describe(entry: &Entry) -> Value {
    json!({
        "id": entry.id.to_string(),
        "day": entry.date().to_string(),
        "direction": entry.direction.as_str(),
        "amount": entry.currency.write(entry.amount),
        "currency": entry.currency.as_str(),
        "words": entry.words,
        "removed_at": entry.removed_at.map(instant),
    })
}
