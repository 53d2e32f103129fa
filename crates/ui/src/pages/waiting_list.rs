//! One's own place in the line of those who wait for a place in a pod.

use crate::components::hidden;
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/confirm/{key}` and `/waiting-list/{key}`.
#[derive(Clone, Debug)]
pub struct WaitingListPage {
    /// Leads here; in the forms, too.
    pub key: String,
    /// How far she is.
    pub place: WaitingPlace,
}

/// How far somebody is who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingPlace {
    /// She has not said that the address is hers.
    Unconfirmed,
    /// She waits.
    Waits {
        /// How many do so for longer.
        before: u64,
    },
    /// A place is kept for her; its link is in a mail.
    Offered {
        /// Until when.
        until: OffsetDateTime,
    },
}

impl Page for WaitingListPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "waiting-list-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let confirm = url::waiting_list_confirm(&self.key);
        let leave = url::waiting_list_leave(&self.key);
        html! {
            h1 { (self.title(ctx)) }
            @match self.place {
                WaitingPlace::Unconfirmed => {
                    p.lead { (t!(ctx, "waiting-list-confirm-text")) }
                    form method="post" action=(confirm) {
                        (hidden(ctx, &confirm))
                        button.button.button-wide type="submit" { (t!(ctx, "waiting-list-confirm")) }
                    }
                }
                WaitingPlace::Waits { before } => p.lead { (t!(ctx, "waiting-list-before", n = before)) },
                WaitingPlace::Offered { until } => {
                    p.lead { (t!(ctx, "waiting-list-offered", day = dates::long_day(ctx, until))) }
                }
            }
            form method="post" action=(leave) {
                (hidden(ctx, &leave))
                button.button.button-quiet.button-wide type="submit" { (t!(ctx, "waiting-list-leave")) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let at = |place| Self { key: "01HSAMPLE.key".to_owned(), place };
        vec![
            at(WaitingPlace::Unconfirmed),
            at(WaitingPlace::Waits { before: 0 }),
            at(WaitingPlace::Waits { before: 1 }),
            at(WaitingPlace::Waits { before: 12 }),
            at(WaitingPlace::Offered { until: now + Duration::days(3) }),
        ]
    }
}
