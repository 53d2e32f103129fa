//! Reporting a pod to those who look after the directory, and what became of that.

use crate::components::{Choice, TextArea, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

const FORM: &str = "pod-report";

/// `/pods/{host}/report`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct PodReportPage {
    /// The pod's host name.
    pub host: String,
    /// Whether it is of this deployment.
    pub is_own: bool,
    /// Whether it has a page in the directory.
    pub has_sheet: bool,
    /// Why.
    pub kind: PodReportKind,
    /// What was typed.
    pub words: String,
    /// What is wrong: `words` or the whole.
    pub errors: Errors,
}

/// `/reported/{key}`: only whoever has the key sees it.
#[derive(Clone, Debug)]
pub struct PodReceiptPage {
    /// The pod's host name.
    pub host: String,
    /// Why it was reported.
    pub kind: PodReportKind,
    /// The same in words; may be empty.
    pub words: String,
    /// When.
    pub since: OffsetDateTime,
    /// What was decided, why, and when.
    pub decision: Option<(PodVerdict, String, OffsetDateTime)>,
    /// How many days it is kept from then on.
    pub days: i64,
}

/// Why a pod is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodReportKind {
    /// What is there breaks the law.
    Illegal,
    /// It is not what it says.
    Misleading,
    /// Spam or attacks come from it.
    Hostile,
    /// One cannot sign up there, or nothing works.
    Broken,
    /// Something else.
    Other,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PodVerdict {
    /// Nothing is done.
    Dismissed,
    /// It is not shown until somebody has looked at it.
    Review,
    /// It is kept out.
    Blocked,
    /// It was seen to in another way.
    Settled,
}

impl PodReportKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Illegal, Self::Misleading, Self::Hostile, Self::Broken, Self::Other];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Illegal => "illegal",
            Self::Misleading => "misleading",
            Self::Hostile => "hostile",
            Self::Broken => "broken",
            Self::Other => "other",
        }
    }

    /// Reads the word; none for what is no kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub(crate) fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Illegal => t!(ctx, "pod-report-illegal"),
            Self::Misleading => t!(ctx, "pod-report-misleading"),
            Self::Hostile => t!(ctx, "pod-report-hostile"),
            Self::Broken => t!(ctx, "pod-report-broken"),
            Self::Other => t!(ctx, "pod-report-other"),
        }
    }
}

impl PodVerdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dismissed, Self::Review, Self::Blocked, Self::Settled];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Review => "review",
            Self::Blocked => "blocked",
            Self::Settled => "settled",
        }
    }

    /// Reads the word; none for what is no verdict.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// What it means, in a sentence.
    pub(crate) fn sentence(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Dismissed => t!(ctx, "pod-verdict-dismissed"),
            Self::Review => t!(ctx, "pod-verdict-review"),
            Self::Blocked => t!(ctx, "pod-verdict-blocked"),
            Self::Settled => t!(ctx, "pod-verdict-settled"),
        }
    }
}

impl Page for PodReportPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "pod-report-title")
    }

    fn section(&self) -> Section {
        Section::Directory
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::pod_report(&self.host);
        let kind = Choice {
            form: FORM,
            name: "kind",
            label: t!(ctx, "report-kind"),
            hint: String::new(),
            options: PodReportKind::ALL.map(|kind| (kind.code(), kind.word(ctx))).to_vec(),
            chosen: self.kind.code(),
        };
        let words = TextArea {
            form: FORM,
            name: "words",
            label: t!(ctx, "report-words"),
            value: &self.words,
            hint: t!(ctx, "pod-report-words-hint"),
            rows: 4,
        };
        html! {
            h1 { (self.title(ctx)) }
            p {
                @if self.has_sheet { a href=(url::pod_sheet(&self.host)) { bdi { (self.host) } } }
                @else { bdi { (self.host) } }
            }
            p { @if self.is_own { (t!(ctx, "pod-report-lead-own")) } @else { (t!(ctx, "pod-report-lead")) } }
            form.stack method="post" action=(action) id=(FORM) {
                (hidden(ctx, &action))
                (summary(ctx, FORM, &self.errors))
                (kind.render(ctx, &self.errors))
                (words.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "report-send")) } }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = Self {
            host: "garden.example".to_owned(),
            is_own: false,
            has_sheet: true,
            kind: PodReportKind::Illegal,
            words: String::new(),
            errors: Errors::none(),
        };
        let wrong = |errors| Self { words: "It <b>".to_owned(), errors, ..page.clone() };
        vec![
            wrong(Errors::one("words", Problem::TooLong(4_000))),
            wrong(Errors::form(Problem::TooOften)),
            wrong(Errors::form(Problem::ReportedOften)),
            Self { is_own: true, has_sheet: false, ..page.clone() },
            page,
        ]
    }
}

impl Page for PodReceiptPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "receipt-title")
    }

    fn section(&self) -> Section {
        Section::Directory
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
            p { (t!(ctx, "pod-receipt-keep", days = self.days)) }
            p { bdi { (self.host) } " – " (self.kind.word(ctx)) " " (dates::relative(ctx, self.since)) }
            @if !self.words.is_empty() { blockquote.lines dir="auto" { (self.words) } }
            section aria-labelledby="state" {
                h2.section-title id="state" { (t!(ctx, "receipt-state")) }
                @match &self.decision {
                    Some((verdict, reason, at)) => {
                        p { strong { (verdict.sentence(ctx)) } " " (dates::relative(ctx, *at)) }
                        @if !reason.is_empty() { blockquote.lines dir="auto" { (reason) } }
                    }
                    None => p { (t!(ctx, "pod-receipt-open")) },
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let open = Self {
            host: "garden.example".to_owned(),
            kind: PodReportKind::Misleading,
            words: "It says <b>garden</b>".to_owned(),
            since: now - Duration::hours(3),
            decision: None,
            days: 182,
        };
        let kinds = PodReportKind::ALL.map(|kind| Self { kind, words: String::new(), ..open.clone() });
        let decided = PodVerdict::ALL.map(|verdict| {
            let decision = Some((verdict, "Not <so>.".to_owned(), now - Duration::HOUR));
            Self { decision, ..open.clone() }
        });
        [kinds.to_vec(), decided.to_vec()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back() {
        assert!(PodReportKind::ALL.into_iter().all(|it| PodReportKind::from_code(it.code()) == Some(it)));
        assert!(PodVerdict::ALL.into_iter().all(|it| PodVerdict::from_code(it.code()) == Some(it)));
    }
}
