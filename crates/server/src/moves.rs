//! Where a pod goes on that closes: at another host name, which is none of its own.

use directory::host_name::{self, HostNameError};
use model::{Database, PodId, hosts};

/// Why a pod does not go on there.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// It is no host name of a pod.
    #[error("{0}")]
    Name(HostNameError),
    /// It is one of its own.
    #[error("it is a name of the pod itself, which closes")]
    Own,
    /// The database's.
    #[error("{0}")]
    Model(#[from] model::Error),
}

/// The host name that somebody typed, as DNS has it; none where nothing was.
///
/// # Errors
/// [`MoveError`].
pub async fn read(database: &Database, pod: &PodId, text: &str) -> Result<Option<String>, MoveError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let host = host_name::parse(text.trim()).map_err(MoveError::Name)?;
    let own = hosts::list(database, pod).await?;
    if own.iter().any(|own| **own == *host) {
        return Err(MoveError::Own);
    }
    Ok(Some(host.into()))
}
