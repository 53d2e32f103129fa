//! What the demo would have sent as mail.

use crate::components::{Empty, empty};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
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
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "outbox-title")
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "outbox-title")) }
            p.lead { (t!(ctx, "outbox-lead")) }
            @if self.mails.is_empty() { (empty(&Empty { title: t!(ctx, "outbox-empty"), text: t!(ctx, "outbox-empty-text"), step: None })) }
            @for mail in &self.mails {
                article.mail {
                    h2 { (mail.subject) }
                    p.hint { (t!(ctx, "outbox-to")) " " bdi { (mail.to) } " · " (dates::relative(ctx, mail.sent)) }
                    pre dir="auto" { @for line in mail.body.lines() { (line_of(line)) "\n" } }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let mail = Mail {
            to: "alice@cantine.example".to_owned(),
            subject: "Welcome".to_owned(),
            body: "Hello Alice,\nhere is your link:\nhttp://cantine.localhost:8080/invite/0".to_owned(),
            sent: now,
        };
        vec![Self { mails: Vec::new() }, Self { mails: vec![mail] }]
    }
}

/// A line; one that is an address leads there.
fn line_of(line: &str) -> Markup {
    let leads = line.starts_with("http://") || line.starts_with("https://");
    html! { @if leads { a href=(line) { (line) } } @else { (line) } }
}
