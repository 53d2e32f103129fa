//! Where a member gets mail.

use crate::components::{Field, Kind, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/settings/mail`; also what `POST` (`email`, `present`) answers when something is wrong.
#[derive(Clone, Debug)]
pub struct LetterboxPage {
    /// Whether this platform sends mail at all.
    pub sends: bool,
    /// Her address, and whether she has confirmed it.
    pub known: Option<(String, bool)>,
    /// What was typed.
    pub email: String,
    /// What is wrong: `email`, `present` or the whole.
    pub errors: Errors,
}

/// `/letterbox/{key}`: somebody says that an address is hers.
#[derive(Clone, Debug)]
pub struct ConfirmLetterboxPage {
    /// The key in the address.
    pub key: String,
    /// The address of e-mail.
    pub email: String,
    /// Whether she has said so.
    pub confirmed: bool,
}

impl Page for LetterboxPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "letterbox-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "letterbox-lead")) }
            @if let Some((email, confirmed)) = &self.known { (known(ctx, email, *confirmed)) }
            @if self.sends { (self.form(ctx)) } @else { p { (t!(ctx, "letterbox-no-mail")) } }
            p { a href=(url::settings()) { (t!(ctx, "letterbox-back")) } }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self { sends: true, known: None, email: String::new(), errors: Errors::none() };
        let known = |confirmed| Some(("alice@mail.example".to_owned(), confirmed));
        vec![
            fresh.clone(),
            Self { known: known(true), ..fresh.clone() },
            Self { errors: Errors::one("present", Problem::WrongPassword), ..fresh.clone() },
            Self {
                known: known(false),
                email: "alice".to_owned(),
                errors: Errors::one("email", Problem::EmailInvalid),
                ..fresh.clone()
            },
            Self { sends: false, ..fresh },
        ]
    }
}

impl LetterboxPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::settings_mail();
        let email = Field {
            form: "letterbox",
            name: "email",
            label: t!(ctx, "letterbox-email"),
            value: &self.email,
            kind: Kind::Email,
            hint: t!(ctx, "letterbox-email-hint"),
            autocomplete: "email",
            required: true,
            ..Field::default()
        };
        let present = Field {
            form: "letterbox",
            name: "present",
            label: t!(ctx, "password-present"),
            kind: Kind::Password,
            autocomplete: "current-password",
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="letterbox" {
                (hidden(ctx, &action))
                (summary(ctx, "letterbox", &self.errors))
                (email.render(ctx, &self.errors))
                (present.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "letterbox-ask")) } }
            }
        }
    }
}

impl Page for ConfirmLetterboxPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "letterbox-is-yours")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::letterbox(&self.key);
        html! {
            h1 { (self.title(ctx)) }
            p { bdi { (self.email) } }
            @if self.confirmed { p { (t!(ctx, "letterbox-confirmed")) } }
            @else {
                p { (t!(ctx, "letterbox-yes-text", pod = ctx.place_name())) }
                form method="post" action=(action) id="yes" {
                    (hidden(ctx, &action))
                    button.button type="submit" { (t!(ctx, "letterbox-yes")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = |confirmed| Self {
            key: "01HSAMPLE.key".to_owned(),
            email: "alice@mail.example".to_owned(),
            confirmed,
        };
        vec![page(false), page(true)]
    }
}

fn known(ctx: &Context<'_>, email: &str, confirmed: bool) -> Markup {
    let action = url::settings_mail_remove();
    html! {
        p {
            bdi { strong { (email) } } " · "
            @if confirmed { (t!(ctx, "letterbox-confirmed")) } @else { (t!(ctx, "letterbox-asked")) }
        }
        form method="post" action=(action) {
            (hidden(ctx, &action))
            button.button.button-quiet type="submit" { (t!(ctx, "letterbox-remove")) }
        }
    }
}
