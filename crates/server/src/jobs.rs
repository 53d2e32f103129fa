//! What is done from time to time.

use crate::{app::App, domains, fault::Fault, mails, proofs};
use model::{
    admins, answers, applications, arrivals, blocks, browsers, departures, guests, handles, hosts,
    letterboxes, messages, places, pods, quotas, recoveries, reports, sessions, texts, usages, visits,
    waiters, warnings, waves,
};
use pool::CallError;
use std::time::{Duration, Instant};
use time::{OffsetDateTime, Time};

/// Places of people who began to sign up and did not go on.
const PLACES: Duration = Duration::from_secs(30);

/// Members who look, and those who do not any more.
const WATCHERS: Duration = Duration::from_secs(60);

/// Browsers that nobody has used for longer than their cookie lives.
const BROWSERS: Duration = Duration::from_secs(3600);

/// Sessions of members who stay away.
const SESSIONS: Duration = Duration::from_secs(3600);

/// Pods that were deleted too long ago to come back.
const PODS: Duration = Duration::from_secs(3600);

/// Messages that were kept for long enough.
const MESSAGES: Duration = Duration::from_secs(24 * 3600);

/// Host names that are not held back any more.
const HELD: Duration = Duration::from_secs(3600);

/// What the API answered, kept for who asks the same again.
const ANSWERS: Duration = Duration::from_secs(3600);

/// Members who left too long ago to come back, and names that are held back no longer.
const DEPARTURES: Duration = Duration::from_secs(3600);

/// What pods use, for those who look back.
const USAGES: Duration = Duration::from_secs(600);

/// What pods use of their quotas.
const QUOTAS: Duration = Duration::from_secs(3600);

/// Mails that were given up, and who waits or asks no more.
const LINES: Duration = Duration::from_secs(10);

/// Blocks and visits that are over, and texts that hold by now.
const TURNS: Duration = Duration::from_secs(5);

/// Reports that were kept for long enough.
const REPORTS: Duration = Duration::from_secs(3600);

/// Places for those who wait.
const OFFERS: Duration = Duration::from_secs(5);

/// Limits that are near.
const WARNINGS: Duration = Duration::from_secs(15);

/// What was written by those who look around.
const GUESTS: Duration = Duration::from_secs(10);

/// The hour at which it goes, in UTC.
const NIGHT: Time = time::macros::time!(3:00);

/// How long a browser is remembered.
pub const REMEMBERED: time::Duration = time::Duration::days(400);

/// What is due for all, until the program stops; where several processes do it, each does what the others have not done.
pub async fn run(app: App) {
    // workers are waited for, and a database does not wait for them
    tokio::join!(
        tidy(&app),
        end_sessions(&app),
        forget(&app),
        delete_accounts(&app),
        count_anew(&app),
        write_down(&app),
        tell(&app),
        clear_guests(&app),
        mails::run(&app),
        proofs::follow(&app),
        domains::follow(&app)
    );
}

/// What each process that serves pages does for itself.
pub async fn of_web(app: App) {
    let mut watchers_due = tokio::time::interval(WATCHERS);
    loop {
        watchers_due.tick().await;
        app.watchers.sweep(&app.pool, Instant::now()).await;
    }
}

async fn tidy(app: &App) {
    let mut places_due = tokio::time::interval(PLACES);
    let mut browsers_due = tokio::time::interval(BROWSERS);
    let mut pods_due = tokio::time::interval(PODS);
    let mut held_due = tokio::time::interval(HELD);
    let mut departures_due = tokio::time::interval(DEPARTURES);
    let mut handles_due = tokio::time::interval(DEPARTURES);
    let mut lines_due = tokio::time::interval(LINES);
    let mut answers_due = tokio::time::interval(ANSWERS);
    let mut turns_due = tokio::time::interval(TURNS);
    let mut reports_due = tokio::time::interval(REPORTS);
    loop {
        let done = tokio::select! {
            _ = places_due.tick() => places::expire(&app.database, (app.now)()).await,
            _ = pods_due.tick() => domains::purge(app).await,
            _ = held_due.tick() => hosts::release(&app.database, (app.now)()).await,
            _ = departures_due.tick() => tidy_members(app).await,
            _ = handles_due.tick() => handles::expire(&app.database, (app.now)()).await,
            _ = lines_due.tick() => tidy_lines(app).await,
            _ = answers_due.tick() => answers::expire(&app.database, (app.now)()).await,
            _ = turns_due.tick() => turn(app).await,
            _ = reports_due.tick() => reports::forget(&app.database, (app.now)()).await,
            _ = browsers_due.tick() => tidy_browsers(app).await,
        };
        match done {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "a job tidied up"),
            Err(error) => tracing::warn!(%error, "a job failed; it is tried again"),
        }
    }
}

async fn tidy_browsers(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    Ok(browsers::expire(database, now - REMEMBERED).await? + admins::browsers::expire(database, now).await?)
}

async fn tidy_lines(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let given_up = model::mails::tidy(database, now).await?;
    let forgotten = applications::forget(database, now).await? + recoveries::expire(database, now).await?;
    Ok(given_up + waiters::expire(database, now).await? + forgotten)
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
    Ok(gone + arrivals::expire(database, now).await?)
}

