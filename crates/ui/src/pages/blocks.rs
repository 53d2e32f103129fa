//! Who is kept out, for those who run a pod.

use crate::components::{
    self, Desk, Empty, Field, Kind, TextArea, command_id, empty, hidden, hidden_again, older, summary,
};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/blocks`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct BlocksPage {
    /// The pod's own, the last first: those of this page.
    pub blocks: Vec<BlockRow>,
    /// The last of them where there are older ones.
    pub older: Option<String>,
    /// The last ones of the whole deployment.
    pub everywhere: Vec<BlockRow>,
    /// Whether there are others of the whole deployment.
    pub others: bool,
    /// The form for another.
    pub form: BlockForm,
}

/// A block.
#[derive(Clone, Debug)]
pub struct BlockRow {
    /// An address or a domain.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: OffsetDateTime,
    /// Until when; for ever if that is not said.
    pub until: Option<OffsetDateTime>,
}

/// `POST /operate/blocks`.
#[derive(Clone, Debug, Default)]
pub struct BlockForm {
    /// An address or a domain.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// For how many days; empty for ever.
    pub days: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl Page for BlocksPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "blocks-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let before = self.older.as_deref().map(url::operate_blocks_after);
        html! {
            (components::desks(ctx, Desk::Blocks))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "blocks-lead")) }
            p { (t!(ctx, "blocks-chats")) }
            (self.form.render(ctx, &url::operate_blocks()))
            section aria-labelledby="here" {
                h2.section-title id="here" { (t!(ctx, "blocks-here")) }
                @if self.blocks.is_empty() { (empty(&Empty { title: t!(ctx, "blocks-empty"), text: t!(ctx, "blocks-empty-text"), step: None })) }
                @else { (table(ctx, &self.blocks, &t!(ctx, "blocks-here"), Some(&url::operate_blocks_remove()))) }
                (older(ctx, before.as_deref()))
            }
            @if !self.everywhere.is_empty() {
                section aria-labelledby="everywhere" {
                    h2.section-title id="everywhere" { (t!(ctx, "blocks-everywhere")) }
                    p { (t!(ctx, "blocks-everywhere-text")) }
                    (table(ctx, &self.everywhere, &t!(ctx, "blocks-everywhere"), None))
                    @if self.others { p.hint { (t!(ctx, "blocks-everywhere-others")) } }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |subject: &str, until| BlockRow {
            subject: subject.to_owned(),
            reason: "Spam & <b>".to_owned(),
            since: now - Duration::days(3),
            until,
        };
        let form = BlockForm {
            subject: "not an address@".to_owned(),
            days: "soon".to_owned(),
            errors: Errors::one("subject", Problem::AddressInvalid).with("days", Problem::NoNumber(1, 3_650)),
            ..BlockForm::default()
        };
        let runs = BlockForm { errors: Errors::one("subject", Problem::RunsThePod), ..BlockForm::default() };
        let everywhere = vec![row("spam.example", None)];
        let none = Self {
            blocks: Vec::new(),
            older: None,
            everywhere: Vec::new(),
            others: false,
            form: BlockForm::default(),
        };
        let several = Self {
            blocks: vec![row("evil.example", None), row("eve@a.example", Some(now + Duration::days(9)))],
            older: Some("eve@a.example".to_owned()),
            everywhere: everywhere.clone(),
            others: true,
            form,
        };
        vec![none.clone(), several, Self { everywhere, form: runs, ..none }]
    }
}

impl BlockForm {
    pub(super) fn render(&self, ctx: &Context<'_>, action: &str) -> Markup {
        let field = |name, label, value, hint, kind| {
            let field = Field { form: "block", name, label, value, hint, kind, ..Field::default() };
            field.render(ctx, &self.errors)
        };
        let reason = TextArea {
            form: "block",
            name: "reason",
            label: t!(ctx, "blocks-reason"),
            value: &self.reason,
            hint: t!(ctx, "blocks-reason-hint"),
            rows: 2,
        };
        html! {
            form.stack method="post" action=(action) id="block" {
                (hidden(ctx, action))
                (summary(ctx, "block", &self.errors))
                (field("subject", t!(ctx, "blocks-subject"), &self.subject, t!(ctx, "blocks-subject-hint"), Kind::Address))
                (reason.render(ctx, &self.errors))
                (field("days", t!(ctx, "blocks-days"), &self.days, t!(ctx, "blocks-days-hint"), Kind::Number))
                p { button.button type="submit" { (t!(ctx, "blocks-add")) } }
            }
        }
    }
}

/// Blocks as a table; each can be taken back where it is said by which address.
pub(super) fn table(ctx: &Context<'_>, blocks: &[BlockRow], caption: &str, remove: Option<&str>) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (caption) }
            thead { tr {
                th scope="col" { (t!(ctx, "blocks-who")) }
                th scope="col" { (t!(ctx, "blocks-reason")) }
                th scope="col" { (t!(ctx, "blocks-since")) }
                th scope="col" { (t!(ctx, "blocks-until")) }
                @if remove.is_some() { th scope="col" { (t!(ctx, "blocks-remove")) } }
            } }
            tbody { @for block in blocks { (row(ctx, block, remove)) } }
        }
    }
}

fn row(ctx: &Context<'_>, block: &BlockRow, remove: Option<&str>) -> Markup {
    html! {
        tr {
            td { bdi { (block.subject) } }
            td data-label=(t!(ctx, "blocks-reason")) { bdi { (block.reason) } }
            td data-label=(t!(ctx, "blocks-since")) { (dates::day(ctx, block.since)) }
            td data-label=(t!(ctx, "blocks-until")) { @match block.until { Some(until) => (dates::day(ctx, until)), None => (t!(ctx, "blocks-for-ever")) } }
            @if let Some(action) = remove {
                td {
                    form method="post" action=(action) {
                        (hidden_again(ctx, "", Some(&command_id(ctx, &format!("{action} {}", block.subject)))))
                        input type="hidden" name="subject" value=(block.subject);
                        button.button.button-quiet type="submit" { (t!(ctx, "blocks-remove")) span.visually-hidden { " " (block.subject) } }
                    }
                }
            }
        }
    }
}
