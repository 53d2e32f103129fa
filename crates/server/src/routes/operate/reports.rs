//! What is reported: decisions, and answers to appeals. A report has a copy of what was reported, which need not be public: it is for the
//! pod's own people.

use crate::{
    decisions,
    extract::{Moderator, Nothing, Own, OwnForm, Segment},
    fault::{Answer, Fault},
    shown,
};
use actix_web::web;
use model::{
    members, posts,
    reports::{self, Report, Verdict, What},
    roles,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{CaseLinks, CasePage, ReportRow, ReportsPage},
    url,
};

/// Reports of a page.
const PAGE: u32 = 50;

/// The most characters of a reason: it can be that of a suspension.
const LONGEST: u32 = members::REASON_MAX;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct ReportsQuery {
    show: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// The fields of a decision.
#[derive(Deserialize)]
pub struct DecideFields {
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    reason: String,
}

/// The fields of the answer to an appeal.
#[derive(Deserialize)]
pub struct AnswerFields {
    #[serde(default)]
    upheld: String,
    #[serde(default)]
    reason: String,
}

/// `GET /operate/reports`.
pub async fn list(Own(moderator): Own<Moderator>, query: web::Query<ReportsQuery>) -> Answer {
    let (database, pod) = (&moderator.app.database, moderator.home().id);
    let all = query.show.as_deref() == Some("all");
    let from = if all { &query.before } else { &query.after };
    let from = from.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let found = if all {
        reports::list(database, &pod, from, PAGE + 1).await?
    } else {
        reports::waiting(database, &pod, from, PAGE + 1).await?
    };
    let shown = &found[..found.len().min(PAGE as usize)];
    let more = shown.last().filter(|_| shown.len() < found.len()).map(|last| last.id.to_string());
    Ok(moderator.show(&ReportsPage { all, reports: shown.iter().map(row).collect(), more }))
}

/// `GET /operate/reports/{id}`.
pub async fn one(Own(moderator): Own<Moderator>, Segment(id): Segment) -> Answer {
    let report = find(&moderator, &id).await?;
    Ok(moderator.show(&page(&moderator, &report, String::new(), Errors::none()).await?))
}

/// `POST /operate/reports/{id}/decide`.
pub async fn decide(
    Own(moderator): Own<Moderator>,
    Segment(id): Segment,
    OwnForm(fields): OwnForm<DecideFields>,
) -> Answer {
    let report = find(&moderator, &id).await?;
    let verdict: Verdict =
        fields.verdict.parse().map_err(|_| Fault::BadRequest("there is no such decision".to_owned()))?;
    let reason = match read(&fields.reason) {
        Ok(reason) => reason,
        Err(errors) => return again(&moderator, &report, fields.reason, errors).await,
    };
    let (app, pod, as_a) = (&moderator.app, moderator.home().id, moderator.as_a());
    let done = decisions::decide(app, &pod, &report, verdict, &reason, as_a, &moderator.by()).await;
    told(&moderator, &report, reason, done).await
}

/// `POST /operate/reports/{id}/answer`.
pub async fn answer(
    Own(moderator): Own<Moderator>,
    Segment(id): Segment,
    OwnForm(fields): OwnForm<AnswerFields>,
) -> Answer {
    let report = find(&moderator, &id).await?;
    let reason = match read(&fields.reason) {
        Ok(reason) => reason,
        Err(errors) => return again(&moderator, &report, fields.reason, errors).await,
    };
    let upheld = fields.upheld != "no";
    let (app, pod, as_a) = (&moderator.app, moderator.home().id, moderator.as_a());
    let done = decisions::answer(app, &pod, &report, upheld, &reason, as_a, &moderator.by()).await;
    told(&moderator, &report, reason, done).await
}

/// `POST /operate/reports/{id}/show`.
pub async fn show(
    Own(moderator): Own<Moderator>,
    Segment(id): Segment,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Answer {
    let report = find(&moderator, &id).await?;
    let (database, pod) = (&moderator.app.database, moderator.home().id);
    match reports::show_again(database, &pod, &report.id, &moderator.by()).await {
        Ok(()) => Ok(moderator.go(&url::operate_report(&id), Some(Notice::Saved))),
        Err(error) => refused(&moderator, &report, String::new(), error).await,
    }
}

/// That it is decided, or why it is not.
async fn told(
    moderator: &Moderator,
    report: &Report,
    reason: String,
    done: Result<(), model::Error>,
) -> Answer {
    let back = url::operate_report(&report.id.to_string());
    match done {
        Ok(()) => Ok(moderator.go(&back, Some(Notice::Saved))),
        Err(model::Error::NotFound("member")) => {
            again(moderator, report, reason, Errors::form(Problem::OutOfReach)).await
        }
        // somebody was quicker, and it was hers to decide: her decision is there to be read
        Err(model::Error::NotFound(_)) => Ok(moderator.go(&back, None)),
        Err(error) => refused(moderator, report, reason, error).await,
    }
}

fn read(reason: &str) -> Result<String, Errors> {
    let reason = reason.trim().replace("\r\n", "\n");
    match reason.chars().count() {
        0 => Err(Errors::one("reason", Problem::Required)),
        count if count > LONGEST as usize => Err(Errors::one("reason", Problem::TooLong(LONGEST))),
        _ => Ok(reason),
    }
}

/// Whom a report is about, where whoever decides may act on her.
async fn target(moderator: &Moderator, report: &Report) -> Result<Option<members::Member>, Fault> {
    let Some(member) = author(moderator, report).await? else { return Ok(None) };
    let role = roles::role_of(&moderator.app.database, &member.pod_id, &member.jid).await?;
    Ok(Some(member).filter(|_| moderator.as_a().reaches(role)))
}

/// The page again, where it is for somebody else to decide.
async fn refused(moderator: &Moderator, report: &Report, reason: String, error: model::Error) -> Answer {
    match error {
        model::Error::OwnDecision => {
            again(moderator, report, reason, Errors::form(Problem::OwnDecision)).await
        }
        error => Err(error.into()),
    }
}

async fn find(moderator: &Moderator, id: &str) -> Result<Report, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    reports::get(&moderator.app.database, &moderator.home().id, &id).await?.ok_or(Fault::NotFound)
}

async fn author(moderator: &Moderator, report: &Report) -> Result<Option<members::Member>, Fault> {
    Ok(decisions::author(&moderator.app.database, &moderator.home().id, report).await?)
}

async fn again(moderator: &Moderator, report: &Report, reason: String, errors: Errors) -> Answer {
    Ok(moderator.show_again(&page(moderator, report, reason, errors).await?))
}

async fn page(
    moderator: &Moderator,
    report: &Report,
    reason: String,
    errors: Errors,
) -> Result<CasePage, Fault> {
    let (database, pod) = (&moderator.app.database, moderator.home().id);
    let member = author(moderator, report).await?;
    let hidden = posts::hidden(database, &pod, &report.service, &report.node, &report.item).await?;
    let there = decisions::place(report, member.as_ref());
    let mut verdicts = vec![ui::reports::Verdict::Dismissed];
    if report.what != What::Member {
        verdicts.push(ui::reports::Verdict::Hidden);
    }
    if target(moderator, report).await?.is_some() {
        verdicts.push(ui::reports::Verdict::Suspended);
    }
    Ok(CasePage {
        id: report.id.to_string(),
        reported: shown::reported(report),
        links: CaseLinks { there, member: member.map(|member| url::operate_member(&member.id.to_string())) },
        kind: shown::report_kind(report.kind),
        words: report.words.clone(),
        since: report.created_at,
        state: shown::report_state(report.state),
        decision: shown::decision(report),
        appeal: shown::appeal(report),
        is_hidden: hidden.is_some(),
        verdicts,
        reason,
        errors,
    })
}

fn row(report: &Report) -> ReportRow {
    ReportRow {
        id: report.id.to_string(),
        reported: shown::reported(report),
        kind: shown::report_kind(report.kind),
        state: shown::report_state(report.state),
        since: report.created_at,
    }
}
