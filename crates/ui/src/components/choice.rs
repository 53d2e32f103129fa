//! A list of which one is chosen, with a label, a hint, and the error beside it.

use super::field::{described, error, hint};
use crate::context::Context;
use crate::problems::Errors;
use maud::{Markup, html};

/// One of a few. Its id is `form-name`.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// The form it stands in, for its id.
    pub form: &'a str,
    /// Its name in the form.
    pub name: &'a str,
    /// Its label.
    pub label: String,
    /// What helps to choose; may be empty.
    pub hint: String,
    /// The words in the form, and those that people read.
    pub options: Vec<(&'a str, String)>,
    /// The word that is chosen.
    pub chosen: &'a str,
}

impl Choice<'_> {
    /// The list with its label, and the first of its errors.
    pub fn render(&self, ctx: &Context<'_>, errors: &Errors) -> Markup {
        let id = format!("{}-{}", self.form, self.name);
        let wrong = errors.of(self.name).is_some();
        html! {
            div.field {
                label for=(id) { (self.label) }
                (hint(&id, &self.hint))
                select id=(id) name=(self.name) aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[described(&id, !self.hint.is_empty(), wrong)] {
                    @for (word, text) in &self.options { option value=(word) selected[*word == self.chosen] { (text) } }
                }
                (error(ctx, &id, errors, self.name))
            }
        }
    }
}
