//! Deciding what becomes of what was reported, and of an appeal against that.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::OffsetDateTime;

use super::{Report, Side, State, Verdict, What};
use crate::audit::{Act, Actor, By, Note, note};
use crate::columns::Stamp;
use crate::mails::{Letter, post};
use crate::members::{keep_out, let_in};
use crate::posts::{hide, show};
use crate::roles::Role;
use crate::schema::{departures, guests, members, reports, roles};
use crate::{Database, Error, MemberId, Owner, PodId, ReportId};

/// Inside a transaction: whoever reported it is written to, if she wished so.
macro_rules! write_to_reporter {
    ($conn:ident, $pod:ident, $report:ident, $at:expr) => {
        if let Some(email) = $report.email.clone() {
            let letter = Letter::ReportAnswered { report: $report.id };
            post!($conn, $pod, email, $report.language.clone(), &letter, $at);
        }
    };
}

/// Inside a transaction: how many look after the pod, are members of it, and can come in, but for some.
macro_rules! others {
    ($conn:ident, $pod:ident, $but:expr) => {{
        let but: Vec<String> = $but.into_iter().flatten().map(ToString::to_string).collect();
        let others: i64 = roles::table
            .inner_join(members::table.on(members::pod_id.eq(roles::pod_id).and(members::jid.eq(roles::jid))))
            .filter(roles::pod_id.eq($pod).and(roles::jid.ne_all(but)))
            .filter(members::suspended_at.is_null())
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(members::pod_id))
                    .filter(departures::member_id.eq(members::id)),
            )))
            // whose role counts for nothing
            .filter(not(exists(
                guests::table
                    .filter(guests::pod_id.eq(members::pod_id))
                    .filter(guests::member_id.eq(members::id)),
            )))
            .count()
            .get_result($conn)
            .await?;
        others
    }};
}

/// Inside a transaction, which is taken back: nobody judges what she wrote or decided herself, where somebody else can.
macro_rules! leave_to_others {
    ($conn:ident, $pod:ident, $report:ident, $by:ident, $decided:expr) => {
        if let Actor::Person(me) = &$by.actor {
            let decided: Option<&Actor> = $decided;
            let is_hers = $report.author.as_ref() == Some(me) || decided == Some(&$by.actor);
            if is_hers && others!($conn, $pod, [Some(me), $report.author.as_ref()]) > 0 {
                return Err(Error::OwnDecision);
            }
        }
    };
}

/// Inside a transaction that holds the pod: the members of whom a report is, one at most.
macro_rules! author {
    ($pod:ident, $report:ident) => {{
        let jid = $report.author.as_ref().map(ToString::to_string).unwrap_or_default();
        members::table.filter(members::pod_id.eq($pod).and(members::jid.eq(jid))).select(members::id)
    }};
}

/// Inside a transaction that holds the pod, which is taken back where that cannot be: keeps out of whom a report is.
macro_rules! suspend {
    ($conn:ident, $pod:ident, $report:ident, $reason:ident, $as_a:ident, $by:ident) => {{
        let member: Option<MemberId> = author!($pod, $report).first($conn).await.optional()?;
        let owner = Owner { pod: $pod, member: member.ok_or(Error::NotFound("member"))? };
        keep_out!($conn, owner, $reason.clone(), $as_a, $by.clone());
    }};
}

/// Inside a transaction that holds the pod: lets in again whom this decision keeps out. Who is gone, or is kept out by something else
/// meanwhile, stays so. Where another decision of that kind was made while she was out, that one keeps her out from now on, and she
/// appeals against it.
macro_rules! give_back {
    ($conn:ident, $pod:ident, $report:ident, $as_a:ident, $by:ident) => {{
        let since = $report.decided_at.map(Stamp::from);
        let kept_out = author!($pod, $report).filter(members::suspended_at.eq(since));
        let member: Option<MemberId> = kept_out.first($conn).await.optional()?;
        if let Some(member) = member {
            let another: Option<(Option<Stamp>, String)> = reports::table
                .filter(reports::pod_id.eq($pod).and(reports::verdict.eq(Verdict::Suspended)))
                .filter(reports::author.eq($report.author.as_ref().map(ToString::to_string)))
                .filter(
                    reports::decided_at.gt(since).and(reports::upheld.is_null().or(reports::upheld.eq(true))),
                )
                .order((reports::decided_at, reports::id))
                .select((reports::decided_at, reports::reason))
                .first($conn)
                .await
                .optional()?;
            match another {
                None => let_in!($conn, Owner { pod: $pod, member }, $as_a, $by.clone()),
                Some((decided_at, reason)) => {
                    diesel::update(members::table.find(($pod, member)))
                        .set((members::suspended_at.eq(decided_at), members::suspended_reason.eq(reason)))
                        .execute($conn)
                        .await?;
                }
            }
        }
    }};
}

/// One report, for whoever reads it where no moderator sees that: it stands in the pod's log.
///
/// # Errors
/// `NotFound("report")`.
pub async fn read(db: &Database, pod: &PodId, id: &ReportId, by: &By) -> Result<Report, Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let found: Option<Report> =
            reports::table.find((pod, id)).select(Report::as_select()).first(conn).await.optional()?;
        let report = found.ok_or(Error::NotFound("report"))?;
        note!(conn, pod, Note { by, act: Act::ReportRead, object: id.to_string(), detail: json!({}) });
        report
    })
}

