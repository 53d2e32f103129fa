//! Another key for the directory. The one before says so, and whoever follows the directory believes it.

use super::key::{KeyError, made, opened};
use directory::{handover, sign::SignError};
use model::{
    Database,
    audit::By,
    federation::{self, handovers},
    secrets,
};

/// Why there is no other key.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// There is none to be followed.
    #[error("the directory has no key yet: it is made when somebody first asks who the directory is")]
    None,
    /// Somebody else was quicker.
    #[error("the directory's key was followed by another just now: see `cosse directory key list`")]
    Changed,
    /// The one before cannot be opened.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What it says cannot be written.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// The database's answer.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

/// Has another key sign from now on, sealed with `seal`; its name. The one before is opened with `old`; without that nothing leads from it to
/// the new one.
///
/// # Errors
/// [`RotationError`].
pub async fn rotate(
    database: &Database,
    seal: &secrets::Key,
    old: Option<&secrets::Key>,
    by: &By,
) -> Result<String, RotationError> {
    let own = federation::own(database).await?;
    if own.kid.is_empty() {
        return Err(RotationError::None);
    }
    let before = old.map(|old| opened(old, &own)).transpose()?;
    let (new, signer) = made(seal, by.at)?;
    let word = before.map(|before| handover::write(signer.key(), &before)).transpose()?;
    let (kid, word) = (new.kid.clone(), word.map(|word| word.to_string()));
    match handovers::follow(database, &own.kid, new, word, by).await {
        Err(model::Error::NotFound(_)) => Err(RotationError::Changed),
        followed => Ok(followed.map(|()| kid)?),
    }
}
