//! Accounts that people make in any XMPP client by an invitation (XEP-0445), on domains that Cosse looks after: a place is held, the account
//! made, a member made of it, and then it signs in.

use super::{questions::tell, runs_more, takes_invited};
use crate::{
    app::App,
    arrivals,
    limits::{Limit, Network},
    prosody::{Answer, No, Prosody, ProsodyError},
};
use jid::{BareJid, DomainPart};
use model::{
    Database, accounts,
    audit::{Actor, By},
    blocks,
    invites::{self, Code, Invite},
    members::{self, Member},
    places::{self, Place, PlaceError, Shown},
    pods::{self, Pod},
    roles,
};
use std::{
    net::{IpAddr, Ipv6Addr},
    time::Instant,
};
use time::{Duration, OffsetDateTime};

/// How long a place is held while an account is made.
const HELD: Duration = Duration::minutes(2);

/// How long an invitation that was shown is as good as it was then (XEP-0445 §4); no stream that nobody has signed in to lasts longer.
const SHOWN: Duration = Duration::minutes(10);

/// Who comes with an invitation.
pub struct Comer<'a> {
    domain: &'a DomainPart,
    code: &'a str,
    address: IpAddr,
}

impl<'a> Comer<'a> {
    /// All whose address is not known come from one network.
    #[must_use]
    pub fn new(domain: &'a DomainPart, code: &'a str, address: &str) -> Self {
        let address = address.parse().unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
        Self { domain, code, address }
    }
}

/// A place that is held for an account that is to be made.
struct Held {
    pod: Pod,
    invite: Invite,
    place: Place,
    address: IpAddr,
}

/// Whether an invitation lets somebody in. Nothing is used by that.
///
/// # Errors
/// The database's own.
pub async fn look(app: &App, comer: &Comer<'_>) -> Result<Result<(), No>, model::Error> {
    Ok(found(app, comer, (app.now)()).await?.map(drop))
}

/// Makes an account of that name by an invitation that was shown so many seconds ago, and a member of it. Where that fails, neither is
/// there.
///
/// # Errors
/// The database's own; then nothing was answered.
pub async fn come(
    app: &App,
    prosody: &Prosody,
    id: &str,
    comer: &Comer<'_>,
    name: &str,
    shown: u32,
) -> Result<(), model::Error> {
    match hold(app, comer, name, shown).await? {
        Ok(held) => make(app, prosody, id, &held).await,
        Err(no) => {
            tell(prosody, id, &Answer::No(no)).await;
            Ok(())
        }
    }
}

/// The invitation, as good as it was at that time, and its pod, if that takes in who was invited.
async fn found(
    app: &App,
    comer: &Comer<'_>,
    at: OffsetDateTime,
) -> Result<Result<(Pod, Invite), No>, model::Error> {
    let limit = Limit::InviteFrom(Network::from(comer.address));
    if !app.limits.take(limit, Instant::now()) {
        return Ok(Err(No::Often));
    }
    let Some(code) = Code::parse(comer.code) else { return Ok(Err(No::Spent)) };
    let found = invites::on_domain(&app.database, comer.domain, &code, (app.now)()).await?;
    let Some((pod, invite)) = found.filter(|(_, invite)| invite.is_good(at)) else {
        return Ok(Err(No::Spent));
    };
    app.limits.give_back(limit);
    let pod = pods::get(&app.database, &pod).await?;
    Ok(pod.filter(takes_invited).map(|pod| (pod, invite)).ok_or(No::Closed))
}

/// Holds a place for her, by the rules that hold for everybody who was invited.
async fn hold(
    app: &App,
    comer: &Comer<'_>,
    name: &str,
    shown: u32,
) -> Result<Result<Held, No>, model::Error> {
    if !app.limits.take(Limit::RegisterFrom(Network::from(comer.address)), Instant::now()) {
        return Ok(Err(No::Often));
    }
    let now = (app.now)();
    let at = now - Duration::seconds(shown.into()).min(SHOWN);
    let (pod, invite) = match found(app, comer, at).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let jid = BareJid::new(&format!("{name}@{}", comer.domain)).ok();
    let Some(jid) = jid.filter(|jid| !name.contains(['@', '/']) && jid.node().is_some()) else {
        return Ok(Err(No::Name));
    };
    if let Some(no) = refusal(app, &pod, &jid, &invite).await? {
        return Ok(Err(no));
    }
    let shown = Shown { invite: invite.id, at };
    match places::reserve_shown(&app.database, &pod.id, &jid, shown, now, HELD).await {
        Ok(place) => Ok(Ok(Held { pod, invite, place, address: comer.address })),
        Err(error) => why_no_place(error).map(Err),
    }
}

