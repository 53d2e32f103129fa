//! The key by which the directory signs: made when it is first needed, and sealed as the pods' keys are.

use crate::{app::App, fault::Fault};
use directory::sign::Signer;
use model::{
    federation::{self, NewKey, Own},
    secrets::{self, SecretError},
};
use time::{Duration, OffsetDateTime};

/// How long it signs: others have pinned it, and there is no way yet to follow it by another.
const LIFE: Duration = Duration::days(3_653);

/// The directory's key, ready to sign, and how far its feed is.
///
/// # Errors
/// The database's, or that the key cannot be opened.
pub async fn signer(app: &App) -> Result<(Signer, Own), Fault> {
    let mut own = federation::own(&app.database).await?;
    if own.kid.is_empty() {
        let new = made(app, (app.now)())?;
        own = federation::begin(&app.database, new).await?;
    }
    let secret = secrets::open(app.publisher.seal(), &bound(&own.kid), &own.secret).map_err(closed)?;
    let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| closed(SecretError::Refused))?;
    let signer = Signer::new(secret, &own.kid, own.not_after()).map_err(internal)?;
    Ok((signer, own))
}

fn made(app: &App, now: OffsetDateTime) -> Result<NewKey, Fault> {
    let secret: [u8; 32] = rand::random();
    let (year, month) = (now.year(), u8::from(now.month()));
    let kid = format!("ed25519:{year}-{month:02}-{:08x}", rand::random::<u32>());
    let not_after = (now + LIFE).date();
    let public_key = Signer::new(&secret, &kid, not_after).map_err(internal)?.key().x.to_string();
    let secret = secrets::seal(app.publisher.seal(), &bound(&kid), &secret).map_err(internal)?;
    Ok(NewKey { kid, public_key, secret, not_after })
}

/// A secret opens only as the key that it is, of the directory.
fn bound(kid: &str) -> Vec<u8> {
    format!("(directory)\n{kid}").into_bytes()
}

fn closed(error: SecretError) -> Fault {
    Fault::Internal(format!("the directory's key cannot be opened: {error}"))
}

fn internal(error: impl ToString) -> Fault {
    Fault::Internal(error.to_string())
}
