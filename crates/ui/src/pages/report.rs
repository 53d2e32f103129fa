//! Reporting something to those who look after the pod.

use crate::components::{Choice, Field, Kind, TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::reports::{ReportKind, Reported, ReportedWhat};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/report`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct ReportPage {
    /// What is reported.
    pub reported: Reported,
    /// What leads back to it: names and values for the form.
    pub about: Vec<(&'static str, String)>,
    /// Why.
    pub kind: ReportKind,
    /// What was typed.
    pub words: String,
    /// Where the answer goes; none where nothing can be sent.
    pub email: Option<String>,
    /// What is wrong: `words`, `email` or the whole.
    pub errors: Errors,
}

impl Page for ReportPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "report-title")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            p { (t!(ctx, "report-lead", pod = ctx.place_name())) }
            p { (self.reported.title(ctx)) }
            (self.reported.quoted())
            (self.form(ctx))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let reported =
            |what, text: &str| Reported { what, author: "Bob Le Guen".to_owned(), text: text.to_owned() };
        let page = Self {
            reported: reported(ReportedWhat::Post, "Buy <b>this</b>"),
            about: vec![("service", "bob@cantine.localhost".to_owned()), ("item", "1".to_owned())],
            kind: ReportKind::Spam,
            words: String::new(),
            email: Some(String::new()),
            errors: Errors::none(),
        };
        let wrong = Errors::one("words", Problem::TooLong(4_000)).with("email", Problem::EmailInvalid);
        vec![
            Self { reported: reported(ReportedWhat::Member, ""), email: None, ..page.clone() },
            Self {
                reported: reported(ReportedWhat::Comment, "No."),
                errors: Errors::form(Problem::TooOften),
                ..page.clone()
            },
            Self { words: "It is…".to_owned(), email: Some("me".to_owned()), errors: wrong, ..page },
        ]
    }
}

impl ReportPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::report();
        let kind = Choice {
            form: "report",
            name: "kind",
            label: t!(ctx, "report-kind"),
            hint: String::new(),
            options: ReportKind::ALL.map(|kind| (kind.code(), kind.word(ctx))).to_vec(),
            chosen: self.kind.code(),
        };
        let words = TextArea {
            form: "report",
            name: "words",
            label: t!(ctx, "report-words"),
            value: &self.words,
            hint: t!(ctx, "report-words-hint"),
            rows: 4,
        };
        html! {
            form.stack method="post" action=(action) id="report" {
                (hidden(ctx, &action))
                @for (name, value) in &self.about { input type="hidden" name=(name) value=(value); }
                (summary(ctx, "report", &self.errors))
                (kind.render(ctx, &self.errors))
                (words.render(ctx, &self.errors))
                @if let Some(email) = &self.email { (email_field(ctx, email, &self.errors)) }
                p { button.button type="submit" { (t!(ctx, "report-send")) } }
            }
        }
    }
}

fn email_field(ctx: &Context<'_>, email: &str, errors: &Errors) -> Markup {
    let field = Field {
        form: "report",
        name: "email",
        label: t!(ctx, "report-email"),
        value: email,
        kind: Kind::Email,
        hint: t!(ctx, "report-email-hint"),
        autocomplete: "email",
        ..Field::default()
    };
    field.render(ctx, errors)
}
