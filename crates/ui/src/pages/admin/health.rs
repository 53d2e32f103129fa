//! How the deployment is, as far as its database and this process can tell.

use crate::components::{AdminDesk, Empty, admin_desks, empty};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

mod jobs;
mod processes;
mod troubles;

pub use jobs::{JOBS, JobRow, JobState};
pub use processes::{Held, ProcessRole, ProcessRow};
pub use troubles::Trouble;

/// `/admin/health`.
#[derive(Clone, Debug)]
pub struct HealthPage {
    /// What is wrong.
    pub troubles: Vec<Trouble>,
    /// Which processes run, those that were heard of last first.
    pub processes: Vec<ProcessRow>,
    /// What is done from time to time.
    pub jobs: Vec<JobRow>,
    /// All sessions together.
    pub sessions: PodSessions,
    /// The sessions of each pod that has any, those with the most trouble first.
    pub pods: Vec<PodSessions>,
    /// Commands that wait for their members' servers.
    pub waiting: u64,
    /// Mails that are not simply sent.
    pub mails: MailHealth,
    /// The same of what is told by XMPP.
    pub told: MailHealth,
    /// The account that sends it, if one does.
    pub told_by: Option<String>,
    /// The connections of this process to the database.
    pub pools: Vec<Pool>,
    /// How many migrations were made, and the last one.
    pub migrations: (u64, String),
    /// The version of the program.
    pub version: String,
}

/// Sessions, by state.
#[derive(Clone, Debug, Default)]
pub struct PodSessions {
    /// The pod's id; empty for all together.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Connected.
    pub online: u64,
    /// Connecting for the first time.
    pub signing_in: u64,
    /// Cut, and coming back.
    pub reconnecting: u64,
    /// Waiting for a password.
    pub needs_password: u64,
}

/// Mails that wait or went wrong.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailHealth {
    /// Whether mail is sent here.
    pub sends: bool,
    /// To be sent.
    pub waiting: u64,
    /// Since when the one that waits for longest does.
    pub since: Option<OffsetDateTime>,
    /// Given up.
    pub failed: u64,
    /// May have been sent.
    pub unsure: u64,
}

/// Connections to the database.
#[derive(Clone, Debug)]
pub struct Pool {
    /// What they are for.
    pub name: String,
    /// Those that work.
    pub busy: u64,
    /// Those that wait for work.
    pub idle: u64,
    /// Work that had to wait for one since the process began.
    pub waits: u64,
}

impl Page for HealthPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "health-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Health))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "health-lead")) }
            (troubles::say(ctx, &self.troubles))
            (processes::section(ctx, &self.processes))
            (jobs::section(ctx, &self.jobs))
            section aria-labelledby="sessions" {
                h2.section-title id="sessions" { (t!(ctx, "health-sessions")) }
                @if self.pods.is_empty() {
                    (empty(&Empty { title: t!(ctx, "health-no-sessions"), text: t!(ctx, "health-no-sessions-text"), step: None }))
                } @else { (self.table(ctx)) }
            }
            section aria-labelledby="rest" {
                h2.section-title id="rest" { (t!(ctx, "health-rest")) }
                (self.facts(ctx))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let pod = |id: &str, online| PodSessions {
            id: id.to_owned(),
            name: "Cantine & <b>".to_owned(),
            online,
            signing_in: 1,
            reconnecting: 2,
            needs_password: 3,
        };
        let pool = |name: &str| Pool { name: name.to_owned(), busy: 1, idle: 3, waits: 12 };
        let since = Some(now - Duration::hours(5));
        let mails = MailHealth { sends: true, waiting: 4, since, failed: 2, unsure: 1 };
        let troubled = Self {
            troubles: Trouble::samples(now),
            processes: ProcessRow::samples(now),
            jobs: JobRow::samples(now),
            sessions: pod("", 1234),
            pods: vec![pod("01HSAMPLE1", 1200), pod("01HSAMPLE2", 34)],
            waiting: 7,
            mails,
            told: MailHealth { waiting: 1, ..mails },
            told_by: Some("pods@pods.example".to_owned()),
            pools: vec![pool("readers"), pool("writer")],
            migrations: (41, "20260502000300".to_owned()),
            version: "0.1.0".to_owned(),
        };
        let quiet = Self {
            troubles: Vec::new(),
            processes: Vec::new(),
            sessions: PodSessions::default(),
            pods: Vec::new(),
            waiting: 0,
            mails: MailHealth::default(),
            told: MailHealth::default(),
            told_by: None,
            ..troubled.clone()
        };
        vec![troubled, quiet]
    }
}

