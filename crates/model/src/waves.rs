//! Waves: sign-ups that are undone together, by who invited them, when they came, or from which network. Their members are kept out at
//! once and removed when it cannot be undone any more.

use std::collections::HashSet;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::accounts::{Wish, wish};
use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Parsed, Stamp};
use crate::invites::{self, Branch};
use crate::members::{Member, remove_member};
use crate::schema::{arrivals, browsers, departures, guests, members, roles, wave_members, waves};
use crate::{Database, Error, InviteId, MemberId, Owner, PodId, WaveId};

/// How long it can be undone: who is removed in a wave is kept as who leaves, and the page on privacy says one figure of both.
pub const KEPT: Duration = crate::departures::KEPT;

/// The most members of one wave.
pub const MOST: usize = 500;

/// Members that are looked at together when they are removed.
const PAGE: i64 = 200;

/// Whose sign-ups are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Who came by an invitation, and by those that they made, and so on.
    Invite(InviteId),
    /// Who came from one time on and before another.
    Time(OffsetDateTime, OffsetDateTime),
    /// Who came from a network.
    Network(String),
}

/// Sign-ups that were undone together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waves)]
pub struct Wave {
    /// Its key.
    pub id: WaveId,
    /// When.
    #[diesel(deserialize_as = Stamp)]
    pub at: OffsetDateTime,
    /// How many.
    pub size: i64,
    /// Since when they are members again.
    #[diesel(deserialize_as = MaybeStamp)]
    pub undone_at: Option<OffsetDateTime>,
}

impl Wave {
    /// Whether its members can be let in again.
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        self.undone_at.is_none() && self.at + KEPT > now
    }
}

/// Members on whom a wave may lay hands: nobody with a role, nobody who is out already, and not the guest.
macro_rules! within_reach {
    ($pod:expr) => {
        members::table
            .filter(members::pod_id.eq($pod))
            .filter(members::suspended_at.is_null())
            .filter(not(exists(
                roles::table.filter(roles::pod_id.eq(members::pod_id)).filter(roles::jid.eq(members::jid)),
            )))
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(members::pod_id))
                    .filter(departures::member_id.eq(members::id)),
            )))
            .filter(not(exists(
                guests::table
                    .filter(guests::pod_id.eq(members::pod_id))
                    .filter(guests::member_id.eq(members::id)),
            )))
    };
}

