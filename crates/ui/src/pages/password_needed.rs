//! The session needs the password again.

use crate::components::{Checkbox, Field, Kind, hidden, summary};
use crate::context::{Context, SessionState};
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Asks for the password of the account that is signed in (fields `password`, `keep`).
#[derive(Clone, Debug)]
pub struct PasswordNeededPage {
    /// The address.
    pub jid: String,
    /// Whether something was kept that could have signed in.
    pub kept: bool,
    /// Whether *keep me signed in* is ticked.
    pub keep: bool,
    /// What is wrong: `password` or the whole.
    pub errors: Errors,
}

impl Page for PasswordNeededPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "again-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::password_needed();
        let password = Field {
            form: "again",
            name: "password",
            label: t!(ctx, "login-password"),
            kind: Kind::Password,
            autocomplete: "current-password",
            required: true,
            ..Field::default()
        };
        html! {
            h1 { (t!(ctx, "again-title")) }
            p.lead { (self.why(ctx)) }
            form.stack method="post" action=(action) id="again" {
                (hidden(ctx, &action))
                (summary(ctx, "again", &self.errors))
                p { span.hint { (t!(ctx, "login-jid")) } br; strong { bdi { (self.jid) } } }
                input type="text" name="username" value=(self.jid) autocomplete="username" hidden;
                (password.render(ctx, &self.errors))
                (Checkbox { name: "keep", label: t!(ctx, "login-keep"), ticked: self.keep }.render("again"))
                p { button.button.button-wide type="submit" { (t!(ctx, "again-submit")) } }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let jid = "alice@cantine.localhost".to_owned();
        let fresh = Self { jid, kept: true, keep: true, errors: Errors::none() };
        let unkept = Self { kept: false, keep: false, ..fresh.clone() };
        vec![fresh.clone(), unkept, Self { errors: Errors::one("password", Problem::WrongPassword), ..fresh }]
    }
}

impl PasswordNeededPage {
    fn why(&self, ctx: &Context<'_>) -> String {
        match ctx.viewer.as_ref().map(|viewer| viewer.session) {
            Some(SessionState::Ended) => t!(ctx, "again-ended"),
            _ if self.kept => t!(ctx, "again-text"),
            _ => t!(ctx, "again-unkept"),
        }
    }
}
