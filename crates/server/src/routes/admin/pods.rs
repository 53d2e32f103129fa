//! All pods.

use super::{asked_state, count, plan_names, shown_state};
use crate::{extract::Admin, fault::Answer};
use actix_web::web;
use model::{
    logos,
    pods::{self, Found, Pod, Search, Sort},
};
use serde::Deserialize;
use ui::{
    Accent,
    components::Gauge,
    pages::{PodRow, PodsPage},
    url::{self, LogoSide, PodSort, PodState, PodsQuery},
};

/// Pods of a page.
const PAGE: u32 = 50;

/// The most characters that are looked for.
const LONGEST_WORDS: usize = 200;

/// The most pages that there are.
const MOST_PAGES: u32 = 10_000;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: String,
}

/// `GET /admin`.
pub async fn list(admin: Admin, query: web::Query<ListQuery>) -> Answer {
    let query = asked(&query);
    let database = &admin.app.database;
    let found = pods::search(database, &search(&query), (query.page - 1) * PAGE, PAGE + 1).await?;
    let rows = &found[..found.len().min(PAGE as usize)];
    let logos = logos::of_pods(database, rows.iter().map(|found| found.pod.id).collect()).await?;
    let row = |Found { pod, plan }: &Found| {
        let is_seen = pod.host_is_served && pod.is_in_use(admin.now);
        pod_row(pod, plan.clone(), logos.get(&pod.id).filter(|_| is_seen))
    };
    Ok(admin.show(&PodsPage {
        all: count(pods::count(database).await?),
        plans: plan_names(&admin).await?,
        pods: rows.iter().map(row).collect(),
        more: rows.len() < found.len(),
        query,
    }))
}

/// A pod as the console shows it.
#[must_use]
pub fn pod_row(pod: &Pod, plan: Option<String>, logo: Option<&String>) -> PodRow {
    let gauge = |used, most| Gauge { used: count(used), most: count(most) };
    PodRow {
        id: pod.id.to_string(),
        name: pod.name.clone(),
        host: pod.host.clone(),
        accent: Accent::parse(&pod.accent).unwrap_or(Accent::LEAF),
        logo: logo.map(|hash| url::logo_of(&pod.host, hash, LogoSide::Medium)),
        state: shown_state(pod.state),
        plan,
        members: gauge(pod.members_used, pod.members_max),
        media: gauge(pod.storage_used, pod.storage_max),
        sessions: gauge(pod.sessions_used, pod.sessions_max),
        since: pod.created_at,
    }
}

fn asked(query: &ListQuery) -> PodsQuery {
    // what no page and no database can carry is in no name
    let sound = |text: &str| -> String {
        text.chars().filter(|letter| !letter.is_control()).take(LONGEST_WORDS).collect()
    };
    PodsQuery {
        q: sound(&query.q).trim().to_owned(),
        state: PodState::from_code(&query.state),
        plan: sound(&query.plan),
        sort: PodSort::from_code(&query.sort),
        page: query.page.parse().unwrap_or(1).clamp(1, MOST_PAGES),
    }
}

fn search(query: &PodsQuery) -> Search {
    Search {
        words: query.q.clone(),
        state: query.state.map(asked_state),
        plan: match query.plan.as_str() {
            "" => None,
            "-" => Some(None),
            plan => Some(Some(plan.to_owned())),
        },
        sort: match query.sort {
            PodSort::Name => Sort::Name,
            PodSort::Members => Sort::Members,
            PodSort::Media => Sort::Media,
            PodSort::Sessions => Sort::Sessions,
            PodSort::Created => Sort::Created,
        },
    }
}
