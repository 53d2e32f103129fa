//! What an admin decides of a pod elsewhere, on the page or by command: it holds for later looks, and can be taken back.

use crate::polling::{self, Taken};
use directory::life::{Decision, Spans};
use model::{
    Database,
    audit::{Actor, By, deployment::Act},
    listed_pods::Decided,
    lookalikes::{self, Verdict},
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
