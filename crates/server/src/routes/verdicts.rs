//! The decision by which a member is kept out, for herself: why, and her one appeal. She cannot sign in, so whoever showed her password
//! is given the key.

use super::reports::{AppealFields, say};
use crate::{
    extract::{OwnForm, Segment, Visit},
    fault::{Answer, Fault},
    shown,
};
use jid::BareJid;
use model::{
    members,
    reports::{self, Report, Side},
};
use ui::{Errors, components::AppealForm, pages::VerdictPage, url};

/// `GET /verdict/{key}`.
pub async fn one(visit: Visit, Segment(key): Segment) -> Answer {
    let report = find(&visit, &key).await?;
    Ok(visit.show(&page(&visit, &key, &report, String::new(), Errors::none()).await?))
}

/// `POST /verdict/{key}/appeal`.
pub async fn appeal(visit: Visit, Segment(key): Segment, OwnForm(fields): OwnForm<AppealFields>) -> Answer {
    let report = find(&visit, &key).await?;
    if page(&visit, &key, &report, String::new(), Errors::none()).await?.form.is_none() {
        return Ok(visit.go(&url::verdict(&key), None));
    }
    match say(&visit, &report.id, Side::Member, &fields.words).await? {
        Ok(()) => Ok(visit.go(&url::verdict(&key), None)),
        Err(errors) => Ok(visit.show_again(&page(&visit, &key, &report, fields.words, errors).await?)),
    }
}

/// Where whoever has this account, and is kept out, reads the decision; none where it was not after a report. For who has shown the
/// password.
///
/// # Errors
/// The database's own.
pub(super) async fn link(visit: &Visit, jid: &BareJid) -> Result<Option<String>, Fault> {
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    let Some(member) = members::by_jid(database, &pod, jid).await? else { return Ok(None) };
    let report = reports::keeping_out(database, &member).await?;
    Ok(report.map(|report| url::verdict(&visit.app.links.of_verdict(&pod, &report))))
}

async fn find(visit: &Visit, key: &str) -> Result<Report, Fault> {
    let pod = visit.pod()?.id;
    let id = visit.app.links.verdict(&pod, key).ok_or(Fault::NotFound)?;
    let report = reports::get(&visit.app.database, &pod, &id).await?;
    report.filter(|report| report.verdict == Some(Side::Member.against())).ok_or(Fault::NotFound)
}

async fn page(
    visit: &Visit,
    key: &str,
    report: &Report,
    words: String,
    errors: Errors,
) -> Result<VerdictPage, Fault> {
    let database = &visit.app.database;
    let member = match &report.author {
        Some(jid) => members::by_jid(database, &visit.pod()?.id, jid).await?,
        None => None,
    };
    let keeps_out = match &member {
        Some(member) => reports::keeping_out(database, member).await? == Some(report.id),
        None => false,
    };
    let form = AppealForm { action: url::verdict_appeal(key), words, errors };
    Ok(VerdictPage {
        reported: shown::reported(report),
        decision: shown::decision(report).ok_or(Fault::NotFound)?,
        appeal: shown::appeal(report),
        form: (keeps_out && report.can_be_appealed_by(Side::Member)).then_some(form),
        is_back: member.is_some_and(|member| !member.is_suspended()),
    })
}
