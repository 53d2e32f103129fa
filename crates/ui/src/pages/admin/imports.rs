//! The admins' desk for lists that others keep of pods: which, what came of each, and a form for another.

use crate::components::{AdminDesk, Choice, Empty, Field, admin_desks, empty, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/imports`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct ImportsPage {
    /// The lists, by address.
    pub lists: Vec<ImportRow>,
    /// What was chosen for another,
    pub kind: ImportKind,
    /// and typed.
    pub address: String,
    /// What is wrong with it.
    pub errors: Errors,
}

/// What a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// `/infos` of Movim, or a list of those.
    Movim,
    /// NodeInfo of one server.
    NodeInfo,
    /// A list of XMPP Providers.
    Providers,
}

/// A list.
#[derive(Clone, Debug)]
pub struct ImportRow {
    /// Where it is.
    pub address: String,
    /// What it is.
    pub kind: ImportKind,
    /// When it was read last.
    pub ran_at: Option<OffsetDateTime>,
    /// When it is read next; never, if it was a file.
    pub due_at: Option<OffsetDateTime>,
    /// How many pods were in it,
    pub found: u64,
    /// and how much else.
    pub left_out: u64,
    /// Why nothing was read, in the program's own language; empty where all is well.
    pub error: String,
}

impl ImportKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Movim, Self::NodeInfo, Self::Providers];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Movim => "movim",
            Self::NodeInfo => "nodeinfo",
            Self::Providers => "providers",
        }
    }

    /// Reads the word; none for what is none of it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Movim => t!(ctx, "imports-movim"),
            Self::NodeInfo => t!(ctx, "imports-nodeinfo"),
            Self::Providers => t!(ctx, "imports-providers"),
        }
    }
}

impl Page for ImportsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "imports-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Directory))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "imports-lead")) }
            p { a href=(url::admin_directory("", "", "")) { (t!(ctx, "listings-title")) } }
            (self.form(ctx))
            @if self.lists.is_empty() { (empty(&Empty { title: t!(ctx, "imports-empty"), text: t!(ctx, "imports-empty-text"), step: None })) }
            @else { (table(ctx, &self.lists)) }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let list = |address: &str, kind| ImportRow {
            address: address.to_owned(),
            kind,
            ran_at: Some(now - Duration::HOUR),
            due_at: Some(now + Duration::DAY),
            found: 1_234,
            left_out: 2,
            error: String::new(),
        };
        let lists = vec![
            list("https://data.xmpp.net/providers/v2/providers-A.json", ImportKind::Providers),
            ImportRow {
                ran_at: None,
                found: 0,
                error: "it answers with 404 <b>".to_owned(),
                ..list("https://movim.example/infos", ImportKind::Movim)
            },
            ImportRow { due_at: None, ..list("file:pods & others.json", ImportKind::NodeInfo) },
        ];
        let address = "http://a.example/\"".to_owned();
        let errors = Errors::one("address", Problem::ListInvalid);
        vec![
            Self { lists, kind: ImportKind::NodeInfo, address, errors },
            Self {
                lists: Vec::new(),
                kind: ImportKind::Movim,
                address: String::new(),
                errors: Errors::form(Problem::ListsFull),
            },
        ]
    }
}

impl ImportsPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_imports();
        let kind = Choice {
            form: "import",
            name: "kind",
            label: t!(ctx, "imports-kind"),
            hint: String::new(),
            options: ImportKind::ALL.into_iter().map(|kind| (kind.code(), kind.word(ctx))).collect(),
            chosen: self.kind.code(),
        };
        let address = Field {
            form: "import",
            name: "address",
            label: t!(ctx, "imports-address"),
            value: &self.address,
            hint: t!(ctx, "imports-address-hint"),
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="import" {
                (hidden(ctx, &action))
                (summary(ctx, "import", &self.errors))
                (kind.render(ctx, &self.errors))
                (address.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "imports-add")) } }
            }
        }
    }
}

fn table(ctx: &Context<'_>, lists: &[ImportRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "imports-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "imports-address")) }
                th scope="col" { (t!(ctx, "imports-kind")) }
                th scope="col" { (t!(ctx, "imports-ran")) }
                th scope="col" { (t!(ctx, "listings-next")) }
                th.amount scope="col" { (t!(ctx, "imports-found")) }
                th scope="col" { (t!(ctx, "imports-error")) }
                th scope="col" { (t!(ctx, "listings-turn")) }
            } }
            tbody { @for list in lists { (row(ctx, list)) } }
        }
    }
}

fn row(ctx: &Context<'_>, list: &ImportRow) -> Markup {
    let amount = |value| number(ctx.language, value);
    html! {
        tr {
            td { bdi { (list.address) } }
            td data-label=(t!(ctx, "imports-kind")) { (list.kind.word(ctx)) }
            td data-label=(t!(ctx, "imports-ran")) { @if let Some(at) = list.ran_at { (dates::relative(ctx, at)) } @else { (t!(ctx, "listings-never")) } }
            td data-label=(t!(ctx, "listings-next")) { @if let Some(at) = list.due_at { (dates::exact(ctx, at)) } @else { (t!(ctx, "listings-never")) } }
            td.amount data-label=(t!(ctx, "imports-found")) { (t!(ctx, "imports-counts", found = amount(list.found), out = amount(list.left_out))) }
            td data-label=(t!(ctx, "imports-error")) lang="en" { bdi { (list.error) } }
            td {
                @if list.due_at.is_some() { (button(ctx, &url::admin_imports_read(), list, &t!(ctx, "imports-read"))) }
                (button(ctx, &url::admin_imports_remove(), list, &t!(ctx, "imports-remove")))
            }
        }
    }
}

fn button(ctx: &Context<'_>, action: &str, list: &ImportRow, word: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (hidden(ctx, &format!("{action}/{}", list.address)))
            input type="hidden" name="address" value=(list.address);
            button.button.button-quiet type="submit" { (word) span.visually-hidden { " " (list.address) } }
        }
    }
}
