//! Decisions on what was reported, and answers to appeals, in the console and by the API: whom one keeps out has nothing open any more.

use crate::app::App;
use model::{
    Database, PodId,
    audit::By,
    members::{self, Member},
    reports::{self, Report, Verdict, What},
    roles::Role,
};
use ui::url;

/// Decides an open report.
///
/// # Errors
/// As [`reports::decide`].
pub async fn decide(
    app: &App,
    pod: &PodId,
    report: &Report,
    verdict: Verdict,
    reason: &str,
    as_a: Role,
    by: &By,
) -> Result<(), model::Error> {
    let member = author(&app.database, pod, report).await?.filter(|_| verdict == Verdict::Suspended);
    reports::decide(&app.database, pod, &report.id, verdict, reason, as_a, by).await?;
    put_out(app, member).await;
    Ok(())
}

/// Answers an appeal.
///
/// # Errors
/// As [`reports::answer`].
pub async fn answer(
    app: &App,
    pod: &PodId,
    report: &Report,
    upheld: bool,
    reason: &str,
    as_a: Role,
    by: &By,
) -> Result<(), model::Error> {
    let left = report.what == What::Member && report.verdict == Some(Verdict::Dismissed);
    let member = author(&app.database, pod, report).await?.filter(|_| left && !upheld);
    reports::answer(&app.database, pod, &report.id, upheld, reason, as_a, by).await?;
    put_out(app, member).await;
    Ok(())
}

/// The member of whom a report is, if she is one.
///
/// # Errors
/// Only the database's own.
pub async fn author(
    database: &Database,
    pod: &PodId,
    report: &Report,
) -> Result<Option<Member>, model::Error> {
    let Some(jid) = &report.author else { return Ok(None) };
    members::by_jid(database, pod, jid).await
}

/// Where on the pod what was reported is; a member has a page as long as she is one.
#[must_use]
pub fn place(report: &Report, author: Option<&Member>) -> Option<String> {
    match report.what {
        What::Member => author.map(|member| url::member(member.handle.as_str())),
        What::Post | What::Comment => Some(url::post(report.service.as_str(), &report.node, &report.item)),
    }
}

async fn put_out(app: &App, suspended: Option<Member>) {
    if let Some(member) = suspended {
        app.put_out(&member.owner(), &member.jid).await;
    }
}
