//! The key by which the directory signs: made when it is first needed, and sealed as the pods' keys are.

use crate::{app::App, fault::Fault};
use directory::{sign::Signer, text::TextError};
use model::{
    federation::{self, NewKey, Own},
    secrets::{self, SecretError},
};
use time::{Duration, OffsetDateTime};

/// How long it signs. Others have pinned it: who was away when it was followed by another is led on for as long.
const LIFE: Duration = Duration::days(3_653);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is sealed with another key of the deployment's, or spoilt.
    #[error(
        "the directory's key cannot be opened: {0}; `cosse directory key rotate` makes another, with \
         --old-key-file FILE if there is still the key that sealed it, with --lost if not"
    )]
    Secret(#[from] SecretError),
    /// It is no key of a directory.
    #[error("the directory's key is none: {0}")]
    Text(#[from] TextError),
}

/// The directory's key, ready to sign, and how far its feed is.
///
/// # Errors
/// The database's, or that the key cannot be opened.
pub async fn signer(app: &App) -> Result<(Signer, Own), Fault> {
    let (seal, mut own) = (app.publisher.seal(), federation::own(&app.database).await?);
    if own.kid.is_empty() {
        let (new, _) = made(seal, (app.now)()).map_err(closed)?;
        own = federation::begin(&app.database, new).await?;
    }
    let signer = opened(seal, &own).map_err(closed)?;
    Ok((signer, own))
}

/// The key, ready to sign.
///
/// # Errors
/// That it was sealed with another key of the deployment's.
pub fn opened(seal: &secrets::Key, own: &Own) -> Result<Signer, KeyError> {
    let secret = secrets::open(seal, &bound(&own.kid), &own.secret)?;
    let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| SecretError::Refused)?;
    Ok(Signer::new(secret, &own.kid, own.not_after())?)
}

/// A new key, sealed and ready to sign.
pub(super) fn made(seal: &secrets::Key, now: OffsetDateTime) -> Result<(NewKey, Signer), KeyError> {
    let secret: [u8; 32] = rand::random();
    let (year, month) = (now.year(), u8::from(now.month()));
    let kid = format!("ed25519:{year}-{month:02}-{:08x}", rand::random::<u32>());
    let not_after = (now + LIFE).date();
    let signer = Signer::new(&secret, &kid, not_after)?;
    let secret = secrets::seal(seal, &bound(&kid), &secret)?;
    let public_key = signer.key().x.to_string();
    Ok((NewKey { kid, public_key, secret, not_after }, signer))
}

/// A secret opens only as the key that it is, of the directory.
fn bound(kid: &str) -> Vec<u8> {
    format!("(directory)\n{kid}").into_bytes()
}

/// An admin can mend it: nothing is wrong with the program.
fn closed(error: KeyError) -> Fault {
    Fault::Unavailable(error.to_string())
}
