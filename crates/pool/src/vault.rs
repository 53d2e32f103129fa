//! What is kept sealed in the database: what a session signs in with, and the state of its stream.

use crate::{shared::Shared, web::bytes};
use jid::BareJid;
use model::{Owner, PodId, secrets};
use serde::{Deserialize, Serialize};
use xmpp::{Mechanism, ScramKey, Secret, StreamState};
use zeroize::Zeroizing;

/// What a session signs in with, as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Stored {
    /// Good for this server only, and no password can be got from it.
    Scram { key: ScramKey },
    /// Where the server leaves no other way, and the member wished to stay signed in.
    Password {
        password: Zeroizing<String>,
        /// What it signed in with; not there in what older versions sealed.
        #[serde(default)]
        used: Option<Mechanism>,
    },
}

/// A stream as it is kept for whoever goes on with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptStream<S = StreamState> {
    /// All that is needed to resume it.
    #[serde(flatten)]
    pub(crate) state: S,
    /// Whether all was done on it that a new stream asks for. Older versions did not say.
    #[serde(default = "yes")]
    pub(crate) settled: bool,
    /// The generation of whoever put it down with all that the server had said to it and to those before it. Where that is not the
    /// last owner's, the last one was killed, or hung while the server went on to speak to it, or had no time to ask again.
    #[serde(default)]
    pub(crate) whole: Option<i64>,
}

fn yes() -> bool {
    true
}

/// Seals what a session signs in with.
pub(crate) fn seal_secret(shared: &Shared, owner: &Owner, jid: &BareJid, secret: &Secret) -> Option<Vec<u8>> {
    let stored = match secret {
        Secret::Scram(key) => Stored::Scram { key: key.clone() },
        Secret::Password { password, used } => Stored::Password { password: password.clone(), used: *used },
    };
    seal(shared, &owner.pod, jid, &Zeroizing::new(bytes(&stored)))
}

/// Opens what [`seal_secret`] has sealed; none if the key or the place is another.
pub(crate) fn open_secret(shared: &Shared, owner: &Owner, jid: &BareJid, sealed: &[u8]) -> Option<Secret> {
    match serde_json::from_slice(&open(shared, &owner.pod, jid, sealed)?).ok()? {
        Stored::Scram { key } => Some(Secret::Scram(key)),
        Stored::Password { password, used } => Some(Secret::Password { password, used }),
    }
}

/// Seals the state of a stream, which holds messages that were not acknowledged yet.
pub(crate) fn seal_stream(
    shared: &Shared,
    owner: &Owner,
    jid: &BareJid,
    stream: &KeptStream<&StreamState>,
) -> Option<Vec<u8>> {
    seal(shared, &owner.pod, jid, &bytes(stream))
}

/// Opens what [`seal_stream`] has sealed.
pub(crate) fn open_stream(
    shared: &Shared,
    owner: &Owner,
    jid: &BareJid,
    sealed: &[u8],
) -> Option<KeptStream> {
    serde_json::from_slice(&open(shared, &owner.pod, jid, sealed)?).ok()
}

/// Opens a password that a web node sealed.
pub(crate) fn open_password(
    shared: &Shared,
    pod: &PodId,
    jid: &BareJid,
    sealed: &[u8],
) -> Option<Zeroizing<String>> {
    let password = open(shared, pod, jid, sealed)?;
    std::str::from_utf8(&password).ok().map(|text| Zeroizing::new(text.to_owned()))
}

fn seal(shared: &Shared, pod: &PodId, jid: &BareJid, plain: &[u8]) -> Option<Vec<u8>> {
    let sealed = secrets::seal(&shared.key, &secrets::aad(pod, jid), plain);
    sealed.inspect_err(|error| tracing::error!(%error, "a secret could not be sealed")).ok()
}

fn open(shared: &Shared, pod: &PodId, jid: &BareJid, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let opened = secrets::open(&shared.key, &secrets::aad(pod, jid), sealed);
    opened
        .inspect_err(
            |error| tracing::error!(%error, "a sealed secret could not be opened: was the key changed?"),
        )
        .ok()
}
