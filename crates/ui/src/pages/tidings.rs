//! What a pod told by XMPP, and what became of it, for those who run it.

use super::mails::{MailState, state};
use crate::components::{self, Desk, Empty, empty, hidden};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/notices`, the newest first.
#[derive(Clone, Debug)]
pub struct TidingsPage {
    /// The account that sends them, if one does.
    pub told_by: Option<String>,
    /// The notices.
    pub notices: Vec<TidingRow>,
    /// The notice before which an older page ends; none where there is none.
    pub older: Option<String>,
}

/// A notice.
#[derive(Clone, Debug)]
pub struct TidingRow {
    /// Its id, for the form.
    pub id: String,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub kind: TidingKind,
    /// How far it has come.
    pub state: MailState,
    /// Why it was not sent; may be empty.
    pub said: String,
    /// Since when it is to be sent.
    pub since: OffsetDateTime,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TidingKind {
    /// A limit is near.
    LimitNear,
    /// Somebody asks to be let in.
    RequestsWait,
    /// Sign-ups are paused.
    SignupsPaused,
    /// The pod is something else than before.
    PodTurned,
    /// The pod closes.
    PodCloses,
}

impl Page for TidingsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "told-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Mails))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "told-lead")) " " a href=(url::operate_mails(None)) { (t!(ctx, "told-mails")) } }
            @match &self.told_by {
                Some(jid) => p { (t!(ctx, "told-by", jid = jid.as_str())) },
                None => p { (t!(ctx, "told-by-nobody")) },
            }
            @if self.notices.is_empty() { (empty(&Empty { title: t!(ctx, "told-empty"), text: t!(ctx, "told-empty-text"), step: None })) }
            @else { (table(ctx, &self.notices)) }
            (components::older(ctx, self.older.as_deref().map(|id| url::operate_notices(Some(id))).as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        use MailState as S;
        let row = |id: &str, kind, state, said: &str| TidingRow {
            id: id.to_owned(),
            to: "alice@cantine.example".to_owned(),
            kind,
            state,
            said: said.to_owned(),
            since: now,
        };
        let notices = vec![
            row("01A", TidingKind::LimitNear, S::Waiting, "pods@pods.example was not signed in: timeout"),
            row("01B", TidingKind::RequestsWait, S::Sending, ""),
            row("01C", TidingKind::SignupsPaused, S::Sent, ""),
            row("01D", TidingKind::PodTurned, S::Failed, "it came back: ItemNotFound"),
            row("01E", TidingKind::PodCloses, S::Unsure, "the stream broke off"),
        ];
        let told_by = Some("pods@pods.example".to_owned());
        vec![
            Self { told_by: None, notices: Vec::new(), older: None },
            Self { told_by, notices, older: Some("01E".to_owned()) },
        ]
    }
}

fn table(ctx: &Context<'_>, notices: &[TidingRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "told-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "mails-when")) }
                th scope="col" { (t!(ctx, "mails-to")) }
                th scope="col" { (t!(ctx, "mails-about")) }
                th scope="col" { (t!(ctx, "mails-state")) }
                th scope="col" { (t!(ctx, "mails-again")) }
            } }
            tbody { @for notice in notices { (row(ctx, notice)) } }
        }
    }
}

fn row(ctx: &Context<'_>, notice: &TidingRow) -> Markup {
    let action = url::operate_notice_again(&notice.id);
    html! {
        tr {
            td { (dates::relative(ctx, notice.since)) }
            td { bdi { (notice.to) } }
            td { (about(ctx, notice.kind)) }
            td {
                (state(ctx, notice.state))
                @if !notice.said.is_empty() { " " q dir="auto" { (notice.said) } }
            }
            td {
                @if matches!(notice.state, MailState::Failed | MailState::Unsure) {
                    form method="post" action=(action) {
                        (hidden(ctx, &action))
                        button.button.button-quiet type="submit" { (t!(ctx, "mails-again")) }
                    }
                }
            }
        }
    }
}

fn about(ctx: &Context<'_>, kind: TidingKind) -> String {
    match kind {
        TidingKind::LimitNear => t!(ctx, "mails-limit-near"),
        TidingKind::RequestsWait => t!(ctx, "told-requests-wait"),
        TidingKind::SignupsPaused => t!(ctx, "mails-signups-paused"),
        TidingKind::PodTurned => t!(ctx, "told-pod-turned"),
        TidingKind::PodCloses => t!(ctx, "told-pod-closes"),
    }
}
