//! Between the directory's rules and the rows: a pod's life, and what becomes of it.

use crate::app::App;
use directory::life::{Decision, Event, Life, Next, Spans, State, Step};
use model::{
    Database,
    listed_pods::{self, Decided, Found, ListedPod, Outcome, State as Kept},
};
use time::OffsetDateTime;

/// How often a decision is tried while the pod is looked at.
const TRIES: usize = 5;

/// What the rules know of a pod.
pub(super) fn life(pod: &ListedPod) -> Life {
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Life {
        state: state_of(pod.state),
        since: pod.since,
        first_seen: pod.first_seen,
        good_at: pod.good_at,
        expires_at: pod.expires_at,
        good: count(pod.good),
        all: count(pod.total),
        reason: pod.reason.clone(),
    }
}

/// A state as the rules have it.
pub(super) fn state_of(state: Kept) -> State {
    match state {
        Kept::Submitted => State::Submitted,
        Kept::Probation => State::Probation,
        Kept::Listed => State::Listed,
        Kept::Stale => State::Stale,
        Kept::Down => State::Down,
        Kept::Gone => State::Gone,
        Kept::Tombstone => State::Tombstone,
        Kept::Unlisted => State::Unlisted,
        Kept::Closing => State::Closing,
        Kept::Review => State::Review,
        Kept::Blocked => State::Blocked,
    }
}

fn kept(state: State) -> Kept {
    match state {
        State::Submitted => Kept::Submitted,
        State::Probation => Kept::Probation,
        State::Listed => Kept::Listed,
        State::Stale => Kept::Stale,
        State::Down => Kept::Down,
        State::Gone => Kept::Gone,
        State::Tombstone => Kept::Tombstone,
        State::Unlisted => Kept::Unlisted,
        State::Closing => Kept::Closing,
        State::Review => Kept::Review,
        State::Blocked => Kept::Blocked,
    }
}

/// Writes down what came of a look. What somebody decided meanwhile is not undone.
pub(super) async fn settle(
    app: &App,
    pod: &ListedPod,
    step: Step,
    found: Option<Found>,
    was_good: Option<bool>,
) -> Result<(), model::Error> {
    let line = step.line.clone();
    let outcome = outcome(step, found, was_good);
    let kept = listed_pods::settle(&app.database, &pod.domain, pod.turn, outcome, (app.now)()).await?;
    if let Some(line) = line.filter(|_| kept) {
        tracing::info!(domain = pod.domain, line, "a pod of another deployment");
    }
    Ok(())
}

/// A decision of a pod.
#[derive(Clone, Debug)]
pub struct Taken<'a> {
    /// What is decided.
    pub decision: Decision<'a>,
    /// Who says so, for the directory's log; nobody where it is the program itself.
    pub said: Option<&'a str>,
    /// The same for the deployment's log.
    pub decided: Option<Decided>,
    /// The time.
    pub now: OffsetDateTime,
}

/// Does with a pod what the program decides.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn decide(app: &App, domain: &str, decision: Decision<'_>) -> Result<(), model::Error> {
    let taken = Taken { decision, said: None, decided: None, now: (app.now)() };
    decide_for(&app.database, &app.polling.spans, domain, taken).await
}

/// Does with a pod what is decided, also where nothing is served.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn decide_for(
    database: &Database,
    spans: &Spans,
    domain: &str,
    Taken { decision, said: by, decided, now }: Taken<'_>,
) -> Result<(), model::Error> {
    for _ in 0..TRIES {
        let pod = listed_pods::get(database, domain).await?;
        let pod = pod.ok_or(model::Error::NotFound("listing"))?;
        let mut step = life(&pod).after(Event::Decided(decision), spans, now, 0.5);
        let said = step.line.take().unwrap_or_else(|| format!("{} again", step.life.state));
        step.line = Some(by.map_or_else(|| said.clone(), |by| format!("{said} ({by})")));
        let outcome = Outcome { decided: decided.clone(), ..outcome(step, None, None) };
        if listed_pods::settle(database, domain, pod.turn, outcome, now).await? {
            return Ok(());
        }
        // somebody looked at it in this moment
    }
    Err(model::Error::NotFound("listing"))
}

fn outcome(step: Step, found: Option<Found>, was_good: Option<bool>) -> Outcome {
    let Step { life, next, line, .. } = step;
    Outcome {
        state: kept(life.state),
        since: life.since,
        good_at: life.good_at,
        expires_at: life.expires_at,
        good: i64::from(life.good),
        total: i64::from(life.all),
        reason: life.reason,
        due_at: match next {
            Next::At(at) => Some(at),
            Next::Never | Next::Forget => None,
        },
        found,
        was_good,
        line,
        forget: next == Next::Forget,
        decided: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{kept, state_of};
    use directory::life::State;

    #[test]
    fn both_have_the_same_words() {
        for state in State::ALL {
            assert_eq!(state_of(kept(state)), state);
            assert_eq!(kept(state).as_str(), state.as_str());
        }
    }
}
