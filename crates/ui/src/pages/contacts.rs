//! The member's contacts, and who asks to be one.

use crate::context::Context;
use crate::page::Page;
use crate::people::Contact;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The contact list; also what `POST /contacts` answers when something is wrong with the address.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    /// Contacts, and people who were asked.
    pub contacts: Vec<Contact>,
    /// People who ask.
    pub requests: Vec<Contact>,
    /// What was typed as address of somebody to add.
    pub jid: String,
    /// What is wrong: `jid` or the whole.
    pub errors: Errors,
}

impl Page for ContactsPage {
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
