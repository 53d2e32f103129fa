//! The admins' queue of what people report of pods in the directory.

use crate::components::{AdminDesk, Choice, Empty, Field, admin_desks, empty, hidden, more, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::{PodReportKind, PodVerdict};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/directory/reports`; also what a decision answers when something is wrong.
#[derive(Clone, Debug)]
pub struct PodReportsPage {
    /// What waits, the first ones first.
    pub rows: Vec<PodReportRow>,
    /// Behind which there are more.
    pub next: Option<String>,
}

/// A report that waits for a decision.
#[derive(Clone, Debug)]
pub struct PodReportRow {
    /// Its key.
    pub id: String,
    /// The pod's host name.
    pub host: String,
    /// Where the admin sees more of the pod.
    pub more: String,
    /// Why it is reported.
    pub kind: PodReportKind,
    /// The same in words; may be empty.
    pub words: String,
    /// When.
    pub since: OffsetDateTime,
    /// What can be decided.
    pub verdicts: Vec<PodVerdict>,
    /// What was chosen,
    pub verdict: Option<PodVerdict>,
    /// and typed, where that was wrong.
    pub reason: String,
    /// What is wrong: `reason`.
    pub errors: Errors,
}

impl Page for PodReportsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "pod-reports-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let next = self.next.as_ref().map(|after| url::admin_pod_reports(Some(after)));
        let (title, text) = (t!(ctx, "pod-reports-none"), t!(ctx, "pod-reports-lead"));
        let none = Empty { title, text, step: None };
        html! {
            (admin_desks(ctx, AdminDesk::Directory))
            h1 { (self.title(ctx)) }
            p { a href=(url::admin_directory("", "", "")) { (t!(ctx, "listings-title")) } }
            @if self.rows.is_empty() { (empty(&none)) } @else { p.lead { (t!(ctx, "pod-reports-lead")) } }
            @for one in &self.rows { (row(ctx, one)) }
            (more(ctx, next.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |n: i64, kind, errors| PodReportRow {
            id: format!("01HSAMPLE{n}"),
            host: "garden.example".to_owned(),
            more: url::admin_directory("garden.example", "", ""),
            kind,
            words: "It is <b>not</b> a garden".to_owned(),
            since: now - Duration::hours(n),
            verdicts: PodVerdict::ALL.to_vec(),
            verdict: None,
            reason: String::new(),
            errors,
        };
        let mut rows: Vec<PodReportRow> =
            PodReportKind::ALL.into_iter().zip(1..).map(|(kind, n)| row(n, kind, Errors::none())).collect();
        let wrong = row(9, PodReportKind::Other, Errors::one("reason", Problem::Required));
        rows.push(PodReportRow { verdict: Some(PodVerdict::Blocked), words: String::new(), ..wrong });
        vec![Self { rows, next: Some("01HSAMPLE9".to_owned()) }, Self { rows: Vec::new(), next: None }]
    }
}

fn row(ctx: &Context<'_>, row: &PodReportRow) -> Markup {
    let (action, form) = (url::admin_pod_report(&row.id), format!("report-{}", row.id));
    let verdict = Choice {
        form: &form,
        name: "verdict",
        label: t!(ctx, "pod-reports-verdict"),
        hint: String::new(),
        options: row.verdicts.iter().map(|verdict| (verdict.code(), verdict.sentence(ctx))).collect(),
        chosen: row.verdict.map_or("", PodVerdict::code),
    };
    let reason = Field {
        form: &form,
        name: "reason",
        label: t!(ctx, "listings-reason"),
        value: &row.reason,
        hint: t!(ctx, "pod-reports-reason-hint"),
        ..Field::default()
    };
    html! {
        section aria-labelledby={ (form) "-title" } {
            h2.section-title id={ (form) "-title" } { a href=(row.more) { bdi { (row.host) } } }
            p { (row.kind.word(ctx)) " " (dates::relative(ctx, row.since)) }
            @if !row.words.is_empty() { blockquote.lines dir="auto" { (row.words) } }
            form.stack method="post" action=(action) id=(form) {
                (hidden(ctx, &action))
                (summary(ctx, &form, &row.errors))
                (verdict.render(ctx, &row.errors))
                (reason.render(ctx, &row.errors))
                p { button.button type="submit" { (t!(ctx, "listings-do")) } }
            }
        }
    }
}
