//! Fields with a label, a hint, and the error beside them.

use crate::components::icon;
use crate::context::Context;
use crate::locales::t;
use crate::problems::Errors;
use maud::{Markup, html};

/// The kind of a one-line field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    #[default]
    Text,
    /// An address of XMPP: like e-mail's, but `type=email` would refuse some.
    Address,
    /// An address of e-mail.
    Email,
    /// A password; what was typed never comes back.
    Password,
    /// A web address.
    Website,
    /// A whole number.
    Number,
    /// An amount of money.
    Amount,
    /// A day, as in 2026-11-22.
    Date,
}

/// A one-line field. Its id is `form-name`.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    /// The form it stands in, for its id.
    pub form: &'a str,
    /// Its name in the form.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// What was typed.
    pub value: &'a str,
    /// Its kind.
    pub kind: Kind,
    /// What helps to fill it in; may be empty.
    pub hint: String,
    /// What the browser may fill in (`autocomplete`).
    pub autocomplete: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What stands fixed before the text, such as `/@`.
    pub prefix: String,
    /// What stands fixed behind the text, such as `@cantine.example`.
    pub suffix: String,
}

/// A field of several lines.
#[derive(Clone, Debug, Default)]
pub struct TextArea<'a> {
    /// The form it stands in, for its id.
    pub form: &'a str,
    /// Its name in the form.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// What was typed.
    pub value: &'a str,
    /// What helps to fill it in.
    pub hint: String,
    /// How many lines it has at first.
    pub rows: u32,
}

/// A box to tick.
#[derive(Clone, Debug)]
pub struct Checkbox<'a> {
    /// Its name in the form; its value is `1`.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

impl Field<'_> {
    /// The field with its label, and the first of its errors.
    pub fn render(&self, ctx: &Context<'_>, errors: &Errors) -> Markup {
        let id = format!("{}-{}", self.form, self.name);
        let affixed = !self.prefix.is_empty() || !self.suffix.is_empty();
        html! {
            div.field {
                label for=(id) { (self.label) }
                (hint(&id, &self.hint))
                @if affixed {
                    div.affixed {
                        @if !self.prefix.is_empty() { span.affix aria-hidden="true" { (self.prefix) } }
                        (self.input(&id, errors))
                        @if !self.suffix.is_empty() { span.affix aria-hidden="true" { (self.suffix) } }
                    }
                } @else { (self.input(&id, errors)) }
                (error(ctx, &id, errors, self.name))
            }
        }
    }

    fn input(&self, id: &str, errors: &Errors) -> Markup {
        let (kind, mode) = match self.kind {
            Kind::Text => ("text", None),
            Kind::Address => ("text", Some("email")),
            Kind::Email => ("email", None),
            Kind::Password => ("password", None),
            Kind::Website => ("url", None),
            // no type=number: it swallows what is none, and a wheel changes it unseen
            Kind::Number => ("text", Some("numeric")),
            Kind::Amount => ("text", Some("decimal")),
            Kind::Date => ("date", None),
        };
        let wrong = errors.of(self.name).is_some();
        let value = (self.kind != Kind::Password).then_some(self.value);
        let name_like = self.kind == Kind::Address || !self.prefix.is_empty() || !self.suffix.is_empty();
        html! {
            input id=(id) name=(self.name) type=(kind) value=[value] required[self.required] inputmode=[mode]
                autocomplete=(if self.autocomplete.is_empty() { "off" } else { self.autocomplete })
                autocapitalize=[name_like.then_some("none")] spellcheck=[name_like.then_some("false")]
                aria-invalid=[wrong.then_some("true")] aria-describedby=[described(id, !self.hint.is_empty(), wrong)];
        }
    }
}

impl TextArea<'_> {
    /// The field with its label, and the first of its errors.
    pub fn render(&self, ctx: &Context<'_>, errors: &Errors) -> Markup {
        let id = format!("{}-{}", self.form, self.name);
        let wrong = errors.of(self.name).is_some();
        html! {
            div.field {
                label for=(id) { (self.label) }
                (hint(&id, &self.hint))
                textarea id=(id) name=(self.name) rows=(self.rows) data-grow aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[described(&id, !self.hint.is_empty(), wrong)] { "\n" (self.value) }
                (error(ctx, &id, errors, self.name))
            }
        }
    }
}

impl Checkbox<'_> {
    /// The box with its label.
    pub fn render(&self, form: &str) -> Markup {
        let id = format!("{form}-{}", self.name);
        html! {
            div.check {
                input id=(id) type="checkbox" name=(self.name) value="1" checked[self.ticked];
                label for=(id) { (self.label) }
            }
        }
    }
}

/// For a form of one field: what is wrong with the field stands beside it, the rest on top.
pub fn summary_of_rest(ctx: &Context<'_>, form: &str, field: &str, errors: &Errors) -> Markup {
    let mut rest = Errors::none();
    errors
        .iter()
        .filter(|(name, _)| *name != field)
        .for_each(|(name, problem)| rest.push(name, problem.clone()));
    summary(ctx, form, &rest)
}

/// All errors of a form on top of it, each a link to its field. Nothing where there is none.
pub fn summary(ctx: &Context<'_>, form: &str, errors: &Errors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.summary role="alert" tabindex="-1" {
                (icon(ctx, "triangle-alert"))
                div {
                    p.summary-title { (t!(ctx, "form-errors")) }
                    ul {
                        @for (field, problem) in errors.iter() {
                            li {
                                @if field.is_empty() { (problem.text(ctx)) }
                                @else { a href={ "#" (form) "-" (field) } { (problem.text(ctx)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn hint(id: &str, hint: &str) -> Markup {
    html! { @if !hint.is_empty() { p.hint id={ (id) "-hint" } { (hint) } } }
}

pub(super) fn error(ctx: &Context<'_>, id: &str, errors: &Errors, name: &str) -> Markup {
    html! {
        @if let Some(problem) = errors.of(name) {
            p.error id={ (id) "-error" } role="alert" { (icon(ctx, "circle-alert")) (problem.text(ctx)) }
        }
    }
}

pub(super) fn described(id: &str, hint: bool, wrong: bool) -> Option<String> {
    match (hint, wrong) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}
