//! What was done to the pod, by whom and when.

use crate::{
    extract::Operator,
    fault::{Answer, Fault},
};
use actix_web::web;
use model::audit::{self, Act, Actor, Entry};
use serde::Deserialize;
use serde_json::Value;
use ui::pages::{AuditAct, AuditActor, AuditEntry, AuditPage};

/// Entries of a page.
const PAGE: u32 = 50;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct AuditQuery {
    before: Option<String>,
}

/// `GET /operate/audit`.
pub async fn list(operator: Operator, query: web::Query<AuditQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let entries = audit::list(&operator.app.database, &operator.home().id, before, PAGE + 1).await?;
    let shown = &entries[..entries.len().min(PAGE as usize)];
    let older = shown.last().filter(|_| shown.len() < entries.len()).map(|last| last.number);
    Ok(operator.show(&AuditPage { entries: shown.iter().map(entry).collect(), older }))
}

/// An entry as consoles show it.
#[must_use]
pub fn entry(entry: &Entry) -> AuditEntry {
    AuditEntry {
        number: entry.number,
        at: entry.at,
        actor: actor(&entry.actor),
        act: act(entry.act),
        object: entry.object.clone(),
        details: details(&entry.detail),
    }
}

/// Who did something, as consoles show it.
#[must_use]
pub fn actor(actor: &Actor) -> AuditActor {
    match actor {
        Actor::CommandLine => AuditActor::CommandLine,
        Actor::Program => AuditActor::Program,
        Actor::Token(name) => AuditActor::Token(name.clone()),
        Actor::Person(jid) => AuditActor::Person(jid.clone()),
        Actor::Support(jid) => AuditActor::Support(jid.clone()),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: a line for each act")]
fn act(act: Act) -> AuditAct {
    match act {
        Act::Create => AuditAct::Create,
        Act::Change => AuditAct::Change,
        Act::State => AuditAct::State,
        Act::HostAdd => AuditAct::HostAdd,
        Act::HostProve => AuditAct::HostProve,
        Act::HostLapse => AuditAct::HostLapse,
        Act::HostPrimary => AuditAct::HostPrimary,
        Act::HostRemove => AuditAct::HostRemove,
        Act::InviteCreate => AuditAct::InviteCreate,
        Act::InviteRevoke => AuditAct::InviteRevoke,
        Act::MemberSuspend => AuditAct::MemberSuspend,
        Act::MemberResume => AuditAct::MemberResume,
        Act::MemberRemove => AuditAct::MemberRemove,
        Act::RequestAccept => AuditAct::RequestAccept,
        Act::RequestRefuse => AuditAct::RequestRefuse,
        Act::NewcomersChange => AuditAct::NewcomersChange,
        Act::NewcomerLift => AuditAct::NewcomerLift,
        Act::NewcomerLimit => AuditAct::NewcomerLimit,
        Act::SignupsPause => AuditAct::SignupsPause,
        Act::SignupsResume => AuditAct::SignupsResume,
        Act::RoleGrant => AuditAct::RoleGrant,
        Act::RoleRevoke => AuditAct::RoleRevoke,
        Act::AccountKept => AuditAct::AccountKept,
        Act::ReportRead => AuditAct::ReportRead,
        Act::ReportDecide => AuditAct::ReportDecide,
        Act::ReportAnswer => AuditAct::ReportAnswer,
        Act::PostShow => AuditAct::PostShow,
        Act::BlockAdd => AuditAct::BlockAdd,
        Act::BlockRemove => AuditAct::BlockRemove,
        Act::TextChange => AuditAct::TextChange,
        Act::TextWithdraw => AuditAct::TextWithdraw,
        Act::AnnouncementMake => AuditAct::AnnouncementMake,
        Act::AnnouncementWithdraw => AuditAct::AnnouncementWithdraw,
        Act::FundsChange => AuditAct::FundsChange,
        Act::EntryMake => AuditAct::EntryMake,
        Act::EntryCorrect => AuditAct::EntryCorrect,
        Act::EntryRemove => AuditAct::EntryRemove,
        Act::EntryRestore => AuditAct::EntryRestore,
        Act::GuestName => AuditAct::GuestName,
        Act::GuestRevoke => AuditAct::GuestRevoke,
        Act::WaveRemove => AuditAct::WaveRemove,
        Act::WaveUndo => AuditAct::WaveUndo,
        Act::DomainChange => AuditAct::DomainChange,
        Act::DomainReady => AuditAct::DomainReady,
        Act::AccountSuspend => AuditAct::AccountSuspend,
        Act::AccountResume => AuditAct::AccountResume,
        Act::ResetIssue => AuditAct::ResetIssue,
        Act::AccountRecover => AuditAct::AccountRecover,
        Act::ListingChange => AuditAct::ListingChange,
        Act::KeyRotate => AuditAct::KeyRotate,
        Act::LogoSet => AuditAct::LogoSet,
        Act::LogoRemove => AuditAct::LogoRemove,
        Act::LogoRestore => AuditAct::LogoRestore,
        Act::LogoForget => AuditAct::LogoForget,
        Act::IntroductionChange => AuditAct::IntroductionChange,
        Act::VisitBegin => AuditAct::VisitBegin,
        Act::VisitEnd => AuditAct::VisitEnd,
        Act::MailAgain => AuditAct::MailAgain,
        Act::NoticeAgain => AuditAct::NoticeAgain,
    }
}

/// What there is to say of it, name by name.
#[must_use]
pub fn details(detail: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(details)) = serde_json::from_str(detail) else { return Vec::new() };
    details.into_iter().map(|(name, value)| (name, text(value))).collect()
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Array(values) => values.into_iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
