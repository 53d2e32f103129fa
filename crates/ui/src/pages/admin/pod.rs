//! One pod, as the deployment's admins see it: never what is said on it.

use super::{DomainTyped, HostChecked, HostRow, HostTyped, PodRow, pods::state_word};
use crate::components::{
    AdminDesk, Choice, Field, Kind, admin_desks, command_id, hidden, hidden_again, icon, older, summary,
};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::audit::records;
use crate::pages::registration::domain;
use crate::pages::{AuditAct, AuditActor, AuditEntry, DomainKind, DomainLine, DomainStanding, Limits};
use crate::problems::{Errors, Problem};
use crate::url::{self, PodState, PodTurn};
use maud::{Markup, html};
use time::OffsetDateTime;

/// The fields of the page that are of other forms than the limits are.
const OTHERS: [&str; 5] = ["email", "host", "domain_kind", "domain", "given_up"];

/// `/admin/pods/{id}`; also what its forms answer.
#[derive(Clone, Debug)]
pub struct PodPage {
    /// What stands of it in the list.
    pub pod: PodRow,
    /// The address of its front page.
    pub origin: String,
    /// Why it is in its state; may be empty.
    pub reason: String,
    /// When it closes, of one that is closing.
    pub closing: Option<OffsetDateTime>,
    /// Its host names, the primary one first.
    pub hosts: Vec<HostRow>,
    /// What was typed as one more.
    pub new_host: HostTyped,
    /// What was seen when it was just looked for the record of one, and it is not proven.
    pub checked: Option<HostChecked>,
    /// The XMPP domain of its own accounts, if it has one.
    pub own: Option<String>,
    /// How that domain is.
    pub domain: DomainLine,
    /// What was typed as another one, or as one that it gave up.
    pub new_domain: DomainTyped,
    /// What it uses.
    pub limits: Limits,
    /// What was typed, or is so.
    pub typed: PodLimits,
    /// The names of the plans.
    pub plans: Vec<String>,
    /// The addresses of who runs it.
    pub operators: Vec<String>,
    /// Whether mail is sent here.
    pub mail: bool,
    /// What was typed as the address of somebody who is to run it.
    pub email: String,
    /// The link of an invitation that was just made: it is shown this once.
    pub made: Option<String>,
    /// What was done to it, the newest first.
    pub entries: Vec<AuditEntry>,
    /// The entry before which an older page ends; none where there is none.
    pub older: Option<i64>,
    /// What is wrong: `plan`, `members`, `media`, `sessions`, `signups`, `upload`, `email`, `host`, `domain_kind`,
    /// `domain`, `given_up`.
    pub errors: Errors,
}

/// What a pod may use, as it is typed.
#[derive(Clone, Debug, Default)]
pub struct PodLimits {
    /// The name of the plan; empty for figures of its own.
    pub plan: String,
    /// Members at most.
    pub members: String,
    /// Megabytes of media at most.
    pub media: String,
    /// Live sessions at most.
    pub sessions: String,
    /// New members a day at most.
    pub signups: String,
    /// Kilobytes of one upload at most; empty for a plan that does not say it.
    pub upload: String,
}

impl Page for PodPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.pod.name.clone()
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let before = self.older.map(|number| url::admin_pod_before(&self.pod.id, number));
        html! {
            (admin_desks(ctx, AdminDesk::Pods))
            h1 { bdi { (self.pod.name) } }
            @if let Some(link) = &self.made {
                div.notice.notice-done role="status" {
                    (icon(ctx, "circle-check"))
                    p { (t!(ctx, "hand-over-made")) " " a href=(link) { (link) } }
                }
            }
            (self.facts(ctx))
            (self.turns(ctx))
            @if matches!(self.pod.state, PodState::Active | PodState::ReadOnly | PodState::Closing) {
                p { a href=(url::admin_pod_visit(&self.pod.id)) { (t!(ctx, "visit-start")) } }
            }
            (self.host_names(ctx))
            (domain(ctx, &self.domain))
            (self.domain_forms(ctx))
            section aria-labelledby="uses" {
                h2.section-title id="uses" { (t!(ctx, "pod-uses")) }
                (self.limits.list(ctx))
                (self.limits_form(ctx))
            }
            section aria-labelledby="operators" {
                h2.section-title id="operators" { (t!(ctx, "pod-operators")) }
                (self.operators(ctx))
            }
            section aria-labelledby="done" {
                h2.section-title id="done" { (t!(ctx, "pod-done")) }
                (records(ctx, &self.entries))
                (older(ctx, before.as_deref()))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        PodRow::samples(now).into_iter().map(|pod| Self::sample(pod, now)).collect()
    }
}

