//! First steps after sign-up: a handle, a friend, a first post.

use crate::context::Context;
use crate::forms::Composer;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// First steps. Each is a form of its own and can be left out.
#[derive(Clone, Debug)]
pub struct WelcomePage {
    /// What was done already.
    pub steps: Steps,
    /// What was typed as handle, or a free one that is proposed (form to `/welcome`, field `handle`).
    pub handle: String,
    /// What was typed as a friend's address (form to `/contacts`, field `jid`).
    pub friend: String,
    /// The first post (form to `/publish`).
    pub composer: Composer,
    /// What is wrong: `handle` or `jid`.
    pub errors: Errors,
}

/// Which of the first steps are done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// She has a handle.
    pub handle: bool,
    /// She has a contact or asked somebody.
    pub friend: bool,
    /// She wrote something.
    pub post: bool,
}

impl Page for WelcomePage {
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
