//! What the pod sent by e-mail, and what became of it.

use crate::{
    extract::{Form, Nothing, Operator, Segment},
    fault::{Answer, Fault},
};
use actix_web::web;
use model::mails::{self, Kind, Mail, State};
use serde::Deserialize;
use ui::{
    Notice,
    pages::{MailKind, MailRow, MailState, MailsPage},
    url,
};

/// Mails of a page.
const PAGE: u32 = 50;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct MailsQuery {
    before: Option<String>,
}

/// `GET /operate/mails`.
pub async fn list(operator: Operator, query: web::Query<MailsQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let mails = mails::list(&operator.app.database, &operator.home().id, before, PAGE + 1).await?;
    let shown = &mails[..mails.len().min(PAGE as usize)];
    let older = shown.last().filter(|_| shown.len() < mails.len()).map(|last| last.id.to_string());
    Ok(operator.show(&MailsPage { mails: shown.iter().map(row).collect(), older }))
}

/// `POST /operate/mails/{id}/again`.
pub async fn again(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match mails::again(&operator.app.database, &operator.home().id, &id, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_mails(None), Some(Notice::MailAgain))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn row(mail: &Mail) -> MailRow {
    MailRow {
        id: mail.id.to_string(),
        to: mail.shown_recipient(),
        kind: match mail.kind {
            Kind::RequestAccepted => MailKind::RequestAccepted,
            Kind::RequestRefused => MailKind::RequestRefused,
            Kind::PlaceAsked => MailKind::PlaceAsked,
            Kind::PlaceFree => MailKind::PlaceFree,
            Kind::LimitNear => MailKind::LimitNear,
            Kind::SignupsPaused => MailKind::SignupsPaused,
            Kind::OperatorInvited => MailKind::OperatorInvited,
            Kind::ReportAnswered => MailKind::ReportAnswered,
            Kind::LetterboxAsked => MailKind::LetterboxAsked,
            Kind::LetterboxGone => MailKind::LetterboxGone,
            Kind::SignUpAsked => MailKind::SignUpAsked,
            Kind::AlreadyHere => MailKind::AlreadyHere,
            Kind::Announcement => MailKind::Announcement,
            Kind::PodCloses => MailKind::PodCloses,
            Kind::Invitation => MailKind::Invitation,
            Kind::Recovery => MailKind::Recovery,
            Kind::Left => MailKind::Left,
        },
        state: match mail.state {
            State::Waiting => MailState::Waiting,
            State::Claimed | State::HandedOver => MailState::Sending,
            State::Sent => MailState::Sent,
            State::Failed => MailState::Failed,
            State::Unsure => MailState::Unsure,
        },
        said: mail.shown_reason(),
        since: mail.queued_at,
    }
}
