//! What the pod told by XMPP, and what became of it.

use crate::{
    extract::{Form, Nothing, Operator, Segment},
    fault::{Answer, Fault},
};
use actix_web::web;
use model::{
    mails::State,
    notices::{self, Kind, Notice, messengers},
};
use serde::Deserialize;
use ui::{
    Notice as Said,
    pages::{MailState, TidingKind, TidingRow, TidingsPage},
    url,
};

/// Notices of a page.
const PAGE: u32 = 50;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct NoticesQuery {
    before: Option<String>,
}

/// `GET /operate/notices`.
pub async fn list(operator: Operator, query: web::Query<NoticesQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let database = &operator.app.database;
    let notices = notices::list(database, &operator.home().id, before, PAGE + 1).await?;
    let shown = &notices[..notices.len().min(PAGE as usize)];
    let older = shown.last().filter(|_| shown.len() < notices.len()).map(|last| last.id.to_string());
    let told_by = messengers::current(database, operator.now).await?.map(|jid| jid.to_string());
    Ok(operator.show(&TidingsPage { told_by, notices: shown.iter().map(row).collect(), older }))
}

/// `POST /operate/notices/{id}/again`.
pub async fn again(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match notices::again(&operator.app.database, &operator.home().id, &id, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_notices(None), Some(Said::MailAgain))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn row(notice: &Notice) -> TidingRow {
    TidingRow {
        id: notice.id.to_string(),
        to: notice.recipient.to_string(),
        kind: match notice.kind {
            Kind::LimitNear => TidingKind::LimitNear,
            Kind::RequestsWait => TidingKind::RequestsWait,
            Kind::SignupsPaused => TidingKind::SignupsPaused,
            Kind::PodTurned => TidingKind::PodTurned,
            Kind::PodCloses => TidingKind::PodCloses,
        },
        state: match notice.state {
            State::Waiting => MailState::Waiting,
            State::Claimed | State::HandedOver => MailState::Sending,
            State::Sent => MailState::Sent,
            State::Failed => MailState::Failed,
            State::Unsure => MailState::Unsure,
        },
        said: notice.reason.clone(),
        since: notice.queued_at,
    }
}
