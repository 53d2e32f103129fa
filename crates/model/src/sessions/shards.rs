//! Sessions hash to a fixed number of shards, which workers share among themselves.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::Session;
use crate::columns::Stamp;
use crate::pods::State;
use crate::schema::{departures, members, pods, sessions};
use crate::{Database, Error, Owner, PodId};

/// How many shards the sessions of a deployment hash to.
pub const SHARDS: u16 = 256;

/// Sessions that are given their shards at a time.
const PAGE: i64 = 200;

/// The shard of an account's session: the same on every machine, in every version.
pub fn shard(pod: &PodId, jid: &BareJid) -> u16 {
    let hash =
        Sha256::new().chain_update(pod.to_string()).chain_update([0]).chain_update(jid.as_str()).finalize();
    u16::from_be_bytes([hash[0], hash[1]]) % SHARDS
}

/// The sessions of a shard that a start brings back: those of pods in use, and of members who are not suspended and have not left, in the
/// order of their keys from the one after `after` on.
///
/// # Errors
/// Only the database's own.
pub async fn kept(
    db: &Database,
    shard: u16,
    after: Option<&Owner>,
    limit: u32,
    now: OffsetDateTime,
) -> Result<Vec<Session>, Error> {
    let (pod, member) =
        after.map(|owner| (owner.pod.to_string(), owner.member.to_string())).unwrap_or_default();
    read!(db, |conn| {
        let closes_later = pods::closing_at.is_null().or(pods::closing_at.gt(Some(Stamp::from(now))));
        let still_open = pods::state.eq(State::Closing).and(closes_later);
        sessions::table
            .inner_join(pods::table.on(pods::id.eq(sessions::pod_id)))
            .inner_join(
                members::table
                    .on(members::pod_id.eq(sessions::pod_id).and(members::id.eq(sessions::member_id))),
            )
            .filter(sessions::shard.eq(i32::from(shard)).and(members::suspended_at.is_null()))
            .filter(pods::state.eq_any([State::Active, State::ReadOnly]).or(still_open))
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(sessions::pod_id))
                    .filter(departures::member_id.eq(sessions::member_id)),
            )))
            .filter(
                sessions::pod_id
                    .gt(pod.clone())
                    .or(sessions::pod_id.eq(pod).and(sessions::member_id.gt(member))),
            )
            .order((sessions::pod_id, sessions::member_id))
            .limit(i64::from(limit))
            .select(Session::as_select())
            .load(conn)
            .await?
    })
}

/// Gives the sessions of an older version their shards.
///
/// # Errors
/// Only the database's own.
pub async fn settle(db: &Database) -> Result<(), Error> {
    loop {
        let rows: Vec<Session> = read!(db, |conn| {
            let without = sessions::table.filter(sessions::shard.is_null()).limit(PAGE);
            without.select(Session::as_select()).load(conn).await?
        })?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let (owner, shard) = (row.owner(), shard(&row.pod_id, &row.jid));
            change!(db, |conn| {
                diesel::update(sessions::table.find((owner.pod, owner.member)))
                    .set(sessions::shard.eq(i32::from(shard)))
                    .execute(conn)
                    .await?
            })?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_stays_in_its_shard_and_accounts_spread() {
        let pod = "01J00000000000000000000000".parse::<PodId>().unwrap();
        let of = |number: u32| shard(&pod, &format!("member{number}@pod.example").parse().unwrap());
        let shards: std::collections::HashSet<u16> = (0..1000).map(of).collect();
        assert!(shards.len() > 200 && shards.iter().all(|shard| *shard < SHARDS));
        assert_eq!([of(0), of(1)], [of(0), of(1)]);
    }
}