impl PodPage {
    fn facts(&self, ctx: &Context<'_>) -> Markup {
        html! {
            dl.facts {
                div { dt { (t!(ctx, "pods-state")) } dd {
                    (state_word(ctx, self.pod.state))
                    @if let Some(at) = self.closing { " " (dates::day(ctx, at)) }
                    @if !self.reason.is_empty() { ": " bdi { (self.reason) } }
                } }
                div { dt { (t!(ctx, "pods-since")) } dd { (dates::day(ctx, self.pod.since)) } }
                @if let Some(own) = &self.own { div { dt { (t!(ctx, "new-pod-domain")) } dd { bdi { (own) } } } }
                div { dt { (t!(ctx, "pod-page")) } dd { a href=(self.origin) { (self.origin) } } }
            }
        }
    }

    /// What can be done to it from the state that it is in; each asks first.
    fn turns(&self, ctx: &Context<'_>) -> Markup {
        use PodTurn::{Close, Delete, ReadOnly, Restore, Resume, Suspend};
        let turns: &[PodTurn] = match self.pod.state {
            PodState::Active => &[ReadOnly, Suspend, Close, Delete],
            PodState::ReadOnly => &[Resume, Suspend, Close, Delete],
            PodState::Suspended => &[Resume, ReadOnly, Close, Delete],
            PodState::Closing => &[Resume, Suspend, Delete],
            PodState::Deleted => &[Restore],
        };
        let action = url::admin_turn();
        html! {
            form.actions method="post" action=(action) {
                (hidden(ctx, &action))
                input type="hidden" name={ "pod-" (self.pod.id) } value="1";
                @for turn in turns {
                    button.button.button-quiet type="submit" name="to" value=(turn.code()) { (super::turn::word(ctx, *turn)) }
                }
            }
        }
    }

