//! A pod of another deployment is added to the directory.

use crate::components::{Field, hidden, icon, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/add`: the field `domain` (POST), and what happens now.
#[derive(Clone, Debug)]
pub struct AddPage {
    /// What was typed.
    pub domain: String,
    /// What became of it; none before anything was sent.
    pub added: Option<Added>,
    /// What is wrong: `domain`.
    pub errors: Errors,
}

/// A pod that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its host name, as DNS has it.
    pub domain: String,
    /// Where it is in its life.
    pub state: ListingState,
    /// When it is listed at the earliest, if it is new.
    pub listed_from: OffsetDateTime,
}

/// Where a pod of another deployment is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingState {
    /// Named, and no more.
    Submitted,
    /// Watched before it is shown.
    Probation,
    /// Shown.
    Listed,
    /// Silent for hours, or expired.
    Stale,
    /// Silent for a day.
    Down,
    /// Silent for weeks, or opted out.
    Gone,
    /// Only the name is left.
    Tombstone,
    /// It wishes not to be shown.
    Unlisted,
    /// It will close, or has moved.
    Closing,
    /// A human is to look at it.
    Review,
    /// Kept out by an admin.
    Blocked,
}

impl ListingState {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 11] = [
        Self::Submitted,
        Self::Probation,
        Self::Listed,
        Self::Stale,
        Self::Down,
        Self::Gone,
        Self::Tombstone,
        Self::Unlisted,
        Self::Closing,
        Self::Review,
        Self::Blocked,
    ];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Probation => "probation",
            Self::Listed => "listed",
            Self::Stale => "stale",
            Self::Down => "down",
            Self::Gone => "gone",
            Self::Tombstone => "tombstone",
            Self::Unlisted => "unlisted",
            Self::Closing => "closing",
            Self::Review => "review",
            Self::Blocked => "blocked",
        }
    }

    /// Reads the word; none for what is no state.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The state in a word or two.
    pub(crate) fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Submitted => t!(ctx, "life-submitted"),
            Self::Probation => t!(ctx, "life-probation"),
            Self::Listed => t!(ctx, "life-listed"),
            Self::Stale => t!(ctx, "life-stale"),
            Self::Down => t!(ctx, "life-down"),
            Self::Gone => t!(ctx, "life-gone"),
            Self::Tombstone => t!(ctx, "life-tombstone"),
            Self::Unlisted => t!(ctx, "life-unlisted"),
            Self::Closing => t!(ctx, "life-closing"),
            Self::Review => t!(ctx, "life-review"),
            Self::Blocked => t!(ctx, "life-blocked"),
        }
    }
}

impl Page for AddPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "add-title")
    }

    fn section(&self) -> Section {
        Section::Directory
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::add();
        let field = Field {
            form: "add",
            name: "domain",
            label: t!(ctx, "add-label"),
            value: &self.domain,
            hint: t!(ctx, "add-hint"),
            autocomplete: "off",
            required: true,
            ..Field::default()
        };
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "add-lead")) }
            @if let Some(added) = &self.added { (added.says(ctx)) }
            form.stack method="post" action=(action) id="add" {
                (hidden(ctx, &action))
                (summary(ctx, "add", &self.errors))
                (field.render(ctx, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "add-submit")) } }
            }
            p.hint { (t!(ctx, "add-remove")) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let none = Self { domain: String::new(), added: None, errors: Errors::none() };
        let typed = || "Garden.example".to_owned();
        let added = |state| {
            let domain = "garden.example".to_owned();
            Self {
                domain: typed(),
                added: Some(Added { domain, state, listed_from: now + Duration::WEEK }),
                ..none.clone()
            }
        };
        let wrong = |problem| Self { domain: typed(), added: None, errors: Errors::one("domain", problem) };
        let mut samples: Vec<Self> = ListingState::ALL.into_iter().map(added).collect();
        samples.extend(
            [
                Problem::PodDomainInvalid,
                Problem::PodDomainOwn,
                Problem::PodDomainSame("gardens.example".to_owned()),
                Problem::DirectoryFull,
            ]
            .map(wrong),
        );
        samples.push(none);
        samples
    }
}

impl Added {
    fn says(&self, ctx: &Context<'_>) -> Markup {
        let what = match self.state {
            ListingState::Submitted => {
                let day = dates::weekday_and_day(ctx, self.listed_from);
                t!(ctx, "add-submitted", day = day)
            }
            ListingState::Probation => t!(ctx, "add-probation"),
            ListingState::Listed => t!(ctx, "add-listed"),
            ListingState::Stale | ListingState::Down | ListingState::Gone | ListingState::Tombstone => {
                t!(ctx, "add-silent")
            }
            ListingState::Unlisted => t!(ctx, "add-unlisted"),
            ListingState::Closing => t!(ctx, "add-closing"),
            ListingState::Review => t!(ctx, "add-review"),
            ListingState::Blocked => t!(ctx, "add-blocked"),
        };
        html! {
            div.notice.notice-plain role="status" { (icon(ctx, "info")) p { bdi { (self.domain) } " – " (what) } }
        }
    }
}
