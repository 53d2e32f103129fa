//! Sending what people are told by XMPP: words, the deployment's own account, and what becomes of each notice.

use crate::app::App;
use model::{
    Error,
    notices::{self, Notice, Outcome, Told, messengers},
    pods::{self, Pod, State},
    warnings::Limit,
};
use pool::notices::{Fate, Line, Messenger, NotSignedIn};
use std::time::{Duration, Instant};
use ui::{
    Language,
    mails::Sender,
    tidings::{Now, Tiding},
};

/// How often it is looked whether a notice is due.
const LOOK: Duration = Duration::from_secs(2);

/// How long nothing is tried when the account could not be signed in: its server is not asked for each notice.
const REST: Duration = Duration::from_secs(60);

/// How long the account stays signed in after the last notice: what another server does not take comes back by then, mostly.
const LINGER: Duration = Duration::from_secs(60);

/// How often this process says that it sends notices.
const SAY: Duration = Duration::from_secs(300);

/// Why a notice is not sent that says what was taken back while it waited.
const TAKEN_BACK: &str = "it is so no more";

/// How often it is tried to write down what became of a notice that was handed over.
const WRITES: usize = 5;

/// The account while it is signed in, with what it has sent.
struct Outbox {
    line: Line,
    sent: Vec<Notice>,
    last: Instant,
}

/// Says that notices are sent, where this process sends them: from now on they are written down.
///
/// # Errors
/// Only the database's own.
pub async fn say(app: &App) -> Result<(), Error> {
    match &app.messenger {
        Some(messenger) => messengers::note(&app.database, messenger.jid(), (app.now)()).await,
        None => Ok(()),
    }
}

/// Sends what is due, one after the other, for as long as the program runs.
pub async fn run(app: &App) {
    let Some(messenger) = &app.messenger else { return };
    tokio::join!(repeat(app), send_all(app, messenger));
}

async fn repeat(app: &App) {
    let mut due = tokio::time::interval(SAY);
    loop {
        due.tick().await;
        if let Err(error) = say(app).await {
            tracing::warn!(%error, "nobody knows that notices are sent; it is said again");
        }
    }
}

