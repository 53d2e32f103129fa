//! What this directory says of pods, signed with the key that it has now.

use super::signer;
use crate::{app::App, fault::Fault};
use directory::signed::Signed;
use model::federation::{
    self,
    statements::{self, Said},
};
use serde_json::Value;

/// All that it says now. What an older key has signed is signed anew, and kept so: who has pinned the new one believes no other. The key is
/// opened only for that.
///
/// # Errors
/// The database's, or that there is no key.
pub async fn own_statements(app: &App) -> Result<Vec<Value>, Fault> {
    let said = statements::own(&app.database, (app.now)()).await?;
    let told: Vec<Said> = said.into_iter().filter(|said| !said.withdrawn).collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let kid = federation::own(&app.database).await?.kid;
    let read = |said: Said| serde_json::from_str::<Value>(&said.document).ok().map(|value| (said, value));
    let told: Vec<(Said, Value)> = told.into_iter().filter_map(read).collect();
    if told.iter().all(|(_, value)| has_signed(&kid, value)) {
        return Ok(told.into_iter().map(|(_, value)| value).collect());
    }
    let (signer, _) = signer(app).await?;
    let mut all = Vec::with_capacity(told.len());
    for (said, value) in told {
        if has_signed(&signer.key().kid, &value) {
            all.push(value);
            continue;
        }
        let Ok(signed) = Signed::new(&value, &signer) else { continue };
        let document = signed.value().to_string();
        let kept = statements::sign_anew(&app.database, &said.id, &said.document, &document).await;
        if let Err(error) = kept {
            tracing::warn!(%error, subject = said.subject, "a statement is signed anew each time");
        }
        all.push(signed.value());
    }
    Ok(all)
}

/// Whether a statement is signed by the key of that name.
fn has_signed(kid: &str, value: &Value) -> bool {
    value["proof"]["kid"].as_str() == Some(kid)
}
