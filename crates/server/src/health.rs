//! How the deployment is: which processes run, what became of their jobs, and what is wrong. The page, the API and `cosse doctor` say the
//! same.

use crate::jobs::{self, Job};
use model::{
    Database,
    processes::{self, Process, Role, SILENCE},
    runs::{self, Last},
};
use std::fmt;
use time::OffsetDateTime;

/// A job that failed so often in a row is something wrong.
const FAILING: i64 = 3;

/// So many times that a job was not done: nobody does it.
const MISSED: u32 = 3;

/// What to do about a process that is not heard of.
const SILENT: &str = "it died, hangs, or does not reach the database: look at its log, and start it again; \
    it is forgotten a day after it was last heard of";

/// What to do about a job that nobody does.
const LATE: &str = "whoever does it hangs, or does not reach the database: look at the log of the jobs, and start them again";

/// All that is known.
pub struct Health {
    /// The processes, those that were heard of last first.
    pub processes: Vec<Process>,
    /// The jobs that there are here, in the order in which they are written down.
    pub jobs: Vec<Known>,
    /// What is wrong.
    pub troubles: Vec<Trouble>,
}

/// A job with what became of it.
pub struct Known {
    /// What it is called.
    pub name: &'static str,
    /// How it is.
    pub state: State,
    /// When it was last done.
    pub last: Option<Last>,
}

/// How a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was not done yet.
    New,
    /// It went well.
    Well,
    /// It failed, and may go well the next time.
    Failed,
    /// It failed again and again.
    Failing,
    /// Nobody has done it for long.
    Late,
}

/// Something that somebody must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No process does that.
    Nobody(Role),
    /// A process that did not say that it ends is not heard of.
    Silent(Box<Process>),
    /// A job fails again and again: which, how often in a row, why.
    Failing(&'static str, i64, String),
    /// A job was not done: which, and when it was due.
    Late(&'static str, OffsetDateTime),
}

impl State {
    /// All of them.
    pub const ALL: &[Self] = &[Self::New, Self::Well, Self::Failed, Self::Failing, Self::Late];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Well => "well",
            Self::Failed => "failed",
            Self::Failing => "failing",
            Self::Late => "late",
        }
    }
}

impl Trouble {
    /// The words for what can be wrong.
    pub const KINDS: &[&str] = &["nobody", "silent", "failing", "late"];

    /// The word for it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nobody(_) => "nobody",
            Self::Silent(_) => "silent",
            Self::Failing(..) => "failing",
            Self::Late(..) => "late",
        }
    }

    /// The job that it is about, if it is about one.
    #[must_use]
    pub fn job(&self) -> Option<&'static str> {
        match self {
            Self::Failing(job, ..) | Self::Late(job, _) => Some(*job),
            Self::Nobody(_) | Self::Silent(_) => None,
        }
    }

    /// What to do next.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::Nobody(Role::Web) => {
                "if none runs, nobody sees a page: start one with --role web".to_owned()
            }
            Self::Nobody(Role::Worker) => {
                "if none runs, members can neither sign in nor write: start one with --role worker".to_owned()
            }
            Self::Nobody(Role::Jobs) => {
                "if none runs, no mail is sent, and nothing is tidied up: start one with --role jobs"
                    .to_owned()
            }
            Self::Silent(_) => SILENT.to_owned(),
            Self::Failing(_, _, error) => format!("{error}; the log of its process says more"),
            Self::Late(..) => LATE.to_owned(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody(role) => write!(f, "no process of the role {role} was heard of"),
            Self::Silent(process) => {
                write!(f, "{} was not heard of since {}", named(process), minute(process.seen_at))
            }
            Self::Failing(job, failures, _) => write!(f, "the job {job} failed {failures} times in a row"),
            Self::Late(job, due) => write!(f, "the job {job} was due at {}, and was not done", minute(*due)),
        }
    }
}

/// Looks at all of it.
///
/// # Errors
/// The database's own.
pub async fn look(
    database: &Database,
    sends_mail: bool,
    now: OffsetDateTime,
) -> Result<Health, model::Error> {
    let (processes, runs) = (processes::list(database).await?, runs::list(database).await?);
    let jobs = jobs::ALL.iter().filter(|job| job.is_for(sends_mail));
    Ok(judge(processes, &runs, jobs, now))
}

fn judge<'a>(
    processes: Vec<Process>,
    runs: &[Last],
    jobs: impl Iterator<Item = &'a Job>,
    now: OffsetDateTime,
) -> Health {
    let heard: Vec<&Process> = processes.iter().filter(|process| process.is_heard_of(now)).collect();
    // what nobody does is one thing that is wrong, not one for each job
    let since = heard.iter().filter(|process| process.is(Role::Jobs)).map(|process| process.started_at).min();
    // one that said that it ends is over, also where nobody wrote down its last word
    let silent = |process: &&Process| {
        !process.is_heard_of(now) && !process.ending && !heard.iter().any(|other| other.replaces(process))
    };
    let missing = Role::ALL.iter().filter(|role| !heard.is_empty() && !heard.iter().any(|it| it.is(**role)));
    let mut troubles: Vec<Trouble> = missing.map(|role| Trouble::Nobody(*role)).collect();
    let gone = processes.iter().filter(silent);
    troubles.extend(gone.map(|process| Trouble::Silent(Box::new(process.clone()))));
    let known = |job: &Job| {
        let last = runs.iter().find(|last| last.run.job == job.name).cloned();
        let due = since.and_then(|since| missed(job, last.as_ref(), since, now));
        (Known { name: job.name, state: state(last.as_ref(), due), last }, due)
    };
    let mut all = Vec::new();
    for (job, due) in jobs.map(known) {
        troubles.extend(trouble(&job, due));
        all.push(job);
    }
    Health { processes, jobs: all, troubles }
}

/// When a job was due that nobody has done since, though somebody who does jobs runs `since` then.
fn missed(
    job: &Job,
    last: Option<&Last>,
    since: OffsetDateTime,
    now: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let due = last.map_or(since, |last| last.run.due_at.max(since));
    // one that goes well is not written down each time
    Some(due).filter(|due| *due + job.every * MISSED + SILENCE < now)
}

fn state(last: Option<&Last>, missed: Option<OffsetDateTime>) -> State {
    match last {
        Some(last) if last.failures >= FAILING => State::Failing,
        _ if missed.is_some() => State::Late,
        Some(last) if last.failures > 0 => State::Failed,
        Some(_) => State::Well,
        None => State::New,
    }
}

fn trouble(job: &Known, missed: Option<OffsetDateTime>) -> Option<Trouble> {
    match (job.state, &job.last, missed) {
        (State::Failing, Some(last), _) => {
            Some(Trouble::Failing(job.name, last.failures, last.run.error.clone().unwrap_or_default()))
        }
        (State::Late, _, Some(due)) => Some(Trouble::Late(job.name, due)),
        _ => None,
    }
}

/// A process, as commands and programs are told of it.
fn named(process: &Process) -> String {
    let roles: Vec<&str> = process.roles.iter().map(|role| role.as_str()).collect();
    let place = if process.machine.is_empty() { String::new() } else { format!(" on {}", process.machine) };
    format!("the process {} ({}){place}", process.id, roles.join(", "))
}

/// `2026-03-01 12:00 UTC`.
fn minute(at: OffsetDateTime) -> String {
    format!("{} {:02}:{:02} UTC", at.date(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests;
