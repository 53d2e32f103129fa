//! The one appeal against a decision.

use crate::components::{TextArea, hidden, summary_of_rest};
use crate::context::Context;
use crate::locales::t;
use crate::problems::Errors;
use maud::{Markup, html};

/// The form of an appeal.
#[derive(Clone, Debug)]
pub struct AppealForm {
    /// Where it goes.
    pub action: String,
    /// What was typed.
    pub words: String,
    /// What is wrong: `words` or the whole.
    pub errors: Errors,
}

impl AppealForm {
    /// The form, below a heading of the second rank.
    pub fn render(&self, ctx: &Context<'_>) -> Markup {
        let words = TextArea {
            form: "appeal",
            name: "words",
            label: t!(ctx, "appeal-words"),
            value: &self.words,
            hint: t!(ctx, "appeal-words-hint"),
            rows: 4,
        };
        html! {
            form.stack method="post" action=(self.action) id="appeal" {
                (hidden(ctx, &self.action))
                (summary_of_rest(ctx, "appeal", "words", &self.errors))
                (words.render(ctx, &self.errors))
                p { button.button.button-quiet type="submit" { (t!(ctx, "appeal-send")) } }
            }
        }
    }
}
