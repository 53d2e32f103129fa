//! The forms of those who cannot sign up at once: they say where they get mail, ask to be let in, or wait for a place.

use crate::components::{Field, Kind, TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::pages::requests::usual_wait;
use crate::problems::Errors;
use crate::url;
use maud::{Markup, html};
use time::Duration;

/// `POST /register` where an operator looks at each request: `email`, `reason`.
#[derive(Clone, Debug, Default)]
pub struct AskForm {
    /// What was typed as address.
    pub email: String,
    /// What was typed as reason.
    pub reason: String,
    /// What is asked, in the operators' words; empty for our own.
    pub question: String,
    /// How long it takes mostly until somebody is answered, if that is known.
    pub wait: Option<Duration>,
    /// What is wrong: `email`, `reason` or the whole.
    pub errors: Errors,
}

/// `POST /register` where an address is confirmed first: `email`.
#[derive(Clone, Debug, Default)]
pub struct ConfirmForm {
    /// What was typed as address.
    pub email: String,
    /// What is wrong: `email` or the whole.
    pub errors: Errors,
}

/// `POST /waiting-list` where there is no place: `email`.
#[derive(Clone, Debug, Default)]
pub struct WaitForm {
    /// What was typed as address.
    pub email: String,
    /// How many wait already.
    pub waiting: u64,
    /// What is wrong: `email` or the whole.
    pub errors: Errors,
}

impl AskForm {
    pub(super) fn render(&self, ctx: &Context<'_>) -> Markup {
        let (action, form) = (url::register(), "ask");
        let question =
            if self.question.is_empty() { t!(ctx, "register-reason") } else { self.question.clone() };
        let reason = TextArea {
            form,
            name: "reason",
            label: question,
            value: &self.reason,
            hint: String::new(),
            rows: 4,
        };
        html! {
            p.lead { (t!(ctx, "register-ask-lead", pod = ctx.place_name())) }
            form.stack method="post" action=(action) id=(form) {
                (hidden(ctx, &action))
                (summary(ctx, form, &self.errors))
                (email(form, t!(ctx, "register-ask-email"), &self.email).render(ctx, &self.errors))
                (reason.render(ctx, &self.errors))
                p.hint { (t!(ctx, "register-ask-kept")) @if let Some(wait) = self.wait { " " (usual_wait(ctx, wait)) } }
                p { button.button.button-wide type="submit" { (t!(ctx, "register-ask")) } }
            }
        }
    }
}

impl ConfirmForm {
    pub(super) fn render(&self, ctx: &Context<'_>) -> Markup {
        let (action, form) = (url::register(), "confirm");
        html! {
            p.lead { (t!(ctx, "register-confirm-lead", pod = ctx.place_name())) }
            form.stack method="post" action=(action) id=(form) {
                (hidden(ctx, &action))
                (summary(ctx, form, &self.errors))
                (email(form, t!(ctx, "register-confirm-email"), &self.email).render(ctx, &self.errors))
                p.hint { (t!(ctx, "register-confirm-kept")) }
                p { button.button.button-wide type="submit" { (t!(ctx, "register-confirm")) } }
            }
        }
    }
}

impl WaitForm {
    pub(super) fn render(&self, ctx: &Context<'_>) -> Markup {
        let (action, form) = (url::waiting_list(), "wait");
        html! {
            h2 { (t!(ctx, "register-wait-title")) }
            p { (t!(ctx, "register-wait-text", n = self.waiting)) }
            form.stack method="post" action=(action) id=(form) {
                (hidden(ctx, &action))
                (summary(ctx, form, &self.errors))
                (email(form, t!(ctx, "register-wait-email"), &self.email).render(ctx, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "register-wait")) } }
            }
        }
    }
}

fn email<'a>(form: &'a str, label: String, value: &'a str) -> Field<'a> {
    Field {
        form,
        name: "email",
        label,
        value,
        kind: Kind::Email,
        autocomplete: "email",
        required: true,
        ..Field::default()
    }
}
