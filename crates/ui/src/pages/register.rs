//! A new account on the pod's own XMPP server.

mod ask;

use crate::components::{AskedField, Checkbox, Empty, Field, Kind, empty, hidden, summary};
use crate::context::Context;
use crate::forms::Joining;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::login;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use crate::url::Mode;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

pub use ask::{AskForm, ConfirmForm, WaitForm};

/// The form for a new account: `username`, `password`, `keep`, and what the pod or the server asks besides.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// What was typed as name, without the domain.
    pub username: String,
    /// The domain of new accounts.
    pub domain: String,
    /// Whether *keep me signed in* is ticked.
    pub keep: bool,
    /// The fewest characters of a password.
    pub password_shortest: u32,
    /// What else is asked for.
    pub asked: Vec<AskedField>,
    /// What the server says about that; may be empty.
    pub instructions: String,
    /// Leads back to the server's riddle.
    pub token: Option<String>,
    /// The code of the invitation that was followed.
    pub invite: Option<String>,
    /// The server's own page for signing up.
    pub elsewhere: Option<String>,
    /// Whether and how one can join; a full or closed pod says so instead of the form, unless it was just sent.
    pub joining: Joining,
    /// The form for asking to be let in, in the place of all others.
    pub ask: Option<AskForm>,
    /// The form for confirming an address, in the place of all others.
    pub confirm: Option<ConfirmForm>,
    /// The form for waiting for a place, where the pod is full.
    pub wait: Option<WaitForm>,
    /// What is wrong: a field's name or the whole.
    pub errors: Errors,
}

impl Page for RegisterPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "register-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "register-heading", pod = ctx.place_name())) }
            @match closed(ctx, self) {
                _ if self.ask.is_some() => {
                    @if let Some(ask) = &self.ask { (ask.render(ctx)) }
                    (ask_for_code(ctx))
                }
                _ if self.confirm.is_some() => {
                    @if let Some(confirm) = &self.confirm { (confirm.render(ctx)) }
                    (ask_for_code(ctx))
                }
                Some(why) if self.errors.is_empty() => {
                    (empty(&why))
                    @if let Some(wait) = &self.wait { (wait.render(ctx)) }
                    @if self.needs_invite() { (ask_for_code(ctx)) }
                }
                closed => {
                    p.lead { (t!(ctx, "register-lead")) }
                    (form(ctx, self))
                    @if closed.is_some() { p.aside-line { a href=(other_pods(ctx)) { (t!(ctx, "login-other-pods")) } } }
                }
            }
            @if self.joining.takes() && !self.joining.full() {
                p.aside-line { (t!(ctx, "register-have-one")) " " a href=(url::login()) { (t!(ctx, "register-sign-in")) } }
            } @else { (login::for_members(ctx)) }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let joining = Joining { places: Some(12), accounts: true, ..Joining::default() };
        let open = Self::open(joining);
        let full = Self { joining: Joining { places: Some(0), ..joining }, ..open.clone() };
        vec![
            open.clone(),
            Self {
                username: "alice".to_owned(),
                errors: Errors::one("username", Problem::NameTaken)
                    .with("password", Problem::WeakPassword("too short".to_owned())),
                ..open.clone()
            },
            Self {
                asked: samples::asked(),
                instructions: "Choose a name that people can pronounce.".to_owned(),
                token: Some("token".to_owned()),
                elsewhere: Some("https://cantine.example/sign-up".to_owned()),
                joining: Joining { mode: Mode::Approval, invited: true, ..joining },
                invite: Some("0".repeat(32)),
                ..open.clone()
            },
            open.clone().asked_again(),
            full.clone(),
            Self { errors: Errors::form(Problem::PodFull), ..full },
            Self { joining: Joining { mode: Mode::Closed, ..joining }, ..open.clone() },
            Self { joining: Joining { mode: Mode::Invite, ..joining }, ..open.clone() },
            Self { errors: Errors::form(Problem::TooManyToday), ..open.clone() },
            Self { joining: Joining { paused: true, ..joining }, ..open.clone() },
            open.clone().made_there(),
        ]
        .into_iter()
        .chain(open.in_line())
        .collect()
    }
}

