//! Who waits for a place, for those who run the pod.

use crate::components::{self, Desk, Empty, empty};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/waiting`.
#[derive(Clone, Debug)]
pub struct WaitersPage {
    /// Who is on the list: those with an offer, then the line, then those who did not confirm.
    pub waiters: Vec<WaiterRow>,
    /// Whether there are more than those.
    pub more: bool,
}

/// Somebody on the list.
#[derive(Clone, Debug)]
pub struct WaiterRow {
    /// Her id, for the address of the question.
    pub id: String,
    /// Where the offer goes.
    pub email: String,
    /// Since when.
    pub since: OffsetDateTime,
    /// How far she is.
    pub place: WaiterPlace,
}

/// How far somebody on the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterPlace {
    /// A place is kept for her.
    Offered {
        /// Until when.
        until: OffsetDateTime,
    },
    /// She waits.
    Waits {
        /// Her place in the line, from 1.
        place: u64,
    },
    /// She has not said that the address is hers.
    Unconfirmed,
}

impl Page for WaitersPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "waiters-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Waiting))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "waiters-lead")) }
            @if self.waiters.is_empty() { (empty(&Empty { title: t!(ctx, "waiters-empty"), text: t!(ctx, "waiters-empty-text"), step: None })) }
            @else { (table(ctx, &self.waiters)) }
            @if self.more { p { (t!(ctx, "waiters-more")) } }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, place| WaiterRow {
            id: id.to_owned(),
            email: format!("{}@mail.example", id.to_lowercase()),
            since: now - Duration::days(3),
            place,
        };
        let waiters = vec![
            row("01A", WaiterPlace::Offered { until: now + Duration::days(2) }),
            row("01B", WaiterPlace::Waits { place: 1 }),
            row("01C", WaiterPlace::Waits { place: 2 }),
            row("01D", WaiterPlace::Unconfirmed),
        ];
        vec![
            Self { waiters: Vec::new(), more: false },
            Self { waiters: waiters.clone(), more: false },
            Self { waiters, more: true },
        ]
    }
}

fn table(ctx: &Context<'_>, waiters: &[WaiterRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "waiters-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "waiters-email")) }
                th scope="col" { (t!(ctx, "waiters-place")) }
                th scope="col" { (t!(ctx, "waiters-since")) }
                th scope="col" { (t!(ctx, "waiters-remove")) }
            } }
            tbody { @for waiter in waiters { (row(ctx, waiter)) } }
        }
    }
}

fn row(ctx: &Context<'_>, waiter: &WaiterRow) -> Markup {
    html! {
        tr {
            td { bdi { (waiter.email) } }
            td data-label=(t!(ctx, "waiters-place")) { (place(ctx, waiter.place)) }
            td data-label=(t!(ctx, "waiters-since")) { (dates::day(ctx, waiter.since)) }
            td {
                @if ctx.support.is_none() {
                    a href=(url::operate_waiter_remove(&waiter.id)) { (t!(ctx, "waiters-remove")) span.visually-hidden { " " (waiter.email) } }
                }
            }
        }
    }
}

fn place(ctx: &Context<'_>, place: WaiterPlace) -> Markup {
    html! {
        @match place {
            WaiterPlace::Offered { until } => { (t!(ctx, "waiters-offered")) " " (dates::day(ctx, until)) }
            WaiterPlace::Waits { place } => (t!(ctx, "waiters-nth", n = place)),
            WaiterPlace::Unconfirmed => (t!(ctx, "waiters-unconfirmed")),
        }
    }
}
