//! What the demo would have sent as mail.

use crate::context::Context;
use crate::page::Page;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/demo/outbox`, newest first.
#[derive(Clone, Debug)]
pub struct OutboxPage {
    /// The mails.
    pub mails: Vec<Mail>,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// About what.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When.
    pub sent: OffsetDateTime,
}

impl Page for OutboxPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn main(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        Vec::new()
    }
}
