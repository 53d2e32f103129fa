//! What people report of pods in the directory, and what is decided.

use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    reviews,
    routes::pod_reports::{shown_kind, shown_verdict},
};
use actix_web::web;
use model::{
    PodReportId,
    pod_reports::{self, PodReport, Verdict},
    pods,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{PodReportRow, PodReportsPage, PodVerdict},
    url,
};

/// Reports of a page.
const PAGE: u32 = 30;

/// The most characters of a reason.
const LONGEST: u32 = 200;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct ReportsQuery {
    after: Option<String>,
}

/// The fields of a decision.
#[derive(Deserialize)]
pub struct DecisionFields {
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    reason: String,
}

/// `GET /admin/directory/reports`.
pub async fn list(admin: Admin, query: web::Query<ReportsQuery>) -> Answer {
    let after = query.after.as_deref().and_then(|after| after.parse().ok());
    let database = &admin.app.database;
    let mut found = pod_reports::open(database, after, PAGE + 1).await?;
    let is_more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| is_more).map(|last| last.id.to_string());
    let mut rows = Vec::new();
    for report in found {
        rows.push(row(&admin, report).await?);
    }
    Ok(admin.show(&PodReportsPage { rows, next }))
}

/// `POST /admin/directory/reports/{id}`: decides.
pub async fn decide(admin: Admin, Segment(id): Segment, Form(fields): Form<DecisionFields>) -> Answer {
    let id: PodReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let report = pod_reports::get(&admin.app.database, &id).await?;
    let report = report.filter(|report| report.verdict.is_none()).ok_or(Fault::NotFound)?;
    let row = row(&admin, report.clone()).await?;
    let verdict = PodVerdict::from_code(&fields.verdict).filter(|verdict| row.verdicts.contains(verdict));
    let verdict = verdict.ok_or_else(|| Fault::BadRequest("no such decision".to_owned()))?;
    let reason = fields.reason.trim();
    let problem = match reason.chars().count() {
        0 => Some(Problem::Required),
        more if more > LONGEST as usize => Some(Problem::TooLong(LONGEST)),
        _ => None,
    };
    if let Some(problem) = problem {
        let (errors, reason) = (Errors::one("reason", problem), fields.reason);
        let row = PodReportRow { verdict: Some(verdict), reason, errors, ..row };
        return Ok(admin.show_again(&PodReportsPage { rows: vec![row], next: None }));
    }
    let (database, spans, by) = (&admin.app.database, &admin.app.polling.spans, admin.by());
    match reviews::decide(database, spans, &report, kept(verdict), reason, &by).await {
        Ok(()) => Ok(admin.go(&url::admin_pod_reports(None), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// A report, with where its pod is looked after: those of this deployment have a page in the console.
async fn row(admin: &Admin, report: PodReport) -> Result<PodReportRow, Fault> {
    let database = &admin.app.database;
    let own = pods::by_host_in_any_state(database, &report.domain).await?;
    let verdicts = reviews::verdicts(database, &report.domain).await?;
    Ok(PodReportRow {
        id: report.id.to_string(),
        more: match own {
            Some(pod) => url::admin_pod(&pod.id.to_string()),
            None => url::admin_directory(&report.domain, "", ""),
        },
        host: report.domain,
        kind: shown_kind(report.kind),
        words: report.words,
        since: report.created_at,
        verdicts: verdicts.into_iter().map(shown_verdict).collect(),
        verdict: None,
        reason: String::new(),
        errors: Errors::none(),
    })
}

fn kept(verdict: PodVerdict) -> Verdict {
    match verdict {
        PodVerdict::Dismissed => Verdict::Dismissed,
        PodVerdict::Review => Verdict::Review,
        PodVerdict::Blocked => Verdict::Blocked,
        PodVerdict::Settled => Verdict::Settled,
    }
}
