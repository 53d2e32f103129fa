//! Keeping a member out of her pod, and letting her in again.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::audit::By;
use crate::roles::Role;
use crate::{Database, Error, Owner};

/// The most characters of the reason why a member is kept out, whoever gives it.
pub const REASON_MAX: u32 = 2_000;

/// Inside a transaction that holds the pod: the address of a member on whom somebody with that role may act.
macro_rules! within_reach {
    ($conn:ident, $owner:ident, $as_a:expr) => {{
        use $crate::schema::{members, roles};

        let (jid, role): (String, Option<$crate::roles::Role>) = members::table
            .left_join(roles::table.on(roles::pod_id.eq(members::pod_id).and(roles::jid.eq(members::jid))))
            .filter(members::pod_id.eq($owner.pod).and(members::id.eq($owner.member)))
            .select((members::jid, roles::role.nullable()))
            .first($conn)
            .await
            .optional()?
            .ok_or($crate::Error::NotFound("member"))?;
        if !$as_a.reaches(role) {
            return Err($crate::Error::NotFound("member"));
        }
        jid
    }};
}
pub(crate) use within_reach;

/// Inside a transaction: signs all browsers of a member out.
macro_rules! put_out {
    ($conn:ident, $owner:ident) => {{
        use $crate::schema::browsers;

        diesel::delete(browsers::table)
            .filter(browsers::pod_id.eq($owner.pod).and(browsers::member_id.eq($owner.member)))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use put_out;

/// Inside a transaction that holds the pod: keeps a member out on whom somebody with that role may act.
macro_rules! keep_out {
    ($conn:ident, $owner:expr, $reason:expr, $as_a:expr, $by:expr) => {{
        use $crate::audit::{Act, Note};
        use $crate::columns::Stamp;
        use $crate::schema::members;

        let (owner, reason, by): ($crate::Owner, String, $crate::audit::By) = ($owner, $reason, $by);
        let jid = $crate::members::within_reach!($conn, owner, $as_a);
        // before the member, as whoever notes that a browser is here: else two wait for each other
        $crate::members::put_out!($conn, owner);
        let since = members::suspended_at.eq(Some(Stamp::from(by.at)));
        let suspended = diesel::update(members::table.find((owner.pod, owner.member)))
            .filter(members::suspended_at.is_null())
            .set((since, members::suspended_reason.eq(reason.clone())))
            .execute($conn)
            .await?;
        if suspended > 0 {
            let empty = serde_json::json!({});
            let detail = if reason.is_empty() { empty } else { serde_json::json!({ "reason": reason }) };
            let note = Note { by, act: Act::MemberSuspend, object: jid, detail };
            $crate::audit::note!($conn, owner.pod, note);
        }
    }};
}
pub(crate) use keep_out;

/// Inside a transaction that holds the pod: lets a member in again on whom somebody with that role may act.
macro_rules! let_in {
    ($conn:ident, $owner:expr, $as_a:expr, $by:expr) => {{
        use $crate::accounts::Wish;
        use $crate::audit::{Act, Note};
        use $crate::columns::Stamp;
        use $crate::schema::{departures, members, wave_members, waves};

        let (owner, by): ($crate::Owner, $crate::audit::By) = ($owner, $by);
        let jid = $crate::members::within_reach!($conn, owner, $as_a);
        let resumed = diesel::update(members::table.find((owner.pod, owner.member)))
            .filter(members::suspended_at.is_not_null())
            .set((members::suspended_at.eq(None::<Stamp>), members::suspended_reason.eq("")))
            .execute($conn)
            .await?;
        if resumed > 0 {
            // of whichever wave she was, she is not removed with it; if she was the last, it is undone
            let of_wave: Option<$crate::WaveId> =
                diesel::delete(wave_members::table.find((owner.pod, owner.member)))
                    .returning(wave_members::wave_id)
                    .get_result($conn)
                    .await
                    .optional()?;
            if let Some(wave) = of_wave {
                $crate::accounts::wish!($conn, owner.pod, vec![jid.clone()], Wish::Active, by);
                let others = wave_members::table
                    .filter(wave_members::pod_id.eq(owner.pod).and(wave_members::wave_id.eq(wave)));
                diesel::update(waves::table.find((owner.pod, wave)))
                    .filter(diesel::dsl::not(diesel::dsl::exists(others)))
                    .set(waves::undone_at.eq(Some(Stamp::from(by.at))))
                    .execute($conn)
                    .await?;
            }
            // who left and could not come back meanwhile has all the time for it from now on
            diesel::update(departures::table.find((owner.pod, owner.member)))
                .set(departures::left_at.eq(Stamp::from(by.at)))
                .execute($conn)
                .await?;
            let note = Note { by, act: Act::MemberResume, object: jid, detail: serde_json::json!({}) };
            $crate::audit::note!($conn, owner.pod, note);
        }
    }};
}
pub(crate) use let_in;

/// Keeps a member out until she is let in again: her browsers are out, and what she wrote for everyone is on no public page. Her session
/// is ended by whoever holds it. Suspended twice is suspended.
///
/// # Errors
/// `NotFound("member")`, also where somebody with that role may not act on her.
pub async fn suspend(db: &Database, owner: &Owner, reason: &str, as_a: Role, by: &By) -> Result<(), Error> {
    let (owner, reason, by) = (*owner, reason.to_owned(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        keep_out!(conn, owner, reason, as_a, by);
    })
}

/// Lets a member in again. One who is not suspended is no error.
///
/// # Errors
/// `NotFound("member")`, as in [`suspend`].
pub async fn resume(db: &Database, owner: &Owner, as_a: Role, by: &By) -> Result<(), Error> {
    let (owner, by) = (*owner, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let_in!(conn, owner, as_a, by);
    })
}