    fn limits_form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_pod_limits(&self.pod.id);
        html! {
            form.stack method="post" action=(action) id="limits" {
                (hidden(ctx, &action))
                (self.typed.fields(ctx, "limits", &self.plans, &self.errors))
                p { button.button type="submit" { (t!(ctx, "pod-limits-save")) } }
            }
        }
    }

    fn operators(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_pod_invite(&self.pod.id);
        let hint = if self.mail { t!(ctx, "hand-over-hint") } else { t!(ctx, "hand-over-no-mail") };
        let email = Field {
            form: "hand-over",
            name: "email",
            label: t!(ctx, "hand-over-email"),
            value: &self.email,
            kind: Kind::Email,
            hint,
            ..Field::default()
        };
        html! {
            @if self.operators.is_empty() { p { (t!(ctx, "pod-no-operators")) } }
            @else { ul { @for jid in &self.operators { li { bdi { (jid) } } } } }
            form.stack method="post" action=(action) id="hand-over" {
                (hidden_again(ctx, &action, Some(&command_id(ctx, "hand-over"))))
                (email.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "hand-over-submit")) } }
            }
        }
    }

    fn sample(pod: PodRow, now: OffsetDateTime) -> Self {
        let entry = AuditEntry {
            number: 1,
            at: now,
            actor: AuditActor::CommandLine,
            act: AuditAct::Create,
            object: pod.host.clone(),
            details: Vec::new(),
        };
        let is_active = pod.state == PodState::Active;
        let wrong = Errors::one("media", Problem::NoNumber(0, 1_000_000))
            .with("email", Problem::EmailInvalid)
            .with("host", Problem::HostHeld)
            .with("domain_kind", Problem::NoProsody)
            .with("domain", Problem::DomainTaken)
            .with("given_up", Problem::DomainInUse);
        let given_up = if is_active { String::new() } else { "people.cantine.example".to_owned() };
        Self {
            origin: format!("https://{}", pod.host),
            reason: if is_active { String::new() } else { "Spam & <b>".to_owned() },
            closing: (pod.state == PodState::Closing).then_some(now),
            hosts: HostRow::samples(),
            new_host: HostTyped { host: pod.host.clone(), trusted: is_active, although_like: !is_active },
            checked: HostChecked::sample(pod.state),
            own: (!is_active).then(|| "people.cantine.example".to_owned()),
            domain: DomainLine::sample(DomainKind::Managed, DomainStanding::Stopped),
            new_domain: DomainTyped { kind: DomainKind::Managed, given_up, ..DomainTyped::default() },
            limits: Limits::sample(),
            typed: PodLimits::sample(),
            plans: if is_active { Vec::new() } else { vec!["Small".to_owned()] },
            operators: if is_active { Vec::new() } else { vec!["alice@cantine.example".to_owned()] },
            mail: is_active,
            email: if is_active { String::new() } else { "nobody".to_owned() },
            made: is_active.then(|| "http://cantine.localhost:8080/invite/0".to_owned()),
            entries: vec![entry],
            older: is_active.then_some(1),
            errors: if is_active { Errors::none() } else { wrong },
            pod,
        }
    }
}

impl PodLimits {
    /// A plan, or figures of its own; the errors of all of them stand on top where the form is not one's own.
    pub(super) fn fields(&self, ctx: &Context<'_>, form: &str, plans: &[String], errors: &Errors) -> Markup {
        let own = [("", t!(ctx, "pods-own-figures"))].into_iter();
        let plan = Choice {
            form,
            name: "plan",
            label: t!(ctx, "pods-plan"),
            hint: t!(ctx, "limits-plan-hint"),
            options: own.chain(plans.iter().map(|plan| (plan.as_str(), plan.clone()))).collect(),
            chosen: &self.plan,
        };
        html! {
            @if form == "limits" { (summary(ctx, form, &limits_only(errors))) }
            @if !plans.is_empty() { (plan.render(ctx, errors)) }
            (self.figures(ctx, form, t!(ctx, "limits-upload-hint"), errors))
        }
    }

    /// The figures, with what there is to know of the largest upload.
    pub(super) fn figures(&self, ctx: &Context<'_>, form: &str, upload: String, errors: &Errors) -> Markup {
        let field = |name, label, value, hint| {
            Field { form, name, label, value, hint, kind: Kind::Number, ..Field::default() }
                .render(ctx, errors)
        };
        html! {
            div.figures-typed {
                (field("members", t!(ctx, "limits-members"), &self.members, String::new()))
                (field("media", t!(ctx, "limits-media"), &self.media, String::new()))
                (field("sessions", t!(ctx, "limits-sessions"), &self.sessions, String::new()))
                (field("signups", t!(ctx, "limits-signups"), &self.signups, String::new()))
            }
            (field("upload", t!(ctx, "limits-upload"), &self.upload, upload))
        }
    }

    pub(super) fn sample() -> Self {
        let text = str::to_owned;
        Self {
            plan: text("Small"),
            members: text("80"),
            media: text("a lot"),
            sessions: text("1000"),
            signups: text("50"),
            upload: text("48828"),
        }
    }
}

/// The errors of these fields alone: the page has other forms.
fn limits_only(errors: &Errors) -> Errors {
    let mut own = Errors::none();
    let others = errors.iter().filter(|(field, _)| !OTHERS.contains(field));
    others.for_each(|(field, problem)| own.push(field, problem.clone()));
    own
}
