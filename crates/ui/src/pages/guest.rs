//! The guest of a pod, as whom anybody may look around, for those who run it.

use crate::components::{self, Desk, Field, Kind, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/guest`; also what `POST` (`jid`, `password`) answers when something is wrong.
#[derive(Clone, Debug)]
pub struct GuestPage {
    /// Who it is, if anybody.
    pub guest: Option<NamedGuest>,
    /// What was typed as address.
    pub jid: String,
    /// What is wrong: `jid`, `password` or the whole.
    pub errors: Errors,
}

/// The guest of a pod.
#[derive(Clone, Debug)]
pub struct NamedGuest {
    /// The address.
    pub jid: String,
    /// When what was written as her was last taken away.
    pub cleared: OffsetDateTime,
    /// Whether her session signs in by itself.
    pub ready: bool,
}

impl Page for GuestPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "guest-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Guest))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "guest-lead")) }
            div.prose {
                p { (t!(ctx, "guest-may-not")) }
                p { (t!(ctx, "guest-night")) }
                p { (t!(ctx, "guest-stays")) }
            }
            @if let Some(guest) = &self.guest { (named(ctx, guest)) }
            @if ctx.support.is_none() { (self.form(ctx)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let guest = |ready| NamedGuest { jid: "guest@cantine.localhost".to_owned(), cleared: now, ready };
        let none = Self { guest: None, jid: String::new(), errors: Errors::none() };
        vec![
            none.clone(),
            Self { guest: Some(guest(true)), ..none.clone() },
            Self { errors: Errors::one("password", Problem::WrongPassword), ..none.clone() },
            Self {
                guest: Some(guest(false)),
                jid: "nobody".to_owned(),
                errors: Errors::one("jid", Problem::NoGuest),
            },
        ]
    }
}

impl GuestPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_guest();
        let jid = Field {
            form: "guest",
            name: "jid",
            label: t!(ctx, "guest-jid"),
            value: &self.jid,
            kind: Kind::Address,
            hint: t!(ctx, "guest-jid-hint"),
            required: true,
            ..Field::default()
        };
        let password = Field {
            form: "guest",
            name: "password",
            label: t!(ctx, "guest-password"),
            kind: Kind::Password,
            hint: t!(ctx, "guest-password-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="guest" {
                (hidden(ctx, &action))
                (summary(ctx, "guest", &self.errors))
                (jid.render(ctx, &self.errors))
                (password.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "guest-name")) } }
            }
        }
    }
}

fn named(ctx: &Context<'_>, guest: &NamedGuest) -> Markup {
    html! {
        section aria-labelledby="named" {
            h2.section-title id="named" { (t!(ctx, "guest-now")) }
            p { bdi { (guest.jid) } " · " (t!(ctx, "guest-cleared")) " " (dates::relative(ctx, guest.cleared)) }
            @if !guest.ready { p { (t!(ctx, "guest-not-ready")) } }
            p { a.button.button-quiet href=(url::operate_guest_revoke()) { (t!(ctx, "guest-revoke")) } }
        }
    }
}
