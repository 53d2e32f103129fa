//! Where a link leads by which a member sets another password.

use super::recover::new_password;
use crate::components::{Empty, empty, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/recover/{token}`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct ResetPage {
    /// The link, while it is good.
    pub link: Option<ResetLink>,
    /// What is wrong: `password` or the whole.
    pub errors: Errors,
}

/// A link that is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetLink {
    /// Its token.
    pub token: String,
    /// The address of the account.
    pub jid: String,
    /// The fewest characters of a new password.
    pub shortest: u32,
}

impl Page for ResetPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "reset-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        // the address of this page is a secret
        html! { meta name="robots" content="noindex"; meta name="referrer" content="no-referrer"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let again = || (t!(ctx, "recover-title"), url::recover());
        html! {
            h1 { (t!(ctx, "reset-title")) }
            @match &self.link {
                Some(link) => (form(ctx, link, &self.errors)),
                None => (empty(&Empty { title: t!(ctx, "reset-spent"), text: t!(ctx, "reset-spent-text"), step: Some(again()) })),
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let link = ResetLink { token: "0".repeat(32), jid: "bob@cantine.localhost".to_owned(), shortest: 8 };
        let wrong = Errors::one("password", Problem::WeakPassword(String::new()));
        vec![
            Self { link: Some(link.clone()), errors: Errors::none() },
            Self { link: Some(link), errors: wrong },
            Self { link: None, errors: Errors::none() },
        ]
    }
}

fn form(ctx: &Context<'_>, link: &ResetLink, errors: &Errors) -> Markup {
    let action = url::recover_by(&link.token);
    html! {
        p.lead { (t!(ctx, "reset-lead")) }
        form.stack method="post" action=(action) id="reset" {
            (hidden(ctx, &action))
            (summary(ctx, "reset", errors))
            p { span.hint { (t!(ctx, "login-jid")) } br; strong { bdi { (link.jid) } } }
            input type="text" name="username" value=(link.jid) autocomplete="username" hidden;
            (new_password(ctx, "reset", link.shortest, errors))
            p { button.button type="submit" { (t!(ctx, "recover-submit")) } }
        }
    }
}