async fn send_all(app: &App, messenger: &Messenger) {
    let mut outbox = None;
    loop {
        let rest = match send_due(app, messenger, &mut outbox).await {
            Ok(rest) => rest,
            Err(error) => {
                tracing::warn!(%error, "notices wait for the database");
                LOOK
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Sends what is due, and says how long to wait then.
async fn send_due(app: &App, messenger: &Messenger, outbox: &mut Option<Outbox>) -> Result<Duration, Error> {
    while let Some(notice) = notices::claim(&app.database, (app.now)()).await? {
        let mut open = match reach(messenger, outbox).await {
            Ok(open) => open,
            // whatever it is: it is not about this notice
            Err(error) => {
                settle(app, &notice, Outcome::Later(error.to_string())).await?;
                return Ok(REST);
            }
        };
        if let Some(outcome) = open.send(app, &notice).await? {
            let is_lost = matches!(outcome, Outcome::Later(_) | Outcome::Unsure(_));
            settle(app, &notice, outcome).await?;
            if is_lost {
                // what waits in a session of which nobody knows what it did is never sent by it
                open.line.leave().await;
                return Ok(REST);
            }
            open.sent.push(notice);
        }
        open.take_back(app).await?;
        *outbox = Some(Outbox { last: Instant::now(), ..open });
    }
    rest(app, outbox).await?;
    Ok(LOOK)
}

/// The account that is signed in, or signed in now.
async fn reach(messenger: &Messenger, outbox: &mut Option<Outbox>) -> Result<Outbox, NotSignedIn> {
    match outbox.take().filter(|open| open.line.is_open()) {
        Some(open) => Ok(open),
        None => Ok(Outbox { line: messenger.open().await?, sent: Vec::new(), last: Instant::now() }),
    }
}

/// Hears what came back, and signs out when nothing was to be sent for a while.
async fn rest(app: &App, outbox: &mut Option<Outbox>) -> Result<(), Error> {
    let Some(mut open) = outbox.take() else { return Ok(()) };
    open.take_back(app).await?;
    if open.line.is_open() && open.last.elapsed() < LINGER {
        *outbox = Some(open);
    } else {
        open.line.leave().await;
    }
    Ok(())
}

impl Outbox {
    /// Sends a notice that was claimed; nothing where another job has it by now.
    async fn send(&mut self, app: &App, notice: &Notice) -> Result<Option<Outcome>, Error> {
        let pod = pods::get(&app.database, &notice.pod_id).await?;
        let told = pod.and_then(|pod| notice.told().map(|told| (pod, told)));
        // nothing is said of it where only another release could read it
        let Some((pod, told)) = told else { return Ok(Some(Outcome::Refused(String::new()))) };
        if !is_so(&pod, &told) {
            return Ok(Some(Outcome::Refused(TAKEN_BACK.to_owned())));
        }
        let words = words(app, &pod, notice, told);
        let last_moment = notices::hand_over(&app.database, notice, (app.now)());
        let fate = self.line.send(&notice.recipient, &notice.id.to_string(), words, last_moment).await?;
        Ok(fate.map(|fate| match fate {
            Fate::Sent => Outcome::Sent,
            Fate::NotSent(why) => Outcome::Later(why),
            Fate::Refused(why) => Outcome::Refused(why),
            Fate::Unsure(why) => Outcome::Unsure(why),
        }))
    }

    /// Writes down which of those that were sent came back.
    async fn take_back(&mut self, app: &App) -> Result<(), Error> {
        while let Some(back) = self.line.came_back() {
            let is_it = |it: &&Notice| it.id.to_string() == back.id && it.recipient == back.from;
            if let Some(notice) = self.sent.iter().find(is_it) {
                tracing::warn!(id = %notice.id, said = back.said, "a notice came back");
                notices::came_back(&app.database, notice, &back.said).await?;
            }
        }
        Ok(())
    }
}

/// Whether the pod is still what is told of it: what could not be sent for a day may have been taken back.
fn is_so(pod: &Pod, told: &Told) -> bool {
    match told {
        Told::PodTurned { state, .. } => pod.state == *state,
        Told::PodCloses { at, .. } => {
            let day = pod.closing_at.filter(|_| pod.state == State::Closing);
            // it is told in whole seconds
            day.is_some_and(|day| day.unix_timestamp() == at.unix_timestamp())
        }
        Told::LimitNear { .. } | Told::RequestsWait { .. } | Told::SignupsPaused { .. } => true,
    }
}

/// What a notice says, in its reader's language.
fn words(app: &App, pod: &Pod, notice: &Notice, told: Told) -> String {
    let language = Language::from_tag(&notice.language).unwrap_or_default();
    let origin = app.origins.of(&pod.host);
    let sender = Sender { language, pod: &pod.name, origin: &origin };
    tiding(told).write(&sender)
}

fn tiding(told: Told) -> Tiding {
    use Told as T;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    match told {
        T::LimitNear { limit, percent, .. } => Tiding::LimitNear {
            limit: match limit {
                Limit::Members => ui::mails::Limit::Members,
                Limit::Storage => ui::mails::Limit::Storage,
                Limit::Sessions => ui::mails::Limit::Sessions,
                Limit::Signups => ui::mails::Limit::Signups,
            },
            percent: u8::try_from(percent).unwrap_or(100),
        },
        T::RequestsWait { asking } => Tiding::RequestsWait { asking: count(asking) },
        T::SignupsPaused { newcomers } => Tiding::SignupsPaused { newcomers: count(newcomers) },
        T::PodTurned { state, reason } => Tiding::PodTurned {
            now: match state {
                State::ReadOnly => Now::ReadOnly,
                State::Suspended => Now::Suspended,
                State::Active | State::Closing | State::Deleted => Now::InUse,
            },
            reason,
        },
        T::PodCloses { at, moved_to } => Tiding::PodCloses { at, moved_to },
    }
}

/// What became of a notice is not to be forgotten because the database was away for a moment.
async fn settle(app: &App, notice: &Notice, outcome: Outcome) -> Result<(), Error> {
    match &outcome {
        Outcome::Sent => tracing::debug!(id = %notice.id, "a notice was sent"),
        other => tracing::warn!(?other, id = %notice.id, tries = notice.tries, "a notice was not sent"),
    }
    let mut left = WRITES;
    loop {
        left -= 1;
        match notices::settle(&app.database, notice, outcome.clone(), (app.now)()).await {
            Err(error) if left > 0 && error.is_away() => tokio::time::sleep(LOOK).await,
            settled => return settled,
        }
    }
}
