//! How long each step of a stream may take.

use crate::sign_in::SignInError;
use std::time::Duration;

/// How long each step of a stream may take.
#[derive(Debug)]
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

/// One for all: a session need not have its own.
pub(crate) static DEADLINES: Deadlines = Deadlines {
    names: Duration::from_secs(10),
    address: Duration::from_secs(4),
    tcp: Duration::from_secs(6),
    tls: Duration::from_secs(10),
    open: Duration::from_secs(30),
    header: Duration::from_secs(15),
    sasl: Duration::from_secs(20),
    bind: Duration::from_secs(20),
    account: Duration::from_secs(5),
    iq: Duration::from_secs(20),
    write: Duration::from_secs(30),
    quiet: Duration::from_secs(240),
    answer: Duration::from_secs(30),
};

/// Waits for a step, but not longer than its deadline.
pub(crate) async fn within<T>(
    deadline: Duration,
    step: impl Future<Output = Result<T, SignInError>>,
) -> Result<T, SignInError> {
    tokio::time::timeout(deadline, step).await.map_err(|_| SignInError::Timeout)?
}
