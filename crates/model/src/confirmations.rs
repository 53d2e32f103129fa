//! Signing up with an address of e-mail that is confirmed: a mail brings an invitation, and whoever comes in by it gets mail there.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::invites::{Code, NewInvite, invite};
use crate::mails::{Letter, post};
use crate::schema::{confirmations, invites, letterboxes};
use crate::{Database, Email, Error, InviteId, PodId};

/// How long the link in the mail is good.
pub const GOOD: Duration = Duration::days(3);

/// How long it is remembered who asked.
pub const KEPT: Duration = Duration::days(4);

/// The most that may be on their way in a pod.
pub const OPEN_MAX: i64 = 500;

/// Confirmations that are forgotten together.
const PAGE: i64 = 200;

/// Writes a mail with a link by which one person comes in; to a member who gets mail there, one that says so.
///
/// # Errors
/// `TooLarge("queue")` where too many have such a link.
pub async fn ask(
    db: &Database,
    pod: &PodId,
    email: Email,
    language: String,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (pod, code, id, until) = (*pod, Code::fresh(), InviteId::new(now), now + GOOD);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let hers = letterboxes::pod_id.eq(pod).and(letterboxes::email.eq(email.clone()));
        let members: i64 = letterboxes::table
            .filter(hers.and(letterboxes::confirmed_at.is_not_null()))
            .count()
            .get_result(conn)
            .await?;
        if members > 0 {
            post!(conn, pod, email, language, &Letter::AlreadyHere, now);
            return Ok(());
        }
        let open = confirmations::pod_id.eq(pod).and(confirmations::asked_at.gt(Stamp::from(now - GOOD)));
        let asking: i64 = confirmations::table.filter(open).count().get_result(conn).await?;
        if asking >= OPEN_MAX {
            return Err(Error::TooLarge("queue"));
        }
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: Some(until) };
        invite!(conn, pod, id, code, new, now);
        let row = (
            (confirmations::pod_id.eq(pod), confirmations::invite_id.eq(id)),
            (confirmations::email.eq(email.clone()), confirmations::language.eq(language.clone())),
            confirmations::asked_at.eq(Stamp::from(now)),
        );
        diesel::insert_into(confirmations::table).values(row).execute(conn).await?;
        let letter = Letter::SignUpAsked { code: code.reveal(), until };
        post!(conn, pod, email, language, &letter, now);
    })
}

/// Inside a transaction: the address that somebody confirms who comes in by an invitation, with her language, if it is such a one. All
/// that went to this address are used up.
macro_rules! confirmed {
    ($conn:ident, $pod:ident, $invite:expr, $now:ident) => {{
        use $crate::schema::{confirmations, invites};

        let hers: Option<($crate::Email, String)> = match $invite {
            Some(invite) => confirmations::table
                .find(($pod, invite))
                .select((confirmations::email, confirmations::language))
                .first($conn)
                .await
                .optional()?,
            None => None,
        };
        if let Some((email, _)) = &hers {
            let sent = confirmations::table
                .filter(confirmations::pod_id.eq($pod).and(confirmations::email.eq(email.clone())))
                .select(confirmations::invite_id);
            diesel::update(invites::table.filter(invites::pod_id.eq($pod).and(invites::id.eq_any(sent))))
                .set(invites::revoked_at.eq(Some($crate::columns::Stamp::from($now))))
                .execute($conn)
                .await?;
        }
        hers
    }};
}
pub(crate) use confirmed;

/// Whether an invitation went to an address that somebody typed who signs up.
///
/// # Errors
/// Only the database's own.
pub async fn is_one(db: &Database, pod: &PodId, invite: &InviteId) -> Result<bool, Error> {
    let (pod, invite) = (*pod, *invite);
    let known: i64 = read!(db, |conn| {
        confirmations::table.find((pod, invite)).count().get_result(conn).await?
    })?;
    Ok(known > 0)
}

/// Forgets the addresses of those who have not come, with their invitations; how many.
///
/// # Errors
/// Only the database's own.
pub async fn forget(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let old = Stamp::from(now - KEPT);
    let late: Vec<(PodId, InviteId)> = read!(db, |conn| {
        confirmations::table
            .filter(confirmations::asked_at.le(old))
            .limit(PAGE)
            .select((confirmations::pod_id, confirmations::invite_id))
            .load(conn)
            .await?
    })?;
    let mut gone = 0;
    for (pod, invite) in late {
        gone += change!(db, |conn| {
            diesel::delete(invites::table.find((pod, invite))).execute(conn).await?
        })?;
    }
    Ok(gone)
}
