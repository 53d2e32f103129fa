//! Signing up where Cosse itself looks after the accounts: a place is held, the account made, and then the place taken. Before that it signs
//! in nowhere, so that one that nobody came in with is used by nobody.

use crate::{
    domains::resting,
    extract::Visit,
    fault::Fault,
    prosody::{Prosody, ProsodyError},
    routes::accounts::{may_try, sign_in_errors, was_right},
};
use jid::BareJid;
use model::{
    InviteId, MemberId, accounts,
    audit::{Actor, By},
    blocks, browsers,
    domains::{self, PodDomain, Standing},
    invites,
    members::{self, Member},
    places::{self, Place, PlaceError},
    pods::Registration,
    roles,
};
use pool::SignInRefusal;
use time::Duration;
use ui::{Errors, Problem};

/// How long a place is held while an account is made.
const HELD: Duration = Duration::minutes(2);

/// An account that is to be made.
pub(super) struct Newcomer<'a> {
    /// Its address.
    pub(super) jid: &'a BareJid,
    /// Its password.
    pub(super) password: &'a str,
    /// Whether she stays signed in.
    pub(super) keep: bool,
    /// The invitation by which she comes.
    pub(super) invite: Option<InviteId>,
}

/// The pod's domain, if Cosse looks after its accounts.
///
/// # Errors
/// The database's own.
pub(super) async fn of(visit: &Visit) -> Result<Option<PodDomain>, Fault> {
    let domain = domains::of(&visit.app.database, &visit.pod()?.id).await?;
    Ok(Some(domain).filter(PodDomain::is_ours))
}

/// What looks after the accounts of a domain that is ours: those that are there also while clients do not reach it.
pub(super) fn keeper<'a>(visit: &'a Visit, domain: &PodDomain) -> Option<&'a Prosody> {
    visit.app.prosody.as_ref().filter(|_| domain.is_ours())
}

/// The same where accounts can be made: what nobody reaches is no beginning.
pub(super) fn maker<'a>(visit: &'a Visit, domain: &PodDomain) -> Option<&'a Prosody> {
    keeper(visit, domain).filter(|_| domain.standing == Standing::Ready)
}

/// Makes an account, and a member of it, and signs her in. Where one of the first two fails, there is neither; where she is not signed in,
/// she is a member all the same, and signing up again with the same password goes on.
///
/// # Errors
/// When nobody knows.
pub(super) async fn sign_up(
    visit: &Visit,
    domain: &PodDomain,
    new: &Newcomer<'_>,
) -> Result<Result<MemberId, Errors>, Fault> {
    let pod = visit.pod()?;
    let Some(prosody) = maker(visit, domain) else {
        return Ok(Err(Errors::form(Problem::Unreachable(new.jid.domain().to_string()))));
    };
    if let Some(refusal) = refusal(visit, new.jid).await? {
        return Ok(Err(sign_in_errors(refusal, new.jid)));
    }
    if is_halfway(visit, new.jid).await? {
        return come_in_after_all(visit, prosody, new).await;
    }
    if is_kept(visit, new).await? {
        return Ok(Err(taken()));
    }
    let place = match hold(visit, new).await? {
        Ok(place) => place,
        Err(problem) => return Ok(Err(Errors::form(problem))),
    };
    match prosody.begin_account(&pod.id, new.jid, new.password).await {
        Ok(()) => come_in(visit, prosody, &place, new).await,
        Err(ProsodyError::Taken(_)) => {
            // somebody is just making it, on this place
            if is_unfinished(visit, prosody, new.jid).await? {
                return Ok(Err(taken()));
            }
            let came = go_on(visit, new).await?;
            if came.is_err() {
                places::release(&visit.app.database, &place).await?;
            }
            Ok(came)
        }
        Err(error) => {
            places::release(&visit.app.database, &place).await?;
            Ok(Err(errors(&error, new.jid)))
        }
    }
}

