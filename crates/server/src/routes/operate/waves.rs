//! Sign-ups that are undone together.

use super::day;
use crate::{
    domains,
    extract::{Form, Nothing, Operator, Segment},
    fault::{Answer, Fault},
    shown,
};
use actix_web::web;
use model::{
    Database, InviteId, MemberId, Owner, PodId, arrivals, invites,
    members::Member,
    waves::{self, Choice, Wave},
};
use serde::Deserialize;
use time::Duration;
use ui::{
    Errors, Notice, Problem,
    pages::{Found, WaveRow, WavesPage},
    url,
};

/// What stands behind the question mark.
#[derive(Default, Deserialize)]
pub struct WavesQuery {
    by: Option<String>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    network: String,
    #[serde(default)]
    invite: String,
}

/// The field of the form: the ids of those who were shown, with blanks between them.
#[derive(Deserialize)]
pub struct WaveFields {
    #[serde(default)]
    members: String,
}

/// `GET /operate/waves`.
pub async fn show(operator: Operator, query: web::Query<WavesQuery>) -> Answer {
    let query = query.into_inner();
    let (mut errors, mut found) = (Errors::none(), None);
    match choice(&operator, &query).await? {
        Some(Ok(choice)) => found = Some(look(&operator, &choice).await?),
        Some(Err(wrong)) => errors = wrong,
        None => {}
    }
    let page = page(&operator, query, errors, found).await?;
    Ok(if page.errors.is_empty() { operator.show(&page) } else { operator.show_again(&page) })
}

/// `POST /operate/waves`.
pub async fn remove(operator: Operator, Form(fields): Form<WaveFields>) -> Answer {
    let ids: Result<Vec<MemberId>, _> = fields.members.split_whitespace().map(str::parse).collect();
    let ids = ids.map_err(|_| Fault::BadRequest("the form names no members".to_owned()))?;
    if ids.len() > waves::MOST {
        return Err(Fault::BadRequest("so many cannot be undone at once".to_owned()));
    }
    let pod = operator.home().id;
    let removed = waves::remove(&operator.app.database, &pod, &ids, &operator.by()).await?;
    if removed.is_empty() {
        // they have left meanwhile, or have a role
        return Err(Fault::NotFound);
    }
    for (member, jid) in removed {
        operator.app.put_out(&Owner { pod, member }, &jid).await;
    }
    Ok(operator.go(&url::operate_waves(), Some(Notice::MemberRemoved)))
}

/// `POST /operate/waves/{id}/undo`.
pub async fn undo(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match waves::undo(&operator.app.database, &operator.home().id, &id, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_waves(), Some(Notice::MemberResumed))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// What is looked for, if anything; or what is wrong with it.
async fn choice(operator: &Operator, query: &WavesQuery) -> Result<Option<Result<Choice, Errors>>, Fault> {
    let wanted = match query.by.as_deref() {
        None => return Ok(None),
        Some("network") => Wanted::Network(&query.network),
        Some("invite") => Wanted::Invite(&query.invite),
        Some("time") => Wanted::Time(&query.from, &query.until),
        Some(_) => return Err(Fault::NotFound),
    };
    Ok(Some(wanted.read(&operator.app.database, &operator.home().id).await?))
}

/// Whose sign-ups are meant, as it is typed, whoever types it: the console, a program or the command line.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// Who came from a network.
    Network(&'a str),
    /// Who came by an invitation, and by those of whoever did.
    Invite(&'a str),
    /// Who came on a day, on another, or between them.
    Time(&'a str, &'a str),
}

impl Wanted<'_> {
    /// What it is, or what is wrong with it.
    ///
    /// # Errors
    /// The database's own.
    pub async fn read(
        self,
        database: &Database,
        pod: &PodId,
    ) -> Result<Result<Choice, Errors>, model::Error> {
        let wrong = |field: &str, problem| Err(Errors::one(field, problem));
        Ok(match self {
            Self::Network(network) if network.trim().is_empty() => wrong("network", Problem::Required),
            Self::Network(network) => Ok(Choice::Network(network.trim().to_owned())),
            Self::Invite(invite) => {
                let one = match invite.trim().parse::<InviteId>() {
                    Ok(id) => invites::find(database, pod, &id).await?,
                    Err(_) => None,
                };
                one.map_or_else(|| wrong("invite", Problem::NothingMeant), |one| Ok(Choice::Invite(one.id)))
            }
            Self::Time(from, until) => match (day(from), day(until)) {
                (None, _) => wrong("from", Problem::DayInvalid),
                (_, None) => wrong("until", Problem::DayInvalid),
                (Some(from), Some(until)) if until < from => wrong("until", Problem::DaysReversed),
                (Some(from), Some(until)) => {
                    let end = until.midnight().assume_utc().saturating_add(Duration::DAY);
                    Ok(Choice::Time(from.midnight().assume_utc(), end))
                }
            },
        })
    }
}

async fn look(operator: &Operator, choice: &Choice) -> Result<Found, Fault> {
    let members = waves::look(&operator.app.database, &operator.home().id, choice).await?;
    let more = members.len() > waves::MOST;
    let one = |member: &Member| (member.id.to_string(), shown::member(member), member.created_at);
    Ok(Found { members: members.iter().take(waves::MOST).map(one).collect(), more })
}

async fn page(
    operator: &Operator,
    query: WavesQuery,
    errors: Errors,
    found: Option<Found>,
) -> Result<WavesPage, Fault> {
    let (database, pod, today) = (&operator.app.database, operator.home().id, operator.now.date());
    let networks = arrivals::networks(database, &pod).await?;
    let waves = waves::list(database, &pod).await?;
    let or_today = |text: String| if text.is_empty() { today.to_string() } else { text };
    Ok(WavesPage {
        by: query.by.unwrap_or_else(|| "time".to_owned()),
        from: or_today(query.from),
        until: or_today(query.until),
        network: query.network,
        invite: query.invite,
        errors,
        found,
        networks: networks.into_iter().map(|(network, n)| (network, count(n))).collect(),
        waves: waves.iter().map(|wave| row(operator, wave)).collect(),
        in_vain: domains::accounts::in_vain(database, &pod).await?,
    })
}

fn row(operator: &Operator, wave: &Wave) -> WaveRow {
    WaveRow {
        id: wave.id.to_string(),
        at: wave.at,
        size: count(wave.size),
        until: wave.is_open(operator.now).then(|| wave.at + waves::KEPT),
        undone: wave.undone_at.is_some(),
    }
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
