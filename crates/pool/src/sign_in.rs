//! Signing an account in: may it, is there a place, is the password right, then a session.

use crate::{
    orders::{Order, Request},
    session::{self, Begin, Live, Phase},
    shared::Shared,
    vault,
    web::bytes,
};
use jid::BareJid;
use model::{
    InviteId, MemberId, Owner, PodId, blocks, departures, invites,
    members::{self, Member},
    places::{self, Place},
    pods::{self, Pod, Registration},
    roles,
    sessions::{self, Yielded},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use xmpp::{Backoff, Kept, Secret, SignInError, Turn};
use zeroize::Zeroizing;

/// How long a first page waits for the contacts to be read.
pub(crate) const FIRST_SIGHT: Duration = Duration::from_secs(5);

/// How long a place is held for somebody who is just signing in or up.
pub(crate) const PLACE_HELD: time::Duration = time::Duration::minutes(2);

/// Why an account was not signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", content = "text", rename_all = "kebab-case")]
pub enum SignInRefusal {
    /// The server says so.
    WrongPassword,
    /// The server has disabled the account.
    AccountDisabled,
    /// There is no server of this name.
    UnknownServer,
    /// The server does not answer.
    Unreachable,
    /// The server did not answer in time.
    Timeout,
    /// The deployment does not connect to addresses like the server's.
    AddressRefused,
    /// The server's certificate is not good.
    Certificate,
    /// The server offers no way that keeps the password safe.
    NoSecureSignIn,
    /// The server says something that makes no sense, or is too busy.
    Confused,
    /// The pod takes no accounts of this server.
    ServerNotAllowed,
    /// Those who run the pod keep her out. Only who has shown the right password is told.
    Suspended {
        /// Why, in their words; may be empty.
        reason: String,
        /// Whom she can ask: who runs the pod.
        ask: Vec<BareJid>,
    },
    /// Her address, or all of its domain, is kept out. Only who has shown the right password is told why.
    Blocked {
        /// Why, in the words of whoever keeps her out; may be empty.
        reason: String,
        /// Whom she can ask: who runs the pod.
        ask: Vec<BareJid>,
    },
    /// The pod has no free place.
    PodFull,
    /// The pod takes nobody in at the moment.
    Closed,
    /// So many came at once that the pod takes in only who was invited.
    Paused,
    /// The pod takes in who was invited.
    InviteNeeded,
    /// The invitation was used up, revoked, or is too old.
    InviteSpent,
    /// The pod took in as many as it may today.
    TooManyToday,
    /// The pod holds as many sessions as it may.
    SessionsFull,
    /// Too many sign in to this server at the moment.
    Crowded,
    /// The worker holds as many sessions as it takes in.
    NoRoom,
}

impl SignInRefusal {
    /// The name in metrics.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong-password",
            Self::AccountDisabled => "account-disabled",
            Self::UnknownServer => "unknown-server",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::AddressRefused => "address-refused",
            Self::Certificate => "certificate",
            Self::NoSecureSignIn => "no-secure-sign-in",
            Self::Confused => "confused",
            Self::ServerNotAllowed => "server-not-allowed",
            Self::Suspended { .. } => "suspended",
            Self::Blocked { .. } => "blocked",
            Self::PodFull => "pod-full",
            Self::Closed => "closed",
            Self::Paused => "paused",
            Self::InviteNeeded => "invite-needed",
            Self::InviteSpent => "invite-spent",
            Self::TooManyToday => "too-many-today",
            Self::SessionsFull => "sessions-full",
            Self::Crowded => "crowded",
            Self::NoRoom => "no-room",
        }
    }
}

/// Who wants to come in.
enum Entrant {
    /// Somebody who was here before.
    Member(Box<Member>),
    /// Somebody for whom a place is held.
    Newcomer(Place),
}

/// Why there is no session.
pub(crate) enum Failure {
    /// The member is told.
    Refused(SignInRefusal),
    /// A fault of ours.
    Model(model::Error),
}

impl From<model::Error> for Failure {
    fn from(error: model::Error) -> Self {
        match error {
            model::Error::Full(_) => Self::Refused(SignInRefusal::SessionsFull),
            error => Self::Model(error),
        }
    }
}

