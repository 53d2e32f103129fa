//! Reporting a pod to those who look after the directory, without an account, and what became of that.

use super::sheets;
use crate::{
    extract::{Form, Segment, Visit},
    fault::{Answer, Fault},
    limits::{Limit, Network},
};
use model::{
    pod_reports::{self, Kind, Verdict},
    pods::{Standing, by_host_in_any_state},
};
use serde::Deserialize;
use std::time::Instant;
use ui::{
    Errors, Problem,
    pages::{PodReceiptPage, PodReportKind, PodReportPage, PodVerdict},
    url,
};

/// The most characters of what somebody says.
const LONGEST: u32 = 4_000;

/// The fields of the form.
#[derive(Deserialize)]
pub struct PodReportFields {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words: String,
}

/// `GET /pods/{host}/report`.
pub async fn form(visit: Visit, Segment(host): Segment) -> Answer {
    Ok(visit.show(&page(&visit, &host).await?))
}

/// `POST /pods/{host}/report`.
pub async fn send(visit: Visit, Segment(host): Segment, Form(fields): Form<PodReportFields>) -> Answer {
    let page = page(&visit, &host).await?;
    let kind = PodReportKind::from_code(&fields.kind).unwrap_or(PodReportKind::Other);
    let words = fields.words.trim().replace("\r\n", "\n");
    match file(&visit, &page.host, kind, &words).await? {
        Ok(key) => Ok(visit.go(&url::pod_report_receipt(&key), None)),
        Err(errors) => Ok(visit.show_again(&PodReportPage { kind, words: fields.words, errors, ..page })),
    }
}

/// `GET /reported/{key}`.
pub async fn receipt(visit: Visit, Segment(key): Segment) -> Answer {
    let id = visit.app.links.pod_report(&key).ok_or(Fault::NotFound)?;
    let report = pod_reports::get(&visit.app.database, &id).await?.ok_or(Fault::NotFound)?;
    let decided = report.verdict.zip(report.decided_at);
    Ok(visit.show(&PodReceiptPage {
        kind: shown_kind(report.kind),
        since: report.created_at,
        decision: decided.map(|(verdict, at)| (shown_verdict(verdict), report.reason, at)),
        host: report.domain,
        words: report.words,
        days: pod_reports::KEPT.whole_days(),
    }))
}

/// The form for a pod that has a page in the directory, and for each of this deployment: its visitors see what it says of itself,
/// whatever its listing. Of one without a page there is its name alone.
async fn page(visit: &Visit, host: &str) -> Result<PodReportPage, Fault> {
    let (host, is_own, has_sheet) = match sheets::page(visit, host).await {
        Ok(sheet) => (sheet.host, sheet.is_own, true),
        Err(Fault::NotFound) => {
            let pod = by_host_in_any_state(&visit.app.database, host).await?;
            // a second name leads to the pod, and is none of its own in the directory
            let pod = pod.filter(|pod| pod.host == host && pod.standing(visit.now) != Standing::Gone);
            (pod.ok_or(Fault::NotFound)?.host, true, false)
        }
        Err(fault) => return Err(fault),
    };
    let (kind, words) = (PodReportKind::Illegal, String::new());
    Ok(PodReportPage { host, is_own, has_sheet, kind, words, errors: Errors::none() })
}

/// Writes it down; the key of its receipt.
async fn file(
    visit: &Visit,
    host: &str,
    kind: PodReportKind,
    words: &str,
) -> Result<Result<String, Errors>, Fault> {
    if words.chars().count() > LONGEST as usize {
        return Ok(Err(Errors::one("words", Problem::TooLong(LONGEST))));
    }
    let (limits, network, now) = (&visit.app.limits, Network::from(visit.address), Instant::now());
    if !limits.take(Limit::ReportFrom(network), now) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    if !limits.take(Limit::ReportOf(host, network), now) {
        return Ok(Err(Errors::form(Problem::ReportedOften)));
    }
    match pod_reports::file(&visit.app.database, host, kept_kind(kind), words, visit.now).await {
        Ok(id) => Ok(Ok(visit.app.links.of_pod_report(&id))),
        Err(model::Error::TooLarge("same")) => Ok(Err(Errors::form(Problem::ReportedOften))),
        Err(model::Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::TooOften))),
        Err(error) => Err(error.into()),
    }
}

fn kept_kind(kind: PodReportKind) -> Kind {
    match kind {
        PodReportKind::Illegal => Kind::Illegal,
        PodReportKind::Misleading => Kind::Misleading,
        PodReportKind::Hostile => Kind::Hostile,
        PodReportKind::Broken => Kind::Broken,
        PodReportKind::Other => Kind::Other,
    }
}

/// A kind as pages have it.
pub(super) fn shown_kind(kind: Kind) -> PodReportKind {
    match kind {
        Kind::Illegal => PodReportKind::Illegal,
        Kind::Misleading => PodReportKind::Misleading,
        Kind::Hostile => PodReportKind::Hostile,
        Kind::Broken => PodReportKind::Broken,
        Kind::Other => PodReportKind::Other,
    }
}

/// A verdict as pages have it.
pub(super) fn shown_verdict(verdict: Verdict) -> PodVerdict {
    match verdict {
        Verdict::Dismissed => PodVerdict::Dismissed,
        Verdict::Review => PodVerdict::Review,
        Verdict::Blocked => PodVerdict::Blocked,
        Verdict::Settled => PodVerdict::Settled,
    }
}
