//! Processes and jobs, as the page of the deployment's health shows them.

use super::count;
use crate::health::{Health, Known, State, Trouble};
use model::processes::{Process, Role};
use time::OffsetDateTime;
use ui::pages::{self, Held, JobRow, JobState, ProcessRole, ProcessRow};

/// What is wrong.
pub fn troubles(health: &Health) -> Vec<pages::Trouble> {
    health.troubles.iter().map(trouble).collect()
}

/// Which processes run.
pub fn processes(health: &Health, now: OffsetDateTime) -> Vec<ProcessRow> {
    health.processes.iter().map(|process| row(process, now)).collect()
}

/// What became of the jobs.
pub fn jobs(health: &Health) -> Vec<JobRow> {
    health.jobs.iter().map(job).collect()
}

fn trouble(trouble: &Trouble) -> pages::Trouble {
    match trouble {
        Trouble::Nobody(role) => pages::Trouble::Nobody(shown(*role)),
        Trouble::Silent(process) => pages::Trouble::Silent {
            roles: roles(process),
            machine: process.machine.clone(),
            seen: process.seen_at,
        },
        Trouble::Failing(job, failures, error) => {
            pages::Trouble::Failing { job, failures: count(*failures), error: error.clone() }
        }
        Trouble::Late(job, due) => pages::Trouble::Late { job, due: *due },
    }
}

fn row(process: &Process, now: OffsetDateTime) -> ProcessRow {
    let load = process.load;
    let held = Held {
        shards: count(load.shards),
        online: count(load.online),
        signing_in: count(load.signing_in),
        reconnecting: count(load.reconnecting),
    };
    ProcessRow {
        roles: roles(process),
        machine: process.machine.clone(),
        version: process.version.clone(),
        differs: process.version != env!("CARGO_PKG_VERSION"),
        since: process.started_at,
        seen: process.seen_at,
        heard: process.is_heard_of(now),
        ending: process.ending,
        held: process.is(Role::Worker).then_some(held),
    }
}

fn job(job: &Known) -> JobRow {
    let last = job.last.as_ref();
    JobRow {
        name: job.name,
        state: match job.state {
            State::New => JobState::New,
            State::Well => JobState::Well,
            State::Failed | State::Failing => JobState::Failed(last.map_or(0, |last| count(last.failures))),
            State::Late => JobState::Late,
        },
        last: last.map(|last| (last.run.begun_at, count(last.run.took))),
        error: last.and_then(|last| last.run.error.clone()),
    }
}

fn roles(process: &Process) -> Vec<ProcessRole> {
    process.roles.iter().map(|role| shown(*role)).collect()
}

fn shown(role: Role) -> ProcessRole {
    match role {
        Role::Web => ProcessRole::Web,
        Role::Worker => ProcessRole::Worker,
        Role::Jobs => ProcessRole::Jobs,
    }
}
