//! Which processes run, and what they hold.

use crate::components::{Empty, empty};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// A process.
#[derive(Clone, Debug)]
pub struct ProcessRow {
    /// What it does.
    pub roles: Vec<ProcessRole>,
    /// The name of its machine; empty where that has none.
    pub machine: String,
    /// The version of the program.
    pub version: String,
    /// Whether that is another than the one that shows this page.
    pub differs: bool,
    /// Since when it runs.
    pub since: OffsetDateTime,
    /// When it was last heard of.
    pub seen: OffsetDateTime,
    /// Whether that was just now.
    pub heard: bool,
    /// Whether it was told to end.
    pub ending: bool,
    /// What it holds, if it is a worker.
    pub held: Option<Held>,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessRole {
    /// Serves pages.
    Web,
    /// Holds sessions.
    Worker,
    /// Does what is due from time to time.
    Jobs,
}

/// What a worker holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    /// Shards, of 256.
    pub shards: u64,
    /// Sessions that are connected.
    pub online: u64,
    /// Sessions that connect for the first time.
    pub signing_in: u64,
    /// Sessions that were cut, and come back.
    pub reconnecting: u64,
}

impl ProcessRow {
    /// A process in each state.
    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let all = Self {
            roles: vec![ProcessRole::Web, ProcessRole::Worker, ProcessRole::Jobs],
            machine: "pods-1 & <b>".to_owned(),
            version: "0.1.0".to_owned(),
            differs: false,
            since: now - Duration::days(3),
            seen: now - Duration::seconds(7),
            heard: true,
            ending: false,
            held: Some(Held { shards: 256, online: 1200, signing_in: 1, reconnecting: 2 }),
        };
        let web = Self { roles: vec![ProcessRole::Web], machine: String::new(), held: None, ..all.clone() };
        let old = Self { version: "0.0.9".to_owned(), differs: true, ending: true, ..all.clone() };
        let silent = Self { seen: now - Duration::hours(3), heard: false, ..all.clone() };
        vec![all, web, old, silent]
    }
}

/// What a process is called by what it does.
pub(super) fn roles(ctx: &Context<'_>, roles: &[ProcessRole]) -> String {
    let word = |role: &ProcessRole| match role {
        ProcessRole::Web => t!(ctx, "health-role-web"),
        ProcessRole::Worker => t!(ctx, "health-role-worker"),
        ProcessRole::Jobs => t!(ctx, "health-role-jobs"),
    };
    roles.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// All of them, in a section.
pub(super) fn section(ctx: &Context<'_>, processes: &[ProcessRow]) -> Markup {
    html! {
        section aria-labelledby="processes" {
            h2.section-title id="processes" { (t!(ctx, "health-processes")) }
            @if processes.is_empty() {
                (empty(&Empty { title: t!(ctx, "health-no-processes"), text: t!(ctx, "health-no-processes-text"), step: None }))
            } @else { (table(ctx, processes)) }
            @if processes.iter().any(|process| process.heard && process.differs) { p { (t!(ctx, "health-upgrade")) } }
        }
    }
}

fn table(ctx: &Context<'_>, processes: &[ProcessRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "health-processes")) }
            thead { tr {
                th scope="col" { (t!(ctx, "health-process")) }
                th scope="col" { (t!(ctx, "health-version")) }
                th scope="col" { (t!(ctx, "health-since")) }
                th scope="col" { (t!(ctx, "health-sessions")) }
                th.amount scope="col" { (t!(ctx, "health-shards")) }
                th scope="col" { (t!(ctx, "health-seen")) }
            } }
            tbody { @for process in processes { (row(ctx, process)) } }
        }
    }
}

fn row(ctx: &Context<'_>, process: &ProcessRow) -> Markup {
    html! {
        tr {
            td { strong { (roles(ctx, &process.roles)) } " " bdi { (process.machine) } }
            td data-label=(t!(ctx, "health-version")) {
                (process.version) @if process.differs { " " strong { (t!(ctx, "health-differs")) } }
            }
            td data-label=(t!(ctx, "health-since")) { (dates::relative(ctx, process.since)) }
            (held(ctx, process.held))
            td data-label=(t!(ctx, "health-seen")) {
                @if process.heard { (dates::relative(ctx, process.seen)) }
                @else { strong { (t!(ctx, "health-silent-since")) } " " (dates::clock(ctx, process.seen)) }
                @if process.ending { " " (t!(ctx, "health-ending")) }
            }
        }
    }
}

/// Two cells; empty ones where nothing can be held.
fn held(ctx: &Context<'_>, held: Option<Held>) -> Markup {
    let n = |value| number(ctx.language, value);
    html! {
        @if let Some(held) = held {
            td data-label=(t!(ctx, "health-sessions")) {
                (t!(ctx, "health-holds", online = n(held.online), coming = n(held.signing_in), returning = n(held.reconnecting)))
            }
            td.amount data-label=(t!(ctx, "health-shards")) { (n(held.shards)) }
        } @else { td {} td.amount {} }
    }
}
