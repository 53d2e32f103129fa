//! The admins' desk for what directories say of pods, this one and those that it follows.

use crate::components::{
    AdminDesk, Choice, Empty, Field, Kind, TextArea, admin_desks, empty, hidden, summary,
};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/statements`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct StatementsPage {
    /// What is said, the last first.
    pub said: Vec<StatementRow>,
    /// The form for more.
    pub form: StatementForm,
}

/// What a directory says of a pod.
#[derive(Clone, Debug)]
pub struct StatementRow {
    /// Its id, where it is ours and can be taken back.
    pub id: Option<String>,
    /// The host of who says it; none for this directory.
    pub by: Option<String>,
    /// Of which pod.
    pub subject: String,
    /// What others are asked to do.
    pub action: StatementAction,
    /// Why.
    pub reason: String,
    /// When it was said.
    pub at: OffsetDateTime,
    /// Until when it holds.
    pub until: OffsetDateTime,
    /// Where its operators can object.
    pub appeal: String,
}

/// What others are asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementAction {
    /// To know something.
    Note,
    /// To be careful.
    Warn,
    /// Not to list the pod.
    Delist,
}

/// `POST /admin/statements`: `subject`, `action`, `reason`, `evidence`, `days`.
#[derive(Clone, Debug, Default)]
pub struct StatementForm {
    /// Of which pod.
    pub subject: String,
    /// The word of what is chosen.
    pub action: String,
    /// Why.
    pub reason: String,
    /// Where that can be seen, an address on each line.
    pub evidence: String,
    /// For how many days.
    pub days: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl StatementAction {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warn, Self::Delist];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Delist => "delist",
        }
    }

    /// The word that people read.
    pub fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Note => t!(ctx, "statement-note"),
            Self::Warn => t!(ctx, "statement-warn"),
            Self::Delist => t!(ctx, "statement-delist"),
        }
    }
}

impl StatementRow {
    /// Who says it.
    pub fn who(&self, ctx: &Context<'_>) -> String {
        self.by.clone().unwrap_or_else(|| t!(ctx, "statement-ours"))
    }

    /// Statements for samples.
    pub(super) fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |action, by: Option<&str>| Self {
            id: by.is_none().then(|| format!("01H{action:?}")),
            by: by.map(str::to_owned),
            subject: "pod.example".to_owned(),
            action,
            reason: "Spam & <b>".to_owned(),
            at: now - Duration::DAY,
            until: now + Duration::days(30),
            appeal: "mailto:appeals@dir.example".to_owned(),
        };
        StatementAction::ALL
            .into_iter()
            .zip([None, Some("dir.example"), None])
            .map(|(it, by)| row(it, by))
            .collect()
    }
}

impl Page for StatementsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "statements-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Statements))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "statements-lead")) }
            section aria-labelledby="list" {
                h2.visually-hidden id="list" { (t!(ctx, "statements-title")) }
                @if self.said.is_empty() {
                    (empty(&Empty { title: t!(ctx, "statements-empty"), text: t!(ctx, "statements-empty-text"), step: None }))
                } @else { (table(ctx, &self.said)) }
            }
            section aria-labelledby="say" {
                h2.section-title id="say" { (t!(ctx, "statements-say")) }
                p { (t!(ctx, "statements-say-text")) }
                (self.form.render(ctx))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let form = StatementForm {
            subject: "no host".to_owned(),
            action: "warn".to_owned(),
            days: "soon".to_owned(),
            errors: Errors::one("subject", Problem::HostInvalid).with("days", Problem::NoNumber(1, 366)),
            ..StatementForm::default()
        };
        vec![
            Self { said: Vec::new(), form: StatementForm::default() },
            Self { said: StatementRow::samples(now), form },
        ]
    }
}

impl StatementForm {
    fn render(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_statements();
        html! {
            form.stack method="post" action=(action) id="statement" {
                (hidden(ctx, &action))
                (summary(ctx, "statement", &self.errors))
                (line("subject", t!(ctx, "listings-pod"), &self.subject).render(ctx, &self.errors))
                (self.choice(ctx))
                (line("reason", t!(ctx, "listings-reason"), &self.reason).render(ctx, &self.errors))
                (self.evidence(ctx))
                (self.days(ctx))
                p { button.button type="submit" { (t!(ctx, "statements-publish")) } }
            }
        }
    }

    fn choice(&self, ctx: &Context<'_>) -> Markup {
        let choice = Choice {
            form: "statement",
            name: "action",
            label: t!(ctx, "statements-action"),
            hint: String::new(),
            options: StatementAction::ALL.map(|action| (action.code(), action.word(ctx))).to_vec(),
            chosen: &self.action,
        };
        choice.render(ctx, &self.errors)
    }

    fn evidence(&self, ctx: &Context<'_>) -> Markup {
        let evidence = TextArea {
            form: "statement",
            name: "evidence",
            label: t!(ctx, "statements-evidence"),
            value: &self.evidence,
            hint: t!(ctx, "statements-evidence-hint"),
            rows: 2,
        };
        evidence.render(ctx, &self.errors)
    }

    fn days(&self, ctx: &Context<'_>) -> Markup {
        let hint = t!(ctx, "statements-days-hint");
        let days = Field { kind: Kind::Number, hint, ..line("days", t!(ctx, "statements-days"), &self.days) };
        days.render(ctx, &self.errors)
    }
}

/// A field of one line that must be filled in.
fn line<'a>(name: &'a str, label: String, value: &'a str) -> Field<'a> {
    Field { form: "statement", name, label, value, required: true, ..Field::default() }
}

fn table(ctx: &Context<'_>, said: &[StatementRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "statements-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "listings-pod")) }
                th scope="col" { (t!(ctx, "statements-action")) }
                th scope="col" { (t!(ctx, "listings-why")) }
                th scope="col" { (t!(ctx, "statements-by")) }
                th scope="col" { (t!(ctx, "statements-until")) }
                th scope="col" { (t!(ctx, "statements-appeal")) }
                th scope="col" { (t!(ctx, "listings-turn")) }
            } }
            tbody { @for one in said { (row(ctx, one)) } }
        }
    }
}

fn row(ctx: &Context<'_>, row: &StatementRow) -> Markup {
    html! {
        tr {
            td { a href=(url::admin_directory(&row.subject, "", "")) { bdi { (row.subject) } } }
            td data-label=(t!(ctx, "statements-action")) { (row.action.word(ctx)) }
            td data-label=(t!(ctx, "listings-why")) { bdi { (row.reason) } }
            td data-label=(t!(ctx, "statements-by")) { bdi { (row.who(ctx)) } " " (dates::day(ctx, row.at)) }
            td data-label=(t!(ctx, "statements-until")) { (dates::day(ctx, row.until)) }
            td data-label=(t!(ctx, "statements-appeal")) { bdi { (row.appeal) } }
            td { @if let Some(id) = &row.id { (withdraw(ctx, id)) } }
        }
    }
}

fn withdraw(ctx: &Context<'_>, id: &str) -> Markup {
    let action = url::admin_statement_withdraw(id);
    html! {
        form method="post" action=(action) {
            (hidden(ctx, &action))
            button.button.button-quiet type="submit" { (t!(ctx, "statements-withdraw")) }
        }
    }
}
