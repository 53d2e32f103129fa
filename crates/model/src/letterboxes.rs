//! Letterboxes: where members get mail, if they gave an address. One counts once its owner has confirmed it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::mails::{Letter, post};
use crate::notices::Told;
use crate::notices::telling::{members_without_mail, operators, tell};
use crate::pods::State;
use crate::schema::{closings_told, letterboxes, members, pod_moves, pods};
use crate::{Database, Email, Error, Owner, PodId};

/// How long before a pod closes its members are told once more.
pub const NEAR: Duration = Duration::days(3);

/// How long an address is kept that nobody has confirmed.
pub const UNCONFIRMED: Duration = Duration::days(14);

/// A member's address of e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterbox {
    /// The address.
    pub email: Email,
    /// Whether she has said that it is hers.
    pub confirmed: bool,
}

/// Inside a transaction: where members of a pod get mail who can come in and have not left, with their languages.
macro_rules! readers {
    ($conn:ident, $pod:ident) => {{
        use diesel::dsl::{exists, not};
        use $crate::schema::{departures, letterboxes, members};

        let readers: Vec<($crate::Email, String)> = letterboxes::table
            .inner_join(
                members::table
                    .on(members::pod_id.eq(letterboxes::pod_id).and(members::id.eq(letterboxes::member_id))),
            )
            .filter(letterboxes::pod_id.eq($pod).and(letterboxes::confirmed_at.is_not_null()))
            .filter(members::suspended_at.is_null())
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(letterboxes::pod_id))
                    .filter(departures::member_id.eq(letterboxes::member_id)),
            )))
            .select((letterboxes::email, letterboxes::language))
            .load($conn)
            .await?;
        readers
    }};
}
pub(crate) use readers;

/// Inside a transaction: where a member who confirmed it gets mail, and in which language.
macro_rules! letterbox {
    ($conn:ident, $owner:ident) => {
        $crate::schema::letterboxes::table
            .find(($owner.pod, $owner.member))
            .filter($crate::schema::letterboxes::confirmed_at.is_not_null())
            .select(($crate::schema::letterboxes::email, $crate::schema::letterboxes::language))
            .first::<($crate::Email, String)>($conn)
            .await
            .optional()?
    };
}
pub(crate) use letterbox;

/// Inside a transaction: forgets a member's address. If she had confirmed it, a mail to it says so, unless it is the one that comes.
macro_rules! forget {
    ($conn:ident, $owner:ident, $comes:expr, $now:ident) => {{
        let comes: Option<&Email> = $comes;
        let before: Option<(Email, String, Option<Stamp>)> =
            diesel::delete(letterboxes::table.find(($owner.pod, $owner.member)))
                .returning((letterboxes::email, letterboxes::language, letterboxes::confirmed_at))
                .get_result($conn)
                .await
                .optional()?;
        if let Some((email, language, Some(_))) = before
            && comes != Some(&email)
        {
            post!($conn, $owner.pod, email, language, &Letter::LetterboxGone, $now);
        }
    }};
}

/// Inside a transaction: keeps the address that a new member has confirmed.
macro_rules! keep {
    ($conn:ident, $owner:expr, $hers:expr, $now:ident) => {{
        use $crate::schema::letterboxes;

        let (owner, (email, language)): ($crate::Owner, ($crate::Email, String)) = ($owner, $hers);
        let stamp = $crate::columns::Stamp::from($now);
        let row = (
            (letterboxes::pod_id.eq(owner.pod), letterboxes::member_id.eq(owner.member)),
            (letterboxes::email.eq(email), letterboxes::language.eq(language)),
            (letterboxes::asked_at.eq(stamp), letterboxes::confirmed_at.eq(Some(stamp))),
        );
        diesel::insert_into(letterboxes::table).values(row).execute($conn).await?;
    }};
}
pub(crate) use keep;

/// A member's letterbox, if she gave an address.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner) -> Result<Option<Letterbox>, Error> {
    let owner = *owner;
    let row: Option<(Email, Option<Stamp>)> = read!(db, |conn| {
        letterboxes::table
            .find((owner.pod, owner.member))
            .select((letterboxes::email, letterboxes::confirmed_at))
            .first(conn)
            .await
            .optional()?
    })?;
    Ok(row.map(|(email, confirmed_at)| Letterbox { email, confirmed: confirmed_at.is_some() }))
}

