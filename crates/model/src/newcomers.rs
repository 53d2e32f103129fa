//! What a pod asks of newcomers, and when so many come at once that it pauses.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::audit::{Act, By, Note, note};
use crate::columns::Stamp;
use crate::schema::{newcomers, pods};
use crate::{Database, Error, PodId};

pub mod limits;

/// The time in which a crowd is counted.
pub(crate) const SHORT: Duration = Duration::HOUR;

/// The days of which a pod's usual is the average.
pub(crate) const USUAL_DAYS: i64 = 28;

/// What a pod asks of newcomers, and from which crowd on it pauses.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = newcomers)]
pub struct Newcomers {
    /// What who asks to be let in is asked, in the operators' words; empty for the program's own.
    pub question: String,
    /// So many who sign up within an hour, uninvited, are a crowd; 0: the pod never pauses by itself.
    pub crowd: i64,
    /// A crowd is also at least so many times what came on a usual day.
    pub crowd_times: i64,
}

impl Default for Newcomers {
    fn default() -> Self {
        Self { question: String::new(), crowd: 30, crowd_times: 3 }
    }
}

/// What of it changes; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// See [`Newcomers`] for all of them.
    pub question: Option<String>,
    /// So many within an hour.
    pub crowd: Option<i64>,
    /// And so many times the usual.
    pub crowd_times: Option<i64>,
}

/// What a pod asks, and when it pauses.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId) -> Result<Newcomers, Error> {
    let pod = *pod;
    let row: Option<Newcomers> = read!(db, |conn| {
        newcomers::table.find(pod).select(Newcomers::as_select()).first(conn).await.optional()?
    })?;
    Ok(row.unwrap_or_default())
}

/// Changes it.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn set(db: &Database, pod: &PodId, change: Change, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    if change == Change::default() {
        return Ok(());
    }
    let detail = json!({
        "question_characters": change.question.as_ref().map(|question| question.chars().count()),
        "crowd": change.crowd,
        "crowd_times": change.crowd_times,
    });
    let detail = crate::audit::without_nulls(detail);
    transaction!(db, |conn| {
        let before: Option<Newcomers> =
            newcomers::table.find(pod).select(Newcomers::as_select()).first(conn).await.optional()?;
        let before = before.unwrap_or_default();
        let question = newcomers::question.eq(change.question.unwrap_or(before.question));
        let crowd = newcomers::crowd.eq(change.crowd.unwrap_or(before.crowd));
        let times = newcomers::crowd_times.eq(change.crowd_times.unwrap_or(before.crowd_times));
        diesel::insert_into(newcomers::table)
            .values((newcomers::pod_id.eq(pod), question.clone(), crowd, times))
            .on_conflict(newcomers::pod_id)
            .do_update()
            .set((question, crowd, times))
            .execute(conn)
            .await?;
        note!(conn, pod, Note { by, act: Act::NewcomersChange, object: String::new(), detail });
    })
}

/// Lets nobody sign up who has no invitation, until it is resumed; nothing if that is so already.
///
/// # Errors
/// Only the database's own.
pub async fn pause(db: &Database, pod: &PodId, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        let rows = diesel::update(pods::table.find(pod).filter(pods::signups_paused_at.is_null()))
            .set(pods::signups_paused_at.eq(Some(Stamp::from(by.at))))
            .execute(conn)
            .await?;
        if rows > 0 {
            note!(conn, pod, Note { by, act: Act::SignupsPause, object: String::new(), detail: json!({}) });
        }
    })
}

/// Lets newcomers sign up again; who came before does not count as a crowd any more.
///
/// # Errors
/// Only the database's own.
pub async fn resume(db: &Database, pod: &PodId, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        let rows = diesel::update(pods::table.find(pod).filter(pods::signups_paused_at.is_not_null()))
            .set(pods::signups_paused_at.eq(None::<Stamp>))
            .execute(conn)
            .await?;
        if rows > 0 {
            let (resumed, fresh) = (newcomers::resumed_at.eq(Some(Stamp::from(by.at))), Newcomers::default());
            diesel::insert_into(newcomers::table)
                .values((
                    (newcomers::pod_id.eq(pod), newcomers::question.eq(fresh.question), resumed),
                    (newcomers::crowd.eq(fresh.crowd), newcomers::crowd_times.eq(fresh.crowd_times)),
                ))
                .on_conflict(newcomers::pod_id)
                .do_update()
                .set(resumed)
                .execute(conn)
                .await?;
            note!(conn, pod, Note { by, act: Act::SignupsResume, object: String::new(), detail: json!({}) });
        }
    })
}

