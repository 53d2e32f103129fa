//! Reports and texts of operators as pages show them.

use model::{
    reports::{Kind, Report, State, Verdict, What},
    texts,
};
use ui::{
    pages::ReportState,
    reports::{self as shown, Appeal, AppealAnswer, Decision, ReportKind, Reported, ReportedWhat},
    url::TextKind,
};

/// What is reported.
#[must_use]
pub fn what(what: What) -> ReportedWhat {
    match what {
        What::Post => ReportedWhat::Post,
        What::Comment => ReportedWhat::Comment,
        What::Member => ReportedWhat::Member,
    }
}

/// What was reported, as it was.
#[must_use]
pub fn reported(report: &Report) -> Reported {
    Reported { what: what(report.what), author: report.author_name.clone(), text: report.content.clone() }
}

/// Why it is reported.
#[must_use]
pub fn report_kind(kind: Kind) -> ReportKind {
    match kind {
        Kind::Illegal => ReportKind::Illegal,
        Kind::Spam => ReportKind::Spam,
        Kind::Harassment => ReportKind::Harassment,
        Kind::Other => ReportKind::Other,
    }
}

/// The same, the other way round.
#[must_use]
pub fn report_kind_of(kind: ReportKind) -> Kind {
    match kind {
        ReportKind::Illegal => Kind::Illegal,
        ReportKind::Spam => Kind::Spam,
        ReportKind::Harassment => Kind::Harassment,
        ReportKind::Other => Kind::Other,
    }
}

/// How far a report is.
#[must_use]
pub fn report_state(state: State) -> ReportState {
    match state {
        State::Open => ReportState::Open,
        State::Decided => ReportState::Decided,
        State::Appealed => ReportState::Appealed,
        State::Over => ReportState::Over,
    }
}

/// What was decided, if anything was.
#[must_use]
pub fn decision(report: &Report) -> Option<Decision> {
    let verdict = match report.verdict? {
        Verdict::Dismissed => shown::Verdict::Dismissed,
        Verdict::Hidden => shown::Verdict::Hidden,
        Verdict::Suspended => shown::Verdict::Suspended,
    };
    Some(Decision { verdict, reason: report.reason.clone(), at: report.decided_at? })
}

/// What somebody says against it, and what was answered.
#[must_use]
pub fn appeal(report: &Report) -> Option<Appeal> {
    let answer = report.upheld.zip(report.answered_at);
    let answer = answer.map(|(upheld, at)| AppealAnswer { upheld, reason: report.answer.clone(), at });
    Some(Appeal { words: report.appeal.clone(), at: report.appealed_at?, answer })
}

/// A text of the operators.
#[must_use]
pub fn text_kind(kind: TextKind) -> texts::Kind {
    match kind {
        TextKind::Rules => texts::Kind::Rules,
        TextKind::Privacy => texts::Kind::Privacy,
        TextKind::Legal => texts::Kind::Legal,
    }
}
