//! A new account on the pod's own XMPP server.

use crate::context::Context;
use crate::forms::Joining;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The form for a new account: `username`, `password`, `keep`, and what the pod or the server asks besides.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// What was typed as name, without the domain.
    pub username: String,
    /// The domain of new accounts.
    pub domain: String,
    /// Whether *keep me signed in* is ticked.
    pub keep: bool,
    /// The fewest characters of a password.
    pub password_shortest: u32,
    /// What else is asked for.
    pub extra: Vec<ExtraField>,
    /// Whether and how one can join; a full or closed pod says so instead of the form.
    pub joining: Joining,
    /// What is wrong: a field's name or the whole.
    pub errors: Errors,
}

/// A field that the pod (`email`, `reason`, `invite`) or the XMPP server's own form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraField {
    /// The field's name in the form.
    pub name: String,
    /// What the server calls it, in the server's words; empty for a name that the pages know.
    pub label: String,
    /// What was typed.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
}

impl Page for RegisterPage {
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
