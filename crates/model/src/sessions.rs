//! What is kept of a member's XMPP session, so that it comes back after a restart and another worker can take
//! it over. The session itself lives in the pool.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::schema::{departures, guests, members, pods, sessions};
use crate::{Database, Error, MemberId, Owner, PodId, Quota};

mod keeping;
mod shards;

pub use keeping::{claim, forget_secret, keep_secret, keep_stream, set_state};
pub use shards::{SHARDS, kept, settle, shard};

words! {
    /// Where a session is in its life (architecture §5).
    pub enum State {
        /// Connecting, for the first time or after a restart.
        SigningIn = "signing-in",
        /// The stream is up.
        Online = "online",
        /// The stream was cut; it comes back by itself.
        Reconnecting = "reconnecting",
        /// What is kept does not sign in any more.
        NeedsPassword = "needs-password",
    }
}

/// What is kept of a session. `Debug` does not print what is sealed.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// The pod.
    pub pod_id: PodId,
    /// The member.
    pub member_id: MemberId,
    /// The account.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub jid: BareJid,
    /// The stable resource: a new bind displaces an older stream.
    pub resource: String,
    /// Where it is.
    pub state: State,
    /// Why it is not online, for people.
    pub reason: Option<String>,
    /// What signs in again, sealed.
    pub secret: Option<Vec<u8>>,
    /// The stream's state for resumption, sealed.
    pub stream: Option<Vec<u8>>,
    /// The fencing token: who claims the session makes it one more, and older owners' writes are refused.
    pub generation: i64,
    /// When this row last changed.
    #[diesel(deserialize_as = Stamp)]
    pub updated_at: OffsetDateTime,
}

impl Session {
    /// The key of the session.
    pub fn owner(&self) -> Owner {
        Owner { pod: self.pod_id, member: self.member_id }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("owner", &self.owner())
            .field("state", &self.state)
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

/// The session of a member who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The session.
    pub session: Session,
    /// Whose session ended for it, where the pod had as many as it may.
    pub yielded: Option<Yielded>,
}

/// A session that made room for another; whoever holds it is to end it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yielded {
    /// Whose it was.
    pub owner: Owner,
    /// Her account.
    pub jid: BareJid,
    /// Its last generation: a later one is another session.
    pub generation: i64,
}

/// Inside a transaction: takes away the session of whoever was here least lately, and gives its place to this one. The guest's goes only
/// where there is no other: nobody who looks around signs it in again. Who has left takes nobody's.
macro_rules! make_room {
    ($conn:ident, $owner:ident) => {{
        // whoever does the same at this moment waits, and finds another
        let most: i64 = diesel::update(pods::table.find($owner.pod))
            .set(pods::sessions_used.eq(pods::sessions_used))
            .returning(pods::sessions_max)
            .get_result($conn)
            .await?;
        let left: i64 = departures::table.find(($owner.pod, $owner.member)).count().get_result($conn).await?;
        let guest: Option<MemberId> =
            guests::table.find($owner.pod).select(guests::member_id).first($conn).await.optional()?;
        // she who comes in is none of those who make room
        let guest = guest.unwrap_or($owner.member);
        let idle: Option<(MemberId, Parsed<BareJid>, i64)> = sessions::table
            .inner_join(
                members::table
                    .on(members::pod_id.eq(sessions::pod_id).and(members::id.eq(sessions::member_id))),
            )
            .filter(sessions::pod_id.eq($owner.pod).and(sessions::member_id.ne($owner.member)))
            .order((sessions::member_id.eq(guest), members::seen_at, members::id))
            .select((sessions::member_id, sessions::jid, sessions::generation))
            .first($conn)
            .await
            .optional()?;
        let may = most > 0 && left == 0;
        let (member, jid, generation) = idle.filter(|_| may).ok_or(Error::Full(Quota::Sessions))?;
        diesel::delete(sessions::table.find(($owner.pod, member))).execute($conn).await?;
        Yielded { owner: Owner { pod: $owner.pod, member }, jid: jid.into(), generation }
    }};
}

