//! The invitations of a member, for herself.

use crate::components::{hidden, icon, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::people::Person;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/settings/invites`; also what `POST` answers: the link of the one that was made, or why there is none.
#[derive(Clone, Debug)]
pub struct OwnInvitesPage {
    /// The full link of the one that was just made: it is shown this once.
    pub made: Option<String>,
    /// Whether she may make one.
    pub may: MayInvite,
    /// How many she has open.
    pub open: u64,
    /// How many she may have open.
    pub most: u64,
    /// For how many days one is good.
    pub days: u64,
    /// Hers, the newest first.
    pub invites: Vec<OwnInvite>,
    /// Whether there are older ones, or more who came.
    pub more: bool,
    /// What is wrong.
    pub errors: Errors,
}

/// Whether a member may invite somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayInvite {
    /// She may.
    Yes,
    /// She has as many open as she may.
    Full,
    /// She is new, until then.
    New(OffsetDateTime),
    /// The pod takes nobody in.
    Closed,
    /// Members do not.
    No,
}

/// An invitation of hers.
#[derive(Clone, Debug)]
pub struct OwnInvite {
    /// Its id, for the link.
    pub id: String,
    /// What it is for; may be empty.
    pub note: String,
    /// When she made it.
    pub made: OffsetDateTime,
    /// Until when it is good.
    pub until: Option<OffsetDateTime>,
    /// How many have come in by it, or hold a place.
    pub used: u64,
    /// How many may.
    pub uses: u64,
    /// Whether somebody may still come in by it.
    pub good: bool,
    /// Who came by it and is here.
    pub came: Vec<Person>,
}

impl Page for OwnInvitesPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "own-invites-title")
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            p.back { a href=(url::settings()) { (icon(ctx, "arrow-left")) (t!(ctx, "settings-title")) } }
            h1 { (self.title(ctx)) }
            @if let Some(link) = &self.made {
                div.notice.notice-done role="status" {
                    (icon(ctx, "circle-check"))
                    p { (t!(ctx, "own-invites-made")) " " a href=(link) { (link) } }
                }
            }
            (summary(ctx, "own-invite", &self.errors))
            (self.making(ctx))
            @if !self.invites.is_empty() {
                section.setting aria-labelledby="hers" {
                    h2 id="hers" { (t!(ctx, "own-invites-list")) }
                    ul.own-invites { @for invite in &self.invites { li { (one(ctx, invite)) } } }
                    @if self.more { p.hint { (t!(ctx, "own-invites-more")) } }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let invite = |id: &str, used, good, came: &[Person]| OwnInvite {
            id: id.to_owned(),
            note: String::new(),
            made: now - Duration::days(2),
            until: Some(now + Duration::days(12)),
            used,
            uses: 1,
            good,
            came: came.to_vec(),
        };
        let bob = [samples::person("bob", "Bob <b>"), samples::stranger()];
        let note = "Summer & party".to_owned();
        let party = OwnInvite { note, until: None, uses: 20, ..invite("01C", 2, true, &bob) };
        let invites = vec![
            invite("01A", 0, true, &[]),
            invite("01B", 1, false, &bob[..1]),
            party,
            invite("01D", 0, false, &[]),
        ];
        let made = Some("http://cantine.localhost:8080/invite/0".to_owned());
        let first = Self::none();
        let some = Self { open: 2, invites, ..first.clone() };
        vec![
            first.clone(),
            Self { made, more: true, ..some.clone() },
            Self { may: MayInvite::Full, open: 3, ..some.clone() },
            Self { may: MayInvite::New(now + Duration::days(4)), ..first.clone() },
            Self { may: MayInvite::Closed, ..first.clone() },
            Self { may: MayInvite::No, most: 0, ..some },
            Self { errors: Errors::form(Problem::TooOften), ..first },
        ]
    }
}

impl OwnInvitesPage {
    /// A sample without any.
    fn none() -> Self {
        Self {
            made: None,
            may: MayInvite::Yes,
            open: 0,
            most: 3,
            days: 14,
            invites: Vec::new(),
            more: false,
            errors: Errors::none(),
        }
    }

    fn making(&self, ctx: &Context<'_>) -> Markup {
        let open = || t!(ctx, "own-invites-open", open = self.open, most = self.most);
        html! {
            @match self.may {
                MayInvite::Yes => {
                    p { (t!(ctx, "own-invites-text", days = self.days)) " " (open()) }
                    (form(ctx))
                },
                MayInvite::Full => p { (open()) " " (t!(ctx, "own-invites-full")) },
                MayInvite::New(until) => p { (t!(ctx, "newness-invites")) " " (t!(ctx, "own-invites-from", from = dates::exact(ctx, until))) },
                MayInvite::Closed => p { (t!(ctx, "own-invites-closed")) },
                MayInvite::No => p { (t!(ctx, "own-invites-no")) },
            }
        }
    }
}

fn form(ctx: &Context<'_>) -> Markup {
    let action = url::settings_invites();
    html! {
        form method="post" action=(action) id="own-invite" {
            (hidden(ctx, &action))
            button.button type="submit" { (t!(ctx, "own-invites-make")) }
        }
    }
}

fn one(ctx: &Context<'_>, invite: &OwnInvite) -> Markup {
    html! {
        p {
            (t!(ctx, "own-invites-of")) " " (dates::day(ctx, invite.made))
            @if !invite.note.is_empty() { " · " bdi { (invite.note) } }
            " · " (t!(ctx, "invites-used-of", used = invite.used, uses = invite.uses))
            " · " @if invite.good { (until(ctx, invite.until)) } @else { (t!(ctx, "invites-over")) }
        }
        @if !invite.came.is_empty() {
            p { (t!(ctx, "own-invites-came")) @for (index, person) in invite.came.iter().enumerate() {
                @if index > 0 { "," }
                " " (name(person))
            } }
        }
        @if invite.good {
            p { a.button.button-quiet href=(url::settings_invite_revoke(&invite.id)) { (t!(ctx, "own-invites-revoke")) } }
        }
    }
}

fn until(ctx: &Context<'_>, until: Option<OffsetDateTime>) -> Markup {
    html! {
        @match until {
            Some(until) => { (t!(ctx, "invites-until")) " " (dates::day(ctx, until)) },
            None => (t!(ctx, "invites-for-ever")),
        }
    }
}

fn name(person: &Person) -> Markup {
    html! {
        @match &person.handle {
            Some(handle) => a href=(url::member(handle)) { bdi { (person.name) } },
            None => bdi { (person.name) },
        }
    }
}
