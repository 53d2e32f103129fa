//! Logos: the picture by which a pod is known, drawn as squares of three sizes, and the one before it, to go back to. Both count to the
//! pod's storage.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::domains::take;
use crate::schema::{logos, pods};
use crate::{Database, Error, PodId};

/// Bytes of a logo in all its sizes at most.
pub const SIZE_MAX: usize = 2_000_000;

/// A logo in all its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLogo {
    /// Its hash, by which browsers know it.
    pub hash: String,
    /// What it shows, for whoever does not see it; may be empty.
    pub words: String,
    /// The squares, as PNG.
    pub squares: Squares,
}

/// The squares of a logo, as PNG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    /// For a tab of a browser.
    pub small: Vec<u8>,
    /// For a page.
    pub medium: Vec<u8>,
    /// For a preview elsewhere.
    pub large: Vec<u8>,
}

impl Squares {
    fn size(&self) -> usize {
        self.small.len() + self.medium.len() + self.large.len()
    }
}

/// Which square of a logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// For a tab of a browser.
    Small,
    /// For a page.
    Medium,
    /// For a preview elsewhere.
    Large,
}

/// A logo without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = logos)]
pub struct Logo {
    /// Its hash.
    pub hash: String,
    /// What it shows; may be empty.
    pub words: String,
}

/// One square of a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// As PNG.
    pub bytes: Vec<u8>,
    /// Whether the logo is the pod's own now, and not the one before it.
    pub shown: bool,
}

/// The pod's logo.
macro_rules! shown {
    ($pod:ident) => {
        logos::table.filter(logos::pod_id.eq($pod).and(logos::shown))
    };
}

/// The one before it.
macro_rules! former {
    ($pod:ident) => {
        logos::table.filter(logos::pod_id.eq($pod).and(logos::shown.eq(false)))
    };
}

/// Inside a transaction that holds the pod: forgets the logo before this one; its bytes, which are still counted.
macro_rules! forget_former {
    ($conn:ident, $pod:ident) => {{
        let sizes: Vec<i64> = diesel::delete(former!($pod)).returning(logos::size).get_results($conn).await?;
        sizes.iter().sum::<i64>()
    }};
}

/// Inside a transaction that holds the pod: the hash of the logo before this one, if it is the one that is meant.
macro_rules! meant {
    ($conn:ident, $pod:ident, $which:ident) => {{
        let hash: Option<String> = former!($pod).select(logos::hash).first($conn).await.optional()?;
        let hash = hash.filter(|hash| $which.as_ref().is_none_or(|which| which == hash));
        hash.ok_or(Error::NotFound("logo"))?
    }};
}

/// Inside a transaction: no logo is the pod's own any more; how many were.
macro_rules! hide {
    ($conn:ident, $pod:ident) => {
        diesel::update(shown!($pod)).set(logos::shown.eq(false)).execute($conn).await?
    };
}

/// Inside a transaction: gives bytes back.
macro_rules! give_back {
    ($conn:ident, $pod:ident, $freed:ident) => {
        diesel::update(pods::table.find($pod))
            .set(pods::storage_used.eq(pods::storage_used - $freed))
            .execute($conn)
            .await?
    };
}

/// The pod's logo, if it has one.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, pod: &PodId) -> Result<Option<Logo>, Error> {
    let pod = *pod;
    read!(db, |conn| shown!(pod).select(Logo::as_select()).first(conn).await.optional()?)
}

/// The logo before it, if there is one.
///
/// # Errors
/// Only the database's own.
pub async fn before(db: &Database, pod: &PodId) -> Result<Option<Logo>, Error> {
    let pod = *pod;
    read!(db, |conn| former!(pod).select(Logo::as_select()).first(conn).await.optional()?)
}