/// Makes the row of a session whose member has signed in, or finds the one that is there; its resource stays what it was first. Where
/// the pod has as many as it may, the one goes of whom no browser was here for longest.
///
/// # Errors
/// `Full(Quota::Sessions)` if the pod may have none at all, or there is no place for one who has left.
pub async fn put(
    db: &Database,
    owner: &Owner,
    jid: &BareJid,
    resource: &str,
    now: OffsetDateTime,
) -> Result<Put, Error> {
    let shard = i32::from(shard(&owner.pod, jid));
    let (owner, jid, resource) = (*owner, jid.to_string(), resource.to_owned());
    transaction!(db, |conn| {
        let rows = diesel::insert_into(sessions::table)
            .values((
                (sessions::pod_id.eq(owner.pod), sessions::member_id.eq(owner.member)),
                (sessions::jid.eq(jid), sessions::resource.eq(resource), sessions::shard.eq(shard)),
                sessions::state.eq(State::SigningIn),
                (sessions::generation.eq(0), sessions::updated_at.eq(Stamp::from(now))),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        let mut yielded = None;
        if rows == 1 {
            let counted = diesel::update(pods::table.find(owner.pod))
                .filter(pods::sessions_used.lt(pods::sessions_max))
                .set(pods::sessions_used.eq(pods::sessions_used + 1))
                .execute(conn)
                .await?;
            if counted == 0 {
                yielded = Some(make_room!(conn, owner));
            }
        }
        diesel::update(members::table.find((owner.pod, owner.member)))
            .set(members::seen_at.eq(Stamp::from(now)))
            .execute(conn)
            .await?;
        let session =
            sessions::table.find((owner.pod, owner.member)).select(Session::as_select()).first(conn).await?;
        Put { session, yielded }
    })
}

/// The session of a member, if one is kept.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner) -> Result<Option<Session>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        sessions::table
            .find((owner.pod, owner.member))
            .select(Session::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// Whose sessions on a pod no browser has looked at since a time.
///
/// # Errors
/// Only the database's own.
pub async fn away(db: &Database, pod: &PodId, since: OffsetDateTime) -> Result<Vec<BareJid>, Error> {
    let (pod, since) = (*pod, Stamp::from(since));
    let jids: Vec<Parsed<BareJid>> = read!(db, |conn| {
        sessions::table
            .inner_join(
                members::table
                    .on(members::pod_id.eq(sessions::pod_id).and(members::id.eq(sessions::member_id))),
            )
            .filter(sessions::pod_id.eq(pod).and(members::seen_at.lt(since)))
            // whoever looks around signs nothing in again
            .filter(not(exists(
                guests::table
                    .filter(guests::pod_id.eq(sessions::pod_id))
                    .filter(guests::member_id.eq(sessions::member_id)),
            )))
            .select(sessions::jid)
            .load(conn)
            .await?
    })?;
    Ok(jids.into_iter().map(BareJid::from).collect())
}

/// Whose sessions are kept although she is suspended, on all pods.
///
/// # Errors
/// Only the database's own.
pub async fn of_suspended(db: &Database) -> Result<Vec<(PodId, BareJid)>, Error> {
    let rows: Vec<(PodId, Parsed<BareJid>)> = read!(db, |conn| {
        members::table
            .inner_join(
                sessions::table
                    .on(sessions::pod_id.eq(members::pod_id).and(sessions::member_id.eq(members::id))),
            )
            .filter(members::suspended_at.is_not_null())
            .select((sessions::pod_id, sessions::jid))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(|(pod, jid)| (pod, jid.into())).collect())
}

/// Forgets the session; one that is gone is no error.
///
/// # Errors
/// Only the database's own.
pub async fn remove(db: &Database, owner: &Owner) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let rows = diesel::delete(sessions::table.find((owner.pod, owner.member))).execute(conn).await?;
        if rows == 1 {
            diesel::update(pods::table.find(owner.pod))
                .set(pods::sessions_used.eq(pods::sessions_used - 1))
                .execute(conn)
                .await?;
        }
    })
}