/// Why nobody of this address is taken in, whatever room there is: no account is made for nothing. Why she is blocked is for whoever can
/// show that the address is hers.
async fn refusal(visit: &Visit, jid: &BareJid) -> Result<Option<SignInRefusal>, Fault> {
    let (database, pod) = (&visit.app.database, visit.pod()?);
    if blocks::of(database, &pod.id, jid, visit.now).await?.is_some() {
        let ask = roles::operators(database, &pod.id).await?;
        return Ok(Some(SignInRefusal::Blocked { reason: String::new(), ask }));
    }
    if !pod.is_in_use(visit.now) {
        return Ok(Some(SignInRefusal::Closed));
    }
    // nobody becomes a member of a pod that holds no session at all
    Ok((pod.sessions_max <= 0).then_some(SignInRefusal::SessionsFull))
}

/// Whether she is a member with whom nobody has come in: too many came at once, or it broke off.
async fn is_halfway(visit: &Visit, jid: &BareJid) -> Result<bool, Fault> {
    let database = &visit.app.database;
    let Some(member) = members::by_jid(database, &visit.pod()?.id, jid).await? else { return Ok(false) };
    Ok(browsers::list(database, &member.owner()).await?.is_empty())
}

/// Whether an account was begun with, and nobody has said that somebody came in with it.
async fn is_unfinished(visit: &Visit, prosody: &Prosody, jid: &BareJid) -> Result<bool, Fault> {
    let account = prosody.account(&visit.pod()?.id, jid).await;
    Ok(account.is_ok_and(|account| account.unfinished))
}

/// Whether a name is nobody's to take: an account that went is not whoever takes its name, a place that is held by an invitation is not for
/// who comes by another, and a role that was given before its account was there is not for whoever is the first to come.
async fn is_kept(visit: &Visit, new: &Newcomer<'_>) -> Result<bool, Fault> {
    let (database, pod) = (&visit.app.database, &visit.pod()?.id);
    Ok(members::is_anywhere(database, new.jid).await?
        || places::is_held_otherwise(database, pod, new.jid, new.invite.as_ref()).await?
        || runs_more(visit, new.jid).await?
        || roles::is_kept(database, pod, new.jid, new.invite.as_ref()).await?)
}

/// Whether an account runs more than this pod: the deployment, or another pod. Who runs only this one has no say over it.
///
/// # Errors
/// The database's own.
pub(super) async fn runs_more(visit: &Visit, jid: &BareJid) -> Result<bool, Fault> {
    Ok(crate::domains::runs_more(&visit.app.database, &visit.pod()?.id, jid).await?)
}

/// What is wrong where an account's server did not do as it was asked.
pub(super) fn errors(error: &ProsodyError, jid: &BareJid) -> Errors {
    let server = jid.domain().to_string();
    match error {
        ProsodyError::Wrong(_) => Errors::one("password", Problem::WeakPassword(String::new())),
        ProsodyError::Taken(_) => Errors::one("username", Problem::NameTaken),
        ProsodyError::Missing(_) => Errors::form(Problem::PasswordElsewhere(server)),
        ProsodyError::Away(_) | ProsodyError::Secret(_) | ProsodyError::Failed(_) => {
            tracing::warn!(%error, %jid, "an account's server did not do as it was asked");
            Errors::form(Problem::Unreachable(server))
        }
    }
}

/// Holds a place for her, as at any sign-in.
async fn hold(visit: &Visit, new: &Newcomer<'_>) -> Result<Result<Place, Problem>, Fault> {
    let pod = visit.pod()?;
    match (pod.registration, new.invite) {
        // who is to run it comes in all the same
        (Registration::Closed, Some(invite))
            if invites::gives_role(&visit.app.database, &pod.id, &invite).await? => {}
        (Registration::Closed, _) => return Ok(Err(Problem::PodClosed)),
        (Registration::Confirmed | Registration::Approval | Registration::Invite, None) => {
            return Ok(Err(Problem::InviteNeeded));
        }
        _ => {}
    }
    let (database, invite) = (&visit.app.database, new.invite.as_ref());
    let held = places::reserve_by(database, &pod.id, new.jid, invite, visit.now, HELD).await;
    Ok(match held {
        Ok(place) => Ok(place),
        Err(PlaceError::Full) => Err(Problem::PodFull),
        Err(PlaceError::DailyLimit) => Err(Problem::TooManyToday),
        Err(PlaceError::InviteSpent) => Err(Problem::InviteSpent),
        Err(PlaceError::Paused) => Err(Problem::SignupsPaused),
        Err(PlaceError::Closed) => Err(Problem::PodClosed),
        Err(PlaceError::Database(error)) => return Err(error.into()),
    })
}