/// Why an account is not made whatever room there is: who is kept out, and names that are somebody's.
async fn refusal(app: &App, pod: &Pod, jid: &BareJid, invite: &Invite) -> Result<Option<No>, model::Error> {
    let database = &app.database;
    let is_blocked = blocks::of(database, &pod.id, jid, (app.now)()).await?.is_some();
    // nobody becomes a member of a pod that holds no session at all
    if is_blocked || pod.sessions_max <= 0 || !pod.allows(jid.domain().as_str()) {
        return Ok(Some(No::Closed));
    }
    let is_kept = members::is_anywhere(database, jid).await?
        || places::is_held_otherwise(database, &pod.id, jid, Some(&invite.id)).await?
        || runs_more(&app.database, &pod.id, jid).await?
        || roles::is_kept(database, &pod.id, jid, Some(&invite.id)).await?;
    Ok(is_kept.then_some(No::Taken))
}

fn why_no_place(error: PlaceError) -> Result<No, model::Error> {
    match error {
        PlaceError::Full => Ok(No::Full),
        PlaceError::DailyLimit => Ok(No::Today),
        PlaceError::InviteSpent => Ok(No::Spent),
        PlaceError::Paused | PlaceError::Closed => Ok(No::Closed),
        PlaceError::Database(error) => Err(error),
    }
}

async fn make(app: &App, prosody: &Prosody, id: &str, held: &Held) -> Result<(), model::Error> {
    let (database, place) = (&app.database, &held.place);
    let friend = friend(database, held).await?;
    if let Err(error) = prosody.make(id, &place.pod, friend.as_deref()).await {
        places::release(database, place).await?;
        tell(prosody, id, &Answer::No(why_not_made(&error, &place.jid))).await;
        return Ok(());
    }
    match places::admit(database, place, (app.now)()).await {
        Ok(member) => confirm(app, prosody, id, held, &member).await,
        Err(error) => {
            places::release(database, place).await?;
            Err(error)
        }
    }
}

/// The name of the account whose contact she becomes.
async fn friend(database: &Database, held: &Held) -> Result<Option<String>, model::Error> {
    let friend = invites::contact_of(database, &held.pod.id, &held.invite).await?;
    let friend = friend.filter(|friend| friend.domain() == held.place.jid.domain());
    Ok(friend.and_then(|friend| friend.node().map(|name| name.as_str().to_owned())))
}

fn why_not_made(error: &ProsodyError, jid: &BareJid) -> No {
    match error {
        ProsodyError::Taken(_) => No::Taken,
        ProsodyError::Wrong(_) => No::Password,
        error => {
            tracing::warn!(%error, %jid, "an account was not made that a client asked for");
            No::Later
        }
    }
}

/// She is a member from here on, and her account signs in.
async fn confirm(
    app: &App,
    prosody: &Prosody,
    id: &str,
    held: &Held,
    member: &Member,
) -> Result<(), model::Error> {
    let (database, now, owner) = (&app.database, (app.now)(), member.owner());
    match prosody.answer(id, &Answer::Yes).await {
        Ok(()) => {
            if !held.address.is_unspecified() {
                arrivals::note_from(app, &owner, held.address, now).await;
            }
            Ok(())
        }
        // nobody waits any more, so the account has gone again
        Err(ProsodyError::Missing(_)) => invites::take_back(database, &owner, &held.invite.id, now).await,
        // nobody knows whether it was heard: if the account is there, it signs in soon
        Err(error) => {
            tracing::warn!(%error, jid = %member.jid, "Prosody did not hear that an account is a member's");
            accounts::promise(database, &owner, &member.jid, &By { actor: Actor::Program, at: now }).await
        }
    }
}
