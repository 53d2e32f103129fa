//! What a member can get back in with when she loses her password.

use crate::components::{Field, Kind, hidden, icon, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/settings/recovery`; also what its forms answer: the codes that were made, or what is wrong.
#[derive(Clone, Debug)]
pub struct RecoveryPage {
    /// The address of her account.
    pub jid: String,
    /// The server that keeps its password, if that is not the pod's own.
    pub elsewhere: Option<String>,
    /// How many of her codes are good.
    pub left: u64,
    /// The codes that were just made: they are shown this once.
    pub codes: Vec<String>,
    /// Whether new ones are made only by who knows the present password (field `present`).
    pub asks: bool,
    /// Whether the pod sends mail.
    pub sends: bool,
    /// Where links are sent, if she gave an address and said that it is hers.
    pub email: Option<String>,
    /// What is wrong: `present` or the whole.
    pub errors: Errors,
}

impl Page for RecoveryPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "recovery-title")
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "recovery-title")) }
            p.back { a href=(url::settings()) { (icon(ctx, "arrow-left")) (t!(ctx, "settings-title")) } }
            @if let Some(server) = &self.elsewhere {
                p.lead { (t!(ctx, "recover-elsewhere", jid = self.jid.as_str(), server = server.as_str())) }
            } @else {
                p.lead { (t!(ctx, "recovery-lead")) }
                @if !self.codes.is_empty() { (made(ctx, &self.codes)) }
                (self.make(ctx))
                @if self.sends { (self.mail(ctx)) }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            jid: "alice@cantine.localhost".to_owned(),
            elsewhere: None,
            left: 0,
            codes: Vec::new(),
            asks: false,
            sends: true,
            email: None,
            errors: Errors::none(),
        };
        let codes = (0..10).map(|number| format!("k7fq-9x2m-tr4{number}")).collect();
        let away = Problem::PasswordAway("cantine.localhost".to_owned());
        let wrong = Errors::one("present", Problem::WrongPassword);
        vec![
            fresh.clone(),
            Self { left: 10, codes, email: Some("alice@mail.example".to_owned()), ..fresh.clone() },
            Self { left: 1, asks: true, sends: false, ..fresh.clone() },
            Self { left: 1, asks: true, errors: wrong, ..fresh.clone() },
            Self { errors: Errors::form(away), ..fresh.clone() },
            Self { elsewhere: Some("jabber.example".to_owned()), ..fresh },
        ]
    }
}

impl RecoveryPage {
    fn make(&self, ctx: &Context<'_>) -> Markup {
        let action = url::settings_recovery_codes();
        html! {
            section.setting aria-labelledby="codes-title" {
                h2 id="codes-title" { (t!(ctx, "recovery-codes")) }
                p { (t!(ctx, "recovery-left", n = self.left)) }
                form method="post" action=(action) id="codes" {
                    (hidden(ctx, &action))
                    (summary(ctx, "codes", &self.errors))
                    @if self.asks { (self.present(ctx)) }
                    button.button type="submit" { (t!(ctx, "recovery-make")) }
                }
                @if self.left > 0 { p.hint { (t!(ctx, "recovery-make-hint")) } }
            }
        }
    }

    fn present(&self, ctx: &Context<'_>) -> Markup {
        let field = Field {
            form: "codes",
            kind: Kind::Password,
            name: "present",
            label: t!(ctx, "password-present"),
            autocomplete: "current-password",
            required: true,
            ..Field::default()
        };
        field.render(ctx, &self.errors)
    }

    fn mail(&self, ctx: &Context<'_>) -> Markup {
        html! {
            section.setting aria-labelledby="address-title" {
                h2 id="address-title" { (t!(ctx, "recovery-mail")) }
                @match &self.email {
                    Some(email) => p { (t!(ctx, "recovery-email", email = email.as_str())) },
                    None => p { (t!(ctx, "recovery-email-none")) },
                }
                p { a href=(url::settings_mail()) { (t!(ctx, "recovery-email-change")) } }
            }
        }
    }
}

fn made(ctx: &Context<'_>, codes: &[String]) -> Markup {
    html! {
        div.notice.notice-done role="status" {
            (icon(ctx, "circle-check"))
            div {
                p { (t!(ctx, "recovery-made")) }
                ol { @for code in codes { li { code { (code) } } } }
                p { a href=(url::welcome()) { (t!(ctx, "recovery-on")) } }
            }
        }
    }
}
