//! What people report of pods in the directory, and what is decided.

use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    reviews,
    routes::pod_reports::shown_kind,
};
use actix_web::web;
use model::{
    PodReportId, listed_pods,
    pod_reports::{self, Decision, PodReport, Verdict},
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

/// `POST /admin/directory/reports/{id}`: decides. The pod first, so that nothing is told that was not done.
pub async fn decide(admin: Admin, Segment(id): Segment, Form(fields): Form<DecisionFields>) -> Answer {
    let id: PodReportId = id.parse().map_err(|_| Fault::NotFound)?;
    let report = pod_reports::get(&admin.app.database, &id).await?;
    let report = report.filter(|report| report.verdict.is_none()).ok_or(Fault::NotFound)?;
    let row = row(&admin, report).await?;
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
    act(&admin, &row.host, verdict, reason).await?;
    let decision = Decision { verdict: kept(verdict), reason, by: &admin.by() };
    match pod_reports::decide(&admin.app.database, &id, decision).await {
        Ok(()) => Ok(admin.go(&url::admin_pod_reports(None), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Does with the pod what was decided, as on the directory's own page; one that is forgotten meanwhile is as it was to be.
async fn act(admin: &Admin, host: &str, verdict: PodVerdict, reason: &str) -> Result<(), Fault> {
    let (database, spans, by) = (&admin.app.database, &admin.app.polling.spans, admin.by());
    let done = match verdict {
        PodVerdict::Review => reviews::look_at(database, spans, host, reason, &by).await,
        PodVerdict::Blocked => reviews::keep_out(database, spans, host, reason, &by).await,
        PodVerdict::Dismissed | PodVerdict::Settled => Ok(()),
    };
    match done {
        Ok(()) | Err(model::Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A report, with where its pod is looked after: those of this deployment have a page in the console.
async fn row(admin: &Admin, report: PodReport) -> Result<PodReportRow, Fault> {
    let database = &admin.app.database;
    let own = pods::by_host_in_any_state(database, &report.domain).await?;
    let is_listed = own.is_none() && listed_pods::get(database, &report.domain).await?.is_some();
    let verdicts = if is_listed {
        vec![PodVerdict::Review, PodVerdict::Blocked, PodVerdict::Dismissed, PodVerdict::Settled]
    } else {
        vec![PodVerdict::Dismissed, PodVerdict::Settled]
    };
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
        verdicts,
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
