//! How long each step of a stream may take.

use crate::sign_in::SignInError;
use std::time::Duration;

/// How long each step of a stream may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadlines {
    /// All that name servers are asked for one domain.
    pub(crate) names: Duration,
    /// The addresses of one SRV target.
    pub(crate) address: Duration,
    pub(crate) tcp: Duration,
    pub(crate) tls: Duration,
    /// All addresses of a server together, up to the features of a stream.
    pub(crate) open: Duration,
    /// A stream header and its features.
    pub(crate) header: Duration,
    pub(crate) sasl: Duration,
    /// Binding a resource, or resuming a stream.
    pub(crate) bind: Duration,
    /// What our own account announces. A stream begins without it, too.
    pub(crate) account: Duration,
    pub(crate) iq: Duration,
    pub(crate) write: Duration,
    /// A server that was silent for so long is asked whether it is there,
    pub(crate) quiet: Duration,
    /// and must then answer within this.
    pub(crate) answer: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            names: seconds(10),
            address: seconds(4),
            tcp: seconds(6),
            tls: seconds(10),
            open: seconds(30),
            header: seconds(15),
            sasl: seconds(20),
            bind: seconds(20),
            account: seconds(5),
            iq: seconds(20),
            write: seconds(30),
            quiet: seconds(240),
            answer: seconds(30),
        }
    }
}

/// Waits for a step, but not longer than its deadline.
pub(crate) async fn within<T>(
    deadline: Duration,
    step: impl Future<Output = Result<T, SignInError>>,
) -> Result<T, SignInError> {
    tokio::time::timeout(deadline, step).await.map_err(|_| SignInError::Timeout)?
}
