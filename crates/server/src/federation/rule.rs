//! The rule "take out what several trusted directories agree on": off until an admin sets it, and undone when they agree no longer.

use super::{SayError, Saying, is_echo, read, say};
use crate::{app::App, polling};
use directory::{
    life::Decision,
    statement::{Action, Statement, agree},
    text::{Host, Line, Link},
};
use model::{
    audit::{Actor, By},
    federation::{
        self,
        statements::{self, Said},
    },
    listed_pods::{self, State},
};
use std::collections::{BTreeMap, BTreeSet};
use time::Duration;

/// How long a statement holds if nobody says how long.
pub const DAYS: u32 = 90;

/// What the reason of a pod begins with that the rule has taken out.
const REASON: &str = "other directories agree";

/// Why it is let in again.
const AGREE_NO_LONGER: &str = "the other directories agree no longer";

/// Takes out the pods on which trusted peers agree, and lets in again those on which they agree no longer. An admin's decision stays.
///
/// # Errors
/// The database's, or that nothing can be signed.
pub async fn apply(app: &App) -> Result<(), SayError> {
    let (database, now) = (&app.database, (app.now)());
    let needed = federation::own(database).await?.agree;
    let said = if needed > 0 { statements::trusted(database, now).await? } else { Vec::new() };
    let mut of: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for one in said {
        if let Some(statement) = read(&one.document) {
            of.entry(one.subject).or_default().push(statement);
        }
    }
    let needed = usize::try_from(needed).unwrap_or(usize::MAX);
    let agreed = of.iter().filter_map(|(subject, said)| Some((subject.as_str(), agree(said, needed)?)));
    let agreed: BTreeMap<&str, Vec<&Link>> = agreed.collect();
    let known = keep_or_undo(app, &agreed).await?;
    // where no more can be said, nothing is done of which nobody would hear
    let most = usize::try_from(statements::MOST).unwrap_or_default();
    let room = most.saturating_sub(statements::own(database, now).await?.len());
    let fresh = agreed.iter().filter(|(subject, _)| !known.contains(**subject));
    for (subject, voices) in fresh.take(room) {
        take_out(app, subject, voices).await?;
    }
    Ok(())
}

/// Of what was said by the rule before: whom they agree on no longer is let in again. The subjects of the rest.
async fn keep_or_undo(app: &App, agreed: &BTreeMap<&str, Vec<&Link>>) -> Result<BTreeSet<String>, SayError> {
    let (database, now) = (&app.database, (app.now)());
    let mut known = BTreeSet::new();
    for one in statements::own(database, now).await? {
        let Some(statement) = read(&one.document).filter(is_echo) else { continue };
        let pod = listed_pods::get(database, &statement.subject).await?;
        let is_ours = pod.is_some_and(|pod| pod.state == State::Blocked && pod.reason.starts_with(REASON));
        if agreed.contains_key(&*statement.subject) {
            if !is_ours || one.withdrawn {
                stand_back(app, &one).await?;
            }
            known.insert(one.subject);
            continue;
        }
        if is_ours {
            polling::decide(app, &statement.subject, Decision::Again(AGREE_NO_LONGER)).await?;
        }
        statements::forget(database, &one.id).await?;
    }
    Ok(known)
}

/// An admin thinks otherwise: nobody says the contrary any more, nor does it again for as long as the others say it.
async fn stand_back(app: &App, said: &Said) -> Result<(), model::Error> {
    let (database, now) = (&app.database, (app.now)());
    if !said.withdrawn {
        match statements::withdraw(database, &said.id, &by(app)).await {
            // another process did
            Ok(()) | Err(model::Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let days = i64::from(DAYS);
    if said.expires_at < now + Duration::days(days / 2) {
        statements::remember(database, &said.id, now + Duration::days(days)).await?;
    }
    Ok(())
}

/// Takes a pod out that is here and not out, and says so. Where the program stops between the two, it is said the next time.
async fn take_out(app: &App, subject: &str, voices: &[&Link]) -> Result<(), SayError> {
    let Some(pod) = listed_pods::get(&app.database, subject).await? else { return Ok(()) };
    let is_ours = pod.state == State::Blocked && pod.reason.starts_with(REASON);
    if matches!(pod.state, State::Blocked | State::Tombstone | State::Gone) && !is_ours {
        return Ok(());
    }
    let names: Vec<&str> = voices.iter().map(|voice| &***voice).collect();
    let reason = format!("{REASON} that it is not to be listed: {}", names.join(", "));
    let (Ok(subject), Some(told)) = (Host::try_from(subject.to_owned()), Line::cleaned(&reason)) else {
        return Ok(());
    };
    if !is_ours {
        polling::decide(app, &subject, Decision::Block(&reason)).await?;
    }
    let because = voices.iter().map(|voice| (*voice).clone()).collect();
    let (action, lasts) = (Action::Delist, Duration::days(DAYS.into()));
    say(app, Saying { subject, action, reason: told, evidence: Vec::new(), lasts, because }, &by(app)).await
}

fn by(app: &App) -> By {
    By { actor: Actor::Program, at: (app.now)() }
}
