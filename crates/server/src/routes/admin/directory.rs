//! Pods of other deployments: how they are, why, and what is done with them.

use super::count;
use crate::{
    extract::{Admin, Form},
    fault::{Answer, Fault},
    reviews,
    routes::adding::shown_state,
};
use actix_web::web;
use model::{
    Database,
    federation::statements::{self, Said},
    listed_pods::{self, Line, ListedPod, Search, State},
    pod_reports,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ListingLine, ListingRow, ListingState, ListingsPage},
    url::{self, ListingTurn},
};

/// Pods of a page, and lines of the log.
const PAGE: u32 = 50;

/// Characters of a reason, and of what is looked for, at most.
const LONGEST: u32 = 200;

/// What others say of the pods of a page, at most.
const MOST_SAID: u32 = 500;

/// What stands behind the question mark.
#[derive(Default, Deserialize)]
pub struct ListingsQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    after: Option<String>,
}

/// The fields of a decision.
#[derive(Deserialize)]
pub struct TurnFields {
    domain: String,
    to: String,
    #[serde(default)]
    reason: String,
}

/// `GET /admin/directory`.
pub async fn list(admin: Admin, query: web::Query<ListingsQuery>) -> Answer {
    Ok(admin.show(&page(&admin, &query, Errors::none()).await?))
}

/// `POST /admin/directory`: does something to one pod.
pub async fn turn(admin: Admin, Form(fields): Form<TurnFields>) -> Answer {
    let turn = ListingTurn::from_code(&fields.to);
    let turn = turn.ok_or_else(|| Fault::BadRequest("no such decision".to_owned()))?;
    if !is_plain(&fields.domain) {
        return Err(Fault::NotFound);
    }
    let reason = fields.reason.trim();
    let problem = match turn {
        ListingTurn::Block if reason.is_empty() => Some(Problem::Required),
        _ if reason.chars().count() > LONGEST as usize => Some(Problem::TooLong(LONGEST)),
        _ => None,
    };
    if let Some(problem) = problem {
        let query = ListingsQuery { q: fields.domain, ..ListingsQuery::default() };
        return Ok(admin.show_again(&page(&admin, &query, Errors::form(problem)).await?));
    }
    match decide(&admin, turn, &fields.domain, reason).await {
        Ok(()) => Ok(admin.go(&url::admin_directory(&fields.domain, "", ""), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

async fn decide(admin: &Admin, turn: ListingTurn, domain: &str, reason: &str) -> Result<(), model::Error> {
    let (database, spans) = (&admin.app.database, &admin.app.polling.spans);
    let by = admin.by();
    match turn {
        ListingTurn::Check => listed_pods::hurry(database, domain, admin.now).await,
        ListingTurn::Allow => reviews::let_in(database, spans, domain, reason, &by).await,
        ListingTurn::Block => reviews::keep_out(database, spans, domain, reason, &by).await,
        ListingTurn::Undo => reviews::take_back(database, spans, domain, &by).await,
        ListingTurn::Remove => reviews::remove(database, spans, domain, &by).await,
    }
}

async fn page(admin: &Admin, query: &ListingsQuery, errors: Errors) -> Result<ListingsPage, Fault> {
    let database = &admin.app.database;
    let q: String = query.q.trim().chars().filter(|c| !c.is_control()).take(LONGEST as usize).collect();
    let state = ListingState::from_code(&query.state);
    let after = query.after.clone().filter(|after| is_plain(after));
    let search = Search { state: state.and_then(asked), words: q.clone(), after };
    let mut found = listed_pods::list(database, &search, PAGE + 1).await?;
    let is_more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found.last().filter(|_| is_more).map(|last| last.domain.clone());
    let lines = lines(database, &q, found.iter().any(|pod| pod.domain == q)).await?;
    let counts = listed_pods::count(database).await?;
    let names: Vec<String> = found.iter().map(|pod| pod.domain.clone()).collect();
    let said = statements::about(database, Some(&names), admin.now, MOST_SAID).await?;
    Ok(ListingsPage {
        counts: counts.into_iter().map(|(state, number)| (shown_state(state), count(number))).collect(),
        lines: lines
            .into_iter()
            .map(|line| ListingLine { domain: line.domain, at: line.at, line: line.line })
            .collect(),
        rows: found.into_iter().map(|pod| row(pod, &said)).collect(),
        reports: count(pod_reports::count(database).await?),
        next,
        q,
        state,
        errors,
    })
}

/// A name that is whole has a log of its own, also that of a peer, and of a pod that is forgotten.
async fn lines(database: &Database, q: &str, is_known: bool) -> Result<Vec<Line>, model::Error> {
    let own = if q.is_empty() { Vec::new() } else { listed_pods::log(database, Some(q), PAGE).await? };
    if is_known || !own.is_empty() { Ok(own) } else { listed_pods::log(database, None, PAGE).await }
}

/// No database takes more.
fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

fn asked(state: ListingState) -> Option<State> {
    state.code().parse().ok()
}

fn row(pod: ListedPod, said: &[Said]) -> ListingRow {
    let of_it = said.iter().filter(|said| said.subject == pod.domain);
    ListingRow {
        said: of_it.filter_map(super::statements::row).collect(),
        state: shown_state(pod.state),
        since: pod.since,
        good_at: pod.good_at,
        due_at: pod.due_at,
        good: count(pod.good),
        total: count(pod.total),
        reason: pod.reason,
        domain: pod.domain,
    }
}
