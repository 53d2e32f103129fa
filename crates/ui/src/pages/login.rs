//! Signing in with an address of any server.

use crate::components::{Checkbox, Field, Kind, guest_button, hidden, icon, summary};
use crate::context::Context;
use crate::forms::Joining;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use crate::url::Mode;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The form for signing in: `jid`, `password`, `keep`, `next`.
#[derive(Clone, Debug)]
pub struct LoginPage {
    /// What was typed as address.
    pub jid: String,
    /// Whether *keep me signed in* is ticked (at first it is).
    pub keep: bool,
    /// Where to go afterwards, a path of this host; none for the feed.
    pub next: Option<String>,
    /// The code of the invitation that was followed.
    pub invite: Option<String>,
    /// What is wrong: `jid`, `password` or the whole.
    pub errors: Errors,
    /// The decision on a report by which whoever showed the right password is kept out.
    pub verdict: Option<String>,
    /// Whose accounts are taken here.
    pub accounts: Accounts,
    /// The demo's accounts; empty elsewhere.
    pub demo: Vec<Account>,
    /// Whether and how one can join.
    pub joining: Joining,
    /// Whether one may look around as a guest.
    pub guest: bool,
}

/// Whose accounts a pod takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Of any server.
    Any,
    /// Of these servers only.
    Only(Vec<String>),
}

/// An account that anybody may try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its address.
    pub jid: String,
    /// Its password.
    pub password: String,
}

impl Page for LoginPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "login-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "login-heading", pod = ctx.place_name())) }
            p.lead { @match &self.accounts {
                Accounts::Any => (t!(ctx, "login-any")),
                Accounts::Only(domains) => (t!(ctx, "login-only", domains = domains.join(", "))),
            } }
            @if let Some(verdict) = &self.verdict {
                p { a href=(verdict) { (t!(ctx, "login-verdict")) } }
            }
            (form(ctx, self))
            @if self.guest { (guest_button(ctx)) }
            // who is invited comes in whatever newcomers do
            @if self.invite.is_none() { (join(ctx, &self.joining)) }
            (demo(ctx, &self.demo))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self::fresh();
        let joining = fresh.joining;
        let demo = ["alice", "bob"]
            .map(|name| Account { jid: format!("{name}@cantine.localhost"), password: "demo".to_owned() });
        let server = || "nowhere.example".to_owned();
        let wrong = |problem: Problem, field: &str| Self {
            jid: "alice@nowhere.example".to_owned(),
            errors: Errors::one(field, problem),
            ..fresh.clone()
        };
        vec![
            Self { demo: demo.to_vec(), guest: true, ..fresh.clone() },
            Self { keep: false, ..wrong(Problem::WrongPassword, "password") },
            wrong(Problem::UnknownServer(server()), "jid"),
            wrong(Problem::Unreachable(server()), "jid"),
            wrong(Problem::ServerNotAllowed(server()), "jid"),
            wrong(
                Problem::Suspended("Insults <b>".to_owned(), vec!["alice@cantine.localhost".to_owned()]),
                "",
            ),
            Self {
                verdict: Some(url::verdict("01HSAMPLE.key")),
                ..wrong(Problem::Suspended(String::new(), Vec::new()), "")
            },
            Self {
                joining: Joining { places: Some(0), waits: true, ..joining },
                ..wrong(Problem::PodFull, "")
            },
            Self { joining: Joining { mode: Mode::Approval, ..joining }, ..wrong(Problem::AskFirst, "") },
            Self { joining: Joining { mode: Mode::Closed, ..joining }, ..wrong(Problem::PodClosed, "") },
            Self {
                next: Some("/contacts".to_owned()),
                invite: Some("0".repeat(32)),
                accounts: Accounts::Only(vec!["a.example".to_owned()]),
                joining: Joining { accounts: false, ..joining },
                ..fresh
            },
        ]
    }
}

impl LoginPage {
    fn fresh() -> Self {
        Self {
            jid: String::new(),
            keep: true,
            next: None,
            invite: None,
            errors: Errors::none(),
            verdict: None,
            accounts: Accounts::Any,
            demo: Vec::new(),
            joining: Joining { places: Some(12), accounts: true, ..Joining::default() },
            guest: false,
        }
    }
}