impl RegisterPage {
    /// Whether newcomers must be invited, and this one is not.
    fn needs_invite(&self) -> bool {
        matches!(self.joining.mode, Mode::Invite | Mode::Approval) && !self.joining.invited
    }

    /// The sample of a form that nobody has filled in.
    fn open(joining: Joining) -> Self {
        Self {
            username: String::new(),
            domain: "cantine.localhost".to_owned(),
            keep: true,
            password_shortest: 8,
            asked: Vec::new(),
            instructions: String::new(),
            token: None,
            invite: None,
            elsewhere: None,
            joining,
            ask: None,
            confirm: None,
            wait: None,
            errors: Errors::none(),
        }
    }

    /// The samples of those who cannot sign up at once.
    fn in_line(self) -> [Self; 6] {
        let asked = AskForm {
            email: "alice".to_owned(),
            question: "Who of us do you know?".to_owned(),
            wait: Some(Duration::hours(30)),
            errors: Errors::one("email", Problem::EmailInvalid).with("reason", Problem::Required),
            ..AskForm::default()
        };
        let waits = WaitForm {
            email: "alice".to_owned(),
            waiting: 12,
            errors: Errors::one("email", Problem::EmailInvalid).with("", Problem::QueueFull),
        };
        let confirms =
            ConfirmForm { email: "alice".to_owned(), errors: Errors::one("email", Problem::EmailInvalid) };
        [
            self.clone().confirms(ConfirmForm::default()),
            self.clone().confirms(confirms),
            self.clone().asks(AskForm::default()),
            self.clone().asks(asked),
            self.clone().waits(WaitForm { waiting: 1, ..WaitForm::default() }),
            self.waits(waits),
        ]
    }

    /// The sample of a pod whose operators look at each request.
    fn asks(self, form: AskForm) -> Self {
        Self { joining: Joining { mode: Mode::Approval, ..self.joining }, ask: Some(form), ..self }
    }

    /// The sample of a pod that wants to know where newcomers get mail.
    fn confirms(self, form: ConfirmForm) -> Self {
        Self { joining: Joining { mode: Mode::Confirmed, ..self.joining }, confirm: Some(form), ..self }
    }

    /// The sample of a full pod with people who wait.
    fn waits(self, form: WaitForm) -> Self {
        let joining = Joining { places: Some(0), waits: true, ..self.joining };
        Self { joining, wait: Some(form), ..self }
    }

    /// The sample of a riddle that was not solved.
    fn asked_again(self) -> Self {
        let errors = Errors::one(&AskedField::input("ocr"), Problem::WrongAnswer);
        Self { errors, asked: samples::asked(), ..self }
    }

    /// The sample of a server that makes accounts on a page of its own.
    fn made_there(self) -> Self {
        let joining = Joining { accounts: false, ..self.joining };
        Self { joining, elsewhere: Some("https://cantine.example/sign-up".to_owned()), ..self }
    }
}

/// Why there is no form.
fn closed(ctx: &Context<'_>, page: &RegisterPage) -> Option<Empty> {
    let (title, text) = if page.joining.closed() {
        (t!(ctx, "closed-title", pod = ctx.place_name()), t!(ctx, "closed-text"))
    } else if page.joining.full() {
        (t!(ctx, "register-full", pod = ctx.place_name()), t!(ctx, "register-full-text"))
    } else if let (false, Some(address)) = (page.joining.possible(), &page.elsewhere) {
        let domain = page.domain.as_str();
        return Some(Empty {
            title: t!(ctx, "register-there", domain = domain),
            text: t!(ctx, "register-there-text"),
            step: Some((t!(ctx, "register-there-open", domain = domain), address.clone())),
        });
    } else if page.needs_invite() {
        (t!(ctx, "register-by-invitation", pod = ctx.place_name()), t!(ctx, "register-by-invitation-text"))
    } else if page.joining.paused && !page.joining.invited {
        (t!(ctx, "front-paused"), t!(ctx, "front-paused-text"))
    } else if !page.joining.possible() {
        (t!(ctx, "register-closed", pod = ctx.place_name()), t!(ctx, "register-closed-text"))
    } else {
        return None;
    };
    Some(Empty { title, text, step: Some((t!(ctx, "login-other-pods"), other_pods(ctx))) })
}

