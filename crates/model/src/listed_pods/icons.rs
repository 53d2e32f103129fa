//! Icons of pods of other deployments, as they are shown here.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use super::State;
use super::log::write_new_line;
use crate::columns::Stamp;
use crate::schema::directory::{listed_pods, pod_icons};
use crate::{Database, Error};

/// How long it takes until an icon that could not be had is asked for again.
const AGAIN: Duration = Duration::DAY;

/// States in which something is shown of a pod.
const SHOWN: [State; 5] = [State::Listed, State::Stale, State::Down, State::Closing, State::Unlisted];

/// Whether an icon of this hash is to be fetched: it is another one than before, or could not be had a day ago.
///
/// # Errors
/// Only the database's own.
pub async fn is_wanted(
    db: &Database,
    domain: &str,
    sha256: &str,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let (domain, sha256, before) = (domain.to_owned(), sha256.to_owned(), Stamp::from(now - AGAIN));
    let known: Option<(bool, Stamp)> = read!(db, |conn| {
        pod_icons::table
            .find(domain)
            .filter(pod_icons::sha256.eq(sha256))
            .select((pod_icons::picture.is_not_null(), pod_icons::tried_at))
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(known.is_none_or(|(is_there, tried_at)| !is_there && tried_at <= before))
}

/// Keeps the icon of a pod, or that it could not be had, with a line that says why, which the log has once. It takes the place of the
/// one before.
///
/// # Errors
/// Only the database's own.
pub async fn keep_icon(
    db: &Database,
    domain: &str,
    sha256: &str,
    picture: Result<Vec<u8>, String>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (domain, sha256, at) = (domain.to_owned(), sha256.to_owned(), Stamp::from(now));
    let (picture, why) = match picture {
        Ok(picture) => (Some(picture), None),
        Err(why) => (None, Some(why)),
    };
    transaction!(db, |conn| {
        diesel::insert_into(pod_icons::table)
            .values((
                (pod_icons::domain.eq(domain.clone()), pod_icons::sha256.eq(sha256.clone())),
                (pod_icons::picture.eq(picture.clone()), pod_icons::tried_at.eq(at)),
            ))
            .on_conflict(pod_icons::domain)
            .do_update()
            .set((pod_icons::sha256.eq(sha256), pod_icons::picture.eq(picture), pod_icons::tried_at.eq(at)))
            .execute(conn)
            .await?;
        if let Some(why) = why {
            write_new_line!(conn, domain, why, now);
        }
    })
}

/// Forgets the icon of a pod that names none any more.
///
/// # Errors
/// Only the database's own.
pub async fn drop_icon(db: &Database, domain: &str) -> Result<(), Error> {
    let domain = domain.to_owned();
    change!(db, |conn| {
        diesel::delete(pod_icons::table.find(domain)).execute(conn).await?;
    })
}

/// The hashes of all icons that are there, each with its pod's host name.
///
/// # Errors
/// Only the database's own.
pub async fn icons(db: &Database) -> Result<Vec<(String, String)>, Error> {
    read!(db, |conn| {
        pod_icons::table
            .filter(pod_icons::picture.is_not_null())
            .select((pod_icons::domain, pod_icons::sha256))
            .load(conn)
            .await?
    })
}

/// The icon of a pod of which something is shown, if it has this hash; as PNG.
///
/// # Errors
/// Only the database's own.
pub async fn icon(db: &Database, domain: &str, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
    let (domain, sha256) = (domain.to_owned(), sha256.to_owned());
    if domain.contains('\0') || sha256.contains('\0') {
        return Ok(None);
    }
    let picture: Option<Option<Vec<u8>>> = read!(db, |conn| {
        pod_icons::table
            .find(domain)
            .filter(pod_icons::sha256.eq(sha256))
            .filter(exists(
                listed_pods::table
                    .filter(listed_pods::domain.eq(pod_icons::domain))
                    .filter(listed_pods::state.eq_any(SHOWN)),
            ))
            .select(pod_icons::picture)
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(picture.flatten())
}

/// The hash of a pod's icon, if it is there.
///
/// # Errors
/// Only the database's own.
pub async fn icon_of(db: &Database, domain: &str) -> Result<Option<String>, Error> {
    let domain = domain.to_owned();
    read!(db, |conn| {
        pod_icons::table
            .find(domain)
            .filter(pod_icons::picture.is_not_null())
            .select(pod_icons::sha256)
            .first(conn)
            .await
            .optional()?
    })
}

/// Forgets the icons of pods of which nothing is known any more; how many.
///
/// # Errors
/// Only the database's own.
pub async fn sweep_icons(db: &Database) -> Result<usize, Error> {
    change!(db, |conn| {
        diesel::delete(pod_icons::table)
            .filter(not(exists(listed_pods::table.filter(listed_pods::domain.eq(pod_icons::domain)))))
            .execute(conn)
            .await?
    })
}
