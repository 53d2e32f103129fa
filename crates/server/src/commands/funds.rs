//! `cosse fund …`: the ledger of a pod, and what it says of money, from the command line.

use super::{CommandError, by, pods::find, print_all, word, wrong};
use crate::routes::operate::{
    funds::{EntryFields, meant},
    gifts::{GiftFields, read, typed},
};
use clap::{Args, Subcommand};
use model::{
    Database, FundEntryId,
    funds::{self, Currency, Direction, Entry, NewEntry, ShownTo},
    pods::Pod,
};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

/// What can be done with funds.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the ledger, the latest day first, with what was taken out of it.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Writes an entry down.
    Add(Said),
    /// Puts an entry right: it says this from now on.
    Correct {
        /// Its id, as `cosse fund list` prints it.
        id: FundEntryId,
        #[command(flatten)]
        said: Said,
    },
    /// Takes an entry out of the ledger.
    Remove {
        #[command(flatten)]
        one: One,
    },
    /// Puts an entry back into it.
    Restore {
        #[command(flatten)]
        one: One,
    },
    /// Shows what the pod says of money and gifts, or changes it.
    Gifts(Gifts),
}

/// An entry of a pod.
#[derive(Debug, Args)]
pub struct One {
    /// Its id, as `cosse fund list` prints it.
    id: FundEntryId,
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
}

/// What an entry says.
#[derive(Debug, Args)]
pub struct Said {
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
    /// When money went, as in 2027-01-31; today if it is left out.
    #[arg(long)]
    day: Option<String>,
    /// So much was given, as in 12.50.
    #[arg(long = "in", required_unless_present = "paid", conflicts_with = "paid")]
    given: Option<String>,
    /// So much was paid.
    #[arg(long = "out")]
    paid: Option<String>,
    /// Of what, as in EUR; in what the pod counts if it is left out.
    #[arg(long, value_parser = word::<Currency>)]
    currency: Option<Currency>,
    /// What for, or by whom.
    #[arg(long, default_value = "")]
    words: String,
}

/// What a pod says of money; without anything it is only shown.
#[derive(Debug, Args)]
pub struct Gifts {
    /// One of the pod's host names.
    #[arg(long)]
    pod: String,
    /// Who reads the page of its funds: nobody, members or everyone.
    #[arg(long, value_parser = word::<ShownTo>)]
    shown_to: Option<ShownTo>,
    /// In what it counts, as in EUR.
    #[arg(long, value_parser = word::<Currency>)]
    currency: Option<Currency>,
    /// What it says of gifts, in Markdown.
    #[arg(long, allow_hyphen_values = true)]
    words: Option<String>,
    /// Where one can give, by https, with blanks between several; empty for nowhere.
    #[arg(long)]
    links: Option<String>,
    /// What it suggests to give, as in `5 12.50`.
    #[arg(long)]
    amounts: Option<String>,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, json } => list(database, &pod, json).await,
        Command::Add(said) => add(database, &said).await,
        Command::Correct { id, said } => {
            let pod = find(database, &said.pod).await?;
            let new = entry(database, &pod, &said).await?;
            let corrected = funds::correct(database, &pod.id, &id, &new, &by()).await;
            done(corrected, &id, &said.pod, "is put right")
        }
        Command::Remove { one: One { id, pod } } => {
            let of = find(database, &pod).await?;
            let removed = funds::remove(database, &of.id, &id, &by()).await;
            done(removed, &id, &pod, "is out of the ledger")
        }
        Command::Restore { one: One { id, pod } } => {
            let of = find(database, &pod).await?;
            let restored = funds::restore(database, &of.id, &id, &by()).await;
            done(restored, &id, &pod, "is in the ledger again")
        }
        Command::Gifts(gifts) => self::gifts(database, gifts).await,
    }
}

async fn list(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let all = funds::list(database, &pod.id).await?;
    print_all(&all, as_json, tell, line);
    Ok(())
}

async fn add(database: &Database, said: &Said) -> Result<(), CommandError> {
    let pod = find(database, &said.pod).await?;
    let new = entry(database, &pod, said).await?;
    let made = funds::create(database, &pod.id, &new, None, &by()).await;
    let id = made.map_err(|error| match error {
        model::Error::TooLarge(_) => {
            CommandError::Said("the ledger is full: keep it in a file of your own from here on".to_owned())
        }
        error => error.into(),
    })?;
    println!("{id} is in the ledger of {}", pod.host);
    Ok(())
}

async fn entry(database: &Database, pod: &Pod, said: &Said) -> Result<NewEntry, CommandError> {
    let (direction, amount) = match (&said.given, &said.paid) {
        (Some(given), _) => (Direction::In, given.clone()),
        (None, paid) => (Direction::Out, paid.clone().unwrap_or_default()),
    };
    let currency = match said.currency {
        Some(currency) => currency,
        None => funds::get(database, &pod.id).await?.currency,
    };
    let day = said.day.clone().unwrap_or_else(|| by().at.date().to_string());
    let fields = EntryFields { day, amount, words: said.words.clone(), ..EntryFields::default() };
    meant(&fields, direction, currency).map_err(|errors| wrong(&errors))
}

fn done(
    done: Result<(), model::Error>,
    id: &FundEntryId,
    host: &str,
    what: &str,
) -> Result<(), CommandError> {
    done.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{host} has no such entry with which this can be done; `cosse fund list --pod {host}` shows all"
        )),
        error => error.into(),
    })?;
    println!("{id} {what}");
    Ok(())
}

async fn gifts(database: &Database, gifts: Gifts) -> Result<(), CommandError> {
    let pod = find(database, &gifts.pod).await?;
    let before = funds::get(database, &pod.id).await?;
    let Gifts { shown_to, currency, words, links, amounts, .. } = gifts;
    let is_told = [&words, &links, &amounts].iter().any(|said| said.is_some());
    if shown_to.is_none() && currency.is_none() && !is_told {
        show(&typed(before));
        return Ok(());
    }
    let (shown_to, currency) = (shown_to.unwrap_or(before.shown_to), currency.unwrap_or(before.currency));
    let before = typed(before);
    let fields = GiftFields {
        words: words.unwrap_or(before.words),
        links: links.unwrap_or(before.links),
        amounts: amounts.unwrap_or(before.amounts),
        ..before
    };
    let new = read(&fields, shown_to, currency).map_err(|errors| wrong(&errors))?;
    funds::set(database, &pod.id, &new, &by()).await?;
    println!("{} says something else of money", pod.host);
    Ok(())
}

fn show(GiftFields { shown_to, currency, words, links, amounts }: &GiftFields) {
    println!("shown_to  {shown_to}");
    println!("currency  {currency}");
    println!("links     {}", links.replace('\n', " "));
    println!("amounts   {amounts}");
    println!("words     {words}");
}

fn line(entry: &Entry) -> String {
    let sign = if entry.direction == Direction::In { "+" } else { "-" };
    let amount = format!("{sign}{} {}", entry.currency.write(entry.amount), entry.currency);
    let state = if entry.removed_at.is_some() { "removed" } else { "" };
    format!("{}  {}  {amount:>16}  {state:<7}  {}", entry.id, entry.date(), entry.words).trim_end().to_owned()
}

fn tell(entry: &Entry) -> serde_json::Value {
    json!({
        "id": entry.id.to_string(),
        "day": entry.date().to_string(),
        "direction": entry.direction.as_str(),
        "amount": entry.currency.write(entry.amount),
        "currency": entry.currency.as_str(),
        "words": entry.words,
        "removed_at": entry.removed_at.and_then(|at| at.format(&Rfc3339).ok()),
    })
}
