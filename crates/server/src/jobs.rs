//! What is done from time to time.

mod record;

use crate::{
    app::App, commands::with_cause, domains, fault::Fault, federation, importing, mails, notices, polling,
    proofs, providers,
};
use futures::{
    FutureExt,
    future::{BoxFuture, join_all},
};
use model::{
    ProcessId, admins, answers, applications, arrivals, blocks, browsers, confirmations, departures, guests,
    handles, hosts, imports, letterboxes, listed_pods, messages, newcomers, pictures, places, pod_providers,
    pod_reports, pods, processes, quotas, recoveries, reports, runs, sent, sessions, texts, usages, visits,
    waiters, warnings, waves,
};
use pool::CallError;
use record::Record;
use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};
use time::{OffsetDateTime, Time};
use tokio::time::MissedTickBehavior;

const HOUR: u64 = 3600;

/// All of it. Each has a loop of its own: what waits for a worker, or for another server, holds up nothing else.
pub const ALL: &[Job] = &[
    // of people who began to sign up and did not go on
    job("places", 30, |app| Box::pin(tidy(places::expire(&app.database, (app.now)())))),
    // that nobody has used for longer than their cookie lives
    job("browsers", HOUR, |app| Box::pin(tidy(tidy_browsers(app)))),
    // that were deleted too long ago to come back
    job("pods", HOUR, |app| Box::pin(tidy(domains::purge(app)))),
    // that are not held back any more
    job("hosts", HOUR, |app| Box::pin(tidy(hosts::release(&app.database, (app.now)())))),
    job("handles", HOUR, |app| Box::pin(tidy(handles::expire(&app.database, (app.now)())))),
    // of members who left, or were removed in a wave, too long ago to come back
    job("departures", HOUR, |app| Box::pin(tidy(tidy_members(app)))),
    // that nobody shows any more
    job("pictures", HOUR, |app| Box::pin(tidy(pictures::sweep(&app.database, (app.now)() - UNSEEN)))),
    // mails that were given up, and who waits or asks no more
    job("lines", 10, |app| Box::pin(tidy(tidy_lines(app)))),
    // of the API, kept for who asks the same again
    job("answers", HOUR, |app| Box::pin(tidy(answers::expire(&app.database, (app.now)())))),
    // blocks and visits that are over, and texts that hold by now
    job("turns", 5, |app| Box::pin(tidy(turn(app)))),
    // that were kept for long enough
    job("reports", HOUR, |app| Box::pin(tidy(tidy_reports(app)))),
    // days, lines and icons of the directory that were kept for long enough, and names that others were told and that are no pod's any more
    job("listings", HOUR, |app| Box::pin(tidy(tidy_directory(app)))),
    // whether the DNS of those who run pods here says so; of pods elsewhere that is looked at with all else
    job("providers", 15, |app| Box::pin(done(providers::look_at_own(app)))),
    // what other directories hear of our pods, and say of theirs; what of it was kept for long enough
    job("feed", 5, |app| Box::pin(done(federation::keep_up(app)))),
    job("peers", 3, |app| Box::pin(done(federation::pull_due(app)))),
    job("announcing", 10, |app| Box::pin(done(federation::ask_peers(app)))),
    job("agreements", 5, |app| Box::pin(done(federation::apply_rule(app)))),
    job("statements", 60, |app| Box::pin(tidy(federation::sweep(app, (app.now)())))),
    // lists that others keep of pods, and the hosts in them
    job("imports", 3, |app| Box::pin(done(importing::run(app)))),
    job("messages", 24 * HOUR, |app| Box::pin(done(forget_messages(app)))),
    // of members who stay away or have left
    job("sessions", HOUR, |app| Box::pin(done(end_away(app)))),
    // that are to be deleted on their servers
    job("accounts", HOUR, |app| Box::pin(done(unregister(app)))),
    // what pods use: counted, and written down day by day
    job("quotas", HOUR, |app| Box::pin(done(reconcile(app)))),
    job("usages", 600, |app| Box::pin(done(note_usages(app)))),
    // of places to those who wait; of limits that are near
    job("offers", 5, |app| Box::pin(done(offer(app)))),
    job("warnings", 15, |app| Box::pin(done(warn(app)))),
    // what was written by those who look around: at NIGHT
    job("guests", 10, |app| Box::pin(done(clear(app)))),
    job(MAILS, 2, |app| Box::pin(done(mails::send(app)))),
    job("proofs", 5, |app| Box::pin(done(proofs::look_for_due(app)))),
    job("domains", 2, |app| Box::pin(done(domains::look_at_due(app)))),
    // what is wished of accounts that Cosse looks after
    job("wishes", 2, |app| Box::pin(done(domains::accounts::settle(app)))),
    // that are not heard of, with jobs that nobody does any more
    job("processes", 600, |app| Box::pin(tidy(tidy_processes(app)))),
];

/// What is told of a job that panicked; more of it is in the log.
const PANIC: &str = "a mistake of ours: its process has logged it";

