//! Why a session has no stream.

use crate::sign_in::SignInError;

/// Why a session has no stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The server did not answer when it was asked whether it is there.
    #[error("the server does not answer")]
    Silent,
    /// The connection broke, or takes no more; what the system says.
    #[error("{0}")]
    Cut(String),
    /// The server ended the stream with an error (RFC 6120 §4.9); what it says.
    #[error("stream error {0}")]
    StreamError(String),
    /// There was none: it could not be signed in.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl Lost {
    /// The name in metrics.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Cut(_) => "cut",
            Self::StreamError(_) => "stream-error",
            Self::SignIn(error) => error.as_str(),
        }
    }
}