/// Inside a transaction: suspends members, and signs their browsers out.
macro_rules! keep_out {
    ($conn:ident, $pod:ident, $ids:expr, $at:ident) => {{
        let ids: Vec<MemberId> = $ids;
        // before the members, as whoever notes that a browser is here: else two wait for each other
        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq($pod).and(browsers::member_id.eq_any(ids.clone())))
            .execute($conn)
            .await?;
        diesel::update(members::table)
            .filter(members::pod_id.eq($pod).and(members::id.eq_any(ids)))
            .set((members::suspended_at.eq(Some($at)), members::suspended_reason.eq("")))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: the log names who is removed, or let in again, alone.
macro_rules! name_one {
    ($conn:ident, $pod:ident, $jids:expr, $act:expr, $by:ident) => {{
        if let [jid] = $jids {
            let (object, detail) = (jid.clone(), json!({}));
            note!($conn, $pod, Note { by: $by.clone(), act: $act, object, detail });
        }
    }};
}

/// Whether a wave may lay hands on a member: she can be removed in such a way that she can be let in again.
///
/// # Errors
/// Only the database's own.
pub async fn reaches(db: &Database, owner: &Owner) -> Result<bool, Error> {
    let Owner { pod, member } = *owner;
    read!(db, |conn| {
        within_reach!(pod).filter(members::id.eq(member)).count().get_result::<i64>(conn).await? > 0
    })
}

/// Who would be removed, the first ones first, at most one more than [`MOST`].
///
/// # Errors
/// Only the database's own.
pub async fn look(db: &Database, pod: &PodId, choice: &Choice) -> Result<Vec<Member>, Error> {
    let (ids, pod) = (chosen(db, pod, choice).await?, *pod);
    read!(db, |conn| {
        within_reach!(pod)
            .filter(members::id.eq_any(ids))
            .order((members::created_at, members::id))
            .limit(i64::try_from(MOST + 1).unwrap_or(i64::MAX))
            .select(Member::as_select())
            .load(conn)
            .await?
    })
}

/// Keeps these members out, those of them on whom a wave may lay hands, and has them removed when [`KEPT`] is over. Accounts that Cosse
/// looks after are to sign in nowhere. Returns who they are; where there is nobody, nothing is done.
///
/// # Errors
/// Only the database's own.
pub async fn remove(
    db: &Database,
    pod: &PodId,
    ids: &[MemberId],
    by: &By,
) -> Result<Vec<(MemberId, BareJid)>, Error> {
    let (pod, ids, wave, by) = (*pod, ids.to_vec(), WaveId::new(by.at), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let rows: Vec<(MemberId, Parsed<BareJid>)> = within_reach!(pod)
            .filter(members::id.eq_any(ids))
            .select((members::id, members::jid))
            .load(conn)
            .await?;
        let rows: Vec<(MemberId, BareJid)> = rows.into_iter().map(|(id, jid)| (id, jid.into())).collect();
        if rows.is_empty() {
            return Ok(rows);
        }
        let (ids, at): (Vec<MemberId>, _) = (rows.iter().map(|(id, _)| *id).collect(), Stamp::from(by.at));
        let (size, due) = (i64::try_from(ids.len()).unwrap_or(i64::MAX), Stamp::from(by.at + KEPT));
        keep_out!(conn, pod, ids.clone(), at);
        let accounts: Vec<String> = rows.iter().map(|(_, jid)| jid.to_string()).collect();
        name_one!(conn, pod, accounts.as_slice(), Act::MemberSuspend, by);
        wish!(conn, pod, accounts, Wish::Suspended, by);
        diesel::insert_into(waves::table)
            .values((waves::pod_id.eq(pod), waves::id.eq(wave), waves::at.eq(at), waves::size.eq(size)))
            .execute(conn)
            .await?;
        for id in ids {
            let of = (wave_members::wave_id.eq(wave), wave_members::due_at.eq(due));
            diesel::insert_into(wave_members::table)
                .values((wave_members::pod_id.eq(pod), wave_members::member_id.eq(id), of))
                .execute(conn)
                .await?;
        }
        let (object, detail) = (wave.to_string(), json!({ "members": size.to_string() }));
        note!(conn, pod, Note { by, act: Act::WaveRemove, object, detail });
        rows
    })
}

/// Lets the members of a wave in again, and their accounts sign in.
///
/// # Errors
/// `NotFound("wave")`, also of one that was undone or is over.
pub async fn undo(db: &Database, pod: &PodId, wave: &WaveId, by: &By) -> Result<(), Error> {
    let (pod, wave, by, after) = (*pod, *wave, by.clone(), Stamp::from(by.at - KEPT));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let undone = diesel::update(waves::table.find((pod, wave)))
            .filter(waves::undone_at.is_null().and(waves::at.gt(after)))
            .set(waves::undone_at.eq(Some(Stamp::from(by.at))))
            .execute(conn)
            .await?;
        Error::unless_some(undone, "wave")?;
        let ids: Vec<MemberId> = diesel::delete(wave_members::table)
            .filter(wave_members::pod_id.eq(pod).and(wave_members::wave_id.eq(wave)))
            .returning(wave_members::member_id)
            .get_results(conn)
            .await?;
        let back: Vec<String> = diesel::update(members::table)
            .filter(members::pod_id.eq(pod).and(members::id.eq_any(ids)))
            .set(members::suspended_at.eq(None::<Stamp>))
            .returning(members::jid)
            .get_results(conn)
            .await?;
        let (object, detail) = (wave.to_string(), json!({ "members": back.len().to_string() }));
        name_one!(conn, pod, back.as_slice(), Act::MemberResume, by);
        wish!(conn, pod, back, Wish::Active, by);
        note!(conn, pod, Note { by, act: Act::WaveUndo, object, detail });
    })
}

