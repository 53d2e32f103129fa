//! What is done from time to time, and what became of it.

use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// The names of the jobs that have words here; the server has no others.
pub const JOBS: &[&str] = &[
    "places",
    "browsers",
    "pods",
    "hosts",
    "handles",
    "departures",
    "pictures",
    "lines",
    "answers",
    "turns",
    "reports",
    "listings",
    "providers",
    "feed",
    "peers",
    "announcing",
    "agreements",
    "statements",
    "imports",
    "messages",
    "sessions",
    "accounts",
    "quotas",
    "usages",
    "offers",
    "warnings",
    "guests",
    "mails",
    "proofs",
    "domains",
    "wishes",
    "processes",
];

/// A job.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Its name, one of [`JOBS`].
    pub name: &'static str,
    /// How it is.
    pub state: JobState,
    /// When it was last done, and how long that took in milliseconds.
    pub last: Option<(OffsetDateTime, u64)>,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// How a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It was not done yet.
    New,
    /// It went well.
    Well,
    /// It failed so often in a row.
    Failed(u64),
    /// It should have been done long ago.
    Late,
}

impl JobRow {
    /// Each job, in some state.
    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let failed = [JobState::Failed(1), JobState::Failed(4)];
        let states = [[JobState::Well, JobState::New], [JobState::Late, JobState::Well], failed].concat();
        let row = |(name, state): (&'static str, JobState)| Self {
            name,
            state,
            last: (state != JobState::New).then(|| (now - Duration::minutes(5), 1250)),
            error: matches!(state, JobState::Failed(_)).then(|| "no such table: <b>texts</b>".to_owned()),
        };
        JOBS.iter().copied().zip(states.into_iter().cycle()).map(row).collect()
    }
}

/// All of them, in a section.
pub(super) fn section(ctx: &Context<'_>, jobs: &[JobRow]) -> Markup {
    html! {
        section aria-labelledby="jobs" {
            h2.section-title id="jobs" { (t!(ctx, "health-jobs")) }
            table.records {
                caption.visually-hidden { (t!(ctx, "health-jobs")) }
                thead { tr {
                    th scope="col" { (t!(ctx, "health-job")) }
                    th scope="col" { (t!(ctx, "health-last")) }
                    th.amount scope="col" { (t!(ctx, "health-took")) }
                    th scope="col" { (t!(ctx, "health-state")) }
                } }
                tbody { @for job in jobs { (row(ctx, job)) } }
            }
        }
    }
}

fn row(ctx: &Context<'_>, job: &JobRow) -> Markup {
    html! {
        tr {
            td { (words(ctx, job.name)) " " code { (job.name) } }
            @if let Some((at, took)) = job.last {
                td data-label=(t!(ctx, "health-last")) { (dates::relative(ctx, at)) }
                td.amount data-label=(t!(ctx, "health-took")) { (t!(ctx, "health-took-ms", n = number(ctx.language, took))) }
            } @else { td {} td.amount {} }
            td data-label=(t!(ctx, "health-state")) {
                @if job.state == JobState::Well { (state(ctx, job.state)) } @else { strong { (state(ctx, job.state)) } }
                @if let Some(error) = &job.error { " " bdi { (error) } }
            }
        }
    }
}

fn state(ctx: &Context<'_>, state: JobState) -> String {
    match state {
        JobState::New => t!(ctx, "health-job-new"),
        JobState::Well => t!(ctx, "health-job-well"),
        JobState::Failed(n) => t!(ctx, "health-job-failed", count = n, n = number(ctx.language, n)),
        JobState::Late => t!(ctx, "health-job-late"),
    }
}

/// What a job does, in a few words.
pub(super) fn words(ctx: &Context<'_>, name: &str) -> String {
    match name {
        "places" => t!(ctx, "job-places"),
        "browsers" => t!(ctx, "job-browsers"),
        "pods" => t!(ctx, "job-pods"),
        "hosts" => t!(ctx, "job-hosts"),
        "handles" => t!(ctx, "job-handles"),
        "departures" => t!(ctx, "job-departures"),
        "pictures" => t!(ctx, "job-pictures"),
        "lines" => t!(ctx, "job-lines"),
        "answers" => t!(ctx, "job-answers"),
        "turns" => t!(ctx, "job-turns"),
        "reports" => t!(ctx, "job-reports"),
        "listings" => t!(ctx, "job-listings"),
        "providers" => t!(ctx, "job-providers"),
        "imports" => t!(ctx, "job-imports"),
        "feed" => t!(ctx, "job-feed"),
        "peers" => t!(ctx, "job-peers"),
        "announcing" => t!(ctx, "job-announcing"),
        "agreements" => t!(ctx, "job-agreements"),
        "statements" => t!(ctx, "job-statements"),
        "messages" => t!(ctx, "job-messages"),
        "sessions" => t!(ctx, "job-sessions"),
        "accounts" => t!(ctx, "job-accounts"),
        "quotas" => t!(ctx, "job-quotas"),
        "usages" => t!(ctx, "job-usages"),
        "offers" => t!(ctx, "job-offers"),
        "warnings" => t!(ctx, "job-warnings"),
        "guests" => t!(ctx, "job-guests"),
        "mails" => t!(ctx, "job-mails"),
        "proofs" => t!(ctx, "job-proofs"),
        "domains" => t!(ctx, "job-domains"),
        "wishes" => t!(ctx, "job-wishes"),
        "processes" => t!(ctx, "job-processes"),
        _ => String::new(),
    }
}
