//! What is done from time to time.

use crate::app::App;
use model::{browsers, places};
use std::time::{Duration, Instant};

/// Places of people who began to sign up and did not go on.
const PLACES: Duration = Duration::from_secs(30);

/// Members who look, and those who do not any more.
const WATCHERS: Duration = Duration::from_secs(60);

/// Browsers that nobody has used for longer than their cookie lives.
const BROWSERS: Duration = Duration::from_secs(3600);

/// How long a browser is remembered.
const REMEMBERED: time::Duration = time::Duration::days(400);

/// What is due for all, until the program stops; where several processes do it, each does what the others have not done.
pub async fn run(app: App) {
    let mut places_due = tokio::time::interval(PLACES);
    let mut browsers_due = tokio::time::interval(BROWSERS);
    loop {
        let done = tokio::select! {
            _ = places_due.tick() => places::expire(&app.database, (app.now)()).await,
            _ = browsers_due.tick() => browsers::expire(&app.database, (app.now)() - REMEMBERED).await,
        };
        match done {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "a job tidied up"),
            Err(error) => tracing::warn!(%error, "a job failed; it is tried again"),
        }
    }
}

/// What each process that serves pages does for itself.
pub async fn of_web(app: App) {
    let mut watchers_due = tokio::time::interval(WATCHERS);
    loop {
        watchers_due.tick().await;
        app.watchers.sweep(&app.pool, Instant::now()).await;
    }
}
