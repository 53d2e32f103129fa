//! Warnings that a pod comes near one of its limits: at 80, 90 and 100 percent, each once until the use falls below it.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use crate::mails::{Letter, post};
use crate::notices::telling::{operators, tell};
use crate::notices::{Told, messengers};
use crate::pods::State;
use crate::schema::{pods as rows, warnings};
use crate::{Database, Email, Error, PodId, places};

/// The steps, in percent.
const STEPS: [i64; 3] = [100, 90, 80];

/// So many percent below a step it can be reached anew.
const CLEARLY: i64 = 5;

words! {
    /// A limit that a pod may come near.
    pub enum Limit {
        /// Of members.
        Members = "members",
        /// Of bytes of media.
        Storage = "storage",
        /// Of live sessions.
        Sessions = "sessions",
        /// Of new members on one day (UTC).
        Signups = "signups",
    }
}

/// What a pod uses of each limit, and has.
type Figures = ((i64, i64), (i64, i64), (i64, i64), (i64, i64));

/// How many have signed up on that day.
macro_rules! signups {
    ($day:expr) => {
        diesel::dsl::case_when(rows::signups_day.eq($day), rows::signups_today).otherwise(0_i64)
    };
}

/// The columns of [`Figures`] on that day.
macro_rules! figures {
    ($day:expr) => {
        (
            (rows::members_used, rows::members_max),
            (rows::storage_used, rows::storage_max),
            (rows::sessions_used, rows::sessions_max),
            (signups!($day), rows::signups_per_day),
        )
    };
}

/// Whether at least 80 percent are used, by numbers that stay within their bounds: what is left is at most a fifth.
macro_rules! reached {
    ($used:expr, $most:expr) => {
        $used.ge($most - $most / 5_i64)
    };
}

/// Warns the pods that have somebody to be told; returns how many warnings were written.
///
/// # Errors
/// Only the database's own.
pub async fn give(db: &Database, now: OffsetDateTime) -> Result<usize, Error> {
    let kept: Vec<(PodId, Limit, i64)> = read!(db, |conn| {
        warnings::table.select((warnings::pod_id, warnings::quota, warnings::percent)).load(conn).await?
    })?;
    let kept: HashMap<(PodId, Limit), i64> =
        kept.into_iter().map(|(pod, limit, percent)| ((pod, limit), percent)).collect();
    let mut given = 0;
    let by_xmpp = messengers::current(db, now).await?.is_some();
    for (pod, figures) in near(db, by_xmpp, places::day(now)).await? {
        for limit in Limit::ALL {
            let (used, most) = of(*limit, figures);
            let before = kept.get(&(pod, *limit)).copied().unwrap_or_default();
            if step_after(before, used, most) != before {
                given += usize::from(remember(db, &pod, *limit, now).await?);
            }
        }
    }
    Ok(given)
}

/// The pods that have reached the first step of a limit or were told of one, and have somebody to be told: few of many.
async fn near(db: &Database, by_xmpp: bool, day: i64) -> Result<Vec<(PodId, Figures)>, Error> {
    read!(db, |conn| {
        let told = exists(warnings::table.filter(warnings::pod_id.eq(rows::id)));
        let reached = reached!(rows::members_used, rows::members_max)
            .or(reached!(rows::storage_used, rows::storage_max))
            .or(reached!(rows::sessions_used, rows::sessions_max))
            .or(reached!(signups!(day), rows::signups_per_day));
        let has_ear = rows::contact_email.is_not_null().or(by_xmpp.into_sql::<Bool>());
        rows::table
            .filter(rows::state.ne(State::Deleted).and(has_ear).and(reached.or(told)))
            .select((rows::id, figures!(day)))
            .load(conn)
            .await?
    })
}

/// What is used of a limit, and how much there is.
fn of(limit: Limit, all: Figures) -> (i64, i64) {
    match limit {
        Limit::Members => all.0,
        Limit::Storage => all.1,
        Limit::Sessions => all.2,
        Limit::Signups => all.3,
    }
}

/// The highest step that is reached, or 0. Where nothing may be used, nobody need be told that it is used up.
fn step(used: i64, most: i64) -> i64 {
    let reached = |percent: &i64| i128::from(used) * 100 >= i128::from(most) * i128::from(*percent);
    if most <= 0 { 0 } else { STEPS.into_iter().find(reached).unwrap_or_default() }
}

/// The same where a step was told before: it counts until the use is clearly below it, so that one that swings is told once.
fn step_after(before: i64, used: i64, most: i64) -> i64 {
    let reached = step(used, most);
    let is_near = i128::from(used) * 100 > i128::from(most) * i128::from(before - CLEARLY);
    if reached < before && most > 0 && is_near { before } else { reached }
}

/// Inside a transaction: the step of a limit that is reached by now.
macro_rules! put {
    ($conn:ident, $pod:ident, $limit:ident, $percent:ident) => {{
        diesel::delete(warnings::table.find(($pod, $limit))).execute($conn).await?;
        if $percent > 0 {
            let row = (warnings::pod_id.eq($pod), warnings::quota.eq($limit), warnings::percent.eq($percent));
            diesel::insert_into(warnings::table).values(row).execute($conn).await?;
        }
    }};
}

/// Looks again while nobody else does, writes down which step is reached, and if it is a higher one a mail, and a notice for each who
/// runs the pod.
async fn remember(db: &Database, pod: &PodId, limit: Limit, now: OffsetDateTime) -> Result<bool, Error> {
    let (pod, day) = (*pod, places::day(now));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let row: Option<(Option<Email>, String, Figures)> = rows::table
            .find(pod)
            .select((rows::contact_email, rows::language, figures!(day)))
            .first(conn)
            .await
            .optional()?;
        let Some((contact, language, all)) = row else { return Ok(false) };
        let operators = operators!(conn, pod, now);
        if contact.is_none() && operators.is_empty() {
            return Ok(false);
        }
        let (used, most) = of(limit, all);
        let before: Option<i64> =
            warnings::table.find((pod, limit)).select(warnings::percent).first(conn).await.optional()?;
        let before = before.unwrap_or_default();
        let percent = step_after(before, used, most);
        put!(conn, pod, limit, percent);
        if percent > before {
            if let Some(to) = contact {
                post!(conn, pod, to, language, &Letter::LimitNear { limit, percent, used, most }, now);
            }
            tell!(conn, pod, operators, &Told::LimitNear { limit, percent, used, most }, now);
        }
        percent > before
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_reached_when_so_many_percent_are_used() {
        for (used, most, reached) in [
            (0, 0, 0),
            (5, 0, 0),
            (79, 100, 0),
            (80, 100, 80),
            (89, 100, 80),
            (90, 100, 90),
            (99, 100, 90),
            (100, 100, 100),
            (120, 100, 100),
            (4, 5, 80),
            (i64::MAX, i64::MAX, 100),
        ] {
            assert_eq!(step(used, most), reached, "{used} of {most}");
        }
    }

    #[test]
    fn a_use_that_swings_around_a_step_stays_on_it() {
        for (before, used, after) in
            [(80, 79, 80), (80, 76, 80), (80, 75, 0), (90, 86, 90), (90, 85, 80), (80, 91, 90), (0, 79, 0)]
        {
            assert_eq!(step_after(before, used, 100), after, "{used} after {before}");
        }
        assert_eq!(step_after(80, 0, 0), 0, "nothing may be used any more");
    }
}
