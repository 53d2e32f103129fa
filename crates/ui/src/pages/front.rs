//! The pod's front page: what it is, what is written here, how to come in.

use crate::context::Context;
use crate::forms::Joining;
use crate::page::Page;
use crate::posts::Post;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The pod's front page, for visitors (a member who is signed in gets the feed).
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// Public posts, newest first.
    pub posts: Vec<Post>,
    /// How many members the pod has.
    pub members: u32,
    /// Whether and how one can join.
    pub joining: Joining,
    /// The rules in a few words each, as far as there are any.
    pub rules: Vec<String>,
    /// What stands in the sign-in form's address field.
    pub jid: String,
}

impl Page for FrontPage {
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
