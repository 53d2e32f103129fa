//! The admins' desk for pods of other deployments: which, in what state, why, and what became of them.

use crate::components::{AdminDesk, Empty, admin_desks, empty, hidden, icon, more, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::pages::{ListingState, StatementRow};
use crate::problems::{Errors, Problem};
use crate::url::{self, ListingTurn};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/directory`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct ListingsPage {
    /// What the name must hold; empty for all.
    pub q: String,
    /// Only those in this state.
    pub state: Option<ListingState>,
    /// How many are in each state; those in which none is are left out.
    pub counts: Vec<(ListingState, u64)>,
    /// The pods, by name.
    pub rows: Vec<ListingRow>,
    /// Behind which name there are more.
    pub next: Option<String>,
    /// What became of them lately, the newest first.
    pub lines: Vec<ListingLine>,
    /// How many reports of pods wait for a decision.
    pub reports: u64,
    /// What is wrong with what was sent.
    pub errors: Errors,
}

/// A pod of another deployment.
#[derive(Clone, Debug)]
pub struct ListingRow {
    /// Its host name.
    pub domain: String,
    /// Where it is in its life,
    pub state: ListingState,
    /// and since when.
    pub since: OffsetDateTime,
    /// When it was good last.
    pub good_at: Option<OffsetDateTime>,
    /// When it is looked at next.
    pub due_at: Option<OffsetDateTime>,
    /// Good checks since its probation began,
    pub good: u64,
    /// of all.
    pub total: u64,
    /// Why it is not better; may be empty.
    pub reason: String,
    /// What directories say of it.
    pub said: Vec<StatementRow>,
}

/// What became of a pod.
#[derive(Clone, Debug)]
pub struct ListingLine {
    /// Its host name.
    pub domain: String,
    /// When.
    pub at: OffsetDateTime,
    /// In a sentence of the program, which speaks English.
    pub line: String,
}

impl Page for ListingsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "listings-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let state = self.state.map_or("", ListingState::code);
        let next = self.next.as_ref().map(|after| url::admin_directory(&self.q, state, after));
        html! {
            (admin_desks(ctx, AdminDesk::Directory))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "listings-lead")) }
            p { a href=(url::admin_pod_reports(None)) { (t!(ctx, "listings-reports", n = self.reports)) } }
            (summary(ctx, "listings", &self.errors))
            (self.queue(ctx))
            (self.search(ctx))
            section aria-labelledby="list" {
                h2.visually-hidden id="list" { (t!(ctx, "listings-title")) }
                @if self.rows.is_empty() { (empty(&nothing(ctx))) } @else { (table(ctx, &self.rows)) }
                (more(ctx, next.as_deref()))
            }
            section aria-labelledby="log" {
                h2.section-title id="log" { (t!(ctx, "listings-log")) }
                @if self.lines.is_empty() { p { (t!(ctx, "listings-log-empty")) } } @else { (log(ctx, &self.lines)) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |(state, n): (ListingState, i64)| ListingRow {
            domain: format!("{}.example", state.code()),
            state,
            since: now - Duration::days(n),
            good_at: (n > 1).then(|| now - Duration::hours(n)),
            due_at: (state != ListingState::Blocked).then(|| now + Duration::HOUR),
            good: 12,
            total: 15,
            said: if n > 2 { StatementRow::samples(now) } else { Vec::new() },
            reason: if n > 2 { "it cannot be reached: <b>".to_owned() } else { String::new() },
        };
        let line = ListingLine {
            domain: "gone.example".to_owned(),
            at: now - Duration::HOUR,
            line: "down → gone: it cannot be reached".to_owned(),
        };
        let full = Self {
            q: "example & <b>".to_owned(),
            state: Some(ListingState::Gone),
            counts: ListingState::ALL.into_iter().zip(1..).collect(),
            rows: ListingState::ALL.into_iter().zip(1..).map(row).collect(),
            next: Some("gone.example".to_owned()),
            lines: vec![line],
            reports: 3,
            errors: Errors::form(Problem::Required),
        };
        let none = Self {
            q: String::new(),
            state: None,
            counts: Vec::new(),
            rows: Vec::new(),
            next: None,
            lines: Vec::new(),
            reports: 0,
            errors: Errors::none(),
        };
        vec![full, none]
    }
}

impl ListingsPage {
    fn count(&self, state: ListingState) -> u64 {
        self.counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, count)| *count)
    }

    /// Leads to those that wait for a human, and to the lists of others.
    fn queue(&self, ctx: &Context<'_>) -> Markup {
        let waiting = self.count(ListingState::Review);
        html! {
            @if waiting > 0 {
                p { a href=(url::admin_directory("", ListingState::Review.code(), "")) { (t!(ctx, "listings-review", n = waiting)) } " " (t!(ctx, "listings-review-text")) }
            }
            p { a href=(url::admin_imports()) { (t!(ctx, "listings-imports")) } }
        }
    }

    fn search(&self, ctx: &Context<'_>) -> Markup {
        html! {
            search { form.search method="get" action=(url::admin_directory("", "", "")) {
                div.field.search-words { label for="search-q" { (t!(ctx, "listings-q")) } input id="search-q" type="search" name="q" value=(self.q) autocomplete="off"; }
                div.field { label for="search-state" { (t!(ctx, "listings-state")) } select id="search-state" name="state" {
                    option value="" { (t!(ctx, "listings-any")) }
                    @for state in ListingState::ALL { option value=(state.code()) selected[self.state == Some(state)] { (state.word(ctx)) " (" (number(ctx.language, self.count(state))) ")" } }
                } }
                button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "listings-search")) }
            } }
        }
    }
}

fn table(ctx: &Context<'_>, rows: &[ListingRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "listings-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "listings-pod")) }
                th scope="col" { (t!(ctx, "listings-state")) }
                th scope="col" { (t!(ctx, "listings-good")) }
                th scope="col" { (t!(ctx, "listings-next")) }
                th.amount scope="col" { (t!(ctx, "listings-checks")) }
                th scope="col" { (t!(ctx, "listings-why")) }
                th scope="col" { (t!(ctx, "listings-turn")) }
            } }
            tbody { @for one in rows { (row(ctx, one)) } }
        }
    }
}

fn row(ctx: &Context<'_>, row: &ListingRow) -> Markup {
    let amount = |value| number(ctx.language, value);
    html! {
        tr {
            td { a href=(url::admin_directory(&row.domain, "", "")) { bdi { (row.domain) } } }
            td data-label=(t!(ctx, "listings-state")) { (row.state.word(ctx)) " " (dates::day(ctx, row.since)) }
            td data-label=(t!(ctx, "listings-good")) { @if let Some(at) = row.good_at { (dates::relative(ctx, at)) } @else { (t!(ctx, "listings-never")) } }
            td data-label=(t!(ctx, "listings-next")) { @if let Some(at) = row.due_at { (dates::exact(ctx, at)) } @else { (t!(ctx, "listings-never")) } }
            td.amount data-label=(t!(ctx, "listings-checks")) { (t!(ctx, "listings-of", good = amount(row.good), total = amount(row.total))) }
            td data-label=(t!(ctx, "listings-why")) { bdi { (row.reason) } (said(ctx, &row.said)) }
            td { (turn(ctx, row)) }
        }
    }
}

/// What directories say of a pod, this one and others.
fn said(ctx: &Context<'_>, said: &[StatementRow]) -> Markup {
    html! { @if !said.is_empty() {
        ul { @for one in said { li { bdi { (one.who(ctx)) } ": " (one.action.word(ctx)) " — " bdi { (one.reason) } } } }
    } }
}

fn turn(ctx: &Context<'_>, row: &ListingRow) -> Markup {
    let action = url::admin_directory_turn();
    html! {
        form.stack method="post" action=(action) {
            (hidden(ctx, &format!("{action}/{}", row.domain)))
            input type="hidden" name="domain" value=(row.domain);
            label {
                span.visually-hidden { (t!(ctx, "listings-turn-of", domain = row.domain.as_str())) }
                select name="to" { @for turn in ListingTurn::ALL { option value=(turn.code()) { (word(ctx, turn)) } } }
            }
            label { (t!(ctx, "listings-reason")) input name="reason" maxlength="200" autocomplete="off"; }
            button.button.button-quiet type="submit" { (t!(ctx, "listings-do")) }
        }
    }
}

fn word(ctx: &Context<'_>, turn: ListingTurn) -> String {
    match turn {
        ListingTurn::Check => t!(ctx, "listings-check"),
        ListingTurn::Allow => t!(ctx, "listings-allow"),
        ListingTurn::Block => t!(ctx, "listings-block"),
        ListingTurn::Remove => t!(ctx, "listings-remove"),
        ListingTurn::Undo => t!(ctx, "listings-undo"),
    }
}

fn log(ctx: &Context<'_>, lines: &[ListingLine]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "listings-log")) }
            thead { tr {
                th scope="col" { (t!(ctx, "audit-when")) }
                th scope="col" { (t!(ctx, "listings-pod")) }
                th scope="col" { (t!(ctx, "listings-why")) }
            } }
            tbody { @for line in lines { tr {
                td { (dates::relative(ctx, line.at)) }
                td { a href=(url::admin_directory(&line.domain, "", "")) { bdi { (line.domain) } } }
                td lang="en" { bdi { (line.line) } }
            } } }
        }
    }
}

fn nothing(ctx: &Context<'_>) -> Empty {
    let step = Some((t!(ctx, "add-title"), url::add()));
    Empty { title: t!(ctx, "listings-empty"), text: t!(ctx, "listings-empty-text"), step }
}