/// How long what goes on by itself rests after a mistake of ours.
const REST: Duration = Duration::from_secs(10);

/// Only where mail is sent.
const MAILS: &str = "mails";

/// Members who look, and those who do not any more.
const WATCHERS: Duration = Duration::from_secs(60);

/// The hour at which goes what guests wrote, in UTC.
const NIGHT: Time = time::macros::time!(3:00);

/// How long a picture is kept that nobody shows: one that has just come is about to be.
const UNSEEN: time::Duration = time::Duration::HOUR;

/// Something that is done from time to time.
pub struct Job {
    /// What it is called.
    pub name: &'static str,
    /// How often it is due.
    pub every: Duration,
    work: fn(&App) -> Doing<'_>,
}

/// What a job does, once.
type Doing<'a> = BoxFuture<'a, Result<(), Failure>>;

/// Why a job was not done, in words.
#[derive(Debug)]
pub struct Failure(String);

const fn job(name: &'static str, seconds: u64, work: fn(&App) -> Doing<'_>) -> Job {
    Job { name, every: Duration::from_secs(seconds), work }
}

impl Job {
    /// Whether there is anything to do for it.
    #[must_use]
    pub fn is_for(&self, sends_mail: bool) -> bool {
        self.name != MAILS || sends_mail
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(with_cause(&error))
    }
}

/// What is due for all, until the program stops; where several processes do it, each does what the others have not done.
pub async fn run(app: App, process: ProcessId) {
    let jobs = ALL.iter().filter(|job| job.is_for(app.mailer.is_some()));
    // notices go through one session, which is kept from one to the next; looks at pods of others are under way side by side; what clients
    // ask is waited for
    tokio::join!(
        join_all(jobs.map(|job| repeat(&app, job, process))),
        keep_on("notices", REST, || notices::run(&app)),
        keep_on("polling", REST, || polling::follow(&app)),
        keep_on("questions", REST, || domains::questions::follow(&app))
    );
}

/// What each process that serves pages does for itself.
pub async fn of_web(app: App) {
    // who comes first does not wait for thousands of pods to be read
    if let Err(error) = app.polling.known.pods(&app).await {
        tracing::warn!(%error, "the directory's pods were not read; the first page reads them");
    }
    let mut watchers_due = tokio::time::interval(WATCHERS);
    loop {
        watchers_due.tick().await;
        app.watchers.sweep(&app.pool, Instant::now()).await;
    }
}

/// What goes on by itself and panics begins again, and does not take the jobs with it.
async fn keep_on<F: Future<Output = ()>>(what: &str, rest: Duration, work: impl Fn() -> F) {
    while AssertUnwindSafe(work()).catch_unwind().await.is_err() {
        tracing::error!(what, "a mistake of ours ended it; it begins again");
        tokio::time::sleep(rest).await;
    }
}

async fn repeat(app: &App, job: &Job, process: ProcessId) {
    let mut due = tokio::time::interval(job.every);
    // what was missed, by one that took long or waited for the database, is not made up for in a burst
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut record = Record::new(job, process);
    loop {
        due.tick().await;
        let began = Instant::now();
        // one that panics does not take the others with it
        let caught = AssertUnwindSafe((job.work)(app)).catch_unwind().await;
        let done = caught.unwrap_or_else(|_| Err(Failure(PANIC.to_owned())));
        record.note(&app.database, began.elapsed(), (app.now)(), done).await;
    }
}

/// What says how much it tidied up.
async fn tidy(work: impl Future<Output = Result<usize, model::Error>>) -> Result<(), Failure> {
    let count = work.await?;
    if count > 0 {
        tracing::debug!(count, "a job tidied up");
    }
    Ok(())
}

/// What says only whether it was done.
async fn done<E: std::error::Error>(work: impl Future<Output = Result<(), E>>) -> Result<(), Failure> {
    work.await.map_err(Failure::from)
}

async fn tidy_browsers(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    Ok(browsers::expire(database, now).await? + admins::browsers::expire(database, now).await?)
}

async fn tidy_reports(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    Ok(reports::forget(database, now).await? + pod_reports::forget(database, now).await?)
}

async fn tidy_directory(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let swept = listed_pods::sweep(database, now).await? + listed_pods::sweep_icons(database).await?;
    let days = sent::expire(database, now).await? + imports::expire(database, now).await?;
    let told = model::federation::announced::sweep(database).await?;
    Ok(swept + days + told + pod_providers::expire(database, now).await?)
}

async fn tidy_processes(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    Ok(processes::expire(database, now).await? + runs::expire(database, now).await?)
}

async fn tidy_lines(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let given_up = model::mails::tidy(database, now).await? + model::notices::tidy(database, now).await?;
    let asked = applications::expire(database, now).await? + applications::forget(database, now).await?;
    let asked = asked + confirmations::forget(database, now).await?;
    let forgotten = asked + recoveries::expire(database, now).await?;
    let silent = waiters::expire(database, now).await? + letterboxes::expire(database, now).await?;
    Ok(given_up + silent + forgotten)
}

