//! What is reported, for those who look after a pod.

use crate::components::{self, Desk, Empty, empty};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::reports::{ReportKind, Reported, ReportedWhat};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/reports`.
#[derive(Clone, Debug)]
pub struct ReportsPage {
    /// Whether all are shown, rather than those that wait.
    pub all: bool,
    /// The reports.
    pub reports: Vec<ReportRow>,
    /// The report at which the next page goes on; none where there is none.
    pub more: Option<String>,
}

/// A report in the list.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// Its id.
    pub id: String,
    /// What is reported.
    pub reported: Reported,
    /// Why.
    pub kind: ReportKind,
    /// How far it is.
    pub state: ReportState,
    /// When it was reported.
    pub since: OffsetDateTime,
}

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has decided.
    Open,
    /// It is decided.
    Decided,
    /// Somebody appeals.
    Appealed,
    /// The appeal is answered.
    Over,
}

impl Page for ReportsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "reports-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let (older, later) = match self.more.as_deref() {
            Some(before) if self.all => (Some(url::operate_reports_all(Some(before))), None),
            after => (None, after.map(url::operate_reports_after)),
        };
        html! {
            (components::desks(ctx, Desk::Reports))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "reports-lead")) }
            nav.tabs aria-label=(t!(ctx, "reports-show")) {
                a href=(url::operate_reports()) aria-current=[(!self.all).then_some("page")] { (t!(ctx, "reports-waiting")) }
                a href=(url::operate_reports_all(None)) aria-current=[self.all.then_some("page")] { (t!(ctx, "reports-all")) }
            }
            @if self.reports.is_empty() { (empty(&Empty { title: t!(ctx, "reports-empty"), text: t!(ctx, "reports-empty-text"), step: None })) }
            @else { (table(ctx, &self.reports)) }
            (components::older(ctx, older.as_deref()))
            (components::more(ctx, later.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, what, kind, state| ReportRow {
            id: id.to_owned(),
            reported: Reported { what, author: "Bob <b>".to_owned(), text: "Buy this".to_owned() },
            kind,
            state,
            since: now - Duration::hours(5),
        };
        let reports = vec![
            row("01A", ReportedWhat::Post, ReportKind::Illegal, ReportState::Open),
            row("01B", ReportedWhat::Comment, ReportKind::Harassment, ReportState::Appealed),
            row("01C", ReportedWhat::Member, ReportKind::Other, ReportState::Decided),
            row("01D", ReportedWhat::Post, ReportKind::Spam, ReportState::Over),
        ];
        vec![
            Self { all: false, reports: Vec::new(), more: None },
            Self { all: false, reports: reports.clone(), more: Some("01D".to_owned()) },
            Self { all: true, reports, more: Some("01D".to_owned()) },
        ]
    }
}

/// What a state is called.
pub(super) fn state_word(ctx: &Context<'_>, state: ReportState) -> String {
    match state {
        ReportState::Open => t!(ctx, "report-open"),
        ReportState::Decided => t!(ctx, "report-decided"),
        ReportState::Appealed => t!(ctx, "report-appealed"),
        ReportState::Over => t!(ctx, "report-over"),
    }
}

fn table(ctx: &Context<'_>, reports: &[ReportRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "reports-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "reports-what")) }
                th scope="col" { (t!(ctx, "reports-why")) }
                th scope="col" { (t!(ctx, "reports-state")) }
                th scope="col" { (t!(ctx, "reports-when")) }
            } }
            tbody { @for report in reports { (row(ctx, report)) } }
        }
    }
}

fn row(ctx: &Context<'_>, report: &ReportRow) -> Markup {
    html! {
        tr {
            td { a href=(url::operate_report(&report.id)) { bdi { (report.reported.title(ctx)) } } }
            td data-label=(t!(ctx, "reports-why")) { (report.kind.word(ctx)) }
            td data-label=(t!(ctx, "reports-state")) { (state_word(ctx, report.state)) }
            td data-label=(t!(ctx, "reports-when")) { (dates::relative(ctx, report.since)) }
        }
    }
}
