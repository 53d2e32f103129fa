//! The pod's ledger.

use super::day;
use crate::{
    extract::{Form, Nothing, Operator, Segment},
    fault::{Answer, Fault},
    reading::command_id_of,
    routes::funds::{in_ledger, sums},
    shown,
};
use actix_web::{HttpResponse, http::header};
use model::funds::{self, Currency, Direction, Entry, NewEntry};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{EntryForm, EntryPage, EntryRow, LedgerPage},
    url,
};

/// The most characters of an entry's words.
pub const LONGEST_WORDS: u32 = 200;

/// The fields of an entry.
#[derive(Default, Deserialize)]
pub struct EntryFields {
    /// When money went.
    #[serde(default)]
    pub day: String,
    /// Which way.
    #[serde(default)]
    pub direction: String,
    /// How much.
    #[serde(default)]
    pub amount: String,
    /// Of what.
    #[serde(default)]
    pub currency: String,
    /// What for, or by whom.
    #[serde(default)]
    pub words: String,
    /// What tells this form from others that say the same.
    pub command: Option<String>,
}

/// `GET /operate/funds`.
pub async fn list(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator, fresh(&operator).await?).await?))
}

/// `POST /operate/funds`.
pub async fn make(operator: Operator, Form(fields): Form<EntryFields>) -> Answer {
    let errors = match read(&fields)? {
        Err(errors) => errors,
        Ok(new) => {
            let command = Some(command(&fields));
            let (database, pod) = (&operator.app.database, operator.home().id);
            match funds::create(database, &pod, &new, command.as_deref(), &operator.by()).await {
                Ok(_) => return Ok(operator.go(&url::operate_funds(), Some(Notice::Saved))),
                Err(model::Error::TooLarge(_)) => Errors::form(Problem::LedgerFull),
                Err(error) => return Err(error.into()),
            }
        }
    };
    Ok(operator.show_again(&page(&operator, typed(fields, errors)).await?))
}

/// `GET /operate/funds/{id}`.
pub async fn form(operator: Operator, Segment(id): Segment) -> Answer {
    let key = id.parse().map_err(|_| Fault::NotFound)?;
    let entry = funds::entry(&operator.app.database, &operator.home().id, &key).await?;
    let entry = entry.filter(|entry| entry.removed_at.is_none()).ok_or(Fault::NotFound)?;
    let form = EntryForm {
        day: entry.date().to_string(),
        direction: entry.direction.to_string(),
        amount: entry.currency.write(entry.amount),
        currency: entry.currency.to_string(),
        currencies: currencies(),
        words: entry.words,
        errors: Errors::none(),
    };
    Ok(operator.show(&EntryPage { id, form }))
}

/// `POST /operate/funds/{id}`.
pub async fn correct(operator: Operator, Segment(id): Segment, Form(fields): Form<EntryFields>) -> Answer {
    let key = id.parse().map_err(|_| Fault::NotFound)?;
    let (database, pod) = (&operator.app.database, operator.home().id);
    // what is not there has no form, whatever was typed
    funds::entry(database, &pod, &key).await?.ok_or(Fault::NotFound)?;
    match read(&fields)? {
        Ok(new) => done(&operator, funds::correct(database, &pod, &key, &new, &operator.by()).await),
        Err(errors) => Ok(operator.show_again(&EntryPage { id, form: typed(fields, errors) })),
    }
}

/// `POST /operate/funds/{id}/remove`.
pub async fn remove(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let removed = funds::remove(&operator.app.database, &operator.home().id, &id, &operator.by()).await;
    done(&operator, removed)
}

/// `POST /operate/funds/{id}/restore`.
pub async fn restore(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let restored = funds::restore(&operator.app.database, &operator.home().id, &id, &operator.by()).await;
    done(&operator, restored)
}

