//! What the pod says of itself besides: a welcome, links, and the languages that are spoken there.

use crate::components::{Field, TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};

/// `POST /operate/branding/introduction`: `welcome`, `links`, `languages`.
#[derive(Clone, Debug, Default)]
pub struct IntroductionForm {
    /// What it says to whoever comes, in Markdown.
    pub welcome: String,
    /// Links, one a line: an address, and what it is called.
    pub links: String,
    /// Tags of languages beside the pod's own.
    pub languages: String,
    /// What is wrong: `welcome`, `links`, `languages`.
    pub errors: Errors,
}

impl IntroductionForm {
    /// Without anything, with something, and with what is wrong.
    pub(super) fn samples() -> [Self; 3] {
        let links = "https://cantine.example/wiki Our wiki".to_owned();
        let wrong = Problem::AddressNotLinked("javascript:alert(1)".to_owned());
        let errors = Errors::one("welcome", Problem::TooLong(5_000))
            .with("links", wrong)
            .with("links", Problem::TooMany(10))
            .with("languages", Problem::LanguageInvalid("breton".to_owned()));
        [
            Self::default(),
            Self {
                welcome: "Come in: there is **soup** on Thursdays.".to_owned(),
                links: links.clone(),
                languages: "br de".to_owned(),
                errors: Errors::none(),
            },
            Self { welcome: "</textarea><script>".to_owned(), links, languages: "breton".to_owned(), errors },
        ]
    }
}

/// The section of the page.
pub(super) fn introduction(ctx: &Context<'_>, form: &IntroductionForm) -> Markup {
    let action = url::operate_introduction();
    let area = |name, label, value, hint, rows| {
        TextArea { form: "introduction", name, label, value, hint, rows }.render(ctx, &form.errors)
    };
    let languages = Field {
        form: "introduction",
        name: "languages",
        label: t!(ctx, "languages-label"),
        value: &form.languages,
        hint: t!(ctx, "languages-hint"),
        ..Field::default()
    };
    html! {
        section.setting aria-labelledby="introduction-title" {
            h2 id="introduction-title" { (t!(ctx, "introduction-title")) }
            form.stack method="post" action=(action) id="introduction" {
                (hidden(ctx, &action))
                (summary(ctx, "introduction", &form.errors))
                (area("welcome", t!(ctx, "introduction-welcome"), &form.welcome, t!(ctx, "introduction-welcome-hint"), 6))
                (area("links", t!(ctx, "links-label"), &form.links, t!(ctx, "links-hint"), 4))
                (languages.render(ctx, &form.errors))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
        }
    }
}
