//! Which domain is meant where somebody says whose a pod's is to be.

use crate::app::App;
use jid::DomainPart;
use model::domains::Kind;

/// Why a pod cannot have such a domain here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmet {
    /// Nobody makes domains.
    #[error("this deployment makes no domains: it has no --prosody-admin")]
    NoProsody,
    /// There is none that pods share.
    #[error("this deployment has no --shared-domain: name the domain")]
    NoShared,
    /// It must be said.
    #[error("is missing: name the domain of the pod's own server")]
    Missing,
}

/// The domain: of managed the pod's host name where none is named, of shared the one that the deployment has for it.
///
/// # Errors
/// That this deployment has none of that kind, or that it must be named.
pub fn meant(
    app: &App,
    kind: Kind,
    named: Option<DomainPart>,
    host: &str,
) -> Result<Option<DomainPart>, Unmet> {
    let domain = match kind {
        Kind::None => return Ok(None),
        Kind::Managed | Kind::Shared if app.prosody.is_none() => return Err(Unmet::NoProsody),
        Kind::Managed => named.or_else(|| host.parse().ok()).ok_or(Unmet::Missing),
        Kind::Shared => named.or_else(|| app.shared_domain.clone()).ok_or(Unmet::NoShared),
        Kind::Own => named.ok_or(Unmet::Missing),
    };
    domain.map(Some)
}
