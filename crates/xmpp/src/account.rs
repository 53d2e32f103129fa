//! Whose session it is, how it signs in, and where it left off.

use crate::disco::Identity;
use crate::network::Turn;
use crate::sasl::{Mechanism, ScramKey};
use crate::sm::StreamState;
use jid::{BareJid, ResourcePart};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The account that a session signs in to.
#[derive(Debug)]
pub struct Account {
    /// The account's address.
    pub jid: BareJid,
    /// The same for every session of this account here, so that a new bind displaces a zombie's stream (RFC 6120 §7.7).
    pub resource: ResourcePart,
    /// What it signs in with.
    pub secret: Secret,
    /// What it answers to service discovery (XEP-0030).
    pub identity: Arc<Identity>,
}

/// What proves that the account is ours.
#[derive(Clone)]
pub enum Secret {
    /// The password as it was typed.
    Password {
        /// The password itself.
        password: Zeroizing<String>,
        /// What it signed in with before, if it has: it is not given to a server that offers less.
        used: Option<Mechanism>,
    },
    /// A salted key from an earlier sign-in; its mechanism is pinned.
    Scram(ScramKey),
}

impl Secret {
    /// A password that was just typed: whoever types it decides anew whom to trust with it.
    #[must_use]
    pub fn typed(password: Zeroizing<String>) -> Self {
        Self::Password { password, used: None }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Password { .. } => f.write_str("Password(…)"),
            Self::Scram(key) => f.debug_tuple("Scram").field(key).finish(),
        }
    }
}

/// Where a session begins.
#[derive(Debug, Default)]
pub struct Start {
    /// The stream that another task or process kept, to be resumed first (XEP-0198 §5).
    pub stream: Option<StreamState>,
    /// When it may open its first one.
    pub turn: Turn,
}
