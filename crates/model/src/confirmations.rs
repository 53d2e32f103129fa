//! Signing up with an address of e-mail that is confirmed: a mail brings an invitation, and whoever comes in by it gets mail there.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::{Duration, OffsetDateTime};

use crate::columns::Stamp;
use crate::invites::{Code, NewInvite, invite};
use crate::mails::{Letter, post};
use crate::schema::{confirmations, invites};
use crate::{Database, Email, Error, InviteId, PodId};

/// How long the link in the mail is good.
pub const GOOD: Duration = Duration::days(3);

/// How long it is remembered who asked.
pub const KEPT: Duration = Duration::days(4);

/// The most that may be on their way in a pod.
pub const OPEN_MAX: i64 = 500;

/// Confirmations that are forgotten together.
const PAGE: i64 = 200;

/// Inside a transaction: whether a member gets mail at an address.
macro_rules! has_letterbox {
    ($conn:ident, $pod:expr, $email:expr) => {{
        use $crate::schema::letterboxes;

        let hers = letterboxes::pod_id.eq($pod).and(letterboxes::email.eq($email.clone()));
        let members: i64 = letterboxes::table
            .filter(hers.and(letterboxes::confirmed_at.is_not_null()))
            .count()
            .get_result($conn)
            .await?;
        members > 0
    }};
}
pub(crate) use has_letterbox;

/// Inside a transaction that holds the pod: nobody comes in by an address at which a member gets mail, by which somebody holds a place, or
/// where the pod takes nobody in by an address any more.
macro_rules! alone {
    ($conn:ident, $pod:ident, $address:ident) => {
        if let Some(email) = $address {
            use $crate::pods::Registration;
            use $crate::schema::{confirmations, places, pods};

            let mode: Registration = pods::table.find($pod).select(pods::registration).first($conn).await?;
            let sent = confirmations::table
                .filter(confirmations::pod_id.eq($pod).and(confirmations::email.eq(email.clone())))
                .select(confirmations::invite_id.nullable());
            let coming: i64 = places::table
                .filter(places::pod_id.eq($pod).and(places::invite_id.eq_any(sent)))
                .count()
                .get_result($conn)
                .await?;
            let takes = matches!(mode, Registration::Open | Registration::Confirmed);
            if !takes || coming > 0 || $crate::confirmations::has_letterbox!($conn, $pod, email) {
                return Err(Error::NotFound("invite"));
            }
        }
    };
}
pub(crate) use alone;

/// Inside a transaction: the address to which an invitation went, with the language of whoever typed it, if it is one of these.
macro_rules! confirmed {
    ($conn:ident, $pod:ident, $invite:expr) => {{
        use $crate::schema::confirmations;

        let hers: Option<($crate::Email, String)> = match $invite {
            Some(invite) => confirmations::table
                .find(($pod, invite))
                .select((confirmations::email, confirmations::language))
                .first($conn)
                .await
                .optional()?,
            None => None,
        };
        hers
    }};
}
pub(crate) use confirmed;

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
        // one link an address: the older one is worth nothing
        let sent = confirmations::table
            .filter(confirmations::pod_id.eq(pod).and(confirmations::email.eq(email.clone())))
            .select(confirmations::invite_id);
        diesel::update(invites::table.filter(invites::pod_id.eq(pod).and(invites::id.eq_any(sent))))
            .set(invites::revoked_at.eq(Some(Stamp::from(now))))
            .execute(conn)
            .await?;
        let unused = invites::table
            .filter(invites::pod_id.eq(confirmations::pod_id).and(invites::id.eq(confirmations::invite_id)))
            .filter(invites::revoked_at.is_null().and(invites::used.lt(invites::uses)));
        let open = confirmations::pod_id.eq(pod).and(confirmations::asked_at.gt(Stamp::from(now - GOOD)));
        let asking: i64 =
            confirmations::table.filter(open.and(exists(unused))).count().get_result(conn).await?;
        if asking >= OPEN_MAX {
            return Err(Error::TooLarge("queue"));
        }
        if has_letterbox!(conn, pod, email) {
            post!(conn, pod, email, language, &Letter::AlreadyHere, now);
            return Ok(());
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

/// Whether an invitation went to an address that somebody typed who signs up.
///
/// # Errors
/// Only the database's own.
pub async fn is_one(db: &Database, pod: &PodId, invite: &InviteId) -> Result<bool, Error> {
    let (pod, invite) = (*pod, *invite);
    let known: i64 =
        read!(db, |conn| { confirmations::table.find((pod, invite)).count().get_result(conn).await? })?;
    Ok(known > 0)
}

/// Forgets who asked, with the invitations; how many.
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
        gone +=
            change!(db, |conn| { diesel::delete(invites::table.find((pod, invite))).execute(conn).await? })?;
    }
    Ok(gone)
}
