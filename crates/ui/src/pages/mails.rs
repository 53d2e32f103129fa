//! What a pod sent by e-mail, and what became of it, for those who run it.

use crate::components::{self, Desk, Empty, empty, hidden};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/mails`, the newest first.
#[derive(Clone, Debug)]
pub struct MailsPage {
    /// The mails.
    pub mails: Vec<MailRow>,
    /// The mail before which an older page ends; none where there is none.
    pub older: Option<String>,
}

/// A mail.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// Its id, for the form.
    pub id: String,
    /// To whom; without the name where that is a member's own matter.
    pub to: String,
    /// What it is about.
    pub kind: MailKind,
    /// How far it has come.
    pub state: MailState,
    /// What the mail server said; may be empty.
    pub said: String,
    /// Since when it is to be sent.
    pub since: OffsetDateTime,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// Who asked to be let in may come.
    RequestAccepted,
    /// Who asked to be let in may not come.
    RequestRefused,
    /// Who would like to wait confirms the address.
    PlaceAsked,
    /// There is a place for who waited.
    PlaceFree,
    /// A limit is near.
    LimitNear,
    /// Sign-ups are paused.
    SignupsPaused,
    /// Somebody is to run the pod.
    OperatorInvited,
    /// A report has an answer.
    ReportAnswered,
    /// A member confirms her address.
    LetterboxAsked,
    /// A member has another address by now, or none.
    LetterboxGone,
    /// Somebody signs up, and shows that the address is hers.
    SignUpAsked,
    /// Somebody signs up with the address of a member.
    AlreadyHere,
    /// Something is announced.
    Announcement,
    /// The pod closes.
    PodCloses,
    /// Somebody is invited.
    Invitation,
    /// A link for another password.
    Recovery,
    /// Who left is gone for good.
    Left,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It is to be sent.
    Waiting,
    /// It is being sent.
    Sending,
    /// The mail server has it.
    Sent,
    /// It was given up.
    Failed,
    /// It may have been sent.
    Unsure,
}

impl Page for MailsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "mails-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Mails))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "mails-lead")) " " a href=(url::operate_notices(None)) { (t!(ctx, "told-look")) } }
            @if self.mails.is_empty() { (empty(&Empty { title: t!(ctx, "mails-empty"), text: t!(ctx, "mails-empty-text"), step: None })) }
            @else { (table(ctx, &self.mails)) }
            (components::older(ctx, self.older.as_deref().map(|id| url::operate_mails(Some(id))).as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        use MailState as S;
        let row = |id: &str, kind, state, said: &str| MailRow {
            id: id.to_owned(),
            to: "alice@mail.example".to_owned(),
            kind,
            state,
            said: said.to_owned(),
            since: now,
        };
        let mails = vec![
            row("01A", MailKind::RequestAccepted, S::Waiting, "451 greylisted"),
            row("01B", MailKind::RequestRefused, S::Sending, ""),
            row("01C", MailKind::PlaceAsked, S::Sent, ""),
            row("01D", MailKind::PlaceFree, S::Failed, "550 no such mailbox"),
            row("01E", MailKind::LimitNear, S::Unsure, "the connection broke"),
            row("01F", MailKind::SignupsPaused, S::Failed, ""),
            row("01G", MailKind::OperatorInvited, S::Sent, ""),
            row("01G", MailKind::ReportAnswered, S::Sent, ""),
            row("01G", MailKind::LetterboxAsked, S::Sent, ""),
            row("01G", MailKind::LetterboxGone, S::Sent, ""),
            row("01G", MailKind::SignUpAsked, S::Sent, ""),
            row("01G", MailKind::AlreadyHere, S::Sent, ""),
            row("01H", MailKind::Announcement, S::Sent, ""),
            row("01I", MailKind::PodCloses, S::Sent, ""),
            row("01J", MailKind::Invitation, S::Sent, ""),
            row("01G", MailKind::Recovery, S::Sent, ""),
            row("01G", MailKind::Left, S::Sent, ""),
        ];
        vec![Self { mails: Vec::new(), older: None }, Self { mails, older: Some("01F".to_owned()) }]
    }
}

fn table(ctx: &Context<'_>, mails: &[MailRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "mails-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "mails-when")) }
                th scope="col" { (t!(ctx, "mails-to")) }
                th scope="col" { (t!(ctx, "mails-about")) }
                th scope="col" { (t!(ctx, "mails-state")) }
                th scope="col" { (t!(ctx, "mails-again")) }
            } }
            tbody { @for mail in mails { (row(ctx, mail)) } }
        }
    }
}

fn row(ctx: &Context<'_>, mail: &MailRow) -> Markup {
    let action = url::operate_mail_again(&mail.id);
    html! {
        tr {
            td { (dates::relative(ctx, mail.since)) }
            td { bdi { (mail.to) } }
            td { (about(ctx, mail.kind)) }
            td {
                (state(ctx, mail.state))
                @if !mail.said.is_empty() { " " q dir="auto" { (mail.said) } }
            }
            td {
                @if matches!(mail.state, MailState::Failed | MailState::Unsure) {
                    form method="post" action=(action) {
                        (hidden(ctx, &action))
                        button.button.button-quiet type="submit" { (t!(ctx, "mails-again")) }
                    }
                }
            }
        }
    }
}

fn about(ctx: &Context<'_>, kind: MailKind) -> String {
    match kind {
        MailKind::RequestAccepted => t!(ctx, "mails-request-accepted"),
        MailKind::RequestRefused => t!(ctx, "mails-request-refused"),
        MailKind::PlaceAsked => t!(ctx, "mails-place-asked"),
        MailKind::PlaceFree => t!(ctx, "mails-place-free"),
        MailKind::LimitNear => t!(ctx, "mails-limit-near"),
        MailKind::SignupsPaused => t!(ctx, "mails-signups-paused"),
        MailKind::OperatorInvited => t!(ctx, "mails-operator-invited"),
        MailKind::ReportAnswered => t!(ctx, "mails-report-answered"),
        MailKind::LetterboxAsked => t!(ctx, "mails-letterbox-asked"),
        MailKind::LetterboxGone => t!(ctx, "mails-letterbox-gone"),
        MailKind::SignUpAsked => t!(ctx, "mails-sign-up-asked"),
        MailKind::AlreadyHere => t!(ctx, "mails-already-here"),
        MailKind::Announcement => t!(ctx, "mails-announcement"),
        MailKind::PodCloses => t!(ctx, "mails-pod-closes"),
        MailKind::Invitation => t!(ctx, "mails-invitation"),
        MailKind::Recovery => t!(ctx, "mails-recovery"),
        MailKind::Left => t!(ctx, "mails-left"),
    }
}

pub(super) fn state(ctx: &Context<'_>, state: MailState) -> String {
    match state {
        MailState::Waiting => t!(ctx, "mails-waiting"),
        MailState::Sending => t!(ctx, "mails-sending"),
        MailState::Sent => t!(ctx, "mails-sent"),
        MailState::Failed => t!(ctx, "mails-failed"),
        MailState::Unsure => t!(ctx, "mails-unsure"),
    }
}
