//! Another password for the member's account.

use crate::components::{Checkbox, Field, Kind, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Asks for the password that is good and for one that is to be (fields `present`, `password`, `others`).
#[derive(Clone, Debug)]
pub struct PasswordPage {
    /// The account's address.
    pub jid: String,
    /// Its server.
    pub server: String,
    /// The fewest characters of a new password.
    pub shortest: u32,
    /// Whether her other browsers are to be signed out.
    pub others: bool,
    /// What is wrong: `present`, `password` or the whole.
    pub errors: Errors,
}

impl Page for PasswordPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "password-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::settings_password();
        html! {
            h1 { (t!(ctx, "password-title")) }
            p.lead { (t!(ctx, "password-text", server = self.server.as_str())) }
            form.stack method="post" action=(action) id="change" {
                (hidden(ctx, &action))
                (summary(ctx, "change", &self.errors))
                p { span.hint { (t!(ctx, "login-jid")) } br; strong { bdi { (self.jid) } } }
                input type="text" name="username" value=(self.jid) autocomplete="username" hidden;
                (self.fields(ctx))
                (Checkbox { name: "others", label: t!(ctx, "password-others"), ticked: self.others }.render("change"))
                div.actions {
                    button.button type="submit" { (t!(ctx, "password-submit")) }
                    a.button.button-quiet href=(url::settings()) { (t!(ctx, "password-no")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            jid: "alice@cantine.localhost".to_owned(),
            server: "cantine.localhost".to_owned(),
            shortest: 8,
            others: true,
            errors: Errors::none(),
        };
        let server = || fresh.server.clone();
        let wrong = |errors: Errors| Self { others: false, errors, ..fresh.clone() };
        vec![
            fresh.clone(),
            wrong(Errors::one("present", Problem::WrongPassword)),
            wrong(Errors::one("password", Problem::WeakPassword("too short".to_owned()))),
            wrong(Errors::form(Problem::PasswordAway(server()))),
            wrong(Errors::form(Problem::PasswordElsewhere(server()))),
            wrong(Errors::form(Problem::PasswordUnsure(server()))),
        ]
    }
}

impl PasswordPage {
    fn fields(&self, ctx: &Context<'_>) -> Markup {
        let field = Field { form: "change", kind: Kind::Password, required: true, ..Field::default() };
        let present = Field {
            name: "present",
            label: t!(ctx, "password-present"),
            autocomplete: "current-password",
            ..field.clone()
        };
        let new = Field {
            name: "password",
            label: t!(ctx, "password-new"),
            hint: t!(ctx, "register-password-hint", n = self.shortest),
            autocomplete: "new-password",
            ..field
        };
        html! { (present.render(ctx, &self.errors)) (new.render(ctx, &self.errors)) }
    }
}
