//! What an admin decides of a pod elsewhere, on the page or by command: it holds for later looks, and can be taken back.

use crate::polling::{self, Taken};
use directory::life::{Decision, Spans};
use model::{
    Database,
    audit::{Actor, By, deployment::Act},
    listed_pods::{self, Decided},
    lookalikes::{self, Verdict},
    pod_reports::{self, PodReport},
    pods,
};

/// Lets a pod in, from the beginning, whatever its name is like by what is known.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn let_in(
    database: &Database,
    spans: &Spans,
    domain: &str,
    reason: &str,
    by: &By,
) -> Result<(), model::Error> {
    let name = name(by);
    lookalikes::decide(database, domain, Verdict::LetIn, reason, &name, by.at).await?;
    let said = if reason.is_empty() { name } else { format!("{name}: {reason}") };
    let taken = taken(Decision::Allow, &said, decided(Act::ListingLetIn, reason, by));
    polling::decide_for(database, spans, domain, taken).await
}

/// Keeps a pod out.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn keep_out(
    database: &Database,
    spans: &Spans,
    domain: &str,
    reason: &str,
    by: &By,
) -> Result<(), model::Error> {
    let name = name(by);
    lookalikes::decide(database, domain, Verdict::KeptOut, reason, &name, by.at).await?;
    let taken = taken(Decision::Block(reason), &name, decided(Act::ListingKeepOut, reason, by));
    polling::decide_for(database, spans, domain, taken).await
}

/// Shows a pod no more until somebody has looked at it.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn look_at(
    database: &Database,
    spans: &Spans,
    domain: &str,
    reason: &str,
    by: &By,
) -> Result<(), model::Error> {
    let name = name(by);
    let taken = taken(Decision::Review(reason), &name, decided(Act::ListingReview, reason, by));
    polling::decide_for(database, spans, domain, taken).await
}

/// Takes back what was decided: the pod is looked at as one that was named just now, and so is its name.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn take_back(
    database: &Database,
    spans: &Spans,
    domain: &str,
    by: &By,
) -> Result<(), model::Error> {
    lookalikes::undo(database, domain).await?;
    let said = format!("{} takes back what was decided", name(by));
    let taken = taken(Decision::Allow, &said, decided(Act::ListingUndo, "", by));
    polling::decide_for(database, spans, domain, taken).await
}

/// Takes a pod out. Somebody may name it again.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn remove(database: &Database, spans: &Spans, domain: &str, by: &By) -> Result<(), model::Error> {
    let name = name(by);
    let taken = taken(Decision::Remove, &name, decided(Act::ListingRemove, "", by));
    polling::decide_for(database, spans, domain, taken).await
}

/// What can be decided of a report of a pod: one of this deployment is in the directory by itself, and of one that is not there nothing is
/// to be done here.
///
/// # Errors
/// Only the database's own.
pub async fn verdicts(database: &Database, domain: &str) -> Result<Vec<pod_reports::Verdict>, model::Error> {
    use pod_reports::Verdict::{Blocked, Dismissed, Review, Settled};

    let is_own = pods::by_host_in_any_state(database, domain).await?.is_some();
    let is_listed = !is_own && listed_pods::get(database, domain).await?.is_some();
    Ok(if is_listed { vec![Review, Blocked, Dismissed, Settled] } else { vec![Dismissed, Settled] })
}

/// Decides a report of a pod. The pod first, so that nothing is told that was not done; one that is forgotten meanwhile is as it was to be.
///
/// # Errors
/// `NotFound("report")`, also where it was decided before.
pub async fn decide(
    database: &Database,
    spans: &Spans,
    report: &PodReport,
    verdict: pod_reports::Verdict,
    reason: &str,
    by: &By,
) -> Result<(), model::Error> {
    let done = match verdict {
        pod_reports::Verdict::Review => look_at(database, spans, &report.domain, reason, by).await,
        pod_reports::Verdict::Blocked => keep_out(database, spans, &report.domain, reason, by).await,
        pod_reports::Verdict::Dismissed | pod_reports::Verdict::Settled => Ok(()),
    };
    match done {
        Ok(()) | Err(model::Error::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    pod_reports::decide(database, &report.id, pod_reports::Decision { verdict, reason, by }).await
}

fn taken<'a>(decision: Decision<'a>, said: &'a str, decided: Decided) -> Taken<'a> {
    Taken { decision, said: Some(said), now: decided.by.at, decided: Some(decided) }
}

fn decided(act: Act, reason: &str, by: &By) -> Decided {
    Decided { by: by.clone(), act, reason: reason.to_owned() }
}

/// As the directory's own log calls whoever decides.
fn name(by: &By) -> String {
    match &by.actor {
        Actor::CommandLine => "the command line".to_owned(),
        actor => actor.to_string(),
    }
}
