//! What it means to delete the account itself, before a member does.

use crate::components::{Field, Kind, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Asks whether to delete the account, or says who can.
#[derive(Clone, Debug)]
pub struct DeletePage {
    /// The account.
    pub jid: String,
    /// Its server.
    pub server: String,
    /// How many days she may change her mind.
    pub days: u32,
    /// Whether it can be done from here.
    pub offer: Offer,
}

/// Whether an account can be deleted from here.
#[derive(Clone, Debug)]
pub enum Offer {
    /// It can, by whoever types its address and its password (fields `jid`, `password`).
    Here {
        /// What was typed as address.
        typed: String,
        /// What is wrong: `jid`, `password` or the whole.
        errors: Errors,
    },
    /// Its server is another one than the pod's, and only that can.
    Elsewhere,
    /// The pod's own server does not let accounts be deleted this way.
    NotOffered,
    /// The pod's own server does not answer at the moment.
    Away,
}

impl Page for DeletePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "delete-account-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let server = self.server.as_str();
        html! {
            h1 { (t!(ctx, "delete-account-heading")) }
            @match &self.offer {
                Offer::Here { typed, errors } => (self.question(ctx, typed, errors)),
                Offer::Elsewhere => (self.not_here(ctx, &t!(ctx, "delete-account-elsewhere", jid = self.jid.as_str(), server = server))),
                Offer::NotOffered => (self.not_here(ctx, &t!(ctx, "delete-account-not-offered", server = server))),
                Offer::Away => (self.not_here(ctx, &t!(ctx, "delete-account-away", server = server))),
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            jid: "alice@cantine.localhost".to_owned(),
            server: "cantine.localhost".to_owned(),
            days: 14,
            offer: Offer::Here { typed: String::new(), errors: Errors::none() },
        };
        let errors = Errors::one("jid", Problem::NotThisAddress).with("password", Problem::WrongPassword);
        let wrong = Offer::Here { typed: "alice".to_owned(), errors };
        [fresh.offer.clone(), wrong, Offer::Elsewhere, Offer::NotOffered, Offer::Away]
            .map(|offer| Self { offer, ..fresh.clone() })
            .to_vec()
    }
}

impl DeletePage {
    fn question(&self, ctx: &Context<'_>, typed: &str, errors: &Errors) -> Markup {
        let (action, server) = (url::settings_delete(), self.server.as_str());
        html! {
            p.lead { (t!(ctx, "delete-account-text", jid = self.jid.as_str(), server = server)) }
            ul.prose {
                li { (t!(ctx, "delete-account-goes", server = server)) }
                li { (t!(ctx, "delete-account-everywhere")) }
                li { (t!(ctx, "leave-stays-others")) }
                li { (t!(ctx, "delete-account-days", days = self.days)) }
            }
            form.stack method="post" action=(action) id="delete" {
                (hidden(ctx, &action))
                (summary(ctx, "delete", errors))
                (self.fields(ctx, typed, errors))
                div.actions {
                    button.button.button-danger type="submit" { (t!(ctx, "delete-account-submit")) }
                    a.button.button-quiet href=(url::settings()) { (t!(ctx, "delete-account-no")) }
                }
            }
            p.aside-line { (t!(ctx, "delete-account-only-leave")) " " a href=(url::settings_leave()) { (t!(ctx, "leave-title", pod = ctx.place_name())) } }
        }
    }

    fn fields(&self, ctx: &Context<'_>, typed: &str, errors: &Errors) -> Markup {
        let address = Field {
            form: "delete",
            name: "jid",
            label: t!(ctx, "delete-account-address"),
            value: typed,
            kind: Kind::Address,
            hint: t!(ctx, "delete-account-address-hint", jid = self.jid.as_str()),
            required: true,
            ..Field::default()
        };
        let password = Field {
            form: "delete",
            name: "password",
            label: t!(ctx, "login-password"),
            kind: Kind::Password,
            autocomplete: "current-password",
            required: true,
            ..Field::default()
        };
        html! { (address.render(ctx, errors)) (password.render(ctx, errors)) }
    }

    fn not_here(&self, ctx: &Context<'_>, why: &str) -> Markup {
        html! {
            p.lead { (why) }
            div.actions {
                a.button.button-quiet href=(url::settings_leave()) { (t!(ctx, "leave-title", pod = ctx.place_name())) }
                a.button.button-quiet href=(url::settings()) { (t!(ctx, "password-no")) }
            }
        }
    }
}
