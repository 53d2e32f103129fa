//! Where somebody becomes the first admin, and where an admin signs in without her XMPP server.

use crate::components::{Field, Kind, dead_end, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/setup/{token}`.
#[derive(Clone, Debug)]
pub struct SetupPage {
    /// What the link is for.
    pub setup: Setup,
}

/// What a link is for.
#[derive(Clone, Debug)]
pub enum Setup {
    /// Whoever follows it becomes the first admin.
    First {
        /// The link's token.
        token: String,
        /// What was typed as address.
        jid: String,
        /// What is wrong: `jid`.
        errors: Errors,
    },
    /// An admin signs in.
    SignIn {
        /// The link's token.
        token: String,
        /// Who.
        jid: String,
    },
    /// It is not good, or not any more.
    Gone,
}

impl Page for SetupPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match self.setup {
            Setup::First { .. } => t!(ctx, "setup-title"),
            Setup::SignIn { .. } => t!(ctx, "admin-login-title"),
            Setup::Gone => t!(ctx, "setup-gone"),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        match &self.setup {
            Setup::First { token, jid, errors } => first(ctx, token, jid, errors),
            Setup::SignIn { token, jid } => sign_in(ctx, token, jid),
            Setup::Gone => {
                let way = (t!(ctx, "admin-login-title"), url::login());
                dead_end(&self.title(ctx), &html! {}, &t!(ctx, "setup-gone-text"), &way)
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let (token, jid) = (|| "0".repeat(64), |text: &str| text.to_owned());
        let wrong = Errors::one("jid", Problem::AddressInvalid);
        [
            Setup::First { token: token(), jid: String::new(), errors: Errors::none() },
            Setup::First { token: token(), jid: jid("admin"), errors: wrong },
            Setup::SignIn { token: token(), jid: jid("admin@cantine.localhost") },
            Setup::Gone,
        ]
        .map(|setup| Self { setup })
        .into()
    }
}

fn first(ctx: &Context<'_>, token: &str, jid: &str, errors: &Errors) -> Markup {
    let action = url::setup(token);
    let address = Field {
        form: "setup",
        name: "jid",
        label: t!(ctx, "login-jid"),
        value: jid,
        kind: Kind::Address,
        hint: t!(ctx, "setup-jid-hint"),
        autocomplete: "username",
        required: true,
        ..Field::default()
    };
    html! {
        h1 { (t!(ctx, "setup-title")) }
        p.lead { (t!(ctx, "setup-lead")) }
        form.stack method="post" action=(action) id="setup" {
            (hidden(ctx, &action))
            (summary(ctx, "setup", errors))
            (address.render(ctx, errors))
            p { button.button.button-wide type="submit" { (t!(ctx, "setup-submit")) } }
        }
    }
}

fn sign_in(ctx: &Context<'_>, token: &str, jid: &str) -> Markup {
    let action = url::setup(token);
    html! {
        h1 { (t!(ctx, "admin-login-title")) }
        p.lead { (t!(ctx, "setup-once")) }
        form.stack method="post" action=(action) id="setup" {
            (hidden(ctx, &action))
            p { button.button.button-wide type="submit" { (t!(ctx, "setup-as", jid = jid)) } }
        }
    }
}
