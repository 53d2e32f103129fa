//! Funds: what a pod says of the money that it needs and of gifts, and the ledger that its operators keep. Money is counted in the
//! smallest unit of its currency, and never in fractions.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Words;
use crate::schema::funds;
use crate::{Database, Error, PodId};

mod ledger;

pub use ledger::{Entry, MOST_ENTRIES, NewEntry, correct, create, get as entry, list, remove, restore};

/// The most of the smallest unit that an amount can be, so that no sum is too great.
pub const MOST: i64 = 100_000_000_000;

words! {
    /// What money is counted in (ISO 4217).
    pub enum Currency {
        /// Euro.
        Eur = "EUR",
        /// Pound sterling.
        Gbp = "GBP",
        /// US dollar.
        Usd = "USD",
        /// Swiss franc.
        Chf = "CHF",
        /// Canadian dollar.
        Cad = "CAD",
        /// Australian dollar.
        Aud = "AUD",
        /// Swedish krona.
        Sek = "SEK",
        /// Norwegian krone.
        Nok = "NOK",
        /// Danish krone.
        Dkk = "DKK",
        /// Polish złoty.
        Pln = "PLN",
        /// Czech koruna.
        Czk = "CZK",
        /// Brazilian real.
        Brl = "BRL",
        /// Indian rupee.
        Inr = "INR",
        /// Japanese yen.
        Jpy = "JPY",
        /// CFA franc of West Africa.
        Xof = "XOF",
    }
}

words! {
    /// Who reads the page of a pod's funds.
    pub enum ShownTo {
        /// Nobody but operators.
        Nobody = "nobody",
        /// Members.
        Members = "members",
        /// Everybody.
        Everyone = "everyone",
    }
}

words! {
    /// Which way money went.
    pub enum Direction {
        /// It was given.
        In = "in",
        /// It was paid.
        Out = "out",
    }
}

impl Currency {
    /// How many digits stand behind the point.
    pub const fn digits(self) -> u32 {
        match self {
            Self::Jpy | Self::Xof => 0,
            _ => 2,
        }
    }

    /// Reads an amount as people type it, `12`, `12.5` or `12,50`, more than nothing and at most [`MOST`].
    pub fn read(self, text: &str) -> Option<i64> {
        let text = text.trim().replace(',', ".");
        let (whole, rest) = text.split_once('.').unwrap_or((text.as_str(), ""));
        let digits = usize::try_from(self.digits()).ok()?;
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || rest.len() > digits || !plain(whole) || !plain(rest) {
            return None;
        }
        let minor: i64 = format!("{whole}{rest:0<digits$}").parse().ok()?;
        Some(minor).filter(|minor| (1..=MOST).contains(minor))
    }

    /// Writes an amount as machines read it: `12.50`.
    pub fn write(self, minor: i64) -> String {
        let one = 10_i64.pow(self.digits());
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, rest) = (minor.abs() / one, minor.abs() % one);
        match self.digits() {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{rest:02}"),
        }
    }
}

/// What a pod says of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funds {
    /// Who reads its page.
    pub shown_to: ShownTo,
    /// In what it counts.
    pub currency: Currency,
    /// What it says of gifts, in Markdown; may be empty.
    pub words: String,
    /// Where one can give, `https` only.
    pub links: Vec<String>,
    /// What it suggests to give.
    pub amounts: Vec<i64>,
}

impl Default for Funds {
    fn default() -> Self {
        Self {
            shown_to: ShownTo::Nobody,
            currency: Currency::Eur,
            words: String::new(),
            links: Vec::new(),
            amounts: Vec::new(),
        }
    }
}

impl Funds {
    /// Whether it asks for gifts at all.
    pub fn asks(&self) -> bool {
        self.shown_to != ShownTo::Nobody && !(self.words.is_empty() && self.links.is_empty())
    }
}

/// What a pod says, as the database has it.
type Row = (ShownTo, Currency, String, Words, Words);

/// What a pod says of money; of one that says nothing, that.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId) -> Result<Funds, Error> {
    let pod = *pod;
    let row: Option<Row> = read!(db, |conn| {
        funds::table
            .find(pod)
            .select((funds::shown_to, funds::currency, funds::words, funds::links, funds::amounts))
            .first(conn)
            .await
            .optional()?
    })?;
    let Some((shown_to, currency, words, links, amounts)) = row else { return Ok(Funds::default()) };
    let amounts: Vec<String> = amounts.into();
    let amounts = amounts.iter().filter_map(|amount| amount.parse().ok()).collect();
    Ok(Funds { shown_to, currency, words, links: links.into(), amounts })
}

/// Changes it.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn set(db: &Database, pod: &PodId, new: &Funds, by: &By) -> Result<(), Error> {
    let (pod, new, by) = (*pod, new.clone(), by.clone());
    let amounts: Vec<String> = new.amounts.iter().map(ToString::to_string).collect();
    transaction!(db, |conn| {
        let said = (
            (funds::shown_to.eq(new.shown_to), funds::currency.eq(new.currency)),
            funds::words.eq(new.words),
            (funds::links.eq(Words::text(&new.links)), funds::amounts.eq(Words::text(&amounts))),
        );
        diesel::insert_into(funds::table)
            .values((funds::pod_id.eq(pod), said.clone()))
            .on_conflict(funds::pod_id)
            .do_update()
            .set(said)
            .execute(conn)
            .await?;
        let detail = json!({ "shown_to": new.shown_to.as_str(), "currency": new.currency.as_str() });
        note!(conn, pod, Note { by, act: Act::FundsChange, object: String::new(), detail });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_type_it_and_never_as_a_fraction() {
        for (typed, read) in
            [("12", 1200), ("12.5", 1250), (" 12,50 ", 1250), ("0.01", 1), ("1000000000", 100_000_000_000)]
        {
            assert_eq!(Currency::Eur.read(typed), Some(read), "{typed}");
        }
        assert_eq!(Currency::Jpy.read("500"), Some(500));
        let wrong = ["", "0", "-1", "1.234", "1e3", "1.000,00", "١٢", "NaN", ".5"];
        for typed in wrong.into_iter().chain(["1000000000.01", "9999999999999"]) {
            assert_eq!(Currency::Eur.read(typed), None, "{typed}");
        }
        assert_eq!(Currency::Jpy.read("1.5"), None);
    }

    #[test]
    fn an_amount_is_written_as_it_was_read() {
        assert_eq!(Currency::Eur.write(1205), "12.05");
        assert_eq!(Currency::Eur.write(-5), "-0.05");
        assert_eq!(Currency::Jpy.write(500), "500");
    }
}
