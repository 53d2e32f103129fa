//! Reports, blocks, and what the operators have written down.

use super::{Segment, post, query};

/// What can be done with a report by `POST /operate/reports/{id}/{act}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportAct {
    /// Decides it (`verdict`, `reason`).
    Decide,
    /// Answers the appeal (`upheld`, `reason`).
    Answer,
    /// Shows again what is hidden.
    Show,
}

/// A text of the operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The pod's rules.
    Rules,
    /// What is added to privacy.
    Privacy,
    /// What the law wants said.
    Legal,
}

impl TextKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Privacy, Self::Legal];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Privacy => "privacy",
            Self::Legal => "legal",
        }
    }

    /// Reads the word; none for what is no text.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Takes a report: what it is about, `kind`, `words`, `email` (POST).
pub fn report() -> String {
    "/report".to_owned()
}

/// The form that reports a post or a comment.
pub fn report_post(service: &str, node: &str, item: &str) -> String {
    let pairs = [("service", Some(service)), ("node", Some(node)), ("item", Some(item))];
    query::with(&report(), &pairs)
}

/// The form that reports a member.
pub fn report_member(handle: &str) -> String {
    query::with(&report(), &[("member", Some(handle))])
}

/// What was reported, and what became of it.
pub fn report_receipt(key: &str) -> String {
    format!("{}/{}", report(), Segment::write(key))
}

/// Appeals against a dismissal; takes `words` (POST).
pub fn report_appeal(key: &str) -> String {
    format!("{}/appeal", report_receipt(key))
}

/// The author's appeal against the hiding of a post or comment; takes `words` (POST).
pub fn post_appeal(service: &str, node: &str, item: &str) -> String {
    format!("{}/appeal", post(service, node, item))
}

/// The decision by which a member is kept out, for herself.
pub fn verdict(key: &str) -> String {
    format!("/verdict/{}", Segment::write(key))
}

/// Her appeal against it; takes `words` (POST).
pub fn verdict_appeal(key: &str) -> String {
    format!("{}/appeal", verdict(key))
}

/// What is reported and waits.
pub fn operate_reports() -> String {
    "/operate/reports".to_owned()
}

/// What waits after a report, by its id.
pub fn operate_reports_after(after: &str) -> String {
    query::with(&operate_reports(), &[("after", Some(after))])
}

/// All that was reported, the newest first; `before` is a report's id.
pub fn operate_reports_all(before: Option<&str>) -> String {
    query::with(&operate_reports(), &[("show", Some("all")), ("before", before)])
}

/// One report.
pub fn operate_report(id: &str) -> String {
    format!("{}/{}", operate_reports(), Segment::write(id))
}

/// An act on a report (POST).
pub fn operate_report_act(id: &str, act: ReportAct) -> String {
    let act = match act {
        ReportAct::Decide => "decide",
        ReportAct::Answer => "answer",
        ReportAct::Show => "show",
    };
    format!("{}/{act}", operate_report(id))
}

/// Who is kept out; POST `subject`, `reason`, `days` adds.
pub fn operate_blocks() -> String {
    "/operate/blocks".to_owned()
}

/// Those after one, by its address or domain.
pub fn operate_blocks_after(subject: &str) -> String {
    query::with(&operate_blocks(), &[("after", Some(subject))])
}

/// Lets somebody come in again; takes `subject` (POST).
pub fn operate_blocks_remove() -> String {
    "/operate/blocks/remove".to_owned()
}

/// What the operators have written down.
pub fn operate_texts() -> String {
    "/operate/texts".to_owned()
}

/// Takes a new version of a text: `body`, `days` (POST).
pub fn operate_text(kind: TextKind) -> String {
    format!("{}/{}", operate_texts(), kind.code())
}

/// Asks whether what was announced is taken back (GET), and does it (POST, with `since`).
pub fn operate_text_withdraw(kind: TextKind) -> String {
    format!("{}/withdraw", operate_text(kind))
}

/// Who is responsible, and what the law wants said.
pub fn legal() -> String {
    "/legal".to_owned()
}

/// Where a text is read.
pub fn text(kind: TextKind) -> String {
    format!("/{}", kind.code())
}

/// One version of a text.
pub fn text_version(kind: TextKind, version: i64) -> String {
    format!("{}/{version}", text(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reported_is_named_in_the_address() {
        assert_eq!(
            report_post("alice@a.example", "urn:xmpp:microblog:0", "1&2"),
            "/report?service=alice%40a%2Eexample&node=urn%3Axmpp%3Amicroblog%3A0&item=1%262"
        );
        assert_eq!(report_member("alice"), "/report?member=alice");
        assert!(TextKind::ALL.into_iter().all(|kind| TextKind::from_code(kind.code()) == Some(kind)));
    }
}
