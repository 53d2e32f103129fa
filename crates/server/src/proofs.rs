//! Proofs that host names are the pods': a TXT record that only the owner of a domain can set. The job looks for those that are due.

use crate::app::App;
use futures::{StreamExt, stream};
use model::{
    Database, PodId,
    audit::{Actor, By},
    hosts::{self, Due, Finding, Footing, Host},
};
use pool::Texts;
use serde_json::{Value, json};

/// Records that are looked for in one go,
const MOST: u32 = 200;

/// and at once.
const AT_ONCE: usize = 8;

/// What was seen of a name's record.
pub struct Seen {
    /// What is known of the name now.
    pub footing: Footing,
    /// What DNS says at that name; or why nothing is known.
    pub said: Result<Vec<String>, String>,
}

/// The name of the record that proves a host name.
#[must_use]
pub fn name(host: &str) -> String {
    format!("_cosse.{host}")
}

/// What that record must say.
#[must_use]
pub fn text(token: &str) -> String {
    format!("cosse-pod={token}")
}

/// The record as it stands in a zone file.
#[must_use]
pub fn zone_line(host: &str, token: &str) -> String {
    format!("{}. TXT \"{}\"", name(host), text(token))
}

/// A host name with the record that proves it, as JSON.
#[must_use]
pub fn describe(host: &Host) -> Value {
    let record = host
        .proof
        .as_ref()
        .map(|proof| json!({ "name": name(&host.host), "type": "TXT", "text": text(&proof.token) }));
    json!({
        "host": host.host,
        "primary": host.is_primary,
        "served": host.served,
        "footing": host.footing().as_str(),
        "record": record,
    })
}

/// Looks for a record, and writes down what is known of the host name then.
///
/// # Errors
/// `NotFound("host")` if it needs none, or the database's.
pub async fn look(
    database: &Database,
    texts: &Texts,
    pod: &PodId,
    host: &str,
    token: &str,
    by: &By,
) -> Result<Seen, model::Error> {
    let said = texts.of(&name(host)).await.map_err(|error| error.to_string());
    let wanted = text(token);
    let finding = match &said {
        Ok(texts) if texts.iter().any(|text| text.trim() == wanted) => Finding::There,
        Ok(_) => Finding::Missing,
        Err(_) => Finding::Silence,
    };
    let footing = hosts::record(database, pod, host, finding, by).await?;
    Ok(Seen { footing, said })
}

/// Looks for the records that are due.
///
/// # Errors
/// The database's own.
pub async fn look_for_due(app: &App) -> Result<(), model::Error> {
    let due = hosts::due(&app.database, (app.now)(), MOST).await?;
    stream::iter(due).for_each_concurrent(AT_ONCE, |due| one(app, due)).await;
    Ok(())
}

async fn one(app: &App, Due { pod, host, token }: Due) {
    let by = By { actor: Actor::Program, at: (app.now)() };
    match look(&app.database, &app.texts, &pod, &host, &token, &by).await {
        Ok(Seen { footing: Footing::Missing, .. }) => {
            tracing::warn!(host, "the record of a host name is missing")
        }
        Ok(Seen { footing, said }) => tracing::debug!(host, %footing, ?said, "a record was looked for"),
        // it was taken away meanwhile
        Err(model::Error::NotFound(_)) => {}
        Err(error) => tracing::warn!(%error, host, "what is known of a host name was not written down"),
    }
}