/// The waves of a pod, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<Wave>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        waves::table
            .filter(waves::pod_id.eq(pod))
            .order(waves::id.desc())
            .limit(PAGE)
            .select(Wave::as_select())
            .load(conn)
            .await?
    })
}

/// Removes the members of waves that cannot be undone any more; how many.
///
/// # Errors
/// Only the database's own.
pub async fn purge(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let mut gone = 0;
    loop {
        let due = Stamp::from(now);
        let some: Vec<(PodId, MemberId)> = read!(db, |conn| {
            wave_members::table
                .filter(wave_members::due_at.le(due))
                .order(wave_members::due_at)
                .limit(PAGE)
                .select((wave_members::pod_id, wave_members::member_id))
                .load(conn)
                .await?
        })?;
        if some.is_empty() {
            return Ok(gone);
        }
        for (pod, member) in some {
            gone += usize::from(complete(db, Owner { pod, member }, now).await?);
        }
    }
}

/// Removes all that is a member's. False if she was let in meanwhile.
async fn complete(db: &Database, owner: Owner, now: OffsetDateTime) -> Result<bool, Error> {
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let due = wave_members::table.find((owner.pod, owner.member));
        if diesel::delete(due).execute(conn).await? == 0 {
            return Ok(false);
        }
        let out: i64 = members::table
            .find((owner.pod, owner.member))
            .filter(members::suspended_at.is_not_null())
            .count()
            .get_result(conn)
            .await?;
        if out == 0 {
            return Ok(false);
        }
        let jid = remove_member!(conn, owner, now);
        diesel::delete(roles::table.find((owner.pod, jid))).execute(conn).await?;
        true
    })
}

/// At most one more than [`MOST`], all of them within reach: what is out already does not stand before the rest.
async fn chosen(db: &Database, pod: &PodId, choice: &Choice) -> Result<Vec<MemberId>, Error> {
    let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    match choice.clone() {
        Choice::Invite(invite) => invited(db, pod, invite).await,
        Choice::Time(from, to) => {
            let (pod, from, to) = (*pod, Stamp::from(from), Stamp::from(to));
            read!(db, |conn| {
                within_reach!(pod)
                    .filter(members::created_at.ge(from).and(members::created_at.lt(to)))
                    .order(members::created_at)
                    .limit(most)
                    .select(members::id)
                    .load(conn)
                    .await?
            })
        }
        Choice::Network(network) => {
            let pod = *pod;
            read!(db, |conn| {
                let arrived = arrivals::table
                    .filter(arrivals::pod_id.eq(pod).and(arrivals::network.eq(network)))
                    .select(arrivals::member_id);
                within_reach!(pod)
                    .filter(members::id.eq_any(arrived))
                    .order(members::created_at)
                    .limit(most)
                    .select(members::id)
                    .load(conn)
                    .await?
            })
        }
    }
}

async fn invited(db: &Database, pod: &PodId, invite: InviteId) -> Result<Vec<MemberId>, Error> {
    let (tree, pod) = (invites::tree(db, pod).await?, *pod);
    let reached: Vec<MemberId> = read!(db, |conn| {
        within_reach!(pod).filter(members::invite_id.is_not_null()).select(members::id).load(conn).await?
    })?;
    Ok(branches(&tree, invite, &reached.into_iter().collect()))
}

/// Who came by an invitation, and by those of whoever did, in the order in which they came; those of them who are within reach.
fn branches(tree: &[Branch], invite: InviteId, reached: &HashSet<MemberId>) -> Vec<MemberId> {
    let mut known: HashSet<MemberId> = HashSet::new();
    loop {
        let before = known.len();
        for branch in tree {
            if branch.invite == invite || branch.by.is_some_and(|by| known.contains(&by)) {
                known.insert(branch.member);
            }
        }
        if known.len() == before {
            break;
        }
    }
    let meant = |member: &MemberId| known.contains(member) && reached.contains(member);
    tree.iter().map(|branch| branch.member).filter(meant).take(MOST + 1).collect()
}
