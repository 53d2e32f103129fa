//! Another key for a pod: named in time before it signs, or in use at once.

use super::keys::{AHEAD, KeyError, current, make, signer};
use model::{
    Database, PodId,
    audit::By,
    listings::{self, Key},
    secrets,
};
use time::OffsetDateTime;

/// A key that signs, or will.
pub struct Named {
    /// The key.
    pub key: Key,
    /// Whether it was made now; else one was named already.
    pub is_new: bool,
}

/// Why there is no other key.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The deployment's key does not fit.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database's answer.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

/// Names the key that follows the one in use, unless one is named already; or puts another in the place of all, at once.
///
/// # Errors
/// That the keys cannot be opened, and the database's.
pub async fn rotate(
    database: &Database,
    seal: &secrets::Key,
    pod: &PodId,
    at_once: bool,
    by: &By,
) -> Result<Named, RotationError> {
    if at_once {
        let new = make(seal, pod, by.at)?;
        listings::replace(database, pod, &new, by).await?;
        return Ok(Named { key: new, is_new: true });
    }
    begin(database, seal, pod, by.at).await?;
    let next = make(seal, pod, by.at + AHEAD)?;
    let mut keys = listings::name_next(database, pod, &next, by).await?;
    let key = keys.pop().unwrap_or_else(|| next.clone());
    let is_new = key.kid == next.kid;
    Ok(Named { key, is_new })
}

/// Sees to it that there is a key in use, and that it can be opened: else the next one could not be opened either where it is needed.
async fn begin(
    database: &Database,
    seal: &secrets::Key,
    pod: &PodId,
    now: OffsetDateTime,
) -> Result<(), RotationError> {
    let mut keys = listings::keys(database, pod).await?;
    if keys.is_empty() {
        keys = listings::begin(database, pod, &make(seal, pod, now)?).await?;
    }
    if let Some(key) = current(&keys, now).first() {
        signer(seal, pod, key)?;
    }
    Ok(())
}
