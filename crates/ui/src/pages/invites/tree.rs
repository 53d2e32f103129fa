//! Who came to a pod by whose invitation, for those who run it: lists in lists, page by page.

use crate::components::{self, Desk, Empty, Size, empty, face, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::people::Person;
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/invites/tree`.
#[derive(Clone, Debug)]
pub struct InviteTreePage {
    /// Below whom it is; none for the whole tree.
    pub of: Option<(String, Person)>,
    /// How many there are in all.
    pub all: u64,
    /// How many of them came later than those that are read for it.
    pub further: u64,
    /// How many of them stand before those of this page.
    pub before: u64,
    /// Those of this page, each with those below her after her.
    pub lines: Vec<InviteTreeLine>,
    /// The last of this page where there are more.
    pub after: Option<String>,
}

/// Somebody who came by an invitation.
#[derive(Clone, Debug)]
pub struct InviteTreeLine {
    /// Her id.
    pub id: String,
    /// Who she is.
    pub person: Person,
    /// By whose word she came.
    pub by: CameBy,
    /// When.
    pub since: OffsetDateTime,
    /// How many stand above her.
    pub depth: usize,
    /// How many came by her word, and by that of those.
    pub below: u64,
}

/// By whose word somebody came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameBy {
    /// That of the pod.
    Pod,
    /// That of somebody who has left.
    Gone,
    /// That of a member: her id and name.
    Member(String, String),
}

impl Page for InviteTreePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match &self.of {
            Some((_, person)) => t!(ctx, "invite-tree-of", name = person.name.as_str()),
            None => t!(ctx, "invite-tree-title"),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let of = self.of.as_ref().map(|(id, _)| id.as_str());
        let more = self.after.as_deref().map(|after| url::operate_invite_tree(of, Some(after)));
        html! {
            (components::desks(ctx, Desk::Invites))
            p.back { a href=(url::operate_invites()) { (icon(ctx, "arrow-left")) (t!(ctx, "invites-title")) } }
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "invite-tree-lead")) }
            @if let Some((id, person)) = &self.of { (whole(ctx, id, person)) }
            @if self.lines.is_empty() { (empty(&nothing(ctx))) }
            @else {
                p.hint { (self.part(ctx)) }
                (list(ctx, &self.lines))
                @if more.is_none() && self.further > 0 { (self.later(ctx)) }
            }
            (components::more(ctx, more.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let line = |handle: &str, by, depth, below| InviteTreeLine {
            id: format!("01H{handle}"),
            person: samples::person(handle, handle),
            by,
            since: now - Duration::days(30),
            depth,
            below,
        };
        let alice = || CameBy::Member("01Halice".to_owned(), "Alice <b>".to_owned());
        let mut lines = vec![
            line("alice", CameBy::Pod, 0, 1234),
            line("bob", alice(), 1, 1),
            line("claire", CameBy::Member("01Hbob".to_owned(), "bob".to_owned()), 2, 0),
            line("denis", alice(), 1, 0),
        ];
        // deeper than there is room for
        lines.extend((2..12).map(|depth| line("eve", alice(), depth, 0)));
        lines.push(line("fred", CameBy::Gone, 0, 0));
        let of = Some(("01Halice".to_owned(), samples::stranger()));
        let from_the_middle = lines[2..].to_vec();
        vec![
            Self { of: None, all: 1239, further: 0, before: 0, lines, after: Some("01Hfred".to_owned()) },
            Self { of: of.clone(), all: 1239, further: 1224, before: 2, lines: from_the_middle, after: None },
            Self { of, all: 0, further: 0, before: 0, lines: Vec::new(), after: None },
            Self { of: None, all: 0, further: 0, before: 0, lines: Vec::new(), after: None },
        ]
    }
}

impl InviteTreePage {
    /// Which of them these are.
    fn part(&self, ctx: &Context<'_>) -> String {
        let shown = u64::try_from(self.lines.len()).unwrap_or(u64::MAX);
        let figure = |value| number(ctx.language, value);
        if shown == self.all {
            return t!(ctx, "invite-tree-all", n = self.all, count = figure(self.all));
        }
        let (from, to) = (figure(self.before + 1), figure(self.before.saturating_add(shown)));
        t!(ctx, "invite-tree-part", from = from, to = to, count = figure(self.all))
    }

    /// That others came later.
    fn later(&self, ctx: &Context<'_>) -> Markup {
        let count = number(ctx.language, self.further);
        html! { p.hint { (t!(ctx, "invite-tree-further", n = self.further, count = count)) } }
    }
}

fn whole(ctx: &Context<'_>, id: &str, person: &Person) -> Markup {
    html! {
        p {
            a href=(url::operate_member(id)) { bdi { (person.name) } }
            " · "
            a href=(url::operate_invite_tree(None, None)) { (t!(ctx, "invite-tree-whole")) }
        }
    }
}

fn nothing(ctx: &Context<'_>) -> Empty {
    Empty { title: t!(ctx, "invite-tree-empty"), text: t!(ctx, "invite-tree-empty-text"), step: None }
}

/// The lines as lists in lists. A page may begin deep in the tree: what is not below a line stands beside it.
fn list(ctx: &Context<'_>, mut lines: &[InviteTreeLine]) -> Markup {
    let mut items = Vec::new();
    while let Some((first, rest)) = lines.split_first() {
        let below = rest.iter().take_while(|line| line.depth > first.depth).count();
        let (hers, others) = rest.split_at(below);
        items.push((first, hers));
        lines = others;
    }
    html! {
        ul.invite-tree { @for (first, hers) in items {
            li {
                (line(ctx, first))
                @if !hers.is_empty() { (list(ctx, hers)) }
            }
        } }
    }
}

fn line(ctx: &Context<'_>, line: &InviteTreeLine) -> Markup {
    html! {
        p {
            a.who href=(url::operate_member(&line.id)) { (face(&line.person, Size::Small)) bdi { (line.person.name) } }
            " " span.hint {
                (by(ctx, &line.by)) " · " (dates::day(ctx, line.since))
                @if line.below > 0 {
                    " · " a href=(url::operate_invite_tree(Some(&line.id), None)) {
                        (t!(ctx, "invite-tree-below", n = line.below, count = number(ctx.language, line.below)))
                        span.visually-hidden { " " (line.person.name) }
                    }
                }
            }
        }
    }
}

/// By whose word somebody came, with a link to her.
pub(crate) fn by(ctx: &Context<'_>, by: &CameBy) -> Markup {
    html! {
        @match by {
            CameBy::Pod => (t!(ctx, "invite-tree-by-pod")),
            CameBy::Gone => (t!(ctx, "invite-tree-by-gone")),
            CameBy::Member(id, name) => { (t!(ctx, "invite-tree-by")) " " a href=(url::operate_member(id)) { bdi { (name) } } },
        }
    }
}