/// From when on newcomers count, now that the last pause ended then.
pub(crate) fn counted_from(now: OffsetDateTime, resumed: Option<OffsetDateTime>) -> OffsetDateTime {
    resumed.map_or(now - SHORT, |resumed| resumed.max(now - SHORT))
}

/// Whether so many of late are a crowd, where so many came in the four weeks before.
pub(crate) fn is_crowd(rules: &Newcomers, late: i64, before: i64) -> bool {
    // as a product: a day's average would be a fraction
    rules.crowd > 0
        && late >= rules.crowd
        && late.saturating_mul(USUAL_DAYS) >= rules.crowd_times.saturating_mul(before)
}

/// Inside a transaction in which somebody became a member uninvited, and which holds the pod: pauses if that makes a crowd, and tells it.
macro_rules! watch {
    ($conn:ident, $pod:ident, $now:ident) => {{
        use $crate::newcomers::{Newcomers, SHORT, USUAL_DAYS, counted_from, is_crowd};
        use $crate::schema::{members, newcomers, pods};

        let rules: Option<Newcomers> =
            newcomers::table.find($pod).select(Newcomers::as_select()).first($conn).await.optional()?;
        let resumed: Option<Option<$crate::columns::Stamp>> =
            newcomers::table.find($pod).select(newcomers::resumed_at).first($conn).await.optional()?;
        let from = counted_from($now, resumed.flatten().map(Into::into));
        let uninvited = || members::pod_id.eq($pod).and(members::invite_id.is_null());
        let late: i64 = members::table
            .filter(uninvited().and(members::id.ge($crate::MemberId::first_at(from))))
            .count()
            .get_result($conn)
            .await?;
        let (first, last) = ($now - SHORT - time::Duration::days(USUAL_DAYS), $now - SHORT);
        let before: i64 = members::table
            .filter(uninvited().and(members::id.ge($crate::MemberId::first_at(first))))
            .filter(members::id.lt($crate::MemberId::first_at(last)))
            .count()
            .get_result($conn)
            .await?;
        if is_crowd(&rules.unwrap_or_default(), late, before) {
            let paused: Option<(Option<$crate::Email>, String)> =
                diesel::update(pods::table.find($pod).filter(pods::signups_paused_at.is_null()))
                    .set(pods::signups_paused_at.eq(Some($crate::columns::Stamp::from($now))))
                    .returning((pods::contact_email, pods::language))
                    .get_result($conn)
                    .await
                    .optional()?;
            if let Some((contact, language)) = paused {
                let by = $crate::audit::By { actor: $crate::audit::Actor::Program, at: $now };
                let (act, object) = ($crate::audit::Act::SignupsPause, String::new());
                let detail = serde_json::json!({ "newcomers": late });
                $crate::audit::note!($conn, $pod, $crate::audit::Note { by, act, object, detail });
                if let Some(to) = contact {
                    let letter = $crate::mails::Letter::SignupsPaused { newcomers: late };
                    $crate::mails::post!($conn, $pod, to, language, &letter, $now);
                }
                let told = $crate::notices::Told::SignupsPaused { newcomers: late };
                let operators = $crate::notices::telling::operators!($conn, $pod, $now);
                $crate::notices::telling::tell!($conn, $pod, operators, &told, $now);
            }
        }
    }};
}
pub(crate) use watch;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_many_and_many_more_than_usual() {
        let rules = Newcomers { crowd: 30, crowd_times: 3, ..Newcomers::default() };
        for (late, before, crowd) in [
            (29, 0, false),
            (30, 0, true),
            (30, 280, true), // ten a day
            (30, 281, false),
            (299, 2800, false), // a hundred a day
            (300, 2800, true),
        ] {
            assert_eq!(is_crowd(&rules, late, before), crowd, "{late} after {before}");
        }
        assert!(!is_crowd(&Newcomers { crowd: 0, ..rules }, 10_000, 0), "it never pauses by itself");
    }
}
