//! The ledger of a pod, for those who run it.

use crate::components::{self, Choice, Desk, Empty, Field, Kind, empty, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::money::Money;
use crate::page::{Layout, Page};
use crate::pages::funds::{Sum, sums};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/funds`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct LedgerPage {
    /// The form for a new entry.
    pub form: EntryForm,
    /// What came and went of each currency.
    pub sums: Vec<Sum>,
    /// The entries, the latest day first.
    pub entries: Vec<EntryRow>,
    /// What was taken out of the ledger.
    pub removed: Vec<EntryRow>,
}

/// `/operate/funds/{id}`: an entry that is put right.
#[derive(Clone, Debug)]
pub struct EntryPage {
    /// Its id.
    pub id: String,
    /// The entry.
    pub form: EntryForm,
}

/// The fields of an entry: `day`, `direction`, `amount`, `currency`, `words`.
#[derive(Clone, Debug, Default)]
pub struct EntryForm {
    /// When money went.
    pub day: String,
    /// Which way: `in` or `out`.
    pub direction: String,
    /// How much.
    pub amount: String,
    /// Of what.
    pub currency: String,
    /// All currencies.
    pub currencies: Vec<&'static str>,
    /// What for, or by whom.
    pub words: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// An entry in the list.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Its id, for the forms.
    pub id: String,
    /// When money went.
    pub day: OffsetDateTime,
    /// How much; what was paid is below nothing.
    pub amount: Money,
    /// What for, or by whom.
    pub words: String,
}

impl Page for LedgerPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "ledger-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Funds))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "ledger-lead")) }
            p { a href=(url::operate_gifts()) { (t!(ctx, "gifts-title")) } " · " a href=(url::funds()) { (t!(ctx, "ledger-look")) } }
            (form(ctx, &self.form, &url::operate_funds(), &t!(ctx, "ledger-make")))
            section aria-labelledby="list" {
                h2.section-title id="list" { (t!(ctx, "ledger-list")) }
                @if self.entries.is_empty() {
                    (empty(&Empty { title: t!(ctx, "ledger-empty"), text: t!(ctx, "ledger-empty-text"), step: None }))
                } @else {
                    (sums(ctx, &self.sums))
                    (table(ctx, &t!(ctx, "ledger-list"), &self.entries, true))
                    p { a href=(url::operate_funds_file()) { (t!(ctx, "ledger-file")) } }
                }
            }
            @if !self.removed.is_empty() {
                section aria-labelledby="removed" {
                    h2.section-title id="removed" { (t!(ctx, "ledger-removed")) }
                    (table(ctx, &t!(ctx, "ledger-removed"), &self.removed, false))
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, minor, words: &str| EntryRow {
            id: id.to_owned(),
            day: now,
            amount: Money { minor, digits: 2, currency: "EUR" },
            words: words.to_owned(),
        };
        let given = Money { minor: 5_000, digits: 2, currency: "EUR" };
        let wrong = EntryForm {
            amount: "a lot".to_owned(),
            errors: Errors::one("amount", Problem::AmountInvalid).with("day", Problem::DayInvalid),
            ..EntryForm::sample()
        };
        vec![
            Self { form: EntryForm::sample(), sums: Vec::new(), entries: Vec::new(), removed: Vec::new() },
            Self {
                form: wrong,
                sums: vec![Sum { given, paid: given.with(1_050) }],
                entries: vec![row("01A", 5_000, "The tin"), row("01B", -1_050, "<b>Machine</b>")],
                removed: vec![row("01C", 300, "")],
            },
        ]
    }
}

impl Page for EntryPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "ledger-correct")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Funds))
            h1 { (self.title(ctx)) }
            (form(ctx, &self.form, &url::operate_entry(&self.id), &t!(ctx, "ledger-save")))
            p { a href=(url::operate_funds()) { (t!(ctx, "ledger-back")) } }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        vec![Self { id: "01A".to_owned(), form: EntryForm::sample() }]
    }
}

impl EntryForm {
    fn sample() -> Self {
        Self {
            day: "2026-11-22".to_owned(),
            direction: "out".to_owned(),
            amount: "10.50".to_owned(),
            currency: "EUR".to_owned(),
            currencies: vec!["EUR", "JPY"],
            ..Self::default()
        }
    }
}

fn form(ctx: &Context<'_>, page: &EntryForm, action: &str, word: &str) -> Markup {
    let field = |name, label, value, hint, kind| {
        Field { form: "entry", name, label, value, hint, kind, ..Field::default() }.render(ctx, &page.errors)
    };
    let choice = |name, label, options, chosen| {
        Choice { form: "entry", name, label, hint: String::new(), options, chosen }.render(ctx, &page.errors)
    };
    let ways = vec![("in", t!(ctx, "ledger-in")), ("out", t!(ctx, "ledger-out"))];
    let currencies = page.currencies.iter().map(|code| (*code, (*code).to_owned())).collect();
    html! {
        form.stack method="post" action=(action) id="entry" {
            (hidden(ctx, action))
            (summary(ctx, "entry", &page.errors))
            (field("day", t!(ctx, "ledger-day"), &page.day, String::new(), Kind::Date))
            (choice("direction", t!(ctx, "ledger-direction"), ways, &page.direction))
            (field("amount", t!(ctx, "ledger-amount"), &page.amount, t!(ctx, "ledger-amount-hint"), Kind::Amount))
            (choice("currency", t!(ctx, "ledger-currency"), currencies, &page.currency))
            (field("words", t!(ctx, "ledger-words"), &page.words, t!(ctx, "ledger-words-hint"), Kind::Text))
            p { button.button type="submit" { (word) } }
        }
    }
}

fn table(ctx: &Context<'_>, caption: &str, entries: &[EntryRow], stands: bool) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (caption) }
            thead { tr {
                th scope="col" { (t!(ctx, "ledger-day")) }
                th.number scope="col" { (t!(ctx, "ledger-amount")) }
                th scope="col" { (t!(ctx, "ledger-words")) }
                th scope="col" { (t!(ctx, "ledger-act")) }
            } }
            tbody { @for entry in entries { tr {
                td { (dates::day(ctx, entry.day)) }
                td.number { (entry.amount.written(ctx.language)) }
                td { bdi { (entry.words) } }
                td { (acts(ctx, entry, stands)) }
            } } }
        }
    }
}

fn acts(ctx: &Context<'_>, entry: &EntryRow, stands: bool) -> Markup {
    let (action, word) = if stands {
        (url::operate_entry_remove(&entry.id), t!(ctx, "ledger-remove"))
    } else {
        (url::operate_entry_restore(&entry.id), t!(ctx, "ledger-restore"))
    };
    html! {
        @if stands { a href=(url::operate_entry(&entry.id)) { (t!(ctx, "ledger-correct")) } }
        form method="post" action=(action) {
            (hidden(ctx, &action))
            button.button.button-quiet type="submit" { (word) }
        }
    }
}
