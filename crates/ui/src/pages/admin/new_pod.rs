//! The form for a new pod.

use super::PodLimits;
use crate::components::{AdminDesk, Checkbox, Choice, Field, Kind, admin_desks, hidden, summary};
use crate::context::Context;
use crate::language::Language;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::DomainKind;
use crate::problems::{Errors, Problem};
use crate::url::{self, Mode};
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/admin/pods/new`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct NewPodPage {
    /// What was typed.
    pub typed: NewPodTyped,
    /// The names of the plans.
    pub plans: Vec<String>,
    /// Whether mail is sent here: else whoever is invited needs to be given the link.
    pub mail: bool,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct NewPodTyped {
    /// Its name.
    pub name: String,
    /// Its primary host name.
    pub host: String,
    /// Whether somebody vouches for the host name.
    pub trusted: bool,
    /// Whether it may be like another's.
    pub although_like: bool,
    /// The language of its own texts.
    pub language: Language,
    /// How one becomes a member.
    pub registration: Mode,
    /// Whose server its own accounts are on.
    pub domain_kind: DomainKind,
    /// The XMPP domain whose accounts are its own; may be empty.
    pub domain: String,
    /// What it may use.
    pub limits: PodLimits,
    /// The address of who is to run it; may be empty.
    pub email: String,
    /// The address that is told when a limit is near; empty for that of who is to run it.
    pub contact: String,
}

impl Page for NewPodPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "new-pod-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_new_pod();
        html! {
            (admin_desks(ctx, AdminDesk::Pods))
            h1 { (self.title(ctx)) }
            form.stack method="post" action=(action) id="new-pod" {
                (hidden(ctx, &action))
                (summary(ctx, "new-pod", &self.errors))
                (self.place(ctx))
                (self.habits(ctx))
                (self.typed.limits.fields(ctx, "new-pod", &self.plans, &self.errors))
                (self.operator(ctx))
                (self.contact(ctx))
                p { button.button type="submit" { (t!(ctx, "new-pod-submit")) } }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let typed = NewPodTyped {
            name: "La Cantine & <b>".to_owned(),
            host: "cantine.example".to_owned(),
            although_like: true,
            registration: Mode::Approval,
            email: "nobody".to_owned(),
            contact: "nobody & <b>".to_owned(),
            limits: PodLimits::sample(),
            ..NewPodTyped::default()
        };
        let errors = Errors::one("host", Problem::HostLike("cantina.example".to_owned()))
            .with("members", Problem::NoNumber(0, 1_000_000))
            .with("domain_kind", Problem::NoProsody)
            .with("domain", Problem::DomainTaken)
            .with("email", Problem::EmailInvalid)
            .with("contact_email", Problem::EmailInvalid);
        let plans = vec!["Small".to_owned(), "Large & <b>".to_owned()];
        vec![
            Self { typed: NewPodTyped::default(), plans: Vec::new(), mail: false, errors: Errors::none() },
            Self { typed, plans, mail: true, errors },
        ]
    }
}

impl NewPodPage {
    /// What it is called, and where it is.
    fn place(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        let field = |name, label, value, hint, required| {
            Field { form: "new-pod", name, label, value, hint, required, ..Field::default() }
                .render(ctx, &self.errors)
        };
        html! {
            (field("name", t!(ctx, "branding-name"), &typed.name, String::new(), true))
            (field("host", t!(ctx, "new-pod-host"), &typed.host, t!(ctx, "new-pod-host-hint"), true))
            (Checkbox { name: "trusted", label: t!(ctx, "new-pod-trusted"), ticked: typed.trusted }.render("new-pod"))
            (Checkbox { name: "although_like", label: t!(ctx, "new-pod-like"), ticked: typed.although_like }.render("new-pod"))
        }
    }

    /// Its language, who comes in, and with which accounts.
    fn habits(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        let languages = Language::ALL.into_iter();
        let language = Choice {
            form: "new-pod",
            name: "language",
            label: t!(ctx, "branding-language"),
            hint: String::new(),
            options: languages.map(|it| (it.tag(), it.own_name().to_owned())).collect(),
            chosen: typed.language.tag(),
        };
        let registration = Choice {
            form: "new-pod",
            name: "registration",
            label: t!(ctx, "registration-mode"),
            hint: String::new(),
            options: Mode::ALL.map(|mode| (mode.code(), crate::components::mode_words(ctx, mode))).to_vec(),
            chosen: typed.registration.code(),
        };
        html! {
            (language.render(ctx, &self.errors))
            (registration.render(ctx, &self.errors))
            (self.domain(ctx))
        }
    }

    /// Whose server its own accounts are on.
    fn domain(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        let kind = Choice {
            form: "new-pod",
            name: "domain_kind",
            label: t!(ctx, "new-pod-domain-kind"),
            hint: String::new(),
            options: DomainKind::ALL.map(|kind| (kind.code(), kind_words(ctx, kind))).to_vec(),
            chosen: typed.domain_kind.code(),
        };
        let domain = Field {
            form: "new-pod",
            name: "domain",
            label: t!(ctx, "new-pod-domain"),
            value: &typed.domain,
            hint: t!(ctx, "new-pod-domain-hint"),
            ..Field::default()
        };
        html! {
            (kind.render(ctx, &self.errors))
            (domain.render(ctx, &self.errors))
        }
    }

    /// Who is to run it.
    fn operator(&self, ctx: &Context<'_>) -> Markup {
        let hint = if self.mail { t!(ctx, "hand-over-hint") } else { t!(ctx, "hand-over-no-mail") };
        let email = Field {
            form: "new-pod",
            name: "email",
            label: t!(ctx, "hand-over-email"),
            value: &self.typed.email,
            kind: Kind::Email,
            hint,
            ..Field::default()
        };
        email.render(ctx, &self.errors)
    }

    /// Who is told when a limit is near.
    fn contact(&self, ctx: &Context<'_>) -> Markup {
        let contact = Field {
            form: "new-pod",
            name: "contact_email",
            label: t!(ctx, "registration-contact"),
            value: &self.typed.contact,
            kind: Kind::Email,
            hint: t!(ctx, "new-pod-contact-hint"),
            ..Field::default()
        };
        contact.render(ctx, &self.errors)
    }
}

/// Where accounts are that are a pod's own.
pub(super) fn kind_words(ctx: &Context<'_>, kind: DomainKind) -> String {
    match kind {
        DomainKind::None => t!(ctx, "new-pod-domain-none"),
        DomainKind::Shared => t!(ctx, "new-pod-domain-shared"),
        DomainKind::Managed => t!(ctx, "new-pod-domain-managed"),
        DomainKind::Own => t!(ctx, "new-pod-domain-own"),
    }
}