/// `GET /operate/funds/ledger.csv`.
pub async fn file(operator: Operator) -> Answer {
    let mut lines = "day,direction,amount,currency,words\r\n".to_owned();
    let mut entries = in_ledger(funds::list(&operator.app.database, &operator.home().id).await?);
    entries.reverse();
    for entry in entries {
        let (day, amount) = (entry.date().to_string(), entry.currency.write(entry.amount));
        let words = cell(&entry.words);
        let cells = [
            day.as_str(),
            entry.direction.as_str(),
            amount.as_str(),
            entry.currency.as_str(),
            words.as_str(),
        ];
        lines.push_str(&cells.join(","));
        lines.push_str("\r\n");
    }
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"ledger.csv\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(lines))
}

/// Words as a cell (RFC 4180); programs take none of them for a formula.
fn cell(words: &str) -> String {
    let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, words.replace('"', "\"\""))
}

fn done(operator: &Operator, done: Result<(), model::Error>) -> Answer {
    match done {
        Ok(()) => Ok(operator.go(&url::operate_funds(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Sent again it is the same entry, and with other words another one.
fn command(fields: &EntryFields) -> String {
    let EntryFields { day, direction, amount, currency, words, command } = fields;
    let said = [day, direction, amount, currency, words].map(String::as_str);
    command_id_of(command.as_deref(), &said)
}

fn read(fields: &EntryFields) -> Result<Result<NewEntry, Errors>, Fault> {
    let known = |_| Fault::BadRequest("there is no such choice".to_owned());
    let direction: Direction = fields.direction.parse().map_err(known)?;
    let currency: Currency = fields.currency.parse().map_err(known)?;
    Ok(meant(fields, direction, currency))
}

/// The entry that is meant, whoever says it: the console, a program or the command line.
///
/// # Errors
/// What is wrong with it, field by field.
pub fn meant(fields: &EntryFields, direction: Direction, currency: Currency) -> Result<NewEntry, Errors> {
    let (day, amount, words) = (day(&fields.day), currency.read(&fields.amount), fields.words.trim());
    let mut errors = Errors::none();
    if day.is_none() {
        errors.push("day", Problem::DayInvalid);
    }
    if amount.is_none() {
        errors.push("amount", Problem::AmountInvalid);
    }
    if words.chars().count() > LONGEST_WORDS as usize {
        errors.push("words", Problem::TooLong(LONGEST_WORDS));
    }
    match (day, amount) {
        (Some(day), Some(amount)) if errors.is_empty() => {
            Ok(NewEntry { day, direction, amount, currency, words: words.to_owned() })
        }
        _ => Err(errors),
    }
}

fn typed(fields: EntryFields, errors: Errors) -> EntryForm {
    let EntryFields { day, direction, amount, currency, words, .. } = fields;
    EntryForm { day, direction, amount, currency, currencies: currencies(), words, errors }
}

async fn fresh(operator: &Operator) -> Result<EntryForm, Fault> {
    let funds = funds::get(&operator.app.database, &operator.home().id).await?;
    Ok(EntryForm {
        day: operator.now.date().to_string(),
        direction: Direction::In.to_string(),
        currency: funds.currency.to_string(),
        currencies: currencies(),
        ..EntryForm::default()
    })
}

/// The codes of all currencies.
pub fn currencies() -> Vec<&'static str> {
    Currency::ALL.iter().map(|currency| currency.as_str()).collect()
}

async fn page(operator: &Operator, form: EntryForm) -> Result<LedgerPage, Fault> {
    let all = funds::list(&operator.app.database, &operator.home().id).await?;
    let removed = all.iter().filter(|entry| entry.removed_at.is_some()).map(row).collect();
    let entries = in_ledger(all);
    Ok(LedgerPage { form, sums: sums(&entries), entries: entries.iter().map(row).collect(), removed })
}

fn row(entry: &Entry) -> EntryRow {
    let amount = match entry.direction {
        Direction::In => entry.amount,
        Direction::Out => -entry.amount,
    };
    EntryRow {
        id: entry.id.to_string(),
        day: entry.date().midnight().assume_utc(),
        amount: shown::money(amount, entry.currency),
        words: entry.words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn words_are_a_cell_and_no_formula() {
        assert_eq!(cell("the \"tin\", a"), "\"the \"\"tin\"\", a\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }
}