impl From<SignInError> for Failure {
    fn from(error: SignInError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<SignInError> for SignInRefusal {
    fn from(error: SignInError) -> Self {
        tracing::info!(%error, "a sign-in failed");
        match error {
            SignInError::WrongPassword => Self::WrongPassword,
            SignInError::AccountDisabled => Self::AccountDisabled,
            SignInError::UnknownServer => Self::UnknownServer,
            SignInError::Unreachable(_) => Self::Unreachable,
            SignInError::RefusedAddress => Self::AddressRefused,
            SignInError::Certificate(_) => Self::Certificate,
            SignInError::NoSecureMechanism | SignInError::WeakerOffer => Self::NoSecureSignIn,
            SignInError::Timeout => Self::Timeout,
            SignInError::SaltChanged | SignInError::Busy(_) | SignInError::Protocol(_) => Self::Confused,
        }
    }
}

impl From<places::PlaceError> for Failure {
    fn from(error: places::PlaceError) -> Self {
        match error {
            places::PlaceError::Full => Self::Refused(SignInRefusal::PodFull),
            places::PlaceError::Closed => Self::Refused(SignInRefusal::Closed),
            places::PlaceError::Paused => Self::Refused(SignInRefusal::Paused),
            places::PlaceError::InviteSpent => Self::Refused(SignInRefusal::InviteSpent),
            places::PlaceError::DailyLimit => Self::Refused(SignInRefusal::TooManyToday),
            places::PlaceError::Database(error) => Self::Model(error),
        }
    }
}

/// Signs an account in, and leaves its session running.
pub(crate) async fn sign_in(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    password: Zeroizing<String>,
    keep: bool,
    invite: Option<&InviteId>,
) -> Result<MemberId, Failure> {
    let pod = pods::get(&shared.database, pod).await?.ok_or(model::Error::NotFound("pod"))?;
    if !pod.is_in_use(shared.now()) {
        return Err(Failure::Refused(SignInRefusal::Closed));
    }
    let _turn = shared.sign_in_alone(&(pod.id, jid.clone())).await;
    let known = members::by_jid(&shared.database, &pod.id, jid).await?;
    // who is a member stays one, whatever servers were chosen since
    if known.is_none() && !pod.allows(jid.domain().as_str()) {
        return Err(Failure::Refused(SignInRefusal::ServerNotAllowed));
    }
    if let Some(block) = blocks::of(&shared.database, &pod.id, jid, shared.now()).await? {
        xmpp::authenticate(&shared.network, jid, &Secret::typed(password)).await?;
        return Err(blocked(shared, &pod.id, block.reason).await?);
    }
    // nobody becomes a member of a pod that holds no session at all
    if known.is_none() && pod.sessions_max <= 0 {
        return Err(Failure::Refused(SignInRefusal::SessionsFull));
    }
    // before the server is asked: who finds the pod full has not shown it the password for nothing
    let entrant = match known {
        Some(member) => Entrant::Member(Box::new(member)),
        None => Entrant::Newcomer(reserve(shared, &pod, jid, invite).await?),
    };
    let proof = xmpp::authenticate(&shared.network, jid, &Secret::typed(password.clone())).await;
    let member = match (&proof, entrant) {
        (_, Entrant::Member(member)) => *member,
        (Ok(_), Entrant::Newcomer(place)) => places::admit(&shared.database, &place, shared.now()).await?,
        (Err(error), Entrant::Newcomer(place)) => {
            places::release(&shared.database, &place).await?;
            return Err(error.clone().into());
        }
    };
    let proof = proof?;
    if member.is_suspended() {
        return Err(kept_out(shared, member).await?);
    }
    begin(shared, &member.owner(), jid, proof, password, keep).await?;
    Ok(member.id)
}

/// What a member is told who is suspended.
async fn kept_out(shared: &Shared, member: Member) -> Result<Failure, model::Error> {
    let ask = roles::operators(&shared.database, &member.pod_id).await?;
    Ok(Failure::Refused(SignInRefusal::Suspended { reason: member.suspended_reason, ask }))
}

/// What somebody is told who is blocked.
pub(crate) async fn blocked(shared: &Shared, pod: &PodId, reason: String) -> Result<Failure, model::Error> {
    let ask = roles::operators(&shared.database, pod).await?;
    Ok(Failure::Refused(SignInRefusal::Blocked { reason, ask }))
}

/// Holds a place for a newcomer, where newcomers are taken in, or those who were invited.
pub(crate) async fn reserve(
    shared: &Shared,
    pod: &Pod,
    jid: &BareJid,
    invite: Option<&InviteId>,
) -> Result<Place, Failure> {
    let hold = |invite| places::reserve_by(&shared.database, &pod.id, jid, invite, shared.now(), PLACE_HELD);
    match (pod.registration, invite) {
        // who is to run it comes in all the same
        (Registration::Closed, Some(invite)) if gives_role(shared, pod, invite).await? => {
            Ok(hold(Some(invite)).await?)
        }
        (Registration::Closed, _) => Err(Failure::Refused(SignInRefusal::Closed)),
        (Registration::Confirmed | Registration::Approval | Registration::Invite, None) => {
            Err(Failure::Refused(SignInRefusal::InviteNeeded))
        }
        // whoever may come in anyway needs none that is good
        (Registration::Open, Some(_)) => match hold(invite).await {
            Err(places::PlaceError::InviteSpent) => Ok(hold(None).await?),
            held => Ok(held?),
        },
        _ => Ok(hold(invite).await?),
    }
}

async fn gives_role(shared: &Shared, pod: &Pod, invite: &InviteId) -> Result<bool, model::Error> {
    invites::gives_role(&shared.database, &pod.id, invite).await
}

/// Has whoever holds a session end it that made room for another. If the word is lost, it ends with the next thing that it writes.
async fn end(shared: &Shared, yielded: &Yielded) {
    let Yielded { owner, jid, generation } = yielded;
    let request = Request::Yield { generation: *generation };
    let order = Order { pod: owner.pod, jid: jid.clone(), ticket: String::new(), request };
    if let Err(error) = shared.bus.send(sessions::shard(&owner.pod, jid), bytes(&order)).await {
        tracing::warn!(%error, "a worker was not told that a session made room");
    }
}

/// Keeps what may be kept of the sign-in, and starts a session if there is none. Who has left the pod has none until she says that she
/// is back; nobody's ends for her before, and where there is no room nothing is kept.
pub(crate) async fn begin(
    shared: &Arc<Shared>,
    owner: &Owner,
    jid: &BareJid,
    proof: Kept,
    password: Zeroizing<String>,
    keep: bool,
) -> Result<(), Failure> {
    // where a key does, the password is gone from here on
    let used = Some(proof.mechanism);
    let secret = proof.key.clone().map_or_else(|| Secret::Password { password, used }, Secret::Scram);
    let has_left = departures::of(&shared.database, owner).await?.is_some();
    let put = sessions::put(&shared.database, owner, jid, &session::resource(owner), shared.now()).await;
    let put = match put {
        Err(model::Error::Full(_)) if has_left => return Ok(()),
        put => put?,
    };
    if let Some(yielded) = &put.yielded {
        end(shared, yielded).await;
    }
    let live = if has_left { None } else { Some(hold(shared, owner, jid, &secret, proof).await?) };
    if keep || matches!(secret, Secret::Scram(_)) {
        if let Some(sealed) = vault::seal_secret(shared, owner, jid, &secret) {
            let claimed = live.as_ref().map_or(0, |live| live.generation);
            let generation = claimed.max(put.session.generation);
            sessions::keep_secret(&shared.database, owner, generation, &sealed, shared.now()).await?;
        }
    } else {
        // what an earlier sign-in kept goes, too: the last word counts
        sessions::forget_secret(&shared.database, owner, shared.now()).await?;
    }
    // the session has the time to read the contacts, so that the first page is not an empty one
    if let Some(live) = live {
        live.reaches(Phase::Ready, FIRST_SIGHT).await;
    }
    Ok(())
}

/// The session that is there, which signs in with this from now on, or a new one.
async fn hold(
    shared: &Arc<Shared>,
    owner: &Owner,
    jid: &BareJid,
    secret: &Secret,
    proof: Kept,
) -> Result<Live, model::Error> {
    if let Some(live) = shared.live(&(owner.pod, jid.clone())) {
        live.handle.renew(secret.clone(), Some(proof)).await;
        return Ok(live);
    }
    let (jid, secret, turn, backoff) = (jid.clone(), secret.clone(), Turn::AtOnce, Backoff::default());
    let begin = Begin { owner: *owner, jid, secret, stream: None, turn, backoff };
    session::start(Arc::clone(shared), begin).await
}
