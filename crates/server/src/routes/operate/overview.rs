//! How the pod is: what it uses of its limits, and how that went.

use super::now;
use super::visits::row;
use crate::{
    extract::Operator,
    fault::{Answer, Fault},
};
use actix_web::web;
use model::{
    Database, domains,
    notices::messengers,
    pods::{self, Pod},
    quotas, usages, visits,
};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use ui::{
    components::{Gauge, span},
    pages::{Day, Limits, OverviewPage, QuotasPage, SPANS},
};

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct OverviewQuery {
    days: Option<String>,
}

/// `GET /operate`.
pub async fn show(operator: Operator, query: web::Query<OverviewQuery>) -> Answer {
    let wanted = query.days.as_deref().and_then(|days| days.parse().ok());
    let days = SPANS.into_iter().find(|days| Some(*days) == wanted).unwrap_or(SPANS[0]);
    let (database, pod, now) = (&operator.app.database, operator.home().id, operator.now);
    let active = |days| usages::active(database, &pod, now - Duration::days(days));
    let (week, month) = (active(7).await?, active(30).await?);
    let on = visits::current(database, &pod, now).await?;
    let past = usages::list(database, &pod, span(now.date(), days).0).await?;
    let limits = limits(&operator).await?;
    Ok(operator.show(&OverviewPage {
        limits,
        paused: operator.home().signups_paused_at.is_some(),
        visits: on.into_iter().map(|visit| row(visit, now)).collect(),
        active: (count(week), count(month)),
        span: days,
        days: until_now(past.iter().map(day).collect(), limits, count(week), now),
    }))
}

/// `GET /operate/quotas`.
pub async fn quotas(operator: Operator) -> Answer {
    let (pod, limits) = (now(&operator).await?, limits(&operator).await?);
    let told_by = messengers::current(&operator.app.database, operator.now).await?;
    let upload = domains::upload_max(&operator.app.database, &pod.id).await?;
    Ok(operator.show(&QuotasPage {
        limits,
        upload: count(upload),
        mails: operator.app.sends_mail() && pod.contact_email.is_some(),
        told_by: told_by.map(|jid| jid.to_string()),
    }))
}

async fn limits(operator: &Operator) -> Result<Limits, Fault> {
    // as it is now: what the program remembers of a pod may be a second old
    let pod = pods::get(&operator.app.database, &operator.home().id).await?.ok_or(Fault::NotFound)?;
    limits_of(&operator.app.database, &pod, operator.now).await
}

/// What a pod uses of its limits.
///
/// # Errors
/// The database's.
pub async fn limits_of(database: &Database, pod: &Pod, now: OffsetDateTime) -> Result<Limits, Fault> {
    let signups = quotas::signups_today(database, &pod.id, now).await?;
    let given_up = domains::on_given_up(database, &pod.id).await?;
    let gauge = |used, most| Gauge { used: count(used), most: count(most) };
    Ok(Limits {
        members: gauge(pod.members_used, pod.members_max),
        storage: gauge(pod.storage_used, pod.storage_max),
        sessions: gauge(pod.sessions_used, pod.sessions_max),
        signups: gauge(signups, pod.signups_per_day),
        given_up: count(given_up),
    })
}

/// The days, of which today is as it is now: what was written down of it may be ten minutes old.
fn until_now(mut days: Vec<Day>, limits: Limits, active: u64, now: OffsetDateTime) -> Vec<Day> {
    let before = days.pop_if(|last| last.date == now.date());
    days.push(Day {
        date: now.date(),
        members: limits.members.used,
        active,
        storage: limits.storage.used,
        sessions: before.map_or(0, |day| day.sessions).max(limits.sessions.used),
        signups: before.map_or(0, |day| day.signups).max(limits.signups.used),
    });
    days
}

fn day(day: &usages::Day) -> Day {
    Day {
        date: day.date,
        members: count(day.members),
        active: count(day.active),
        storage: count(day.storage),
        sessions: count(day.sessions),
        signups: count(day.signups),
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
