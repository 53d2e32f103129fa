//! Signing in on the platform's host, for the deployment's admins.

use crate::components::{hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::login::sign_in_fields;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The form for signing in: `jid`, `password`, `next`.
#[derive(Clone, Debug, Default)]
pub struct AdminLoginPage {
    /// What was typed as address.
    pub jid: String,
    /// Where to go afterwards, a path of this host; none for the console.
    pub next: Option<String>,
    /// What is wrong: `jid`, `password` or the whole.
    pub errors: Errors,
}

impl Page for AdminLoginPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "admin-login-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::login();
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "admin-login-lead")) }
            form.stack method="post" action=(action) id="login" {
                (hidden(ctx, &action))
                @if let Some(next) = &self.next { input type="hidden" name="next" value=(next); }
                (summary(ctx, "login", &self.errors))
                (sign_in_fields(ctx, "login", &self.jid, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "login-submit")) } }
            }
            p.aside-line { (t!(ctx, "admin-login-members")) " " a href=(url::go()) { (t!(ctx, "nav-go")) } }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let jid = "admin@cantine.localhost".to_owned();
        vec![
            Self::default(),
            Self { next: Some(url::admin_plans()), ..Self::default() },
            Self { jid: jid.clone(), errors: Errors::form(Problem::NotAnAdmin), next: None },
            Self {
                jid,
                errors: Errors::one("jid", Problem::Unreachable("a.example".to_owned())),
                next: None,
            },
        ]
    }
}
