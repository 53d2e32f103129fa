//! Asks the directories that are followed to look at the deployment's own pods, once for each.

use super::{pulling::why, told};
use crate::{app::App, fetching::FetchError};
use model::{
    federation::{
        announced::{self, Due, Next},
        feed::Told,
        peers,
    },
    listings::{self as said, Settings},
    pods::{self, Pod, State},
};
use serde_json::json;
use std::{
    collections::HashMap,
    time::{Duration as Wait, Instant},
};
use time::{Duration, OffsetDateTime};

/// Where a directory takes names (§7 of docs/directory.md).
const PATH: &str = "/api/v1/directory/announce";

/// Bytes of an answer at most; only its status counts.
const LONGEST: usize = 32 * 1024;

/// How many are asked in one go,
const MOST: usize = 10;

/// and after how long none is begun with any more.
const ENOUGH: Wait = Wait::from_secs(10);

/// How long a directory is left alone that takes no more at the moment.
const BUSY: Duration = Duration::minutes(10);

/// How long it takes until the second try; twice as long with each that follows.
const PAUSE: Duration = Duration::HOUR;

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::DAY;

/// How often it is tried: for more than a week.
const TRIES: i64 = 12;

/// What came of asking.
#[derive(Debug)]
enum Answer {
    /// The status.
    Status(u16),
    /// We or they ask too often.
    Busy,
    /// Nothing came: why.
    Nothing(String),
}

/// Names the pods that are new to the directories that are followed, if there are any of both.
///
/// # Errors
/// The database's.
pub async fn ask_peers(app: &App) -> Result<(), model::Error> {
    let (database, now, begun) = (&app.database, (app.now)(), Instant::now());
    if peers::list(database).await?.is_empty() {
        return Ok(());
    }
    let pods = listed(app, now).await?.into_iter();
    let (open, rest): (Vec<Pod>, Vec<Pod>) = pods.partition(|pod| pod.state == State::Active);
    announced::plan(database, &hosts(open), &hosts(rest), now).await?;
    for _ in 0..MOST {
        if begun.elapsed() > ENOUGH {
            break;
        }
        let Some(due) = announced::claim(database, (app.now)()).await? else { break };
        let answer = ask(app, &due).await;
        let now = (app.now)();
        let (next, line) = after(&due, &answer, now);
        announced::settle(database, &due, next, line, now).await?;
    }
    Ok(())
}

/// The pods that others may hear of as listed.
async fn listed(app: &App, now: OffsetDateTime) -> Result<Vec<Pod>, model::Error> {
    let settings: HashMap<_, _> = said::all_settings(&app.database).await?.into_iter().collect();
    let (unsaid, pods) = (Settings::default(), pods::list(&app.database).await?);
    let is_listed = |pod: &Pod| told(pod, settings.get(&pod.id).unwrap_or(&unsaid), now) == Told::Listed;
    Ok(pods.into_iter().filter(is_listed).collect())
}

fn hosts(pods: Vec<Pod>) -> Vec<String> {
    pods.into_iter().map(|pod| pod.host).collect()
}

async fn ask(app: &App, due: &Due) -> Answer {
    let json = json!({ "domain": due.host }).to_string();
    match app.polling.fetcher.post(&due.peer, PATH, json, LONGEST).await {
        Ok(fetched) if fetched.status == 429 => Answer::Busy,
        Ok(fetched) => Answer::Status(fetched.status),
        Err(FetchError::Busy) => Answer::Busy,
        Err(error) => Answer::Nothing(why(&error)),
    }
}

/// What comes next, and what the log says: that it was asked, that it does not work, and that it is given up.
fn after(due: &Due, answer: &Answer, now: OffsetDateTime) -> (Next, Option<String>) {
    let Due { peer, tries, .. } = due;
    let what = match answer {
        Answer::Busy => return (Next::Later(now + BUSY), None),
        Answer::Status(status) => format!("it answers {status}"),
        Answer::Nothing(why) => why.clone(),
    };
    match answer {
        Answer::Status(200 | 202) => (Next::Done, Some(format!("{peer} was asked to look at it: {what}"))),
        // it is no directory, or wants none of it
        Answer::Status(400..=408 | 410..=499) => {
            (Next::Done, Some(format!("{peer} does not look at it: {what}")))
        }
        _ if *tries >= TRIES => {
            (Next::Done, Some(format!("{peer} cannot be asked to look at it, and is not any more: {what}")))
        }
        _ => {
            let line = format!("{peer} cannot be asked to look at it, and is again later: {what}");
            (Next::Again(now + pause(*tries)), (*tries == 1).then_some(line))
        }
    }
}

/// How long it takes after so many tries.
fn pause(tries: i64) -> Duration {
    let doubled = u32::try_from(tries - 1).unwrap_or_default().min(10);
    (PAUSE * (1_i32 << doubled)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::{Answer, BUSY, TRIES, after};
    use model::federation::announced::{Due, Next};
    use time::{Duration, OffsetDateTime, macros::datetime};

    const NOW: OffsetDateTime = datetime!(2026-11-22 16:00 UTC);

    fn next(tries: i64, answer: &Answer) -> (Next, Option<String>) {
        let due = Due { peer: "dir.example".to_owned(), host: "pod.example".to_owned(), tries };
        after(&due, answer, NOW)
    }

    #[test]
    fn a_directory_that_answers_is_not_asked_again_and_the_log_has_it() {
        let (asked, not) = ("was asked to look at it", "does not look at it");
        for (status, words) in [(202, asked), (200, asked), (422, not), (404, not)] {
            let (next, line) = next(1, &Answer::Status(status));
            assert_eq!(next, Next::Done, "{status}");
            let line = line.unwrap();
            assert!(line.starts_with("dir.example") && line.contains(words), "{line}");
            assert!(line.ends_with(&format!("it answers {status}")), "{line}");
        }
    }

    #[test]
    fn one_that_takes_no_more_is_left_alone_and_that_is_no_try() {
        assert_eq!(next(1, &Answer::Busy), (Next::Later(NOW + BUSY), None));
        assert_eq!(next(TRIES, &Answer::Busy), (Next::Later(NOW + BUSY), None));
    }

    #[test]
    fn what_fails_is_tried_ever_less_often_and_not_for_ever() {
        for answer in [Answer::Status(503), Answer::Status(409), Answer::Nothing("away".to_owned())] {
            let (first, line) = next(1, &answer);
            assert_eq!(first, Next::Again(NOW + Duration::HOUR));
            assert!(line.is_some(), "the log has it once");
            assert_eq!(next(3, &answer), (Next::Again(NOW + Duration::hours(4)), None));
            assert_eq!(next(TRIES - 1, &answer), (Next::Again(NOW + Duration::DAY), None));
            let (last, line) = next(TRIES, &answer);
            assert_eq!(last, Next::Done);
            assert!(line.unwrap().contains("not any more"));
        }
    }
}
