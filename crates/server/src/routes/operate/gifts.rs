//! What the pod says of money and gifts.

use super::funds::currencies;
use crate::{
    extract::{Form, Operator},
    fault::{Answer, Fault},
};
use model::funds::{self, Currency, Funds, ShownTo};
use serde::Deserialize;
use ui::{Errors, Notice, Problem, pages::GiftsPage, url};

/// The most characters of what is said of gifts.
pub const LONGEST_WORDS: u32 = 5_000;

/// The most bytes of a link.
const LONGEST_LINK: usize = 500;

/// The most links, and the most amounts.
pub const MOST: u32 = 10;

/// The fields of the form.
#[derive(Deserialize)]
pub struct GiftFields {
    /// Who reads the page of funds.
    #[serde(default)]
    pub shown_to: String,
    /// In what the pod counts.
    #[serde(default)]
    pub currency: String,
    /// What is said of gifts, in Markdown.
    #[serde(default)]
    pub words: String,
    /// Where one can give, with blanks between them.
    #[serde(default)]
    pub links: String,
    /// What is suggested, with blanks between them.
    #[serde(default)]
    pub amounts: String,
}

/// `GET /operate/gifts`.
pub async fn form(operator: Operator) -> Answer {
    let funds = funds::get(&operator.app.database, &operator.home().id).await?;
    Ok(operator.show(&page(typed(funds), Errors::none())))
}

/// `POST /operate/gifts`.
pub async fn change(operator: Operator, Form(fields): Form<GiftFields>) -> Answer {
    let known = |_| Fault::BadRequest("there is no such choice".to_owned());
    let shown_to: ShownTo = fields.shown_to.parse().map_err(known)?;
    let currency: Currency = fields.currency.parse().map_err(known)?;
    match read(&fields, shown_to, currency) {
        Ok(new) => {
            funds::set(&operator.app.database, &operator.home().id, &new, &operator.by()).await?;
            Ok(operator.go(&url::operate_gifts(), Some(Notice::Saved)))
        }
        Err(errors) => Ok(operator.show_again(&page(fields, errors))),
    }
}

fn page(fields: GiftFields, errors: Errors) -> GiftsPage {
    let GiftFields { shown_to, currency, words, links, amounts } = fields;
    GiftsPage { shown_to, currency, currencies: currencies(), words, links, amounts, errors }
}

/// What is said now, as it is typed.
#[must_use]
pub fn typed(funds: Funds) -> GiftFields {
    let amounts: Vec<String> = funds.amounts.iter().map(|amount| funds.currency.write(*amount)).collect();
    GiftFields {
        shown_to: funds.shown_to.to_string(),
        currency: funds.currency.to_string(),
        links: funds.links.join("\n"),
        amounts: amounts.join(" "),
        words: funds.words,
    }
}

/// What is to be said, whoever says it: the console, a program or the command line.
///
/// # Errors
/// What is wrong with it, field by field.
pub fn read(fields: &GiftFields, shown_to: ShownTo, currency: Currency) -> Result<Funds, Errors> {
    let mut errors = Errors::none();
    let words = fields.words.trim().replace("\r\n", "\n");
    if words.chars().count() > LONGEST_WORDS as usize {
        errors.push("words", Problem::TooLong(LONGEST_WORDS));
    }
    let mut links = Vec::new();
    for (field, all) in [("links", &fields.links), ("amounts", &fields.amounts)] {
        if all.split_whitespace().count() > MOST as usize {
            errors.push(field, Problem::TooMany(MOST));
        }
    }
    for link in fields.links.split_whitespace().take(MOST as usize) {
        if is_link(link) {
            links.push(link.to_owned());
        } else {
            errors.push("links", Problem::LinkInvalid(link.chars().take(100).collect()));
        }
    }
    let amounts: Option<Vec<i64>> =
        fields.amounts.split_whitespace().take(MOST as usize).map(|amount| currency.read(amount)).collect();
    if amounts.is_none() {
        errors.push("amounts", Problem::AmountInvalid);
    }
    match amounts {
        Some(amounts) if errors.is_empty() => Ok(Funds { shown_to, currency, words, links, amounts }),
        _ => Err(errors),
    }
}

fn is_link(text: &str) -> bool {
    text.len() <= LONGEST_LINK && ::url::Url::parse(text).is_ok_and(|address| address.scheme() == "https")
}
