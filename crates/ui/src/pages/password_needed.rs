//! The session needs the password again.

use crate::context::Context;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Asks for the password of the account that is signed in (field `password`).
#[derive(Clone, Debug)]
pub struct PasswordNeededPage {
    /// The address.
    pub jid: String,
    /// What is wrong: `password` or the whole.
    pub errors: Errors,
}

impl Page for PasswordNeededPage {
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
