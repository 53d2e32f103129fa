//! Who comes in, for those who run a pod: who gets a place, with accounts of which servers, how long a session waits and messages are
//! kept, and who is told when a limit is near.

use crate::components::{self, Choice, Desk, Field, Kind, TextArea, hidden, icon, mode_words, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::newcomers::{NewcomersForm, newcomers};
use crate::problems::{Errors, Problem};
use crate::url::{self, Mode};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/registration`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct RegistrationPage {
    /// How one becomes a member.
    pub mode: Mode,
    /// Accounts of which servers may sign in.
    pub servers: Servers,
    /// The servers of [`Servers::Listed`], one a line, as they were typed.
    pub domains: String,
    /// The days that a session waits for its member, as they were typed.
    pub session_days: String,
    /// The days for which messages are kept, as they were typed.
    pub message_days: String,
    /// The address that is told when a limit is near, as it was typed; may be empty.
    pub contact: String,
    /// Since when nobody signs up who was not invited, if that is so.
    pub paused: Option<OffsetDateTime>,
    /// The domain of the pod's own accounts, if it has one.
    pub own: Option<String>,
    /// How that domain is.
    pub domain: DomainLine,
    /// What new members may do.
    pub newcomers: NewcomersForm,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// How the XMPP domain of a pod is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainLine {
    /// Whose server it is on.
    pub kind: DomainKind,
    /// How far it is.
    pub standing: DomainStanding,
    /// What stands in the way; may be empty.
    pub reason: String,
}

/// On whose server the accounts are that are a pod's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DomainKind {
    /// There are none.
    #[default]
    None,
    /// On the deployment's, with those of other pods.
    Shared,
    /// On the deployment's, on a domain of the pod's.
    Managed,
    /// On one of the operators' own.
    Own,
}

impl DomainKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Own, Self::Managed, Self::Shared];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Shared => "shared",
            Self::Managed => "managed",
            Self::Own => "own",
        }
    }

    /// Reads the word; none for what is none of them.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far a domain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainStanding {
    /// It is being made.
    Preparing,
    /// It is there.
    Ready,
    /// It cannot be made as things are.
    Stopped,
}

/// Accounts of which servers may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Servers {
    /// Of any.
    Any,
    /// Of the pod's own only.
    Local,
    /// Of those that are listed, and the pod's own.
    Listed,
}

impl Servers {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Any, Self::Listed, Self::Local];

    /// The word in the form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Local => "local",
            Self::Listed => "listed",
        }
    }

    fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Any => t!(ctx, "registration-any"),
            Self::Local => t!(ctx, "registration-local"),
            Self::Listed => t!(ctx, "registration-listed"),
        }
    }
}

impl Page for RegistrationPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "registration-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_registration();
        html! {
            (components::desks(ctx, Desk::Registration))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "registration-lead")) }
            form.stack method="post" action=(action) id="registration" {
                (hidden(ctx, &action))
                (summary(ctx, "registration", &self.errors))
                (self.modes(ctx))
                (self.accounts(ctx))
                (self.days(ctx))
                (self.told(ctx))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
            (newcomers(ctx, &self.newcomers))
            (domain(ctx, &self.domain))
            (self.pause(ctx))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let [off, on, typed] = NewcomersForm::samples(now);
        let well = Self {
            mode: Mode::Open,
            servers: Servers::Any,
            domains: String::new(),
            session_days: "30".to_owned(),
            message_days: "90".to_owned(),
            contact: String::new(),
            paused: None,
            own: Some("cantine.localhost".to_owned()),
            domain: DomainLine::sample(DomainKind::Managed, DomainStanding::Ready),
            newcomers: off,
            errors: Errors::none(),
        };
        let errors = Errors::one("domains", Problem::DomainInvalid("no domain".to_owned()))
            .with("session_days", Problem::NoNumber(1, 3650))
            .with("message_days", Problem::NoNumber(1, 36_500))
            .with("contact_email", Problem::EmailInvalid);
        let wrong = Self {
            mode: Mode::Invite,
            servers: Servers::Listed,
            domains: "jabber.example\nno domain".to_owned(),
            session_days: "soon".to_owned(),
            message_days: "0".to_owned(),
            contact: "nobody & <b>".to_owned(),
            paused: Some(now - Duration::hours(3)),
            own: None,
            domain: DomainLine::sample(DomainKind::None, DomainStanding::Ready),
            newcomers: typed,
            errors,
        };
        let with = |kind, standing| Self { domain: DomainLine::sample(kind, standing), ..well.clone() };
        vec![
            with(DomainKind::Managed, DomainStanding::Preparing),
            with(DomainKind::Shared, DomainStanding::Stopped),
            Self { newcomers: on, ..with(DomainKind::Own, DomainStanding::Ready) },
            wrong,
            well,
        ]
    }
}

impl DomainLine {
    pub(super) fn sample(kind: DomainKind, standing: DomainStanding) -> Self {
        let reason = match standing {
            DomainStanding::Ready => "",
            DomainStanding::Preparing | DomainStanding::Stopped => "this host is <there> already",
        };
        Self { kind, standing, reason: reason.to_owned() }
    }
}

/// Whose server it is on, and what stands in the way.
pub(super) fn domain(ctx: &Context<'_>, domain: &DomainLine) -> Markup {
    let words = match domain.kind {
        DomainKind::None => t!(ctx, "domain-none"),
        DomainKind::Shared => t!(ctx, "domain-shared"),
        DomainKind::Managed => t!(ctx, "domain-managed"),
        DomainKind::Own => t!(ctx, "domain-own"),
    };
    let standing = match domain.standing {
        DomainStanding::Ready => None,
        DomainStanding::Preparing => Some(t!(ctx, "domain-preparing")),
        DomainStanding::Stopped => Some(t!(ctx, "domain-stopped")),
    };
    html! {
        section aria-labelledby="xmpp-domain" {
            h2.section-title id="xmpp-domain" { (t!(ctx, "domain-title")) }
            p { (words) }
            @if let Some(standing) = standing {
                div.notice.notice-warning {
                    (icon(ctx, "triangle-alert"))
                    p { (standing) @if !domain.reason.is_empty() { " " q dir="auto" { (domain.reason) } } }
                }
            }
        }
    }
}

impl RegistrationPage {
    fn modes(&self, ctx: &Context<'_>) -> Markup {
        let choice = Choice {
            form: "registration",
            name: "registration",
            label: t!(ctx, "registration-mode"),
            hint: t!(ctx, "registration-mode-hint"),
            options: Mode::ALL.map(|mode| (mode.code(), mode_words(ctx, mode))).to_vec(),
            chosen: self.mode.code(),
        };
        choice.render(ctx, &self.errors)
    }

    fn accounts(&self, ctx: &Context<'_>) -> Markup {
        let hint = match &self.own {
            Some(own) => t!(ctx, "registration-own", domain = own.as_str()),
            None => t!(ctx, "registration-no-own"),
        };
        let accounts = Choice {
            form: "registration",
            name: "accounts",
            label: t!(ctx, "registration-accounts"),
            hint,
            options: Servers::ALL.map(|servers| (servers.code(), servers.word(ctx))).to_vec(),
            chosen: self.servers.code(),
        };
        let domains = TextArea {
            form: "registration",
            name: "domains",
            label: t!(ctx, "registration-domains"),
            value: &self.domains,
            hint: t!(ctx, "registration-domains-hint"),
            rows: 3,
        };
        html! { (accounts.render(ctx, &self.errors)) (domains.render(ctx, &self.errors)) }
    }

    fn pause(&self, ctx: &Context<'_>) -> Markup {
        let (action, word) = match self.paused {
            Some(_) => (url::operate_sign_ups_resume(), t!(ctx, "registration-resume")),
            None => (url::operate_sign_ups_pause(), t!(ctx, "registration-pause")),
        };
        html! {
            section aria-labelledby="pause" {
                h2.section-title id="pause" { (t!(ctx, "registration-crowds")) }
                @match self.paused {
                    Some(since) => p { (t!(ctx, "registration-paused")) " (" (dates::relative(ctx, since)) ")" },
                    None => p { (t!(ctx, "registration-crowds-text")) },
                }
                form method="post" action=(action) {
                    (hidden(ctx, &action))
                    button.button.button-quiet type="submit" { (word) }
                }
            }
        }
    }

    fn days(&self, ctx: &Context<'_>) -> Markup {
        let field = |name, label, value, hint| {
            Field { form: "registration", name, label, value, kind: Kind::Number, hint, ..Field::default() }
                .render(ctx, &self.errors)
        };
        let (sessions, messages) = (t!(ctx, "registration-days"), t!(ctx, "registration-messages"));
        html! {
            (field("session_days", sessions, &self.session_days, t!(ctx, "registration-days-hint")))
            (field("message_days", messages, &self.message_days, t!(ctx, "registration-messages-hint")))
        }
    }

    /// Who is told when a limit is near.
    fn told(&self, ctx: &Context<'_>) -> Markup {
        let field = Field {
            form: "registration",
            name: "contact_email",
            label: t!(ctx, "registration-contact"),
            value: &self.contact,
            kind: Kind::Email,
            hint: t!(ctx, "registration-contact-hint"),
            ..Field::default()
        };
        field.render(ctx, &self.errors)
    }
}
