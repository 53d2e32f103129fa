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
const LONGEST_WORDS: u32 = 5_000;

/// The most bytes of a link.
const LONGEST_LINK: usize = 500;

/// The most links, and the most amounts.
const MOST: usize = 10;

/// The fields of the form.
#[derive(Deserialize)]
pub struct GiftFields {
    #[serde(default)]
    shown_to: String,
    #[serde(default)]
    currency: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    links: String,
    #[serde(default)]
    amounts: String,
}

/// `GET /operate/gifts`.
pub async fn form(operator: Operator) -> Answer {
    let funds = funds::get(&operator.app.database, &operator.home().id).await?;
    let amounts: Vec<String> = funds.amounts.iter().map(|amount| funds.currency.write(*amount)).collect();
    Ok(operator.show(&GiftsPage {
        shown_to: funds.shown_to.to_string(),
        currency: funds.currency.to_string(),
        currencies: currencies(),
        links: funds.links.join("\n"),
        amounts: amounts.join(" "),
        words: funds.words,
        errors: Errors::none(),
    }))
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
        Err(errors) => {
            let GiftFields { shown_to, currency, words, links, amounts } = fields;
            let currencies = currencies();
            let typed = GiftsPage { shown_to, currency, currencies, words, links, amounts, errors };
            Ok(operator.show_again(&typed))
        }
    }
}

fn read(fields: &GiftFields, shown_to: ShownTo, currency: Currency) -> Result<Funds, Errors> {
    let mut errors = Errors::none();
    let words = fields.words.trim().replace("\r\n", "\n");
    if words.chars().count() > LONGEST_WORDS as usize {
        errors.push("words", Problem::TooLong(LONGEST_WORDS));
    }
    let mut links = Vec::new();
    for link in fields.links.split_whitespace().take(MOST) {
        if is_link(link) {
            links.push(link.to_owned());
        } else {
            errors.push("links", Problem::LinkInvalid(link.chars().take(100).collect()));
        }
    }
    let amounts: Option<Vec<i64>> =
        fields.amounts.split_whitespace().take(MOST).map(|amount| currency.read(amount)).collect();
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
