//! What was done to the deployment itself.

use crate::{
    extract::Admin,
    fault::{Answer, Fault},
    routes::operate::audit::{actor, details},
};
use actix_web::web;
use model::audit::{
    Actor,
    deployment::{self, Act, Entry, Filter},
};
use serde::Deserialize;
use ui::pages::{DeploymentAct, DeploymentAuditPage, DeploymentEntry};

/// Entries of a page.
const PAGE: u32 = 50;

/// The most characters that are looked for.
const LONGEST: usize = 3_071;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    actor: String,
    #[serde(default)]
    act: String,
    before: Option<String>,
}

/// `GET /admin/audit`.
pub async fn list(admin: Admin, query: web::Query<AuditQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let typed: String = query.actor.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let act = DeploymentAct::from_code(&query.act);
    let wanted: Option<Actor> = typed.parse().ok();
    // nobody has done anything whose address is none
    let found = if typed.is_empty() || wanted.is_some() {
        let filter = Filter { actor: wanted, act: act.map(asked) };
        deployment::list(&admin.app.database, &filter, before, PAGE + 1).await?
    } else {
        Vec::new()
    };
    let page = &found[..found.len().min(PAGE as usize)];
    let older = page.last().filter(|_| page.len() < found.len()).map(|last| last.number);
    let entries = page.iter().map(entry).collect();
    Ok(admin.show(&DeploymentAuditPage { actor: typed, act, entries, older }))
}

fn entry(entry: &Entry) -> DeploymentEntry {
    DeploymentEntry {
        number: entry.number,
        at: entry.at,
        actor: actor(&entry.actor),
        act: shown(entry.act),
        object: entry.object.clone(),
        until: until(&entry.detail),
    }
}

/// Until when, as the entry has it; empty where it does not say so.
fn until(detail: &str) -> String {
    let until = details(detail).into_iter().find(|(name, _)| name == "until");
    until.map(|(_, day)| day).unwrap_or_default()
}

fn shown(act: Act) -> DeploymentAct {
    match act {
        Act::AdminGrant => DeploymentAct::AdminGrant,
        Act::AdminRevoke => DeploymentAct::AdminRevoke,
        Act::AdminLink => DeploymentAct::AdminLink,
        Act::AdminEnter => DeploymentAct::AdminEnter,
        Act::AdminFollow => DeploymentAct::AdminFollow,
        Act::PlanPut => DeploymentAct::PlanPut,
        Act::PlanRemove => DeploymentAct::PlanRemove,
        Act::PeerChange => DeploymentAct::PeerChange,
        Act::StatementChange => DeploymentAct::StatementChange,
        Act::DirectoryKey => DeploymentAct::DirectoryKey,
        Act::PodCreate => DeploymentAct::PodCreate,
        Act::PodResume => DeploymentAct::PodResume,
        Act::PodReadOnly => DeploymentAct::PodReadOnly,
        Act::PodSuspend => DeploymentAct::PodSuspend,
        Act::PodClose => DeploymentAct::PodClose,
        Act::PodDelete => DeploymentAct::PodDelete,
        Act::PodRestore => DeploymentAct::PodRestore,
        Act::PodPurge => DeploymentAct::PodPurge,
        Act::BlockAdd => DeploymentAct::BlockAdd,
        Act::BlockRemove => DeploymentAct::BlockRemove,
        Act::ListingLetIn => DeploymentAct::ListingLetIn,
        Act::ListingKeepOut => DeploymentAct::ListingKeepOut,
        Act::ListingReview => DeploymentAct::ListingReview,
        Act::ListingUndo => DeploymentAct::ListingUndo,
        Act::ListingRemove => DeploymentAct::ListingRemove,
        Act::ImportAdd => DeploymentAct::ImportAdd,
        Act::ImportRemove => DeploymentAct::ImportRemove,
        Act::PodReportDecide => DeploymentAct::PodReportDecide,
        Act::TokenCreate => DeploymentAct::TokenCreate,
        Act::TokenRevoke => DeploymentAct::TokenRevoke,
    }
}

fn asked(act: DeploymentAct) -> Act {
    match act {
        DeploymentAct::AdminGrant => Act::AdminGrant,
        DeploymentAct::AdminRevoke => Act::AdminRevoke,
        DeploymentAct::AdminLink => Act::AdminLink,
        DeploymentAct::AdminEnter => Act::AdminEnter,
        DeploymentAct::AdminFollow => Act::AdminFollow,
        DeploymentAct::PlanPut => Act::PlanPut,
        DeploymentAct::PlanRemove => Act::PlanRemove,
        DeploymentAct::PeerChange => Act::PeerChange,
        DeploymentAct::StatementChange => Act::StatementChange,
        DeploymentAct::DirectoryKey => Act::DirectoryKey,
        DeploymentAct::PodCreate => Act::PodCreate,
        DeploymentAct::PodResume => Act::PodResume,
        DeploymentAct::PodReadOnly => Act::PodReadOnly,
        DeploymentAct::PodSuspend => Act::PodSuspend,
        DeploymentAct::PodClose => Act::PodClose,
        DeploymentAct::PodDelete => Act::PodDelete,
        DeploymentAct::PodRestore => Act::PodRestore,
        DeploymentAct::PodPurge => Act::PodPurge,
        DeploymentAct::BlockAdd => Act::BlockAdd,
        DeploymentAct::BlockRemove => Act::BlockRemove,
        DeploymentAct::ListingLetIn => Act::ListingLetIn,
        DeploymentAct::ListingKeepOut => Act::ListingKeepOut,
        DeploymentAct::ListingReview => Act::ListingReview,
        DeploymentAct::ListingUndo => Act::ListingUndo,
        DeploymentAct::ListingRemove => Act::ListingRemove,
        DeploymentAct::ImportAdd => Act::ImportAdd,
        DeploymentAct::ImportRemove => Act::ImportRemove,
        DeploymentAct::PodReportDecide => Act::PodReportDecide,
        DeploymentAct::TokenCreate => Act::TokenCreate,
        DeploymentAct::TokenRevoke => Act::TokenRevoke,
    }
}
