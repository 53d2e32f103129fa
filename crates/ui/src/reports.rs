//! What people report, as pages show it.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use maud::{Markup, html};
use time::OffsetDateTime;

/// What is reported, as it was then.
#[derive(Clone, Debug)]
pub struct Reported {
    /// What it is.
    pub what: ReportedWhat,
    /// The name of whoever wrote it, or of the member.
    pub author: String,
    /// What it said, in plain text; may be empty.
    pub text: String,
}

/// What can be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportedWhat {
    /// A post.
    Post,
    /// A comment.
    Comment,
    /// A member.
    Member,
}

/// Why something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// It breaks the law.
    Illegal,
    /// It is spam.
    Spam,
    /// It harasses somebody.
    Harassment,
    /// Something else.
    Other,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is done.
    Dismissed,
    /// The post or comment is hidden on the pod.
    Hidden,
    /// The member is suspended.
    Suspended,
}

/// A decision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// When.
    pub at: OffsetDateTime,
}

/// An appeal against a decision.
#[derive(Clone, Debug)]
pub struct Appeal {
    /// What is said against it.
    pub words: String,
    /// When that was.
    pub at: OffsetDateTime,
    /// The answer.
    pub answer: Option<AppealAnswer>,
}

/// The answer to an appeal.
#[derive(Clone, Debug)]
pub struct AppealAnswer {
    /// Whether the decision stays.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: OffsetDateTime,
}

impl ReportKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Illegal, Self::Spam, Self::Harassment, Self::Other];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Illegal => "illegal",
            Self::Spam => "spam",
            Self::Harassment => "harassment",
            Self::Other => "other",
        }
    }

    /// Reads the word; none for what is no kind.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    pub fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Illegal => t!(ctx, "report-kind-illegal"),
            Self::Spam => t!(ctx, "report-kind-spam"),
            Self::Harassment => t!(ctx, "report-kind-harassment"),
            Self::Other => t!(ctx, "report-kind-other"),
        }
    }
}

impl Verdict {
    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dismissed => "dismissed",
            Self::Hidden => "hidden",
            Self::Suspended => "suspended",
        }
    }

    /// What it means, in a sentence.
    pub fn sentence(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Dismissed => t!(ctx, "verdict-dismissed"),
            Self::Hidden => t!(ctx, "verdict-hidden"),
            Self::Suspended => t!(ctx, "verdict-suspended"),
        }
    }
}

impl Reported {
    /// What it is and whose, in a few words.
    pub fn title(&self, ctx: &Context<'_>) -> String {
        let name = self.author.as_str();
        match self.what {
            ReportedWhat::Post => t!(ctx, "reported-post", name = name),
            ReportedWhat::Comment => t!(ctx, "reported-comment", name = name),
            ReportedWhat::Member => t!(ctx, "reported-member", name = name),
        }
    }

    /// The copy, as a quotation.
    pub fn quoted(&self) -> Markup {
        html! { @if !self.text.is_empty() { blockquote.quoted.lines dir="auto" { (self.text) } } }
    }
}

/// A decision with its reasons.
pub(crate) fn decision(ctx: &Context<'_>, decision: &Decision) -> Markup {
    html! {
        p { strong { (decision.verdict.sentence(ctx)) } " " (dates::relative(ctx, decision.at)) }
        p.lines dir="auto" { (decision.reason) }
    }
}

/// An appeal, with its answer if there is one.
pub(crate) fn appeal(ctx: &Context<'_>, appeal: &Appeal) -> Markup {
    html! {
        p { (t!(ctx, "appeal-said")) " " (dates::relative(ctx, appeal.at)) }
        blockquote.quoted.lines dir="auto" { (appeal.words) }
        @match &appeal.answer {
            Some(answer) => {
                p { strong { @if answer.upheld { (t!(ctx, "appeal-upheld")) } @else { (t!(ctx, "appeal-turned")) } } " " (dates::relative(ctx, answer.at)) }
                p.lines dir="auto" { (answer.reason) }
            }
            None => p.hint { (t!(ctx, "appeal-waits")) },
        }
    }
}