impl MailHealth {
    fn said(&self, ctx: &Context<'_>) -> Markup {
        let n = |value| number(ctx.language, value);
        html! {
            (t!(ctx, "health-mails-say", waiting = n(self.waiting), failed = n(self.failed), unsure = n(self.unsure)))
            @if let Some(since) = self.since { " " (t!(ctx, "health-oldest")) " " (dates::relative(ctx, since)) }
        }
    }
}

impl HealthPage {
    fn table(&self, ctx: &Context<'_>) -> Markup {
        html! {
            table.records {
                caption.visually-hidden { (t!(ctx, "health-sessions")) }
                thead { tr {
                    th scope="col" { (t!(ctx, "pods-pod")) }
                    th.amount scope="col" { (t!(ctx, "health-online")) }
                    th.amount scope="col" { (t!(ctx, "health-signing-in")) }
                    th.amount scope="col" { (t!(ctx, "health-reconnecting")) }
                    th.amount scope="col" { (t!(ctx, "health-needs-password")) }
                } }
                tbody {
                    (row(ctx, &self.sessions))
                    @for pod in &self.pods { (row(ctx, pod)) }
                }
            }
        }
    }

    fn facts(&self, ctx: &Context<'_>) -> Markup {
        let n = |value| number(ctx.language, value);
        let (made, last) = &self.migrations;
        html! {
            dl.facts {
                div { dt { (t!(ctx, "health-commands")) } dd { (n(self.waiting)) } }
                div { dt { (t!(ctx, "health-mails")) } dd {
                    @if !self.mails.sends { (t!(ctx, "health-no-mail")) " " }
                    (self.mails.said(ctx))
                } }
                div { dt { (t!(ctx, "health-told")) } dd {
                    @match &self.told_by {
                        Some(jid) => { (t!(ctx, "health-told-by", jid = jid.as_str())) " " }
                        None => { (t!(ctx, "health-told-by-nobody")) " " }
                    }
                    (self.told.said(ctx))
                } }
                @for pool in &self.pools {
                    div { dt { (t!(ctx, "health-pool", name = pool.name.as_str())) } dd {
                        (t!(ctx, "health-pool-says", busy = n(pool.busy), idle = n(pool.idle), waits = n(pool.waits)))
                    } }
                }
                div { dt { (t!(ctx, "health-migrations")) } dd { (t!(ctx, "health-migrations-say", n = n(*made), last = last.as_str())) } }
                div { dt { (t!(ctx, "health-version")) } dd { (self.version) } }
            }
        }
    }
}

fn row(ctx: &Context<'_>, of: &PodSessions) -> Markup {
    let n = |value| number(ctx.language, value);
    html! {
        tr {
            td { @if of.id.is_empty() { strong { (t!(ctx, "health-all")) } } @else { a href=(url::admin_pod(&of.id)) { bdi { (of.name) } } } }
            td.amount data-label=(t!(ctx, "health-online")) { (n(of.online)) }
            td.amount data-label=(t!(ctx, "health-signing-in")) { (n(of.signing_in)) }
            td.amount data-label=(t!(ctx, "health-reconnecting")) { (n(of.reconnecting)) }
            td.amount data-label=(t!(ctx, "health-needs-password")) { (n(of.needs_password)) }
        }
    }
}
