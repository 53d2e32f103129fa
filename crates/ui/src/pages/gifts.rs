//! What a pod says of money and gifts, for those who run it.

use crate::components::{self, Choice, Desk, Field, TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/gifts`: `shown_to`, `currency`, `words`, `links`, `amounts`.
#[derive(Clone, Debug)]
pub struct GiftsPage {
    /// Who reads the page: `nobody`, `members`, `everyone`.
    pub shown_to: String,
    /// In what the pod counts.
    pub currency: String,
    /// All currencies.
    pub currencies: Vec<&'static str>,
    /// What it says of gifts, in Markdown.
    pub words: String,
    /// Where one can give, one on each line.
    pub links: String,
    /// What it suggests, one after the other.
    pub amounts: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl Page for GiftsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "gifts-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Gifts))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "gifts-lead")) }
            (self.form(ctx))
            p { a href=(url::operate_funds()) { (t!(ctx, "ledger-back")) } }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            shown_to: "members".to_owned(),
            currency: "EUR".to_owned(),
            currencies: vec!["EUR", "JPY"],
            words: "Ten euros a month.".to_owned(),
            links: "https://gifts.example/cantine".to_owned(),
            amounts: "3 10".to_owned(),
            errors: Errors::none(),
        };
        let wrong = Errors::one("links", Problem::LinkInvalid("http://gifts.example".to_owned()))
            .with("amounts", Problem::AmountInvalid);
        vec![fresh.clone(), Self { errors: wrong, ..fresh }]
    }
}

impl GiftsPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_gifts();
        let choice = |name, label, hint, options, chosen| {
            Choice { form: "gifts", name, label, hint, options, chosen }.render(ctx, &self.errors)
        };
        let area = |name, label, value, hint, rows| {
            TextArea { form: "gifts", name, label, value, hint, rows }.render(ctx, &self.errors)
        };
        let readers = vec![
            ("nobody", t!(ctx, "gifts-nobody")),
            ("members", t!(ctx, "gifts-members")),
            ("everyone", t!(ctx, "gifts-everyone")),
        ];
        let currencies = self.currencies.iter().map(|code| (*code, (*code).to_owned())).collect();
        let amounts = Field {
            form: "gifts",
            name: "amounts",
            label: t!(ctx, "gifts-amounts"),
            value: &self.amounts,
            hint: t!(ctx, "gifts-amounts-hint"),
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="gifts" {
                (hidden(ctx, &action))
                (summary(ctx, "gifts", &self.errors))
                (choice("shown_to", t!(ctx, "gifts-shown-to"), t!(ctx, "gifts-shown-to-hint"), readers, &self.shown_to))
                (choice("currency", t!(ctx, "ledger-currency"), String::new(), currencies, &self.currency))
                (area("words", t!(ctx, "gifts-words"), &self.words, t!(ctx, "announcing-text-hint"), 4))
                (area("links", t!(ctx, "gifts-links"), &self.links, t!(ctx, "gifts-links-hint"), 2))
                (amounts.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "gifts-save")) } }
            }
        }
    }
}
