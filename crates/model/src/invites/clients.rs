//! Invitations that XMPP clients show or make, on domains that Cosse looks after.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::{BareJid, DomainRef};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{Code, Invite, NewInvite, invite, vouched};
use crate::audit::{Act, By, Note, note};
use crate::columns::{Parsed, Stamp};
use crate::domains::Kind;
use crate::members::remove_member;
use crate::roles::Role;
use crate::schema::{departures, invite_contacts, invites, members, places, pod_domains, pods, roles};
use crate::{Database, Error, InviteId, Owner, PodId};

/// How long one is good.
pub const GOOD: Duration = Duration::days(14);

/// Inside a transaction: how many invitations of a member are open.
macro_rules! count_open {
    ($conn:ident, $owner:ident, $now:ident) => {{
        // a place that is only held comes back
        let held = places::table
            .filter(places::pod_id.eq(invites::pod_id).and(places::invite_id.eq(invites::id.nullable())));
        let open: i64 = invites::table
            .filter(invites::pod_id.eq($owner.pod).and(invites::made_by.eq(Some($owner.member))))
            .filter(invites::used.lt(invites::uses).or(exists(held)).and(invites::revoked_at.is_null()))
            .filter(invites::expires_at.is_null().or(invites::expires_at.gt(Some($now))))
            .count()
            .get_result($conn)
            .await?;
        open
    }};
}

/// The invitation of a code, used up or not, and whose it is: of the pods that have their accounts on this domain. One by the word of
/// somebody who is kept out or gone is none.
///
/// # Errors
/// Only the database's own.
pub async fn on_domain(
    db: &Database,
    domain: &DomainRef,
    code: &Code,
    now: OffsetDateTime,
) -> Result<Option<(PodId, Invite)>, Error> {
    let (domain, hash, now) = (domain.as_str().to_owned(), code.hash(), Stamp::from(now));
    read!(db, |conn| {
        let its: Vec<PodId> = pod_domains::table
            .inner_join(pods::table.on(pods::id.eq(pod_domains::pod_id)))
            .filter(pods::xmpp_domain.eq(Some(domain.clone())).and(pod_domains::domain.eq(Some(domain))))
            .filter(pod_domains::kind.eq_any([Kind::Shared, Kind::Managed]))
            .select(pod_domains::pod_id)
            .load(conn)
            .await?;
        invites::table
            .filter(invites::pod_id.eq_any(its).and(invites::code_hash.eq(hash)))
            .filter(vouched!(now))
            .select((invites::pod_id, Invite::as_select()))
            .first(conn)
            .await
            .optional()?
    })
}

/// How many invitations of a member are open.
///
/// # Errors
/// Only the database's own.
pub async fn open_of(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<i64, Error> {
    let (owner, now) = (*owner, Stamp::from(now));
    read!(db, |conn| count_open!(conn, owner, now))
}

/// Makes an invitation for one by a member, who has at most so many open then; `contact`: whoever makes an account by it in another app
/// is her contact. Its code is given this once.
///
/// # Errors
/// `NotFound("member")` of one who is not here, is kept out or has left; [`Error::TooLarge`] where so many are open.
pub async fn by_member(
    db: &Database,
    owner: &Owner,
    most: i64,
    contact: bool,
    by: &By,
) -> Result<(Invite, Code), Error> {
    let (owner, code, id, by) = (*owner, Code::fresh(), InviteId::new(by.at), by.clone());
    let (pod, made, stamp) = (owner.pod, code.clone(), Stamp::from(by.at));
    let invite = transaction!(db, |conn| {
        // whoever else makes one waits, and counts this one
        hold_pod!(conn, pod);
        let is_here = members::table.find((pod, owner.member)).filter(members::suspended_at.is_null());
        let here: i64 = is_here.count().get_result(conn).await?;
        let left: i64 = departures::table.find((pod, owner.member)).count().get_result(conn).await?;
        if here == 0 || left > 0 {
            return Err(Error::NotFound("member"));
        }
        if count_open!(conn, owner, stamp) >= most {
            return Err(Error::TooLarge("number of invitations"));
        }
        let until = Some(by.at + GOOD);
        let new = NewInvite { made_by: Some(owner.member), note: String::new(), uses: 1, expires_at: until };
        invite!(conn, pod, id, made, new, by.at);
        if contact {
            diesel::insert_into(invite_contacts::table)
                .values((invite_contacts::pod_id.eq(pod), invite_contacts::invite_id.eq(id)))
                .execute(conn)
                .await?;
        }
        let detail = json!({ "uses": 1 });
        note!(conn, pod, Note { by, act: Act::InviteCreate, object: id.to_string(), detail });
        invites::table.find((pod, id)).select(Invite::as_select()).first(conn).await?
    })?;
    Ok((invite, code))
}

/// Whose contact becomes who makes an account by an invitation: the member who made it, if she wished so and is still here.
///
/// # Errors
/// Only the database's own.
pub async fn contact_of(db: &Database, pod: &PodId, invite: &Invite) -> Result<Option<BareJid>, Error> {
    let (pod, id, made_by) = (*pod, invite.id, invite.made_by);
    let Some(member) = made_by else { return Ok(None) };
    let jid: Option<Parsed<BareJid>> = read!(db, |conn| {
        let wished: i64 = invite_contacts::table.find((pod, id)).count().get_result(conn).await?;
        let left: i64 = departures::table.find((pod, member)).count().get_result(conn).await?;
        if wished == 0 || left > 0 {
            return Ok(None);
        }
        members::table
            .find((pod, member))
            .filter(members::suspended_at.is_null())
            .select(members::jid)
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(jid.map(BareJid::from))
}

/// Takes back a member who has just come in, and for whom no account was made after all, with the role that she came to: the invitation is
/// as good as before.
///
/// # Errors
/// `NotFound("member")`.
pub async fn take_back(
    db: &Database,
    owner: &Owner,
    invite: &InviteId,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, invite) = (*owner, *invite);
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let jid = remove_member!(conn, owner, now);
        let used = invites::table.find((owner.pod, invite)).filter(invites::used.gt(0_i64));
        let role: Option<Option<Role>> = diesel::update(used)
            .set(invites::used.eq(invites::used - 1))
            .returning(invites::role)
            .get_result(conn)
            .await
            .optional()?;
        // nobody has the account, so nobody runs the pod by it
        if role.flatten().is_some() {
            diesel::delete(roles::table.find((owner.pod, jid))).execute(conn).await?;
        }
    })
}
