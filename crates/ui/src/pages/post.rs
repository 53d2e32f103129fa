//! One post with its comments, for members and, where it is public, for anybody.

use crate::context::Context;
use crate::forms::CommentForm;
use crate::page::Page;
use crate::posts::{Comment, Post};
use maud::{Markup, html};
use time::OffsetDateTime;

/// One post. Serves `/post/…` and, for public posts, `/@{name}/{item}`.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// The post.
    pub post: Post,
    /// Its comments, oldest first.
    pub comments: Vec<Comment>,
    /// The form for a comment; none where the viewer cannot comment.
    pub form: Option<CommentForm>,
    /// Whether this is the public page, which search engines and feed readers may find.
    pub public: bool,
}

impl Page for PostPage {
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