/// Notes an address instead of the one before, and writes a mail to it by which its owner says that it is hers. One before that she had
/// confirmed is told.
///
/// # Errors
/// `NotFound("member")`.
pub async fn ask(
    db: &Database,
    owner: &Owner,
    email: Email,
    language: String,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        let known: i64 = members::table.find((owner.pod, owner.member)).count().get_result(conn).await?;
        if known == 0 {
            return Err(Error::NotFound("member"));
        }
        forget!(conn, owner, Some(&email), now);
        let row = (
            (letterboxes::pod_id.eq(owner.pod), letterboxes::member_id.eq(owner.member)),
            (letterboxes::email.eq(email.clone()), letterboxes::language.eq(language.clone())),
            letterboxes::asked_at.eq(Stamp::from(now)),
        );
        diesel::insert_into(letterboxes::table).values(row).execute(conn).await?;
        let letter = Letter::LetterboxAsked { member: owner.member, email: email.clone() };
        post!(conn, owner.pod, email, language, &letter, now);
    })
}

/// The address is hers.
///
/// # Errors
/// `NotFound("letterbox")`, also where she has another by now.
pub async fn confirm(db: &Database, owner: &Owner, email: &Email, now: OffsetDateTime) -> Result<(), Error> {
    let (owner, email, now) = (*owner, email.clone(), Stamp::from(now));
    let rows = change!(db, |conn| {
        diesel::update(letterboxes::table.find((owner.pod, owner.member)))
            .filter(letterboxes::email.eq(email))
            .set(letterboxes::confirmed_at.eq(Some(now)))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "letterbox")
}

/// Forgets the address, and tells it so if she had confirmed it; where there is none, that is no error.
///
/// # Errors
/// Only the database's own.
pub async fn remove(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        forget!(conn, owner, None, now);
    })
}

/// Forgets addresses that nobody has confirmed in time; how many.
///
/// # Errors
/// Only the database's own.
pub async fn expire(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let late = Stamp::from(now - UNCONFIRMED);
    change!(db, |conn| {
        diesel::delete(letterboxes::table)
            .filter(letterboxes::confirmed_at.is_null().and(letterboxes::asked_at.le(late)))
            .execute(conn)
            .await?
    })
}

/// Tells the members of pods that are to close, when that was set and once more when it is near: by mail, and by XMPP whoever gets no
/// mail or runs the pod; on how many pods.
///
/// # Errors
/// Only the database's own.
pub async fn tell_of_closings(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let stamp = Stamp::from(now);
    let closing: Vec<(PodId, Option<Stamp>)> = read!(db, |conn| {
        pods::table
            .filter(pods::state.eq(State::Closing).and(pods::closing_at.gt(Some(stamp))))
            .select((pods::id, pods::closing_at))
            .load(conn)
            .await?
    })?;
    let mut told = 0;
    for (pod, at) in closing {
        if let Some(at) = at {
            told += usize::from(tell_of_closing(db, pod, at.into(), now).await?);
        }
    }
    Ok(told)
}

/// Each stage is told once for each day; one that is set when it is near is told once.
async fn tell_of_closing(
    db: &Database,
    pod: PodId,
    at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<bool, Error> {
    let stages: &[&str] = if at - now <= NEAR { &["set", "near"] } else { &["set"] };
    let day = Stamp::from(at);
    transaction!(db, |conn| {
        // whoever says just now that it goes on elsewhere waits, and has that told
        hold_pod!(conn, pod);
        let mut new = 0;
        for stage in stages {
            let row = (
                closings_told::pod_id.eq(pod),
                closings_told::closing_at.eq(day),
                closings_told::stage.eq(*stage),
            );
            new += diesel::insert_into(closings_told::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
        if new > 0 {
            let moved = pod_moves::table.find(pod).select(pod_moves::moved_to);
            let moved_to: Option<String> = moved.first(conn).await.optional()?;
            let letter = Letter::PodCloses { at, moved_to: moved_to.clone() };
            for (to, language) in readers!(conn, pod) {
                post!(conn, pod, to, language, &letter, now);
            }
            // who runs it need not be a member, and who is both is told once
            let mut whom: BTreeMap<String, String> = operators!(conn, pod, now).into_iter().collect();
            whom.extend(members_without_mail!(conn, pod, now));
            let told = Told::PodCloses { at, moved_to };
            tell!(conn, pod, whom, &told, now);
        }
        new > 0
    })
}
