//! Names the deployment's own pods to the directories that are followed, each once.

use super::pulling::why;
use crate::{app::App, fetching::FetchError};
use directory::life::plain;
use futures::future::join_all;
use model::federation::announced::{self, Turn};
use serde_json::json;
use std::time::{Duration as Wait, Instant};
use time::Duration;

/// Where a directory takes names (§7 of docs/directory.md).
const PATH: &str = "/api/v1/directory/announce";

/// Bytes of an answer at most; only its status counts.
const LONGEST: usize = 32 * 1024;

/// How many directories are asked at once: one that is silent does not hold up the others.
const SIDE_BY_SIDE: usize = 4;

/// How many pods one is told of in a turn,
const MOST: usize = 10;

/// after how long no other is begun with, nor another directory,
const ENOUGH: Wait = Wait::from_secs(10);

/// and how long it then rests.
const REST: Duration = Duration::seconds(30);

/// How long one is left alone that cannot be asked; twice as long with each time that follows,
const PAUSE: Duration = Duration::minutes(10);

/// up to this.
const LONGEST_PAUSE: Duration = Duration::DAY;

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// It looks.
    Taken,
    /// It does not, and is not asked again.
    Refused,
    /// It cannot at the moment.
    Failed,
    /// We have asked there too often just now. That says nothing of it.
    Busy,
}

/// Tells the directories that are due of the pods that they were not told of.
///
/// # Errors
/// The database's.
pub async fn ask_peers(app: &App) -> Result<(), model::Error> {
    let begun = Instant::now();
    join_all((0..SIDE_BY_SIDE).map(|_| take_turns(app, begun))).await.into_iter().collect()
}

async fn take_turns(app: &App, begun: Instant) -> Result<(), model::Error> {
    while begun.elapsed() < ENOUGH
        && let Some(turn) = announced::claim(&app.database, (app.now)()).await?
    {
        tell(app, &turn).await?;
    }
    Ok(())
}

/// Tells one directory of some pods. Which is next is read before each: what was hidden a moment ago is named to nobody.
async fn tell(app: &App, turn: &Turn) -> Result<(), model::Error> {
    let (database, begun, mut failures) = (&app.database, Instant::now(), turn.telling_failures);
    for _ in 0..MOST {
        if begun.elapsed() > ENOUGH {
            break;
        }
        let Some(host) = announced::next(database, turn).await? else { break };
        let (came, what) = ask(app, &turn.host, &host).await;
        let (line, now) = (line(&turn.host, came, &what), (app.now)());
        match came {
            Came::Taken | Came::Refused => {
                if !announced::told(database, turn, &host, line, now).await? {
                    return Ok(());
                }
                failures = 0;
            }
            Came::Failed => {
                failures += 1;
                // once is enough
                let line = (failures == 1).then_some((host, line));
                let until = now + pause(failures);
                return announced::fail(database, turn, (failures, until), line, now).await;
            }
            Came::Busy => break,
        }
    }
    announced::rest(database, turn, (app.now)() + REST).await
}

async fn ask(app: &App, peer: &str, host: &str) -> (Came, String) {
    let json = json!({ "domain": host }).to_string();
    let fetched = app.polling.fetcher.post(peer, PATH, json, LONGEST).await;
    judge(fetched.map(|fetched| fetched.status))
}

/// What an answer means, and what it was, in a few words.
fn judge(status: Result<u16, FetchError>) -> (Came, String) {
    match status {
        Ok(status) => {
            let came = match status {
                200..=299 => Came::Taken,
                409 | 429 | 500..=599 => Came::Failed,
                // it is no directory, or wants none of it
                _ => Came::Refused,
            };
            (came, format!("it answers {status}"))
        }
        Err(error) => {
            let came = match error {
                FetchError::Busy => Came::Busy,
                FetchError::Redirected(_) => Came::Refused,
                _ => Came::Failed,
            };
            (came, why(&error))
        }
    }
}

/// What the log of the pod says.
fn line(peer: &str, came: Came, what: &str) -> String {
    let says = match came {
        Came::Taken => "was asked to look at it",
        Came::Refused => "does not look at it",
        Came::Failed | Came::Busy => "cannot be asked to look at it, and is again later",
    };
    plain(&format!("{peer} {says}: {what}"))
}

/// How long one is left alone after so many failures in a row.
fn pause(failures: i64) -> Duration {
    (PAUSE * (1_i32 << (failures - 1).clamp(0, 8))).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::{Came, judge, line, pause};
    use crate::fetching::FetchError;
    use time::Duration;

    #[test]
    fn a_directory_that_answers_was_told_whether_it_looks_or_not() {
        for (status, came) in [
            (200, Came::Taken),
            (202, Came::Taken),
            (204, Came::Taken),
            (301, Came::Refused),
            (400, Came::Refused),
            (404, Came::Refused),
            (422, Came::Refused),
        ] {
            assert_eq!(judge(Ok(status)), (came, format!("it answers {status}")));
        }
        let (came, what) = judge(Err(FetchError::Redirected("to elsewhere".to_owned())));
        assert_eq!(came, Came::Refused);
        assert!(what.contains("to elsewhere"), "{what}");
    }

    #[test]
    fn one_that_cannot_look_at_the_moment_is_asked_again() {
        for status in [409, 429, 500, 503] {
            assert_eq!(judge(Ok(status)).0, Came::Failed, "{status}");
        }
        let away = FetchError::Name("no such name".to_owned());
        for error in [away, FetchError::Broken(String::new()), FetchError::TooSlow] {
            assert_eq!(judge(Err(error)).0, Came::Failed);
        }
        assert_eq!(judge(Err(FetchError::Busy)).0, Came::Busy, "it was not asked at all");
    }

    #[test]
    fn who_fails_again_and_again_is_left_alone_for_longer_and_a_day_at_most() {
        let pauses = [1, 2, 3, 8, 9, 10_000, i64::MAX].map(pause);
        let minutes = Duration::minutes;
        assert_eq!(pauses[..4], [minutes(10), minutes(20), minutes(40), minutes(1_280)]);
        assert_eq!(pauses[4..], [Duration::DAY; 3]);
    }

    #[test]
    fn what_another_says_is_cleaned_before_the_log_has_it() {
        let line = line("dir.example", Came::Refused, "to https://dir.example/\u{202e}\u{7}");
        assert!(line.starts_with("dir.example does not look at it: to https://dir.example/"), "{line}");
        assert!(!line.contains(['\u{202e}', '\u{7}']), "{line}");
    }
}
