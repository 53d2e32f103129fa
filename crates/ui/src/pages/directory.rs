//! The directory: pods that have room, to search and to choose from.

use crate::accent::Accent;
use crate::context::Context;
use crate::page::Page;
use crate::url::{DirectoryQuery, Mode};
use maud::{Markup, html};
use time::OffsetDateTime;

/// The directory, as the platform's front page (`/`) and as a list with a search (`/pods`).
#[derive(Clone, Debug)]
pub struct DirectoryPage {
    /// What was asked for.
    pub query: DirectoryQuery,
    /// The pods that answer it, in order.
    pub pods: Vec<PodCard>,
    /// Languages that some pod speaks, as tags, for the filter.
    pub languages: Vec<String>,
    /// Whether this is the front page, which explains what all this is.
    pub front: bool,
}

/// A pod as a newcomer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodCard {
    /// Its name.
    pub name: String,
    /// Its host name.
    pub host: String,
    /// Its address: scheme, host, port.
    pub origin: String,
    /// A sentence on what it is.
    pub tagline: String,
    /// Its colour.
    pub accent: Accent,
    /// Language tags.
    pub languages: Vec<String>,
    /// How one joins.
    pub mode: Mode,
    /// Free places.
    pub places: Places,
    /// Whether accounts from elsewhere may sign in.
    pub any_account: bool,
    /// Who runs it; may be empty.
    pub provider: String,
    /// Since when.
    pub since: Option<OffsetDateTime>,
}

/// Free places, as a band: exact numbers are nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// No limit.
    Unlimited,
    /// None.
    None,
    /// Between the two, both included.
    Band(u32, u32),
    /// At least so many.
    AtLeast(u32),
}

impl Page for DirectoryPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn main(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        Vec::new()
    }
}
