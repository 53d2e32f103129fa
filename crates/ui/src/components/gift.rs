//! What a pod says of gifts: how much helps, and where one can give.

use crate::context::Context;
use crate::locales::t;
use crate::markdown;
use crate::money::Money;
use crate::sanitise::Clean;
use maud::{Markup, html};

/// What a pod says of gifts.
#[derive(Clone, Debug)]
pub struct Gift {
    /// In its operators' words; may be empty.
    pub words: Clean,
    /// What they suggest.
    pub amounts: Vec<Money>,
    /// Where one can give.
    pub links: Vec<String>,
}

impl Gift {
    pub(crate) fn sample() -> Self {
        let amount = |minor| Money { minor, digits: 2, currency: "EUR" };
        Self {
            words: markdown::render("The machine costs us **ten euros a month**. <script>").html,
            amounts: vec![amount(300), amount(1_000)],
            links: vec!["https://gifts.example/cantine".to_owned()],
        }
    }
}

/// What a pod says of gifts.
pub fn gift(ctx: &Context<'_>, gift: &Gift) -> Markup {
    let amounts: Vec<String> = gift.amounts.iter().map(|amount| amount.written(ctx.language)).collect();
    html! {
        div.prose dir="auto" { (gift.words) }
        @if !amounts.is_empty() { p { (t!(ctx, "gift-amounts", amounts = amounts.join(" · "))) } }
        p { (t!(ctx, "gift-free")) }
        @if !gift.links.is_empty() {
            ul.gift-links { @for link in &gift.links { li { a href=(link) rel="external noopener noreferrer" { (link) } } } }
        }
    }
}
