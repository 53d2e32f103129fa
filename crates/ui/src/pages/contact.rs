//! One person: who it is, and the posts that the viewer may read.

use crate::context::Context;
use crate::page::Page;
use crate::people::Contact;
use crate::posts::Post;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// One person: `/contact/{jid}`.
#[derive(Clone, Debug)]
pub struct ContactPage {
    /// Who, and how the viewer stands to the person.
    pub contact: Contact,
    /// What the person says about herself, plain text; may be empty.
    pub about: String,
    /// The person's website, http or https.
    pub website: Option<String>,
    /// Posts that the viewer may read, newest first.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// What went wrong with the last act.
    pub errors: Errors,
}

impl Page for ContactPage {
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