async fn turn(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let over = blocks::expire(database, now).await? + visits::expire(database, now).await?;
    Ok(over + texts::turn(database, now).await?)
}

/// Removes who left, or was removed in a wave, too long ago to come back, and forgets from where others came.
async fn tidy_members(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let gone = departures::purge(database, now).await? + waves::purge(database, now).await?;
    let gone = gone + newcomers::limits::expire(database, now).await?;
    Ok(gone + arrivals::expire(database, now).await?)
}

/// Takes away each night what was written by those who look around.
async fn clear(app: &App) -> Result<(), model::Error> {
    let now = (app.now)();
    let mut done = Ok(());
    for guest in guests::due(&app.database, last_night(now)).await? {
        match guests::clear(&app.database, &guest, now).await {
            Ok(()) => app.pool.browsers_changed(&guest.owner).await,
            // she is the guest no more
            Err(model::Error::NotFound(_)) => {}
            Err(error) => {
                let pod = guest.owner.pod;
                tracing::warn!(%error, %pod, "what guests wrote stays until the next time");
                done = Err(error);
            }
        }
    }
    done
}

fn last_night(now: OffsetDateTime) -> OffsetDateTime {
    let tonight = now.replace_time(NIGHT);
    if tonight <= now { tonight } else { tonight.saturating_sub(time::Duration::DAY) }
}

/// Warns of limits that are near, and of days on which pods close.
async fn warn(app: &App) -> Result<(), model::Error> {
    let (database, now) = (&app.database, (app.now)());
    warnings::give(database, now).await?;
    letterboxes::tell_of_closings(database, now).await.map(drop)
}

/// Offers places to those who wait.
async fn offer(app: &App) -> Result<(), model::Error> {
    for pod in waiters::with_room(&app.database).await? {
        waiters::invite_next(&app.database, &pod, (app.now)()).await?;
    }
    Ok(())
}

/// Ends the sessions of those who stay away or have left, each by the worker that holds it.
async fn end_away(app: &App) -> Result<(), Fault> {
    for (pod, jid) in departures::with_sessions(&app.database).await? {
        match app.pool.sign_out(&pod, &jid).await {
            Err(error @ CallError::Failed(_)) => tracing::warn!(%error, "a session did not end"),
            ended => ended?,
        }
    }
    for pod in pods::list(&app.database).await? {
        for jid in sessions::away(&app.database, &pod.id, pod.away_before((app.now)())).await? {
            match app.pool.end_away(&pod.id, &jid).await {
                // one that cannot be ended does not keep others
                Err(error @ CallError::Failed(_)) => tracing::warn!(%error, "a session did not end"),
                ended => ended?,
            }
        }
    }
    Ok(())
}

/// Deletes the messages that each pod has kept for long enough.
async fn forget_messages(app: &App) -> Result<(), model::Error> {
    let mut done = Ok(());
    for pod in pods::list(&app.database).await? {
        let before = pod.forgets_before((app.now)());
        match messages::expire(&app.database, &pod.id, before).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, host = pod.host, "old messages were deleted"),
            // one pod does not keep others
            Err(error) => {
                tracing::warn!(%error, host = pod.host, "old messages of a pod are kept for a day more");
                done = Err(error);
            }
        }
    }
    done
}

/// Has the accounts deleted of members who wished so and cannot come back any more: by Prosody where Cosse looks after them, else each by
/// the worker whose it is.
async fn unregister(app: &App) -> Result<(), Fault> {
    for account in departures::accounts_due(&app.database, (app.now)()).await? {
        if domains::accounts::delete(app, &account).await? {
            continue;
        }
        match app.pool.unregister(&account.owner.pod, &account.jid).await {
            // one that cannot be deleted does not keep others
            Err(error @ CallError::Failed(_)) => tracing::warn!(%error, "an account was not deleted"),
            deleted => deleted?,
        }
    }
    Ok(())
}

/// Writes down what pods use, day by day.
async fn note_usages(app: &App) -> Result<(), model::Error> {
    let now = (app.now)();
    let mut done = Ok(());
    for pod in pods::list(&app.database).await? {
        // one that goes at this moment does not keep others
        if let Err(error) = usages::note(&app.database, &pod.id, now).await {
            tracing::warn!(%error, host = pod.host, "what a pod uses was not written down");
            done = Err(error);
        }
    }
    usages::expire(&app.database, now).await?;
    done
}

/// Counts what pods use; figures that are not true are put right, and are a mistake of ours.
async fn reconcile(app: &App) -> Result<(), model::Error> {
    for pod in pods::list(&app.database).await? {
        match quotas::reconcile(&app.database, &pod.id).await {
            Ok(Some(drift)) => tracing::error!(?drift, host = pod.host, "what a pod uses was not true"),
            // it was deleted meanwhile
            Ok(None) | Err(model::Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