fn other_pods(ctx: &Context<'_>) -> String {
    url::absolute(ctx.platform, &url::front())
}

/// For whoever was told a code instead of a link.
fn ask_for_code(ctx: &Context<'_>) -> Markup {
    let code = Field {
        form: "invited",
        name: "invite",
        label: t!(ctx, "register-code"),
        required: true,
        ..Field::default()
    };
    html! {
        form.stack method="get" action=(url::register()) id="invited" {
            (code.render(ctx, &Errors::none()))
            p { button.button type="submit" { (t!(ctx, "register-code-use")) } }
        }
    }
}

fn form(ctx: &Context<'_>, page: &RegisterPage) -> Markup {
    let action = url::register();
    html! {
        form.stack method="post" action=(action) id="register" {
            (hidden(ctx, &action))
            (summary(ctx, "register", &page.errors))
            @if let Some(token) = &page.token { input type="hidden" name="form" value=(token); }
            @if let Some(invite) = &page.invite { input type="hidden" name="invite" value=(invite); }
            (fields(ctx, page))
            (Checkbox { name: "keep", label: t!(ctx, "login-keep"), ticked: page.keep }.render("register"))
            p.hint { (t!(ctx, "register-agree")) " " a href=(url::rules()) { (t!(ctx, "register-rules")) } }
            p { button.button.button-wide type="submit" {
                @if page.joining.mode == Mode::Approval { (t!(ctx, "register-ask")) } @else { (t!(ctx, "register-submit")) }
            } }
        }
    }
}

fn fields(ctx: &Context<'_>, page: &RegisterPage) -> Markup {
    let form = "register";
    let username = Field {
        form,
        name: "username",
        label: t!(ctx, "register-username"),
        value: &page.username,
        suffix: format!("@{}", page.domain),
        hint: t!(ctx, "register-username-hint", domain = page.domain.as_str()),
        autocomplete: "username",
        required: true,
        ..Field::default()
    };
    let password = Field {
        form,
        name: "password",
        label: t!(ctx, "login-password"),
        kind: Kind::Password,
        hint: t!(ctx, "register-password-hint", n = page.password_shortest),
        autocomplete: "new-password",
        required: true,
        ..Field::default()
    };
    html! {
        (username.render(ctx, &page.errors))
        (password.render(ctx, &page.errors))
        @if !page.instructions.is_empty() { p.hint.lines dir="auto" { (page.instructions) } }
        @for field in &page.asked { (field.render(ctx, form, &page.errors)) }
        @if let Some(question) = unsensed(ctx, page) {
            p.hint { (question) " " a href=(url::about()) { (t!(ctx, "register-unseen-ask")) } }
        }
        @if let Some(address) = &page.elsewhere {
            p.hint { a href=(address) rel="noopener noreferrer" { (t!(ctx, "register-elsewhere", domain = page.domain.as_str())) } }
        }
    }
}

/// What is asked of whoever cannot do what the riddles are about.
fn unsensed(ctx: &Context<'_>, page: &RegisterPage) -> Option<String> {
    let seen = page.asked.iter().any(|field| field.picture.is_some());
    let heard = page.asked.iter().any(|field| field.sound.is_some());
    match (seen, heard) {
        (true, true) => Some(t!(ctx, "register-unseen-unheard")),
        (true, false) => Some(t!(ctx, "register-unseen")),
        (false, true) => Some(t!(ctx, "register-unheard")),
        (false, false) => None,
    }
}
