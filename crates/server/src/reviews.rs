//! What an admin decides of a pod elsewhere, on the page or by command: it holds for later looks, and can be taken back.

use crate::polling;
use directory::life::{Decision, Spans};
use model::{
    Database,
    lookalikes::{self, Verdict},
};
use time::OffsetDateTime;

/// Who decides, and when.
#[derive(Clone, Copy, Debug)]
pub struct Decider<'a> {
    /// An address, or what else stands for somebody.
    pub by: &'a str,
    /// The time.
    pub now: OffsetDateTime,
}

/// Lets a pod in, from the beginning, whatever its name is like by what is known.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn let_in(
    database: &Database,
    spans: &Spans,
    domain: &str,
    reason: &str,
    Decider { by, now }: Decider<'_>,
) -> Result<(), model::Error> {
    lookalikes::decide(database, domain, Verdict::LetIn, reason, by, now).await?;
    let said = if reason.is_empty() { by.to_owned() } else { format!("{by}: {reason}") };
    polling::decide_for(database, spans, domain, Decision::Allow, Some(&said), now).await
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
    Decider { by, now }: Decider<'_>,
) -> Result<(), model::Error> {
    lookalikes::decide(database, domain, Verdict::KeptOut, reason, by, now).await?;
    polling::decide_for(database, spans, domain, Decision::Block(reason), Some(by), now).await
}

/// Takes back what was decided: the pod is looked at as one that was named just now, and so is its name.
///
/// # Errors
/// `NotFound("listing")`, or the database's.
pub async fn take_back(
    database: &Database,
    spans: &Spans,
    domain: &str,
    Decider { by, now }: Decider<'_>,
) -> Result<(), model::Error> {
    lookalikes::undo(database, domain).await?;
    let said = format!("{by} takes back what was decided");
    polling::decide_for(database, spans, domain, Decision::Allow, Some(&said), now).await
}
