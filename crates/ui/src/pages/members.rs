//! Who is here, for those who run or moderate a pod: to search, to sort, page by page.

use crate::components::{self, AccountsInVain, Desk, Empty, Size, empty, face, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::people::Person;
use crate::samples;
use crate::url::{self, MemberRole, MemberSort, MemberState, MembersQuery};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/members`.
#[derive(Clone, Debug)]
pub struct MembersPage {
    /// What was asked for.
    pub query: MembersQuery,
    /// How many members there are in all.
    pub all: u64,
    /// Those of this page who answer the question.
    pub members: Vec<MemberRow>,
    /// The place behind which there are more; none at the end.
    pub after: Option<String>,
    /// Accounts that could not be suspended or let in again so far.
    pub in_vain: Option<AccountsInVain>,
}

/// A member in the list.
#[derive(Clone, Debug)]
pub struct MemberRow {
    /// Her id, for the address of her page.
    pub id: String,
    /// Who she is.
    pub person: Person,
    /// Her role.
    pub role: MemberRole,
    /// Whether she can come in.
    pub state: MemberState,
    /// Since when she is a member.
    pub since: OffsetDateTime,
    /// When she was last here.
    pub seen: OffsetDateTime,
}

impl Page for MembersPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "members-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let more = self.after.as_deref().map(|after| self.query.address(Some(after)));
        html! {
            (components::desks(ctx, Desk::Members))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "members-lead", n = number(ctx.language, self.all), count = self.all)) }
            (components::accounts_in_vain(ctx, self.in_vain.as_ref()))
            (search(ctx, &self.query))
            section aria-labelledby="found" {
                h2.visually-hidden id="found" { (t!(ctx, "members-found")) }
                @if self.members.is_empty() { (empty(&nothing(ctx))) }
                @else { (table(ctx, &self.members)) }
            }
            (components::more(ctx, more.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |person: Person, role, state, days: i64| MemberRow {
            id: format!("01HSAMPLE{days}"),
            person,
            role,
            state,
            since: now - Duration::days(10 * days),
            seen: now - Duration::hours(7 * days),
        };
        let members = vec![
            row(samples::person("alice", "Alice Moreau"), MemberRole::Operator, MemberState::Active, 9),
            row(samples::person("bob", "Bob Le Guen"), MemberRole::Moderator, MemberState::Active, 4),
            row(samples::stranger(), MemberRole::Member, MemberState::Suspended, 1),
        ];
        let query = MembersQuery {
            q: "o & <b>".to_owned(),
            state: Some(MemberState::Suspended),
            role: Some(MemberRole::Member),
            sort: MemberSort::Seen,
        };
        let after = Some("1-01HSAMPLE1".to_owned());
        let in_vain = Some(AccountsInVain { accounts: 1, reason: "Prosody does not answer".to_owned() });
        vec![
            Self {
                query: MembersQuery::default(),
                all: 1234,
                members: members.clone(),
                after,
                in_vain: None,
            },
            Self { query: query.clone(), all: 1, members, after: None, in_vain },
            Self { query, all: 0, members: Vec::new(), after: None, in_vain: None },
        ]
    }
}

/// What a role is called.
pub(super) fn role_word(ctx: &Context<'_>, role: MemberRole) -> String {
    match role {
        MemberRole::Member => t!(ctx, "role-member"),
        MemberRole::Moderator => t!(ctx, "role-moderator"),
        MemberRole::Operator => t!(ctx, "role-operator"),
    }
}

/// What a state is called.
pub(super) fn state_word(ctx: &Context<'_>, state: MemberState) -> String {
    match state {
        MemberState::Active => t!(ctx, "state-active"),
        MemberState::Suspended => t!(ctx, "state-suspended"),
    }
}

fn sort_word(ctx: &Context<'_>, sort: MemberSort) -> String {
    match sort {
        MemberSort::Newest => t!(ctx, "members-sort-newest"),
        MemberSort::Seen => t!(ctx, "members-sort-seen"),
    }
}

fn search(ctx: &Context<'_>, query: &MembersQuery) -> Markup {
    html! {
        search { form.search method="get" action=(url::operate_members()) {
            div.field.search-words { label for="search-q" { (t!(ctx, "members-q")) } input id="search-q" type="search" name="q" value=(query.q) autocomplete="off"; }
            div.field { label for="search-state" { (t!(ctx, "members-state")) } select id="search-state" name="state" {
                option value="" { (t!(ctx, "members-any")) }
                @for state in MemberState::ALL { option value=(state.code()) selected[query.state == Some(state)] { (state_word(ctx, state)) } }
            } }
            div.field { label for="search-role" { (t!(ctx, "members-role")) } select id="search-role" name="role" {
                option value="" { (t!(ctx, "members-any")) }
                @for role in MemberRole::ALL { option value=(role.code()) selected[query.role == Some(role)] { (role_word(ctx, role)) } }
            } }
            div.field { label for="search-sort" { (t!(ctx, "members-sort")) } select id="search-sort" name="sort" {
                @for sort in MemberSort::ALL { option value=(sort.code()) selected[query.sort == sort] { (sort_word(ctx, sort)) } }
            } }
            button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "members-search")) }
        } }
    }
}

fn nothing(ctx: &Context<'_>) -> Empty {
    let step = Some((t!(ctx, "members-all"), url::operate_members()));
    Empty { title: t!(ctx, "members-empty"), text: t!(ctx, "members-empty-text"), step }
}

fn table(ctx: &Context<'_>, members: &[MemberRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "members-found")) }
            thead { tr {
                th scope="col" { (t!(ctx, "members-who")) }
                th scope="col" { (t!(ctx, "members-role")) }
                th scope="col" { (t!(ctx, "members-state")) }
                th scope="col" { (t!(ctx, "members-since")) }
                th scope="col" { (t!(ctx, "members-seen")) }
            } }
            tbody { @for member in members { (row(ctx, member)) } }
        }
    }
}

fn row(ctx: &Context<'_>, member: &MemberRow) -> Markup {
    html! {
        tr {
            td {
                a.who href=(url::operate_member(&member.id)) { (face(&member.person, Size::Small)) bdi { (member.person.name) } }
                " " bdi.address { (member.person.address()) }
            }
            td data-label=(t!(ctx, "members-role")) { (role_word(ctx, member.role)) }
            td data-label=(t!(ctx, "members-state")) { (state_word(ctx, member.state)) }
            td data-label=(t!(ctx, "members-since")) { (dates::day(ctx, member.since)) }
            td data-label=(t!(ctx, "members-seen")) { (dates::relative(ctx, member.seen)) }
        }
    }
}
