//! The session needs the password again.

use crate::components::{Field, Kind, hidden, summary};
use crate::context::{Context, SessionState};
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
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
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "again-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::password_needed();
        let ended = ctx.viewer.as_ref().is_some_and(|viewer| viewer.session == SessionState::Ended);
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
            p.lead { @if ended { (t!(ctx, "again-ended")) } @else { (t!(ctx, "again-text")) } }
            form.stack method="post" action=(action) id="again" {
                (hidden(ctx, &action))
                (summary(ctx, "again", &self.errors))
                p { span.hint { (t!(ctx, "login-jid")) } br; strong { bdi { (self.jid) } } }
                input type="text" name="username" value=(self.jid) autocomplete="username" hidden;
                (password.render(ctx, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "again-submit")) } }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self { jid: "alice@cantine.localhost".to_owned(), errors: Errors::none() };
        vec![fresh.clone(), Self { errors: Errors::one("password", Problem::WrongPassword), ..fresh }]
    }
}
