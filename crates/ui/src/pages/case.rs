//! One report, for those who decide on it.

use super::reports::{ReportState, state_word};
use crate::components::{self, Choice, Desk, TextArea, hidden, icon, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::reports::{self, Appeal, AppealAnswer, Decision, ReportKind, Reported, ReportedWhat, Verdict};
use crate::url::{self, ReportAct};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/reports/{id}`; also what a `POST` that cannot be done answers.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// Its id.
    pub id: String,
    /// What is reported, as it was then.
    pub reported: Reported,
    /// Its page, which shows it as it is now to those who may see it; and the member's in the console.
    pub links: CaseLinks,
    /// Why it is reported.
    pub kind: ReportKind,
    /// The same in words; may be empty.
    pub words: String,
    /// When.
    pub since: OffsetDateTime,
    /// How far it is.
    pub state: ReportState,
    /// The decision.
    pub decision: Option<Decision>,
    /// The appeal.
    pub appeal: Option<Appeal>,
    /// Whether the post or comment is hidden now.
    pub is_hidden: bool,
    /// What can be decided.
    pub verdicts: Vec<Verdict>,
    /// What was typed as reason.
    pub reason: String,
    /// What is wrong: `reason` or the whole.
    pub errors: Errors,
}

/// What leads to what is reported.
#[derive(Clone, Debug, Default)]
pub struct CaseLinks {
    /// Where it is.
    pub there: Option<String>,
    /// The member in the console.
    pub member: Option<String>,
}

impl Page for CasePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        self.reported.title(ctx)
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Reports))
            h1 { bdi { (self.title(ctx)) } }
            p.hint { (state_word(ctx, self.state)) " " (dates::relative(ctx, self.since)) }
            p { (t!(ctx, "case-copy")) }
            (self.reported.quoted())
            ul {
                @if let Some(there) = &self.links.there { li { a href=(there) { (icon(ctx, "link")) (t!(ctx, "case-there")) } } }
                @if let Some(member) = &self.links.member { li { a href=(member) { (icon(ctx, "user-round")) (t!(ctx, "case-member")) } } }
            }
            section aria-labelledby="why" {
                h2.section-title id="why" { (t!(ctx, "case-why")) }
                p { (self.kind.word(ctx)) }
                @if !self.words.is_empty() { blockquote.lines dir="auto" { (self.words) } }
            }
            section aria-labelledby="decision" {
                h2.section-title id="decision" { (t!(ctx, "case-decision")) }
                @if let Some(decision) = &self.decision { (reports::decision(ctx, decision)) }
                @if let Some(appeal) = &self.appeal { (reports::appeal(ctx, appeal)) }
                (self.acts(ctx))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let (open, at) = (Self::sample(now), now - Duration::hours(1));
        let decision = Some(Decision { verdict: Verdict::Hidden, reason: "Spam.".to_owned(), at });
        let answer = AppealAnswer { upheld: true, reason: "It stays.".to_owned(), at: now };
        let appeal = |answer| Some(Appeal { words: "It is not!".to_owned(), at: now, answer });
        let decided = Self { state: ReportState::Decided, decision, is_hidden: true, ..open.clone() };
        vec![
            Self { errors: Errors::one("reason", Problem::Required), ..open.clone() },
            Self {
                links: CaseLinks::default(),
                words: String::new(),
                errors: Errors::form(Problem::OutOfReach),
                ..open
            },
            decided.clone(),
            Self {
                state: ReportState::Appealed,
                appeal: appeal(None),
                errors: Errors::form(Problem::OwnDecision),
                ..decided.clone()
            },
            Self { state: ReportState::Over, appeal: appeal(Some(answer)), ..decided },
        ]
    }
}

impl CasePage {
    /// One that nobody has decided.
    fn sample(now: OffsetDateTime) -> Self {
        let links = CaseLinks {
            there: Some(url::post("bob@cantine.localhost", "urn:xmpp:microblog:0", "1")),
            member: Some(url::operate_member("01HSAMPLE")),
        };
        let reported = Reported {
            what: ReportedWhat::Post,
            author: "Bob Le Guen".to_owned(),
            text: "Buy <b>this</b>".to_owned(),
        };
        Self {
            id: "01HSAMPLE".to_owned(),
            reported,
            links,
            kind: ReportKind::Spam,
            words: "Again & again".to_owned(),
            since: now - Duration::hours(3),
            state: ReportState::Open,
            decision: None,
            appeal: None,
            is_hidden: false,
            verdicts: vec![Verdict::Dismissed, Verdict::Hidden, Verdict::Suspended],
            reason: String::new(),
            errors: Errors::none(),
        }
    }

    fn acts(&self, ctx: &Context<'_>) -> Markup {
        html! {
            @match self.state {
                ReportState::Open => (self.decide(ctx)),
                ReportState::Appealed => (self.answer(ctx)),
                ReportState::Decided | ReportState::Over => {
                    @if self.is_hidden { (self.show(ctx)) }
                }
            }
        }
    }

    fn decide(&self, ctx: &Context<'_>) -> Markup {
        let verdicts = Choice {
            form: "decide",
            name: "verdict",
            label: t!(ctx, "case-verdict"),
            hint: t!(ctx, "case-verdict-hint"),
            options: self.verdicts.iter().map(|it| (it.code(), it.sentence(ctx))).collect(),
            chosen: Verdict::Dismissed.code(),
        };
        self.form(ctx, "decide", ReportAct::Decide, &verdicts)
    }

    fn answer(&self, ctx: &Context<'_>) -> Markup {
        let upheld = Choice {
            form: "answer",
            name: "upheld",
            label: t!(ctx, "case-upheld"),
            hint: t!(ctx, "case-upheld-hint"),
            options: vec![("yes", t!(ctx, "appeal-upheld")), ("no", t!(ctx, "appeal-turned"))],
            chosen: "yes",
        };
        self.form(ctx, "answer", ReportAct::Answer, &upheld)
    }

    fn form(&self, ctx: &Context<'_>, id: &str, act: ReportAct, choice: &Choice<'_>) -> Markup {
        let action = url::operate_report_act(&self.id, act);
        let reason = TextArea {
            form: id,
            name: "reason",
            label: t!(ctx, "case-reason"),
            value: &self.reason,
            hint: t!(ctx, "case-reason-hint"),
            rows: 3,
        };
        html! {
            form.stack method="post" action=(action) id=(id) {
                (hidden(ctx, &action))
                (summary(ctx, id, &self.errors))
                (choice.render(ctx, &self.errors))
                (reason.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "case-send")) } }
            }
        }
    }

    fn show(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_report_act(&self.id, ReportAct::Show);
        html! {
            (summary(ctx, "show", &self.errors))
            form method="post" action=(action) {
                (hidden(ctx, &action))
                button.button.button-quiet type="submit" { (t!(ctx, "case-show")) }
            }
        }
    }
}
