//! A member's public blog, readable by anybody.

use crate::context::Context;
use crate::page::Page;
use crate::people::{Person, Relation};
use crate::posts::Post;
use maud::{Markup, html};
use time::OffsetDateTime;

/// A public blog: `/@{name}`.
#[derive(Clone, Debug)]
pub struct BlogPage {
    /// Whose it is; has a handle.
    pub author: Person,
    /// What she says about herself, plain text; may be empty.
    pub about: String,
    /// Her website, http or https.
    pub website: Option<String>,
    /// Public posts, newest first.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// How the viewer stands to her; `Stranger` for visitors.
    pub relation: Relation,
}

impl Page for BlogPage {
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
