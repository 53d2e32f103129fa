//! What the operators of a pod have written down: rules, and what they add to privacy and legal matters.

use crate::components::{self, Desk, Field, Kind, TextArea, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url::{self, TextKind};
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/texts`; also what `POST /operate/texts/{kind}` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct TextsPage {
    /// A form for each.
    pub forms: Vec<TextForm>,
}

/// The form for a new version of a text.
#[derive(Clone, Debug)]
pub struct TextForm {
    /// What it is about.
    pub kind: TextKind,
    /// Markdown: what holds, or will hold, or was typed.
    pub body: String,
    /// In how many days it is to hold.
    pub days: String,
    /// From when on what was announced will hold.
    pub next: Option<OffsetDateTime>,
    /// What is wrong: `body`, `days`.
    pub errors: Errors,
}

impl Page for TextsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "texts-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Texts))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "texts-lead")) }
            @for form in &self.forms { (form.render(ctx)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let form = |kind, body: &str| TextForm {
            kind,
            body: body.to_owned(),
            days: "14".to_owned(),
            next: None,
            errors: Errors::none(),
        };
        let fresh = TextKind::ALL.map(|kind| form(kind, "")).to_vec();
        let errors = Errors::one("body", Problem::TooLong(50_000)).with("days", Problem::NoNumber(0, 365));
        let wrong = TextForm { errors, next: Some(now), ..form(TextKind::Rules, "- Be </textarea> kind") };
        let errors = Errors::one("days", Problem::TextTooSoon(14));
        let rash = TextForm { days: "0".to_owned(), errors, ..form(TextKind::Privacy, "No photographs.") };
        vec![Self { forms: fresh }, Self { forms: vec![wrong, rash] }]
    }
}

impl TextForm {
    fn render(&self, ctx: &Context<'_>) -> Markup {
        let (action, id) = (url::operate_text(self.kind), self.kind.code());
        let body = TextArea {
            form: id,
            name: "body",
            label: t!(ctx, "texts-body"),
            value: &self.body,
            hint: t!(ctx, "texts-body-hint"),
            rows: 8,
        };
        let days = Field {
            form: id,
            name: "days",
            label: t!(ctx, "texts-days"),
            value: &self.days,
            kind: Kind::Number,
            hint: self.days_hint(ctx),
            ..Field::default()
        };
        html! {
            section aria-labelledby={ (id) "-title" } {
                h2.section-title id={ (id) "-title" } { (self.heading(ctx)) }
                p { a href=(url::text(self.kind)) { (t!(ctx, "texts-look")) } }
                @if let Some(next) = self.next {
                    p {
                        (t!(ctx, "texts-next", day = dates::written_day(ctx.language, next))) " "
                        a href=(url::operate_text_withdraw(self.kind)) { (t!(ctx, "texts-withdraw")) }
                    }
                }
                form.stack method="post" action=(action) id=(id) {
                    (hidden(ctx, &action))
                    (summary(ctx, id, &self.errors))
                    (body.render(ctx, &self.errors))
                    (days.render(ctx, &self.errors))
                    p { button.button type="submit" { (t!(ctx, "texts-save")) } }
                }
            }
        }
    }

    /// A legal notice says how things are, and is right at once.
    fn days_hint(&self, ctx: &Context<'_>) -> String {
        match self.kind {
            TextKind::Rules | TextKind::Privacy => t!(ctx, "texts-days-hint"),
            TextKind::Legal => t!(ctx, "texts-days-hint-legal"),
        }
    }

    fn heading(&self, ctx: &Context<'_>) -> String {
        match self.kind {
            TextKind::Rules => t!(ctx, "texts-rules"),
            TextKind::Privacy => t!(ctx, "texts-privacy"),
            TextKind::Legal => t!(ctx, "texts-legal"),
        }
    }
}
