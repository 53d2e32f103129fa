//! What this directory says of pods, signed with the key that it has now.

use super::signer;
use crate::{app::App, fault::Fault};
use directory::signed::Signed;
use model::federation::statements::{self, Said};
use serde_json::Value;

/// All that it says now. What an older key has signed is signed anew, and kept so: who has pinned the new one believes no other.
///
/// # Errors
/// The database's, or that there is no key.
pub async fn own_statements(app: &App) -> Result<Vec<Value>, Fault> {
    let own = statements::own(&app.database, (app.now)()).await?;
    let told: Vec<Said> = own.into_iter().filter(|said| !said.withdrawn).collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let (signer, _) = signer(app).await?;
    let kid = signer.key().kid.to_string();
    let mut all = Vec::with_capacity(told.len());
    for said in told {
        let Ok(value) = serde_json::from_str::<Value>(&said.document) else { continue };
        if value["proof"]["kid"].as_str() == Some(kid.as_str()) {
            all.push(value);
            continue;
        }
        let Ok(signed) = Signed::new(&value, &signer) else { continue };
        let document = signed.value().to_string();
        statements::sign_anew(&app.database, &said.id, &said.document, &document).await?;
        all.push(signed.value());
    }
    Ok(all)
}