fn form(ctx: &Context<'_>, page: &LoginPage) -> Markup {
    let action = url::login();
    html! {
        form.stack method="post" action=(action) id="login" {
            (hidden(ctx, &action))
            @if let Some(next) = &page.next { input type="hidden" name="next" value=(next); }
            @if let Some(invite) = &page.invite { input type="hidden" name="invite" value=(invite); }
            (summary(ctx, "login", &page.errors))
            (sign_in_fields(ctx, "login", &page.jid, &page.errors))
            (Checkbox { name: "keep", label: t!(ctx, "login-keep"), ticked: page.keep }.render("login"))
            p { button.button.button-wide type="submit" { (t!(ctx, "login-submit")) } }
            p.aside-line { a href=(url::recover()) { (t!(ctx, "recover-title")) } }
        }
    }
}

/// Address and password, here and on the front page.
pub(super) fn sign_in_fields(ctx: &Context<'_>, form: &str, jid: &str, errors: &Errors) -> Markup {
    let address = Field {
        form,
        name: "jid",
        label: t!(ctx, "login-jid"),
        value: jid,
        kind: Kind::Address,
        hint: t!(ctx, "login-jid-hint"),
        autocomplete: "username",
        required: true,
        ..Field::default()
    };
    let password = Field {
        form,
        name: "password",
        label: t!(ctx, "login-password"),
        kind: Kind::Password,
        autocomplete: "current-password",
        required: true,
        ..Field::default()
    };
    html! { (address.render(ctx, errors)) (password.render(ctx, errors)) }
}

/// Where newcomers go, or why they cannot.
pub(super) fn join(ctx: &Context<'_>, joining: &Joining) -> Markup {
    html! {
        @if joining.asks() {
            p.aside-line { (t!(ctx, "login-new-here")) " " a href=(url::register()) { (t!(ctx, "register-ask")) } }
        } @else if joining.possible() || joining.confirms() {
            p.aside-line { (t!(ctx, "login-new-here")) " " a href=(url::register()) { (t!(ctx, "login-make-account")) } }
        } @else if joining.closed() {
            p.aside-line { (t!(ctx, "login-closed", pod = ctx.place_name())) " "
                a href=(url::absolute(ctx.platform, &url::front())) { (t!(ctx, "login-other-pods")) } }
        } @else if joining.full() {
            p.aside-line { (t!(ctx, "login-full", pod = ctx.place_name())) " "
                a href=(url::absolute(ctx.platform, &url::front())) { (t!(ctx, "login-other-pods")) } }
            @if joining.waits { p.aside-line { a href=(url::register()) { (t!(ctx, "front-wait")) } } }
        }
    }
}

/// The way in of who is a member already, where newcomers have none.
pub(super) fn for_members(ctx: &Context<'_>) -> Markup {
    html! {
        p.aside-line { (t!(ctx, "login-members")) " " a href=(url::login()) { (t!(ctx, "login-title")) } }
    }
}

fn demo(ctx: &Context<'_>, accounts: &[Account]) -> Markup {
    html! {
        @if !accounts.is_empty() {
            section.demo aria-labelledby="demo" {
                h2 id="demo" { (icon(ctx, "flask-conical")) (t!(ctx, "login-demo")) }
                p.hint { (t!(ctx, "login-demo-hint")) }
                ul { @for account in accounts { li { (one_click(ctx, account)) } } }
            }
        }
    }
}

fn one_click(ctx: &Context<'_>, account: &Account) -> Markup {
    let action = url::login();
    let command = crate::components::command_id(ctx, &format!("{action} {}", account.jid));
    html! {
        form method="post" action=(action) {
            (crate::components::hidden_again(ctx, &action, Some(&command)))
            input type="hidden" name="jid" value=(account.jid);
            input type="hidden" name="password" value=(account.password);
            input type="hidden" name="keep" value="1";
            button.button.button-quiet type="submit" { (account.jid) }
        }
    }
}
