//! Guests: a member of a pod as whom anybody may look around. What is written as her goes each night.

use std::ops::Range;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::OffsetDateTime;

use crate::audit::{Act, By, Note, note};
use crate::browsers::{SignedIn, insert};
use crate::chats::{Standing, close, lock};
use crate::columns::{Parsed, Stamp};
use crate::schema::{
    browsers, chats, departures, guests, members, messages, posts, roles, sessions, waiting,
};
use crate::sessions::State;
use crate::{Database, Error, MemberId, Owner, PodId};

/// Guests that are looked at together.
const PAGE: i64 = 200;

/// The guest of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub owner: Owner,
    /// Her address.
    pub jid: BareJid,
    /// Since when.
    pub since: OffsetDateTime,
    /// When what was written as her was last taken away.
    pub cleared_at: OffsetDateTime,
}

/// A guest, as the database has it.
type Row = (PodId, MemberId, Parsed<BareJid>, Stamp, Stamp);

/// Guests with their addresses.
macro_rules! rows {
    () => {
        guests::table
            .inner_join(
                members::table.on(members::pod_id.eq(guests::pod_id).and(members::id.eq(guests::member_id))),
            )
            .select((guests::pod_id, guests::member_id, members::jid, guests::since, guests::cleared_at))
    };
}

/// The guest of a pod, where her session signs in by itself.
macro_rules! ready {
    ($pod:ident) => {
        guests::table
            .inner_join(
                sessions::table
                    .on(sessions::pod_id.eq(guests::pod_id).and(sessions::member_id.eq(guests::member_id))),
            )
            .filter(guests::pod_id.eq($pod).and(sessions::secret.is_not_null()))
            .filter(sessions::state.ne(State::NeedsPassword))
    };
}

/// Inside a transaction: signs everybody out who looks around a pod.
macro_rules! put_out {
    ($conn:ident, $pod:ident) => {{
        let guest: Option<MemberId> =
            guests::table.find($pod).select(guests::member_id).first($conn).await.optional()?;
        if let Some(guest) = guest {
            diesel::delete(browsers::table)
                .filter(browsers::pod_id.eq($pod).and(browsers::member_id.eq(guest)))
                .execute($conn)
                .await?;
        }
    }};
}

/// Inside a transaction: what goes from a chat is not read again from the archive, which goes on before the first message that was here; where
/// none of them is known to be in the archive, it is not read any more.
macro_rules! go_on_before {
    ($conn:ident, $owner:ident, $peer:expr) => {{
        let peer: &str = $peer;
        let first: Option<(Option<String>, i64)> = messages::table
            .filter(messages::pod_id.eq($owner.pod).and(messages::member_id.eq($owner.member)))
            .filter(messages::peer.eq(peer).and(messages::stanza_id.is_not_null()))
            .order((messages::position, messages::id))
            .select((messages::stanza_id, messages::position))
            .first($conn)
            .await
            .optional()?;
        let (stanza_id, first) = first.map_or((None, None), |(id, position)| (id, Some(position)));
        let complete = chats::complete.eq(stanza_id.is_none());
        diesel::update(chats::table.find(($owner.pod, $owner.member, peer)))
            .filter(chats::oldest_stanza_id.is_null().and(chats::complete.eq(false)))
            .set((chats::oldest_stanza_id.eq(stanza_id), chats::oldest_position.eq(first), complete))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: takes away what was said in a member's chats from a position on.
macro_rules! forget_messages {
    ($conn:ident, $owner:ident, $position:ident) => {{
        let peers: Vec<String> = chats::table
            .filter(chats::pod_id.eq($owner.pod).and(chats::member_id.eq($owner.member)))
            .filter(chats::last_position.ge($position))
            .select(chats::peer)
            .load($conn)
            .await?;
        for peer in peers {
            let Some(row) = lock!($conn, $owner, &peer) else { continue };
            go_on_before!($conn, $owner, &peer);
            diesel::delete(messages::table)
                .filter(messages::pod_id.eq($owner.pod).and(messages::member_id.eq($owner.member)))
                .filter(messages::peer.eq(peer).and(messages::position.ge($position)))
                .execute($conn)
                .await?;
            let mut chat = Standing::of(row);
            (chat.reads, chat.moved) = (true, true);
            close!($conn, $owner, chat);
        }
    }};
}

/// The guest of a pod, if it has one.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, pod: &PodId) -> Result<Option<Guest>, Error> {
    let pod = *pod;
    let row: Option<Row> =
        read!(db, |conn| rows!().filter(guests::pod_id.eq(pod)).first(conn).await.optional()?)?;
    Ok(row.map(guest))
}

/// Whether anybody can look around a pod now: it has a guest, whose session signs in by itself.
///
/// # Errors
/// Only the database's own.
pub async fn is_open(db: &Database, pod: &PodId) -> Result<bool, Error> {
    let pod = *pod;
    read!(db, |conn| ready!(pod).count().get_result::<i64>(conn).await? > 0)
}

/// Signs a browser in as the pod's guest: whoever is named or revoked meanwhile, nobody stays in who looks around as somebody else.
///
/// # Errors
/// `NotFound("guest")` where nobody can look around.
pub async fn enter(db: &Database, pod: &PodId, label: &str, now: OffsetDateTime) -> Result<SignedIn, Error> {
    let (pod, label) = (*pod, label.to_owned());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let guest: Option<MemberId> = ready!(pod).select(guests::member_id).first(conn).await.optional()?;
        let member = guest.ok_or(Error::NotFound("guest"))?;
        let new = SignedIn::new(&Owner { pod, member }, &label, now);
        insert!(conn, new);
        new
    })
}