/// Decides an open report. What is to be hidden is hidden with it, and whoever is to be suspended is so. Who has her session ends it.
///
/// # Errors
/// `NotFound("report")`, also where it was decided before, and where a member was to be hidden; `NotFound("member")` where it is of no
/// member, or somebody with that role may not act on her. [`Error::OwnDecision`] where it is about whoever decides, and somebody else
/// could.
pub async fn decide(
    db: &Database,
    pod: &PodId,
    id: &ReportId,
    verdict: Verdict,
    reason: &str,
    as_a: Role,
    by: &By,
) -> Result<(), Error> {
    let (pod, id, reason, by) = (*pod, *id, reason.to_owned(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let decided: Option<Report> = diesel::update(reports::table.find((pod, id)))
            .filter(reports::state.eq(State::Open))
            .set((
                (reports::state.eq(State::Decided), reports::verdict.eq(Some(verdict))),
                (reports::reason.eq(reason.clone()), reports::told.eq(false)),
                reports::decided_by.eq(Some(by.actor.to_string())),
                reports::decided_at.eq(Some(Stamp::from(by.at))),
            ))
            .returning(Report::as_returning())
            .get_result(conn)
            .await
            .optional()?;
        let report = decided.ok_or(Error::NotFound("report"))?;
        leave_to_others!(conn, pod, report, by, None);
        match (verdict, report.what) {
            (Verdict::Hidden, What::Member) => return Err(Error::NotFound("report")),
            (Verdict::Hidden, _) => hide!(conn, pod, &report, reason, by.at),
            (Verdict::Suspended, _) => suspend!(conn, pod, report, reason, as_a, by),
            (Verdict::Dismissed, _) => {}
        }
        write_to_reporter!(conn, pod, report, by.at);
        let detail = json!({ "verdict": verdict.as_str() });
        note!(conn, pod, Note { by, act: Act::ReportDecide, object: id.to_string(), detail });
    })
}

/// Appeals against a decision: once, and by the side that it went against.
///
/// # Errors
/// `NotFound("report")` where there is nothing to appeal against, or somebody did before.
pub async fn appeal(
    db: &Database,
    pod: &PodId,
    id: &ReportId,
    side: Side,
    words: &str,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (key, words, now) = ((*pod, *id), words.to_owned(), Stamp::from(now));
    change!(db, |conn| {
        let rows = diesel::update(reports::table.find(key))
            .filter(reports::state.eq(State::Decided).and(reports::verdict.eq(side.against())))
            .set((
                (reports::state.eq(State::Appealed), reports::appeal.eq(words)),
                reports::appealed_at.eq(Some(now)),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "report")?;
    })
}

/// Answers an appeal: the decision is upheld, or turned. What was hidden is shown again then, and whoever was suspended is let in again;
/// a post that was left is hidden, and a member is suspended.
///
/// # Errors
/// `NotFound("report")`, also where it was answered before; `NotFound("member")` as in [`decide`]. [`Error::OwnDecision`] where it is
/// about whoever answers, or against her decision, and somebody else could.
pub async fn answer(
    db: &Database,
    pod: &PodId,
    id: &ReportId,
    upheld: bool,
    answer: &str,
    as_a: Role,
    by: &By,
) -> Result<(), Error> {
    let (pod, id, answer, by) = (*pod, *id, answer.to_owned(), by.clone());
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let answered: Option<Report> = diesel::update(reports::table.find((pod, id)))
            .filter(reports::state.eq(State::Appealed))
            .set((
                (reports::state.eq(State::Over), reports::upheld.eq(Some(upheld))),
                (reports::answer.eq(answer.clone()), reports::told.eq(false)),
                reports::answered_by.eq(Some(by.actor.to_string())),
                reports::answered_at.eq(Some(Stamp::from(by.at))),
            ))
            .returning(Report::as_returning())
            .get_result(conn)
            .await
            .optional()?;
        let report = answered.ok_or(Error::NotFound("report"))?;
        leave_to_others!(conn, pod, report, by, report.decided_by.as_ref());
        match (upheld, report.verdict, report.what) {
            (false, Some(Verdict::Hidden), _) => {
                show!(conn, pod, &report);
            }
            (false, Some(Verdict::Dismissed), What::Post | What::Comment) => {
                hide!(conn, pod, &report, answer, by.at);
            }
            (false, Some(Verdict::Dismissed), What::Member) => {
                suspend!(conn, pod, report, answer, as_a, by);
            }
            (false, Some(Verdict::Suspended), _) => give_back!(conn, pod, report, as_a, by),
            _ => {}
        }
        write_to_reporter!(conn, pod, report, by.at);
        let detail = json!({ "upheld": upheld });
        note!(conn, pod, Note { by, act: Act::ReportAnswer, object: id.to_string(), detail });
    })
}

/// Shows again what was hidden after a report. What is not hidden is no error.
///
/// # Errors
/// `NotFound("report")`. [`Error::OwnDecision`] as in [`decide`].
pub async fn show_again(db: &Database, pod: &PodId, id: &ReportId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        let report: Option<Report> =
            reports::table.find((pod, id)).select(Report::as_select()).first(conn).await.optional()?;
        let report = report.ok_or(Error::NotFound("report"))?;
        leave_to_others!(conn, pod, report, by, None);
        if show!(conn, pod, &report) > 0 {
            note!(conn, pod, Note { by, act: Act::PostShow, object: id.to_string(), detail: json!({}) });
        }
    })
}