/// The hashes of the logos of those of these pods that have one.
///
/// # Errors
/// Only the database's own.
pub async fn of_pods(db: &Database, pods: Vec<PodId>) -> Result<HashMap<PodId, String>, Error> {
    let rows: Vec<(PodId, String)> = read!(db, |conn| {
        logos::table
            .filter(logos::pod_id.eq_any(pods).and(logos::shown))
            .select((logos::pod_id, logos::hash))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().collect())
}

/// A square of one of the pod's logos.
///
/// # Errors
/// Only the database's own.
pub async fn square(db: &Database, pod: &PodId, hash: &str, side: Side) -> Result<Option<Square>, Error> {
    let (pod, hash) = (*pod, hash.to_owned());
    if hash.contains('\0') {
        return Ok(None);
    }
    let row: Option<(Vec<u8>, bool)> = read!(db, |conn| {
        let one = logos::table.find((pod, hash));
        match side {
            Side::Small => one.select((logos::small, logos::shown)).first(conn).await.optional()?,
            Side::Medium => one.select((logos::medium, logos::shown)).first(conn).await.optional()?,
            Side::Large => one.select((logos::large, logos::shown)).first(conn).await.optional()?,
        }
    })?;
    Ok(row.map(|(bytes, shown)| Square { bytes, shown }))
}

/// Gives the pod a logo; the one that it had becomes the one before. The same one again only has other words.
///
/// # Errors
/// `TooLarge("logo")` over [`SIZE_MAX`]; `Full(Quota::Storage)`, and all is as it was.
pub async fn set(db: &Database, pod: &PodId, new: NewLogo, by: &By) -> Result<(), Error> {
    if new.squares.size() > SIZE_MAX {
        return Err(Error::TooLarge("logo"));
    }
    let (pod, by) = (*pod, by.clone());
    let size = i64::try_from(new.squares.size()).unwrap_or(i64::MAX);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let detail = json!({ "words": new.words });
        let same = diesel::update(shown!(pod).filter(logos::hash.eq(new.hash.clone())))
            .set(logos::words.eq(new.words.clone()))
            .execute(conn)
            .await?;
        if same == 0 {
            let freed = forget_former!(conn, pod);
            hide!(conn, pod);
            diesel::insert_into(logos::table)
                .values((
                    (logos::pod_id.eq(pod), logos::hash.eq(new.hash), logos::words.eq(new.words)),
                    (logos::small.eq(new.squares.small), logos::medium.eq(new.squares.medium)),
                    (logos::large.eq(new.squares.large), logos::size.eq(size), logos::shown.eq(true)),
                    logos::set_at.eq(Stamp::from(by.at)),
                ))
                .execute(conn)
                .await?;
            take!(conn, pod, size - freed);
        }
        note!(conn, pod, Note { by, act: Act::LogoSet, object: String::new(), detail });
    })
}

/// Says in other words what the pod's logo shows.
///
/// # Errors
/// `NotFound("logo")`.
pub async fn describe(db: &Database, pod: &PodId, words: &str, by: &By) -> Result<(), Error> {
    let (pod, words, by) = (*pod, words.to_owned(), by.clone());
    transaction!(db, |conn| {
        let detail = json!({ "words": words });
        let rows = diesel::update(shown!(pod)).set(logos::words.eq(words)).execute(conn).await?;
        Error::unless_some(rows, "logo")?;
        note!(conn, pod, Note { by, act: Act::LogoSet, object: String::new(), detail });
    })
}

/// Takes the pod's logo away; it becomes the one before, and can be brought back.
///
/// # Errors
/// `NotFound("logo")`.
pub async fn remove(db: &Database, pod: &PodId, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let freed = forget_former!(conn, pod);
        give_back!(conn, pod, freed);
        let rows = hide!(conn, pod);
        Error::unless_some(rows, "logo")?;
        note!(conn, pod, Note { by, act: Act::LogoRemove, object: String::new(), detail: json!({}) });
    })
}

/// Brings the logo back that was before; the one of now, if there is one, becomes the one before. `which` is the hash of the one that is
/// meant, so that twice is once; without it, it is the one that there is.
///
/// # Errors
/// `NotFound("logo")`.
pub async fn restore(db: &Database, pod: &PodId, which: Option<&str>, by: &By) -> Result<(), Error> {
    let (pod, which, by) = (*pod, which.map(str::to_owned), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let hash = meant!(conn, pod, which);
        hide!(conn, pod);
        diesel::update(logos::table.find((pod, hash))).set(logos::shown.eq(true)).execute(conn).await?;
        note!(conn, pod, Note { by, act: Act::LogoRestore, object: String::new(), detail: json!({}) });
    })
}

/// Forgets the logo that was before, for good, and gives its bytes back; `which` as in [`restore`].
///
/// # Errors
/// `NotFound("logo")`.
pub async fn forget(db: &Database, pod: &PodId, which: Option<&str>, by: &By) -> Result<(), Error> {
    let (pod, which, by) = (*pod, which.map(str::to_owned), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        meant!(conn, pod, which);
        let freed = forget_former!(conn, pod);
        give_back!(conn, pod, freed);
        note!(conn, pod, Note { by, act: Act::LogoForget, object: String::new(), detail: json!({}) });
    })
}