/// Makes a member the pod's guest, instead of the one before. All her browsers are out: from now on whoever has one is a guest.
///
/// # Errors
/// `NotFound("member")`, also of one who is suspended, has left, or has a role.
pub async fn name(db: &Database, pod: &PodId, jid: &BareJid, by: &By) -> Result<Owner, Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let member: Option<MemberId> = members::table
            .filter(members::pod_id.eq(pod).and(members::jid.eq(jid.clone())))
            .filter(members::suspended_at.is_null())
            .filter(not(exists(roles::table.find((pod, jid.clone())))))
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(members::pod_id))
                    .filter(departures::member_id.eq(members::id)),
            )))
            .select(members::id)
            .first(conn)
            .await
            .optional()?;
        let member = member.ok_or(Error::NotFound("member"))?;
        put_out!(conn, pod);
        let named = (
            guests::member_id.eq(member),
            guests::since.eq(Stamp::from(by.at)),
            guests::cleared_at.eq(Stamp::from(by.at)),
        );
        diesel::insert_into(guests::table)
            .values((guests::pod_id.eq(pod), named))
            .on_conflict(guests::pod_id)
            .do_update()
            .set(named)
            .execute(conn)
            .await?;
        put_out!(conn, pod);
        note!(conn, pod, Note { by, act: Act::GuestName, object: jid, detail: json!({}) });
        Owner { pod, member }
    })
}

/// Nobody looks around any more; the member is one as others are.
///
/// # Errors
/// `NotFound("guest")`.
pub async fn revoke(db: &Database, pod: &PodId, by: &By) -> Result<Guest, Error> {
    let guest = of(db, pod).await?.ok_or(Error::NotFound("guest"))?;
    let (pod, object, by) = (*pod, guest.jid.to_string(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        put_out!(conn, pod);
        let rows = diesel::delete(guests::table.find(pod)).execute(conn).await?;
        Error::unless_some(rows, "guest")?;
        note!(conn, pod, Note { by, act: Act::GuestRevoke, object, detail: json!({}) });
    })?;
    Ok(guest)
}

/// The time of which what was written as a guest is taken away, if that is who this is: nothing of it is read from an archive again.
///
/// # Errors
/// Only the database's own.
pub async fn cleared(db: &Database, owner: &Owner) -> Result<Option<Range<OffsetDateTime>>, Error> {
    let owner = *owner;
    let times: Option<(Stamp, Stamp)> = read!(db, |conn| {
        guests::table
            .find(owner.pod)
            .filter(guests::member_id.eq(owner.member))
            .select((guests::since, guests::cleared_at))
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(times.map(|(since, cleared)| since.into()..cleared.into()))
}

/// Guests whose traces were last taken away before a time, some of them.
///
/// # Errors
/// Only the database's own.
pub async fn due(db: &Database, before: OffsetDateTime) -> Result<Vec<Guest>, Error> {
    let before = Stamp::from(before);
    let rows: Vec<Row> = read!(db, |conn| {
        rows!().filter(guests::cleared_at.lt(before)).order(guests::cleared_at).limit(PAGE).load(conn).await?
    })?;
    Ok(rows.into_iter().map(guest).collect())
}

/// Takes away what was written as a guest since that was last done, posts, comments and messages, and signs everybody out who looks
/// around. It is the pod's copies that go: what servers and other people have stays there.
///
/// # Errors
/// `NotFound("guest")` where she is it no more.
pub async fn clear(db: &Database, guest: &Guest, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, jid, pod, now) = (guest.owner, guest.jid.to_string(), guest.owner.pod, Stamp::from(now));
    let since = Stamp::from(guest.cleared_at);
    let position = i64::try_from(guest.cleared_at.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX);
    transaction!(db, |conn| {
        put_out!(conn, pod);
        diesel::update(posts::table)
            .filter(posts::pod_id.eq(pod).and(posts::received_at.ge(since)))
            .filter(posts::service.eq(jid.clone()).or(posts::author_jid.eq(Some(jid))))
            .filter(posts::retracted_at.is_null())
            .set((
                (posts::retracted_at.eq(Some(now)), posts::html.eq(""), posts::text.eq("")),
                (posts::title.eq(None::<String>), posts::tags.eq("[]")),
            ))
            .execute(conn)
            .await?;
        diesel::delete(waiting::table)
            .filter(waiting::pod_id.eq(pod).and(waiting::member_id.eq(owner.member)))
            .execute(conn)
            .await?;
        forget_messages!(conn, owner, position);
        let rows = diesel::update(guests::table.find(pod).filter(guests::member_id.eq(owner.member)))
            .set(guests::cleared_at.eq(now))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "guest")?;
    })
}

fn guest((pod, member, jid, since, cleared_at): Row) -> Guest {
    Guest {
        owner: Owner { pod, member },
        jid: jid.into(),
        since: since.into(),
        cleared_at: cleared_at.into(),
    }
}
