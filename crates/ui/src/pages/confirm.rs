//! Asks before something goes that does not come back.

use crate::context::Context;
use crate::page::Page;
use crate::people::Person;
use crate::posts::Post;
use maud::{Markup, html};
use time::OffsetDateTime;

/// A question with a yes (a form, POST) and a no (a link back).
#[derive(Clone, Debug)]
pub struct ConfirmPage {
    /// What is asked.
    pub question: Question,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// Delete this post? Yes goes to `/post/…/delete`.
    DeletePost(Box<Post>),
    /// Remove this contact? Yes goes to `/contact/{jid}/remove`.
    RemoveContact(Person),
    /// Sign out everywhere? Yes goes to `/logout` with `everywhere=1`.
    SignOutEverywhere,
}

impl Page for ConfirmPage {
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
