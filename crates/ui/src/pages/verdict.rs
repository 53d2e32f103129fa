//! The decision by which a member is kept out, for herself: only whoever has the link sees it.

use crate::components::AppealForm;
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::reports::{self, Appeal, AppealAnswer, Decision, Reported, ReportedWhat, Verdict};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/verdict/{key}`. Who reported it, and in which words, is not hers to read.
#[derive(Clone, Debug)]
pub struct VerdictPage {
    /// What of hers was reported, as it was.
    pub reported: Reported,
    /// The decision.
    pub decision: Decision,
    /// Her appeal, if she made one.
    pub appeal: Option<Appeal>,
    /// The form for it, if she can make one.
    pub form: Option<AppealForm>,
    /// Whether she can come in again.
    pub is_back: bool,
}

impl Page for VerdictPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "verdict-title")
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
            p { (t!(ctx, "verdict-lead", pod = ctx.place_name())) }
            p { (self.reported.title(ctx)) }
            (self.reported.quoted())
            section aria-labelledby="decision" {
                h2.section-title id="decision" { (t!(ctx, "case-decision")) }
                (reports::decision(ctx, &self.decision))
                @if let Some(appeal) = &self.appeal { (reports::appeal(ctx, appeal)) }
                @if self.is_back { p { (t!(ctx, "verdict-back")) " " a href=(url::login()) { (t!(ctx, "login-title")) } } }
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
        let at = now - Duration::hours(2);
        let reported = Reported {
            what: ReportedWhat::Post,
            author: "Bob Le Guen".to_owned(),
            text: "Buy <b>this</b>".to_owned(),
        };
        let decision = Decision { verdict: Verdict::Suspended, reason: "Not <spam>.".to_owned(), at };
        let fresh = Self { reported, decision, appeal: None, form: None, is_back: false };
        let form = AppealForm {
            action: url::verdict_appeal("01HSAMPLE.key"),
            words: "x".to_owned(),
            errors: Errors::one("words", Problem::TooLong(4_000)),
        };
        let answer = |upheld| Some(AppealAnswer { upheld, reason: "So.".to_owned(), at: now });
        let appeal = |answer| Some(Appeal { words: "It is <not>!".to_owned(), at: now, answer });
        vec![
            fresh.clone(),
            Self { form: Some(form), ..fresh.clone() },
            Self { appeal: appeal(None), ..fresh.clone() },
            Self { appeal: appeal(answer(true)), ..fresh.clone() },
            Self { appeal: appeal(answer(false)), is_back: true, ..fresh },
        ]
    }
}