/// Takes the place with an account that was just made, has it sign in from then on, and signs it in.
async fn come_in(
    visit: &Visit,
    prosody: &Prosody,
    place: &Place,
    new: &Newcomer<'_>,
) -> Result<Result<MemberId, Errors>, Fault> {
    let Newcomer { jid, password, keep, invite } = new;
    let member = admit(visit, prosody, place).await?;
    if let Err(error) = prosody.resume(&place.pod, jid).await {
        // she is a member, so that it signs in soon
        let by = By { actor: Actor::Program, at: visit.now };
        accounts::promise(&visit.app.database, &member.owner(), jid, &by).await?;
        return Ok(Err(errors(&error, jid)));
    }
    let came = visit.app.pool.come_in(&place.pod, jid, password, *keep, *invite).await?;
    Ok(came.map_err(|refusal| sign_in_errors(refusal, jid)))
}

/// Makes a member of an account; where that fails, the account goes again.
async fn admit(visit: &Visit, prosody: &Prosody, place: &Place) -> Result<Member, Fault> {
    let (database, jid) = (&visit.app.database, &place.jid);
    let error = match places::admit(database, place, visit.now).await {
        Ok(member) => return Ok(member),
        Err(error) => error,
    };
    places::release(database, place).await?;
    // the same form was sent twice, and the other one was quicker
    if let Some(member) = members::by_jid(database, &place.pod, jid).await? {
        return Ok(member);
    }
    if let Err(error) = prosody.delete_account(&place.pod, jid).await {
        tracing::error!(%error, %jid, "an account that nobody came in with could not be taken away");
    }
    Err(error.into())
}

/// Goes on with an account whose member is there, if she knows its password.
async fn come_in_after_all(
    visit: &Visit,
    prosody: &Prosody,
    new: &Newcomer<'_>,
) -> Result<Result<MemberId, Errors>, Fault> {
    if is_unfinished(visit, prosody, new.jid).await?
        && let Err(error) = prosody.resume(&visit.pod()?.id, new.jid).await
    {
        return Ok(Err(errors(&error, new.jid)));
    }
    by_password(visit, new).await
}

fn taken() -> Errors {
    Errors::one("username", Problem::NameTaken)
}

/// There is such an account: hers, if an earlier try broke off after it was made and she knows its password.
///
/// # Errors
/// When nobody knows, as before.
pub(super) async fn go_on(visit: &Visit, new: &Newcomer<'_>) -> Result<Result<MemberId, Errors>, Fault> {
    if members::is_anywhere(&visit.app.database, new.jid).await? {
        return Ok(Err(taken()));
    }
    by_password(visit, new).await
}

/// It is hers if she knows its password.
async fn by_password(visit: &Visit, new: &Newcomer<'_>) -> Result<Result<MemberId, Errors>, Fault> {
    let Newcomer { jid, password, keep, invite } = new;
    if !may_try(visit, jid) {
        return Ok(Err(taken()));
    }
    let (app, pod) = (&visit.app, &visit.pod()?.id);
    let signed = resting::sign_in(app, pod, jid, password, *keep, *invite).await?;
    if signed != Err(SignInRefusal::WrongPassword) {
        was_right(visit, jid);
    }
    Ok(signed.map_err(|refusal| match refusal {
        SignInRefusal::WrongPassword => taken(),
        refusal => sign_in_errors(refusal, jid),
    }))
}
