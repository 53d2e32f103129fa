//! Signing in with an address of any server.

use crate::context::Context;
use crate::forms::Joining;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The form for signing in: `jid`, `password`, `keep`, `next`.
#[derive(Clone, Debug)]
pub struct LoginPage {
    /// What was typed as address.
    pub jid: String,
    /// Whether *keep me signed in* is ticked (at first it is).
    pub keep: bool,
    /// Where to go afterwards, a path of this host; none for the feed.
    pub next: Option<String>,
    /// What is wrong: `jid`, `password` or the whole.
    pub errors: Errors,
    /// Whose accounts are taken here.
    pub accounts: Accounts,
    /// The demo's accounts; empty elsewhere.
    pub demo: Vec<Account>,
    /// Whether and how one can join.
    pub joining: Joining,
}

/// Whose accounts a pod takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Of any server.
    Any,
    /// Of these servers only.
    Only(Vec<String>),
}

/// An account that anybody may try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its address.
    pub jid: String,
    /// Its password.
    pub password: String,
}

impl Page for LoginPage {
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
