//! The visits of admins for support, for those who run a pod.

use crate::components::{self, Desk, Empty, empty, hidden, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::AuditActor;
use crate::pages::audit::who;
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/visits`.
#[derive(Clone, Debug)]
pub struct VisitsPage {
    /// The newest first.
    pub visits: Vec<VisitRow>,
}

/// A visit.
#[derive(Clone, Debug)]
pub struct VisitRow {
    /// Its id, for the form.
    pub id: String,
    /// The address of who came.
    pub jid: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: OffsetDateTime,
    /// Until when, if nobody ends it before.
    pub until: OffsetDateTime,
    /// When it was over, and by whom; none while it is on.
    pub ended: Option<(OffsetDateTime, AuditActor)>,
}

impl Page for VisitsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "visits-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Visits))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "visits-lead")) }
            p { (t!(ctx, "visits-never")) }
            @if self.visits.is_empty() { (empty(&Empty { title: t!(ctx, "visits-empty"), text: t!(ctx, "visits-empty-text"), step: None })) }
            @else { (table(ctx, &self.visits)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let over = VisitRow::samples(now).into_iter().map(|row| VisitRow {
            ended: Some((now, AuditActor::Program)),
            reason: "Sign-ups <b> & more".to_owned(),
            ..row
        });
        let mut visits = VisitRow::samples(now);
        visits.extend(over);
        vec![Self { visits: Vec::new() }, Self { visits }]
    }
}

impl VisitRow {
    /// That it is on, and the button that ends it.
    pub(super) fn strip(&self, ctx: &Context<'_>) -> Markup {
        html! {
            div.notice.notice-warning {
                (icon(ctx, "eye"))
                p {
                    (t!(ctx, "support-strip", who = self.jid.as_str())) " " (dates::clock(ctx, self.until)) ". "
                    (t!(ctx, "visits-why")) " " bdi { (self.reason) }
                }
                (self.end(ctx))
            }
        }
    }

    fn end(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_visit_end(&self.id);
        html! {
            form method="post" action=(action) {
                (hidden(ctx, &action))
                button.button.button-quiet type="submit" { (t!(ctx, "support-end")) }
            }
        }
    }

    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let jid = samples::person("ops", "Operations").jid.map(|jid| jid.to_string()).unwrap_or_default();
        vec![Self {
            id: "01HSAMPLE".to_owned(),
            jid,
            reason: "Nobody gets a confirmation by mail.".to_owned(),
            since: now - Duration::minutes(12),
            until: now + Duration::minutes(48),
            ended: None,
        }]
    }
}

fn table(ctx: &Context<'_>, visits: &[VisitRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "visits-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "visits-who")) }
                th scope="col" { (t!(ctx, "visit-reason")) }
                th scope="col" { (t!(ctx, "visits-since")) }
                th scope="col" { (t!(ctx, "visits-ended")) }
            } }
            tbody { @for visit in visits { (row(ctx, visit)) } }
        }
    }
}

fn row(ctx: &Context<'_>, visit: &VisitRow) -> Markup {
    html! {
        tr {
            td { bdi { (visit.jid) } }
            td { bdi { (visit.reason) } }
            td { (dates::relative(ctx, visit.since)) }
            td {
                @match &visit.ended {
                    Some((at, by)) => { (dates::relative(ctx, *at)) " (" (who(ctx, by)) ")" }
                    None => { (t!(ctx, "visits-on")) " " (dates::clock(ctx, visit.until)) (visit.end(ctx)) }
                }
            }
        }
    }
}
