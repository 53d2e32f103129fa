//! All pods of a deployment: to search, to filter, to sort, page by page, and to act on many.

use crate::accent::Accent;
use crate::components::{
    AdminDesk, Counts, Empty, Gauge, admin_desks, empty, hidden, icon, more, pod_mark, small_meter,
};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::url::{self, LogoSide, PodSort, PodState, PodTurn, PodsQuery};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin`.
#[derive(Clone, Debug)]
pub struct PodsPage {
    /// What was asked for.
    pub query: PodsQuery,
    /// How many pods there are in all, deleted ones left out.
    pub all: u64,
    /// The names of the plans.
    pub plans: Vec<String>,
    /// Those of this page that answer the question.
    pub pods: Vec<PodRow>,
    /// Whether there are more of them.
    pub more: bool,
}

/// A pod in the list.
#[derive(Clone, Debug)]
pub struct PodRow {
    /// Its id, for the address of its page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its primary host name.
    pub host: String,
    /// Its colour.
    pub accent: Accent,
    /// The address of its logo, on this host.
    pub logo: Option<String>,
    /// Where it is in its life.
    pub state: PodState,
    /// The name of its plan; none where it has figures of its own.
    pub plan: Option<String>,
    /// Its members.
    pub members: Gauge,
    /// Its media, in bytes.
    pub media: Gauge,
    /// Its live sessions.
    pub sessions: Gauge,
    /// When it was made.
    pub since: OffsetDateTime,
}

impl Page for PodsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "pods-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let next = self.more.then(|| self.query.address(self.query.page.max(1) + 1));
        html! {
            (admin_desks(ctx, AdminDesk::Pods))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "pods-lead", n = number(ctx.language, self.all), count = self.all)) }
            p { a.button href=(url::admin_new_pod()) { (t!(ctx, "pods-new")) } }
            (search(ctx, &self.query, &self.plans))
            section aria-labelledby="found" {
                h2.visually-hidden id="found" { (t!(ctx, "pods-found")) }
                @if self.pods.is_empty() { (empty(&nothing(ctx, self.all))) }
                @else { (list(ctx, &self.pods, &self.query.address(self.query.page))) }
            }
            (more(ctx, next.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let pods = PodRow::samples(now);
        let query = PodsQuery {
            q: "soup & <b>".to_owned(),
            state: Some(PodState::Suspended),
            plan: "Small".to_owned(),
            sort: PodSort::Media,
            page: 2,
        };
        let plans = vec!["Small".to_owned(), "Large & <b>".to_owned()];
        let own = PodsQuery { plan: "-".to_owned(), ..PodsQuery::default() };
        vec![
            Self {
                query: PodsQuery::default(),
                all: 300,
                plans: plans.clone(),
                pods: pods.clone(),
                more: true,
            },
            Self { query: query.clone(), all: 300, plans: plans.clone(), pods, more: true },
            Self { query: own, all: 1, plans, pods: Vec::new(), more: false },
            Self { query: PodsQuery::default(), all: 0, plans: Vec::new(), pods: Vec::new(), more: false },
        ]
    }
}

impl PodRow {
    /// Pods in each state.
    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let gauge = |used, most| Gauge { used, most };
        let pod = |(place, state): (usize, PodState)| Self {
            id: format!("01HSAMPLE{place}"),
            name: format!("Cantine {place} & <b>"),
            host: format!("cantine{place}.example"),
            accent: Accent::LEAF,
            logo: (place == 1).then(|| url::logo_of("cantine1.example", "00ff", LogoSide::Medium)),
            state,
            plan: place.is_multiple_of(2).then(|| "Small".to_owned()),
            members: gauge(20 * place as u64, 80),
            media: gauge(734_003_200, 1 << 30),
            sessions: gauge(31, 1000),
            since: now - Duration::days(90),
        };
        PodState::ALL.into_iter().enumerate().map(pod).collect()
    }
}

/// What a state is called.
pub(super) fn state_word(ctx: &Context<'_>, state: PodState) -> String {
    match state {
        PodState::Active => t!(ctx, "pod-state-active"),
        PodState::ReadOnly => t!(ctx, "pod-state-read-only"),
        PodState::Suspended => t!(ctx, "pod-state-suspended"),
        PodState::Closing => t!(ctx, "pod-state-closing"),
        PodState::Deleted => t!(ctx, "pod-state-deleted"),
    }
}

fn sort_word(ctx: &Context<'_>, sort: PodSort) -> String {
    match sort {
        PodSort::Name => t!(ctx, "pods-sort-name"),
        PodSort::Members => t!(ctx, "pods-sort-members"),
        PodSort::Media => t!(ctx, "pods-sort-media"),
        PodSort::Sessions => t!(ctx, "pods-sort-sessions"),
        PodSort::Created => t!(ctx, "pods-sort-created"),
    }
}

fn search(ctx: &Context<'_>, query: &PodsQuery, plans: &[String]) -> Markup {
    html! {
        search { form.search method="get" action=(url::admin()) {
            div.field.search-words { label for="search-q" { (t!(ctx, "pods-q")) } input id="search-q" type="search" name="q" value=(query.q) autocomplete="off"; }
            div.field { label for="search-state" { (t!(ctx, "pods-state")) } select id="search-state" name="state" {
                option value="" { (t!(ctx, "pods-any-state")) }
                @for state in PodState::ALL { option value=(state.code()) selected[query.state == Some(state)] { (state_word(ctx, state)) } }
            } }
            div.field { label for="search-plan" { (t!(ctx, "pods-plan")) } select id="search-plan" name="plan" {
                option value="" { (t!(ctx, "members-any")) }
                option value="-" selected[query.plan == "-"] { (t!(ctx, "pods-own-figures")) }
                @for plan in plans { option value=(plan) selected[query.plan == *plan] { (plan) } }
            } }
            div.field { label for="search-sort" { (t!(ctx, "members-sort")) } select id="search-sort" name="sort" {
                @for sort in PodSort::ALL { option value=(sort.code()) selected[query.sort == sort] { (sort_word(ctx, sort)) } }
            } }
            button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "members-search")) }
        } }
    }
}

fn nothing(ctx: &Context<'_>, all: u64) -> Empty {
    if all == 0 {
        let step = Some((t!(ctx, "pods-new"), url::admin_new_pod()));
        return Empty { title: t!(ctx, "pods-none"), text: t!(ctx, "pods-none-text"), step };
    }
    let step = Some((t!(ctx, "pods-all"), url::admin()));
    Empty { title: t!(ctx, "pods-empty"), text: t!(ctx, "pods-empty-text"), step }
}

/// The table, each row with a box to tick, and what can be done to all that are ticked; from there one comes back here.
fn list(ctx: &Context<'_>, pods: &[PodRow], here: &str) -> Markup {
    let action = url::admin_turn();
    html! {
        form method="post" action=(action) {
            (hidden(ctx, &action))
            input type="hidden" name="back" value=(here);
            table.records.pod-records {
                caption.visually-hidden { (t!(ctx, "pods-found")) }
                thead { tr {
                    th scope="col" { span.visually-hidden { (t!(ctx, "pods-choose")) } }
                    th scope="col" { (t!(ctx, "pods-pod")) }
                    th scope="col" { (t!(ctx, "pods-state")) }
                    th scope="col" { (t!(ctx, "pods-plan")) }
                    th.amount scope="col" { (t!(ctx, "limit-members")) }
                    th.amount scope="col" { (t!(ctx, "limit-storage")) }
                    th.amount scope="col" { (t!(ctx, "limit-sessions")) }
                    th.amount scope="col" { (t!(ctx, "pods-since")) }
                } }
                tbody { @for pod in pods { (row(ctx, pod)) } }
            }
            div.actions role="group" aria-label=(t!(ctx, "pods-acts")) {
                @for turn in [PodTurn::Suspend, PodTurn::ReadOnly, PodTurn::Resume] {
                    button.button.button-quiet type="submit" name="to" value=(turn.code()) { (super::turn::word(ctx, turn)) }
                }
            }
        }
    }
}

fn row(ctx: &Context<'_>, pod: &PodRow) -> Markup {
    let name = format!("pod-{}", pod.id);
    html! {
        tr {
            td { label { input type="checkbox" name=(name) value="1"; span.visually-hidden { (t!(ctx, "pods-choose-one", name = pod.name.as_str())) } } }
            td { (pod_mark(&pod.name, pod.accent, pod.logo.as_deref())) " " a.who href=(url::admin_pod(&pod.id)) { bdi { (pod.name) } } " " bdi.address { (pod.host) } }
            td data-label=(t!(ctx, "pods-state")) { (state_word(ctx, pod.state)) }
            td data-label=(t!(ctx, "pods-plan")) { @match &pod.plan { Some(plan) => bdi { (plan) }, None => (t!(ctx, "pods-own-figures")) } }
            td.amount data-label=(t!(ctx, "limit-members")) { (small_meter(ctx, pod.members, Counts::Things)) }
            td.amount data-label=(t!(ctx, "limit-storage")) { (small_meter(ctx, pod.media, Counts::Bytes)) }
            td.amount data-label=(t!(ctx, "limit-sessions")) { (small_meter(ctx, pod.sessions, Counts::Things)) }
            td.amount data-label=(t!(ctx, "pods-since")) { (dates::day(ctx, pod.since)) }
        }
    }
}
