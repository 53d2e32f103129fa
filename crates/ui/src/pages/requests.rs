//! Who asks to be let in, for those who run a pod.

use crate::components::{self, Desk, Empty, empty, hidden};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/requests`.
#[derive(Clone, Debug)]
pub struct RequestsPage {
    /// Who asks, the first ones first.
    pub requests: Vec<RequestRow>,
    /// How long it takes mostly until somebody is answered, as whoever asks is told.
    pub wait: Option<Duration>,
}

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// Her id, for the forms.
    pub id: String,
    /// Where the answer goes.
    pub email: String,
    /// Why she would like to come in.
    pub reason: String,
    /// Since when she waits.
    pub since: OffsetDateTime,
}

impl Page for RequestsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "requests-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Requests))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "requests-lead")) }
            p { a href=(url::operate_waiting()) { (t!(ctx, "requests-waiting")) } }
            @if let Some(wait) = self.wait { p.hint { (usual_wait(ctx, wait)) } }
            @if self.requests.is_empty() { (empty(&Empty { title: t!(ctx, "requests-empty"), text: t!(ctx, "requests-empty-text"), step: None })) }
            @for request in &self.requests { (request.render(ctx)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, reason: &str| RequestRow {
            id: id.to_owned(),
            email: format!("{}@mail.example", id.to_lowercase()),
            reason: reason.to_owned(),
            since: now - Duration::hours(5),
        };
        let requests = vec![
            row("01A", "I live around the corner.\n\nAnd I cook."),
            row("01B", "Claire told me."),
            row("01C", "<b>Let me in!</b>"),
        ];
        vec![
            Self { requests: Vec::new(), wait: None },
            Self { requests, wait: Some(Duration::hours(7)) },
            Self { requests: Vec::new(), wait: Some(Duration::days(3)) },
        ]
    }
}

impl RequestRow {
    fn render(&self, ctx: &Context<'_>) -> Markup {
        let (accept, refuse) = (url::operate_request_accept(&self.id), url::operate_request_refuse(&self.id));
        html! {
            article.request {
                h2 { bdi { (self.email) } }
                p.hint { (dates::relative(ctx, self.since)) }
                p.lines dir="auto" { (self.reason) }
                @if ctx.support.is_none() {
                    div.actions {
                        form method="post" action=(accept) {
                            (hidden(ctx, &accept))
                            button.button type="submit" { (t!(ctx, "requests-accept")) }
                        }
                        a.button.button-quiet href=(refuse) { (t!(ctx, "requests-refuse")) }
                    }
                }
            }
        }
    }
}

/// How long it takes mostly, in words.
pub(super) fn usual_wait(ctx: &Context<'_>, wait: Duration) -> String {
    match wait.whole_hours() {
        ..1 => t!(ctx, "wait-hour"),
        hours @ 1..48 => t!(ctx, "wait-hours", n = hours + 1),
        hours => t!(ctx, "wait-days", n = hours / 24 + 1),
    }
}
