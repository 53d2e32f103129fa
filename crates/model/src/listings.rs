//! What pods say of themselves to directories: what it is made of, and what was said last. The document itself is made by whoever has
//! the rules for it; here several makers agree on one.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp, Words};
use crate::federation::feed::{News, Told, tell};
use crate::pods::{Pod, State};
use crate::schema::{hosts, introductions, listings, pods, roles};
use crate::{Database, Error, PodId, places};

mod keys;
mod outlines;
mod settings;

pub use keys::{Key, begin, keys, name_next, replace};
pub use outlines::{Outline, outlines};
pub use settings::{Organization, Settings, Visibility, all_settings, name_providers, set, settings};

/// What a listing is made of, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The pod.
    pub pod: Pod,
    /// How many have signed up today (UTC).
    pub signups_today: i64,
    /// What its operators say of it.
    pub settings: Settings,
    /// Languages that are spoken there beside its own.
    pub further: Vec<String>,
    /// The accounts that run or moderate it.
    pub holders: Vec<BareJid>,
    /// Its keys, those first that sign first.
    pub keys: Vec<Key>,
    /// What was said last.
    pub issued: Option<Issued>,
}

/// A listing that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = listings)]
pub struct Issued {
    /// Its number, which only rises.
    pub serial: i64,
    /// What it says, as a hash.
    pub digest: String,
    /// The signed document.
    pub document: String,
    /// When it was issued.
    #[diesel(deserialize_as = Stamp)]
    pub issued_at: OffsetDateTime,
}

/// What a pod's listing is made of; none of a pod that is gone.
///
/// # Errors
/// Only the database's own.
pub async fn facts(db: &Database, pod: &PodId, now: OffsetDateTime) -> Result<Option<Facts>, Error> {
    let (id, today) = (*pod, places::day(now));
    read!(db, |conn| {
        let found: Option<(Pod, i64, i64)> = pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .filter(pods::id.eq(id).and(pods::state.ne(State::Deleted)))
            .select((Pod::as_select(), pods::signups_today, pods::signups_day))
            .first(conn)
            .await
            .optional()?;
        let Some((pod, counted, day)) = found else { return Ok(None) };
        let holders: Vec<Parsed<BareJid>> = roles::table
            .filter(roles::pod_id.eq(id))
            .order((roles::role.desc(), roles::jid))
            .select(roles::jid)
            .load(conn)
            .await?;
        let said = introductions::table.find(id).select(introductions::languages);
        let further = said.first::<Words>(conn).await.optional()?;
        let settings = settings::of!(conn, id);
        let keys = keys::of!(conn, id);
        let issued =
            listings::table.find(id).select(Issued::as_select()).first::<Issued>(conn).await.optional()?;
        Some(Facts {
            pod,
            signups_today: if day == today { counted } else { 0 },
            settings,
            further: further.map(Vec::from).unwrap_or_default(),
            holders: holders.into_iter().map(BareJid::from).collect(),
            keys,
            issued,
        })
    })
}

/// Keeps a listing as the last one that was issued, if `before` is still the number of the one before it; false if somebody else was
/// quicker. Other directories hear of it: `told` is what they hear of the pod.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn issue(
    db: &Database,
    pod: &PodId,
    new: &Issued,
    before: Option<i64>,
    told: (&str, Told),
) -> Result<bool, Error> {
    let (pod, new) = (*pod, new.clone());
    let news = News::own(told, &new);
    let row = (
        (listings::serial.eq(new.serial), listings::digest.eq(new.digest)),
        (listings::document.eq(new.document), listings::issued_at.eq(Stamp::from(new.issued_at))),
    );
    transaction!(db, |conn| {
        let rows = match before {
            None => {
                let first = diesel::insert_into(listings::table).values((listings::pod_id.eq(pod), row));
                first.on_conflict_do_nothing().execute(conn).await?
            }
            Some(before) => {
                let last = listings::table.find(pod).filter(listings::serial.eq(before));
                diesel::update(last).set(row).execute(conn).await?
            }
        };
        if rows == 1 {
            tell!(conn, news);
        }
        rows == 1
    })
}

/// How many have signed up today (UTC), of each pod where anybody has.
///
/// # Errors
/// Only the database's own.
pub async fn signups_today(db: &Database, now: OffsetDateTime) -> Result<HashMap<PodId, i64>, Error> {
    let today = places::day(now);
    let counted: Vec<(PodId, i64)> = read!(db, |conn| {
        pods::table
            .filter(pods::signups_day.eq(today).and(pods::signups_today.gt(0_i64)))
            .select((pods::id, pods::signups_today))
            .load(conn)
            .await?
    })?;
    Ok(counted.into_iter().collect())
}
