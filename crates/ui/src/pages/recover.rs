//! The way back in for somebody who has lost her password.

use crate::components::{Field, Kind, hidden, icon, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/recover`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct RecoverPage {
    /// What was typed as address.
    pub jid: String,
    /// What there is for it.
    pub way: Way,
    /// What is wrong: `jid`, `code`, `password` or the whole.
    pub errors: Errors,
}

/// What there is for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is to be typed.
    Ask,
    /// Its password is kept by that server.
    Elsewhere(String),
    /// It is one of the pod's own. What is said does not depend on whether there is such an account.
    Here {
        /// Whether links are sent by e-mail.
        mails: bool,
        /// Whom to write to who runs the pod; may be empty.
        contacts: Vec<String>,
        /// The fewest characters of a new password.
        shortest: u32,
    },
}

impl Page for RecoverPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "recover-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "recover-title")) }
            @match &self.way {
                Way::Ask => { p.lead { (t!(ctx, "recover-lead")) } (self.ask(ctx)) }
                Way::Elsewhere(server) => {
                    p.lead { (t!(ctx, "recover-elsewhere", jid = self.jid.as_str(), server = server.as_str())) }
                    p { a.button.button-quiet href=(url::recover()) { (t!(ctx, "recover-other")) } }
                }
                Way::Here { mails, contacts, shortest } => {
                    p.lead { (t!(ctx, "recover-here")) " " strong { bdi { (self.jid) } } }
                    (self.by_code(ctx, *shortest))
                    @if *mails { (self.by_mail(ctx)) }
                    (operators(ctx, contacts))
                }
            }
            p.aside-line { a href=(url::login()) { (icon(ctx, "arrow-left")) (t!(ctx, "login-title")) } }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = |jid: &str, way, errors| Self { jid: jid.to_owned(), way, errors };
        let here = |mails, contacts: &[&str]| Way::Here {
            mails,
            contacts: contacts.iter().map(|it| (*it).to_owned()).collect(),
            shortest: 8,
        };
        let wrong = Errors::one("code", Problem::CodeWrong)
            .with("password", Problem::WeakPassword("too short".to_owned()));
        vec![
            page("", Way::Ask, Errors::none()),
            page("alice", Way::Ask, Errors::one("jid", Problem::AddressInvalid)),
            page("eve@jabber.example", Way::Elsewhere("jabber.example".to_owned()), Errors::none()),
            page("bob@cantine.localhost", here(true, &["alice@cantine.localhost"]), Errors::none()),
            page("bob@cantine.localhost", here(false, &[]), wrong),
        ]
    }
}

impl RecoverPage {
    fn ask(&self, ctx: &Context<'_>) -> Markup {
        let field = Field {
            form: "recover",
            name: "jid",
            label: t!(ctx, "login-jid"),
            value: &self.jid,
            kind: Kind::Address,
            hint: t!(ctx, "login-jid-hint"),
            autocomplete: "username",
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="get" action=(url::recover()) id="recover" {
                (summary(ctx, "recover", &self.errors))
                (field.render(ctx, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "recover-next")) } }
            }
        }
    }

    fn by_code(&self, ctx: &Context<'_>, shortest: u32) -> Markup {
        let action = url::recover();
        let code = Field {
            form: "code",
            name: "code",
            label: t!(ctx, "recover-code"),
            hint: t!(ctx, "recover-code-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            section aria-labelledby="code-title" {
                h2.section-title id="code-title" { (t!(ctx, "recover-by-code")) }
                form.stack method="post" action=(action) id="code" {
                    (hidden(ctx, &action))
                    (summary(ctx, "code", &self.errors))
                    input type="hidden" name="jid" value=(self.jid);
                    (code.render(ctx, &self.errors))
                    (new_password(ctx, "code", shortest, &self.errors))
                    p { button.button type="submit" { (t!(ctx, "recover-submit")) } }
                }
            }
        }
    }

    fn by_mail(&self, ctx: &Context<'_>) -> Markup {
        let action = url::recover_mail();
        html! {
            section aria-labelledby="mail-title" {
                h2.section-title id="mail-title" { (t!(ctx, "recover-by-mail")) }
                p { (t!(ctx, "recover-by-mail-text")) }
                form method="post" action=(action) id="mail" {
                    (hidden(ctx, &action))
                    input type="hidden" name="jid" value=(self.jid);
                    button.button.button-quiet type="submit" { (t!(ctx, "recover-mail")) }
                }
            }
        }
    }
}

/// The field for a new password, here and where a link leads.
pub(super) fn new_password(ctx: &Context<'_>, form: &str, shortest: u32, errors: &Errors) -> Markup {
    let field = Field {
        form,
        name: "password",
        label: t!(ctx, "password-new"),
        kind: Kind::Password,
        hint: t!(ctx, "register-password-hint", n = shortest),
        autocomplete: "new-password",
        required: true,
        ..Field::default()
    };
    field.render(ctx, errors)
}

fn operators(ctx: &Context<'_>, contacts: &[String]) -> Markup {
    html! {
        section aria-labelledby="ask-title" {
            h2.section-title id="ask-title" { (t!(ctx, "recover-ask")) }
            p { (t!(ctx, "recover-ask-text", pod = ctx.place_name())) }
            @if !contacts.is_empty() { ul { @for contact in contacts { li { bdi { (contact) } } } } }
        }
    }
}
