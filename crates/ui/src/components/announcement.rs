//! What those who run the pod or the platform have to say.

use super::{hidden, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::markdown;
use crate::sanitise::Clean;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// An announcement.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// Its id, for the form that closes it.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// More of it; may be empty.
    pub body: Clean,
    /// Since when it is shown.
    pub since: OffsetDateTime,
    /// Whether those who run the platform say it, and not the pod.
    pub of_platform: bool,
}

impl Announcement {
    /// Samples of both kinds.
    pub(crate) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let say = |id: &str, title: &str, body: &str, of_platform| Self {
            id: id.to_owned(),
            title: title.to_owned(),
            body: markdown::render(body).html,
            since: now - Duration::hours(5),
            of_platform,
        };
        vec![
            say("01A", "No soup in <b>August</b>", "We are *away* until the first of September.", false),
            say("01B", "The platform moves to another machine", "", true),
        ]
    }
}

/// An announcement. Where its reader can close it, with a button for that.
pub fn announcement(ctx: &Context<'_>, one: &Announcement, closes: bool) -> Markup {
    let (id, action) = (format!("announcement-{}", one.id), url::announcement_close(&one.id));
    html! {
        section.announcement id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (icon(ctx, "info")) bdi { (one.title) } }
            p.hint {
                @if one.of_platform { (t!(ctx, "announcement-of-platform")) } @else { (t!(ctx, "announcement-of-pod", pod = ctx.place_name())) }
                " · " (dates::relative(ctx, one.since))
            }
            div.prose dir="auto" { (one.body) }
            @if closes {
                form method="post" action=(action) {
                    (hidden(ctx, &action))
                    button.button.button-quiet type="submit" { (t!(ctx, "announcement-close")) }
                }
            }
        }
    }
}
