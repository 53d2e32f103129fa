//! Posts of contacts, newest first, and the field for writing one.

use crate::context::Context;
use crate::forms::Composer;
use crate::page::Page;
use crate::people::Person;
use crate::posts::Post;
use crate::url::FeedFilter;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The feed. Also what `POST /publish` answers when something is wrong with the post.
#[derive(Clone, Debug)]
pub struct FeedPage {
    /// The field for writing.
    pub composer: Composer,
    /// Which posts.
    pub filter: FeedFilter,
    /// The posts of this page.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// Whether this is an older page, which nothing new joins.
    pub past: bool,
    /// Contacts who are there now.
    pub here: Vec<Person>,
    /// Tags that are used at present.
    pub tags: Vec<String>,
}

impl Page for FeedPage {
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