/// Takes away each night what was written by those who look around.
async fn clear_guests(app: &App) {
    let mut due = tokio::time::interval(GUESTS);
    loop {
        due.tick().await;
        if let Err(error) = clear(app).await {
            tracing::warn!(%error, "nobody knows where guests wrote; it is tried again");
        }
    }
}

async fn clear(app: &App) -> Result<(), model::Error> {
    let now = (app.now)();
    for guest in guests::due(&app.database, last_night(now)).await? {
        match guests::clear(&app.database, &guest, now).await {
            Ok(()) => app.pool.browsers_changed(&guest.owner).await,
            // she is the guest no more
            Err(model::Error::NotFound(_)) => {}
            Err(error) => {
                let pod = guest.owner.pod;
                tracing::warn!(%error, %pod, "what guests wrote stays until the next time");
            }
        }
    }
    Ok(())
}

fn last_night(now: OffsetDateTime) -> OffsetDateTime {
    let tonight = now.replace_time(NIGHT);
    if tonight <= now { tonight } else { tonight.saturating_sub(time::Duration::DAY) }
}

/// Offers places to those who wait, and warns of limits that are near.
async fn tell(app: &App) {
    let mut offers_due = tokio::time::interval(OFFERS);
    let mut warnings_due = tokio::time::interval(WARNINGS);
    loop {
        let done = tokio::select! {
            _ = offers_due.tick() => offer(app).await,
            _ = warnings_due.tick() => warn(app).await,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "nobody was told of places or limits; it is tried again");
        }
    }
}

/// Warns of limits that are near, and of days on which pods close.
async fn warn(app: &App) -> Result<(), model::Error> {
    let (database, now) = (&app.database, (app.now)());
    warnings::give(database, now).await?;
    letterboxes::tell_of_closings(database, now).await.map(drop)
}

async fn offer(app: &App) -> Result<(), model::Error> {
    for pod in waiters::with_room(&app.database).await? {
        waiters::invite_next(&app.database, &pod, (app.now)()).await?;
    }
    Ok(())
}

/// Ends the sessions of those who stay away or have left, each by the worker that holds it.
async fn end_sessions(app: &App) {
    let mut due = tokio::time::interval(SESSIONS);
    loop {
        due.tick().await;
        if let Err(fault) = end_away(app).await {
            tracing::warn!(%fault, "sessions of members who stay away or have left go on until the next time");
        }
    }
}

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
async fn forget(app: &App) {
    let mut due = tokio::time::interval(MESSAGES);
    loop {
        due.tick().await;
        if let Err(error) = forget_messages(app).await {
            tracing::warn!(%error, "old messages are kept until the next time");
        }
    }
}

async fn forget_messages(app: &App) -> Result<(), model::Error> {
    for pod in pods::list(&app.database).await? {
        let before = pod.forgets_before((app.now)());
        match messages::expire(&app.database, &pod.id, before).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, host = pod.host, "old messages were deleted"),
            // one pod does not keep others
            Err(error) => {
                tracing::warn!(%error, host = pod.host, "old messages of a pod are kept for a day more")
            }
        }
    }
    Ok(())
}

/// Has the accounts deleted of members who wished so and cannot come back any more, each by the worker whose it is.
async fn delete_accounts(app: &App) {
    let mut due = tokio::time::interval(DEPARTURES);
    loop {
        due.tick().await;
        if let Err(fault) = unregister(app).await {
            tracing::warn!(%fault, "accounts that are to be deleted stay until the next time");
        }
    }
}

async fn unregister(app: &App) -> Result<(), Fault> {
    for account in departures::accounts_due(&app.database, (app.now)()).await? {
        match app.pool.unregister(&account.owner.pod, &account.jid).await {
            // one that cannot be deleted does not keep others
            Err(error @ CallError::Failed(_)) => tracing::warn!(%error, "an account was not deleted"),
            deleted => deleted?,
        }
    }
    Ok(())
}

/// Writes down what pods use, day by day.
async fn write_down(app: &App) {
    let mut due = tokio::time::interval(USAGES);
    loop {
        due.tick().await;
        if let Err(error) = note_usages(app).await {
            tracing::warn!(%error, "what pods use was not written down; it is tried again");
        }
    }
}

async fn note_usages(app: &App) -> Result<(), model::Error> {
    let now = (app.now)();
    for pod in pods::list(&app.database).await? {
        // one that goes at this moment does not keep others
        if let Err(error) = usages::note(&app.database, &pod.id, now).await {
            tracing::warn!(%error, host = pod.host, "what a pod uses was not written down");
        }
    }
    usages::expire(&app.database, now).await.map(drop)
}

/// Counts what pods use; figures that are not true are put right, and are a mistake of ours.
async fn count_anew(app: &App) {
    let mut due = tokio::time::interval(QUOTAS);
    loop {
        due.tick().await;
        if let Err(error) = reconcile(app).await {
            tracing::warn!(%error, "what pods use was not counted; it is tried again");
        }
    }
}

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
mod tests {
    use super::last_night;
    use time::macros::datetime;

    #[test]
    fn the_night_is_the_last_one() {
        let three = datetime!(2026-03-02 3:00 UTC);
        assert_eq!(last_night(datetime!(2026-03-02 3:00 UTC)), three);
        assert_eq!(last_night(datetime!(2026-03-03 2:59 UTC)), three);
    }
}
