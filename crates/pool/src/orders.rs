//! What travels on the bus from a web node to a worker, and back.

use crate::{
    bus::SHARDS,
    commands::{Command, Reply},
    forms::{Filled, Form},
    register::RegisterRefusal,
    sign_in::SignInRefusal,
};
use jid::BareJid;
use model::{MemberId, PodId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A request about one account on one pod.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    /// Which pod.
    pub(crate) pod: PodId,
    /// Whose account.
    pub(crate) jid: BareJid,
    /// Where the answer is waited for.
    pub(crate) ticket: String,
    /// What is asked.
    pub(crate) request: Request,
}

/// What is asked of a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case")]
pub(crate) enum Request {
    /// Is this password right? If so, hold a session.
    SignIn {
        /// Sealed to the deployment's key.
        password: Vec<u8>,
        /// Whether a password may be kept where nothing better can.
        keep: bool,
    },
    /// What does the pod's own XMPP server ask of newcomers? The order is about its domain.
    Form,
    /// Make an account on the pod's own XMPP server. The order is about its domain, so that it goes to whoever holds the riddle.
    Register {
        /// The account.
        account: BareJid,
        /// A [`Secrets`], sealed to the deployment's key.
        sealed: Vec<u8>,
    },
    /// End the session for good.
    SignOut,
    /// Whether any browser looks (XEP-0352).
    Watch {
        /// At least one does.
        watching: bool,
    },
    /// Do what waits, as far as it was not refused.
    Retry,
    /// Do something through the session.
    Act {
        /// The command's id, the same when a form is sent again.
        id: String,
        /// What to do.
        command: Box<Command>,
    },
}

/// What a newcomer typed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub(crate) password: String,
    /// Some fields are secret, too.
    pub(crate) filled: Filled,
}

/// A worker's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub(crate) enum Answer {
    /// To a sign-in that went well.
    SignedIn {
        /// Who it is.
        member: MemberId,
    },
    /// To a sign-in that did not.
    SignInRefused {
        /// Why.
        refusal: SignInRefusal,
    },
    /// To the question what the server asks.
    Form {
        /// That.
        form: Form,
    },
    /// To a registration, or a question about it, that did not go well.
    RegisterRefused {
        /// Why.
        refusal: RegisterRefusal,
    },
    /// To an act.
    Acted {
        /// What became of it.
        reply: Reply,
    },
    /// To the rest.
    Done,
    /// The database or something else of ours failed.
    Failed {
        /// For the log.
        cause: String,
    },
}

/// The shard of an account's session: the same on every node, in every version.
pub(crate) fn shard(pod: &PodId, jid: &BareJid) -> u16 {
    let hash =
        Sha256::new().chain_update(pod.to_string()).chain_update([0]).chain_update(jid.as_str()).finalize();
    u16::from_be_bytes([hash[0], hash[1]]) % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_stays_in_its_shard_and_accounts_spread() {
        let pod = "01J00000000000000000000000".parse::<PodId>().unwrap();
        let shards: std::collections::HashSet<u16> = (0..1000)
            .map(|number| {
                let jid: BareJid = format!("member{number}@pod.example").parse().unwrap();
                assert_eq!(shard(&pod, &jid), shard(&pod, &jid));
                shard(&pod, &jid)
            })
            .collect();
        assert!(shards.len() > 200 && shards.iter().all(|shard| *shard < SHARDS));
    }
}
