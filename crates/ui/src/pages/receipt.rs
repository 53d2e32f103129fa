//! What somebody reported, and what became of it: only whoever has the link sees it.

use crate::components::AppealForm;
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::reports::{self, Appeal, AppealAnswer, Decision, ReportKind, Reported, ReportedWhat, Verdict};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/report/{key}`.
#[derive(Clone, Debug)]
pub struct ReceiptPage {
    /// What was reported, as it was.
    pub reported: Reported,
    /// Why.
    pub kind: ReportKind,
    /// The same in words; may be empty.
    pub words: String,
    /// When.
    pub since: OffsetDateTime,
    /// The decision.
    pub decision: Option<Decision>,
    /// Since when it is shown again, or who was suspended is let in again, after her own appeal.
    pub shown_again: Option<OffsetDateTime>,
    /// The appeal, if she made one.
    pub appeal: Option<Appeal>,
    /// The form for it, if she can make one.
    pub form: Option<AppealForm>,
    /// How many days all of this is kept.
    pub days: i64,
}

impl Page for ReceiptPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "receipt-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            p { (t!(ctx, "receipt-keep", days = self.days)) }
            p { (self.reported.title(ctx)) " " (dates::relative(ctx, self.since)) }
            (self.reported.quoted())
            p { (self.kind.word(ctx)) }
            @if !self.words.is_empty() { blockquote.lines dir="auto" { (self.words) } }
            section aria-labelledby="state" {
                h2.section-title id="state" { (t!(ctx, "receipt-state")) }
                @match &self.decision {
                    Some(decision) => (reports::decision(ctx, decision)),
                    None => p { (t!(ctx, "receipt-open")) },
                }
                @if let Some(at) = self.shown_again { p { strong { (self.turned(ctx)) } " " (dates::relative(ctx, at)) } }
                @if let Some(appeal) = &self.appeal { (reports::appeal(ctx, appeal)) }
            }
            @if let Some(form) = &self.form {
                section aria-labelledby="appeal-title" {
                    h2.section-title id="appeal-title" { (t!(ctx, "appeal-title")) }
                    (form.render(ctx))
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            reported: Reported {
                what: ReportedWhat::Post,
                author: "Bob Le Guen".to_owned(),
                text: "Buy <b>this</b>".to_owned(),
            },
            kind: ReportKind::Spam,
            words: "Again & again".to_owned(),
            since: now - Duration::hours(3),
            decision: None,
            shown_again: None,
            appeal: None,
            form: None,
            days: 182,
        };
        let decision = |verdict| {
            Some(Decision { verdict, reason: "Not <spam>.".to_owned(), at: now - Duration::hours(2) })
        };
        let form = AppealForm {
            action: url::report_appeal("01HSAMPLE.key"),
            words: "x".to_owned(),
            errors: Errors::one("words", Problem::TooLong(4_000)),
        };
        let answer = AppealAnswer { upheld: false, reason: "You are right.".to_owned(), at: now };
        let appeal = |answer| Some(Appeal { words: "It is!".to_owned(), at: now, answer });
        vec![
            fresh.clone(),
            Self { decision: decision(Verdict::Hidden), ..fresh.clone() },
            Self { decision: decision(Verdict::Hidden), shown_again: Some(now), ..fresh.clone() },
            Self { decision: decision(Verdict::Suspended), ..fresh.clone() },
            Self { decision: decision(Verdict::Suspended), shown_again: Some(now), ..fresh.clone() },
            Self { decision: decision(Verdict::Dismissed), form: Some(form), ..fresh.clone() },
            Self { decision: decision(Verdict::Dismissed), appeal: appeal(None), ..fresh.clone() },
            Self { decision: decision(Verdict::Dismissed), appeal: appeal(Some(answer)), ..fresh },
        ]
    }
}

impl ReceiptPage {
    /// What follows from an appeal that was right.
    fn turned(&self, ctx: &Context<'_>) -> String {
        let suspended = |decision: &Decision| decision.verdict == Verdict::Suspended;
        if self.decision.as_ref().is_some_and(suspended) {
            return t!(ctx, "receipt-let-in");
        }
        t!(ctx, "receipt-shown-again")
    }
}
