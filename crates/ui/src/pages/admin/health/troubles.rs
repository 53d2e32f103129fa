//! Whether all is well; otherwise what is wrong, and what to do next.

use super::jobs::words;
use super::processes::{ProcessRole, roles};
use crate::components::icon;
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// Something that is wrong.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// No process does that.
    Nobody(ProcessRole),
    /// A process is not heard of any more.
    Silent {
        /// What it did.
        roles: Vec<ProcessRole>,
        /// The name of its machine; empty where that has none.
        machine: String,
        /// When it was last heard of.
        seen: OffsetDateTime,
    },
    /// A job fails again and again.
    Failing {
        /// Which.
        job: &'static str,
        /// How often in a row.
        failures: u64,
        /// Why.
        error: String,
    },
    /// A job was not done.
    Late {
        /// Which.
        job: &'static str,
        /// When it was due.
        due: OffsetDateTime,
    },
}

impl Trouble {
    /// One of each kind.
    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let (seen, due) = (now - Duration::hours(3), now - Duration::minutes(20));
        let all = [ProcessRole::Web, ProcessRole::Worker, ProcessRole::Jobs];
        let mut troubles: Vec<Self> = all.into_iter().map(Self::Nobody).collect();
        for machine in ["", "pods-1 & <b>"] {
            troubles.push(Self::Silent { roles: all.to_vec(), machine: machine.to_owned(), seen });
        }
        let error = "no such table: <b>texts</b>".to_owned();
        troubles.push(Self::Failing { job: "turns", failures: 1234, error });
        troubles.push(Self::Late { job: "mails", due });
        troubles
    }

    /// What is wrong, and what to do.
    fn text(&self, ctx: &Context<'_>) -> String {
        match self {
            Self::Nobody(ProcessRole::Web) => t!(ctx, "health-nobody-web"),
            Self::Nobody(ProcessRole::Worker) => t!(ctx, "health-nobody-worker"),
            Self::Nobody(ProcessRole::Jobs) => t!(ctx, "health-nobody-jobs"),
            Self::Silent { roles: does, machine, seen } => {
                let (what, at) = (roles(ctx, does), dates::exact(ctx, *seen));
                if machine.is_empty() {
                    t!(ctx, "health-silent", what = what, at = at)
                } else {
                    t!(ctx, "health-silent-on", what = what, machine = machine.as_str(), at = at)
                }
            }
            Self::Failing { job, failures, .. } => {
                let (job, n) = (words(ctx, job), number(ctx.language, *failures));
                t!(ctx, "health-failing", job = job, n = n)
            }
            Self::Late { job, due } => {
                t!(ctx, "health-late", job = words(ctx, job), at = dates::exact(ctx, *due))
            }
        }
    }
}

/// The first thing on the page.
pub(super) fn say(ctx: &Context<'_>, troubles: &[Trouble]) -> Markup {
    if troubles.is_empty() {
        return html! {
            div.notice.notice-done { (icon(ctx, "circle-check")) p { (t!(ctx, "health-well")) } }
        };
    }
    html! {
        div.summary {
            (icon(ctx, "triangle-alert"))
            div {
                p.summary-title { (t!(ctx, "health-troubles")) }
                ul { @for trouble in troubles {
                    li {
                        (trouble.text(ctx))
                        @if let Trouble::Failing { error, .. } = trouble { " " bdi { (error) } }
                    }
                } }
            }
        }
    }
}
