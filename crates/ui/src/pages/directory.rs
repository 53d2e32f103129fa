//! The directory: pods that have room, to search and to choose from.

use crate::accent::Accent;
use crate::components::{self, Empty, empty, icon, pod_card};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::pages::imported::{self, ImportedPod};
use crate::url;
use crate::url::{DirectoryQuery, LogoSide, Mode, Sort};
use maud::{Markup, html};
use time::OffsetDateTime;
use time::macros::datetime;

/// The directory, as the platform's front page (`/`) and as a list with a search (`/pods`).
#[derive(Clone, Debug)]
pub struct DirectoryPage {
    /// What was asked for.
    pub query: DirectoryQuery,
    /// The pods that answer it, in order.
    pub pods: Vec<PodCard>,
    /// Languages that some pod speaks, as tags, for the filter.
    pub languages: Vec<String>,
    /// Whether this is the front page, which explains what all this is.
    pub front: bool,
    /// Whether more answer it than are shown.
    pub more: bool,
    /// Pods that others tell of, which nobody here has checked.
    pub imported: Vec<ImportedPod>,
}

/// A pod as a newcomer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodCard {
    /// Its name.
    pub name: String,
    /// Its host name.
    pub host: String,
    /// Its address: scheme, host, port.
    pub origin: String,
    /// A sentence on what it is.
    pub tagline: String,
    /// Its colour.
    pub accent: Accent,
    /// The address of its logo, on this host.
    pub logo: Option<String>,
    /// Language tags.
    pub languages: Vec<String>,
    /// How one joins.
    pub mode: Mode,
    /// Free places.
    pub places: Places,
    /// Whether accounts from elsewhere may sign in.
    pub any_account: bool,
    /// Who runs it; may be empty.
    pub provider: String,
    /// Since when.
    pub since: Option<OffsetDateTime>,
    /// Where one signs up, where another deployment serves it.
    pub sign_up: Option<String>,
    /// When it was last looked at, where another deployment serves it.
    pub seen_at: Option<OffsetDateTime>,
}

/// Free places, as a band: exact numbers are nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    /// No limit.
    Unlimited,
    /// None.
    None,
    /// Between the two, both included.
    Band(u32, u32),
    /// At least so many.
    AtLeast(u32),
}

impl Page for DirectoryPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "directory-title")
    }

    fn section(&self) -> Section {
        Section::Directory
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn nameplate(&self, ctx: &Context<'_>) -> Option<Markup> {
        self.front.then(|| opening(ctx))
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            @if self.front { (how(ctx)) } @else { h1 { (t!(ctx, "directory-title")) } }
            section.directory aria-labelledby="pods" {
                @if self.front { h2.section-title id="pods" { (t!(ctx, "directory-title")) } }
                @else { h2.visually-hidden id="pods" { (t!(ctx, "directory-results")) } }
                (search(ctx, self))
                p.hint role="status" { (t!(ctx, "directory-count", n = self.pods.len())) @if self.pods.len() > 1 { " " (order(ctx, self.query.sort)) } }
                @if self.pods.is_empty() { (empty(&nothing(ctx, self))) }
                @else { div.pods { @for pod in &self.pods { (pod_card(ctx, pod)) } } }
                @if self.more { p.hint { (t!(ctx, "directory-more")) } }
                p.hint { a href=(url::add()) { (t!(ctx, "directory-add")) } }
            }
            (imported::section(ctx, &self.imported))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let query = DirectoryQuery {
            q: "soup & <b>".to_owned(),
            language: "fr".to_owned(),
            mode: Some(Mode::Open),
            sort: Sort::Name,
        };
        let full = Self {
            query: DirectoryQuery::default(),
            pods: PodCard::samples(),
            languages: vec!["en".to_owned(), "fr".to_owned(), "br".to_owned()],
            front: true,
            more: false,
            imported: Vec::new(),
        };
        vec![
            Self { more: true, front: false, imported: ImportedPod::samples(), ..full.clone() },
            full.clone(),
            Self { query, front: false, ..full.clone() },
            Self { pods: Vec::new(), front: false, ..full.clone() },
            Self { pods: Vec::new(), ..full },
        ]
    }
}

impl PodCard {
    /// Samples of pods, for pages that show some.
    pub(super) fn samples() -> Vec<Self> {
        let cantine = Self::sample("La Cantine", "2f7a3f", Mode::Open, Places::Band(10, 49));
        let lanterne = Self::sample("Lanterne", "b4472b", Mode::Approval, Places::AtLeast(1000));
        let treizh = Self::sample("Treizh", "3355cc", Mode::Invite, Places::Unlimited);
        let long = Self::sample(
            "A-very-long-name-for-a-pod-that-somebody-thought-of",
            "888888",
            Mode::Closed,
            Places::None,
        );
        vec![
            Self {
                tagline: "Neighbours of the old canning works, and who eats with them".to_owned(),
                logo: Some(url::logo_of("la-cantine.example", "00ff", LogoSide::Medium)),
                ..cantine
            },
            Self { tagline: "Readers and bookshops of the upper town".to_owned(), ..lanterne },
            Self {
                provider: String::new(),
                since: None,
                languages: vec!["br".to_owned()],
                any_account: false,
                sign_up: Some("https://treizh.example/register".to_owned()),
                seen_at: Some(datetime!(2026-11-22 15:30 UTC)),
                ..treizh
            },
            long,
        ]
    }

    fn sample(name: &str, accent: &str, mode: Mode, places: Places) -> Self {
        let host = format!("{}.example", name.to_lowercase().replace(' ', "-"));
        Self {
            name: name.to_owned(),
            origin: format!("https://{host}"),
            host,
            tagline: String::new(),
            accent: Accent::parse(accent).unwrap_or(Accent::LEAF),
            logo: None,
            languages: vec!["fr".to_owned(), "en".to_owned()],
            mode,
            places,
            any_account: true,
            provider: "Coopérative du canal".to_owned(),
            since: Some(datetime!(2024-03-01 0:00 UTC)),
            sign_up: None,
            seen_at: None,
        }
    }
}

/// What all this is, for who comes for the first time.
fn opening(ctx: &Context<'_>) -> Markup {
    html! {
        div.opening {
            h1 { (t!(ctx, "home-heading")) }
            p.tagline { (t!(ctx, "home-tagline")) }
            p.actions {
                a.button href=(url::pick()) { (icon(ctx, "dices")) (t!(ctx, "home-pick")) }
                a.button.button-quiet href=(url::go()) { (t!(ctx, "home-go")) }
            }
        }
    }
}

/// How it goes, in three steps.
fn how(ctx: &Context<'_>) -> Markup {
    html! {
        ol.how {
            li { h2 { (t!(ctx, "home-one")) } p { (t!(ctx, "home-one-text")) } }
            li { h2 { (t!(ctx, "home-two")) } p { (t!(ctx, "home-two-text")) } }
            li { h2 { (t!(ctx, "home-three")) } p { (t!(ctx, "home-three-text")) } }
        }
    }
}

fn search(ctx: &Context<'_>, page: &DirectoryPage) -> Markup {
    html! {
        search { form.search method="get" action=(url::pods(&DirectoryQuery::default())) {
            div.field.search-words { label for="search-q" { (t!(ctx, "directory-q")) } input id="search-q" type="search" name="q" value=(page.query.q) autocomplete="off"; }
            div.field { label for="search-language" { (t!(ctx, "directory-language")) } select id="search-language" name="language" {
                option value="" { (t!(ctx, "directory-any")) }
                @for tag in &page.languages { option value=(tag) lang=(tag) selected[*tag == page.query.language] { (components::language_name(tag)) } }
            } }
            div.field { label for="search-mode" { (t!(ctx, "directory-mode")) } select id="search-mode" name="mode" {
                option value="" { (t!(ctx, "directory-any")) }
                @for mode in [Mode::Open, Mode::Approval, Mode::Invite] { option value=(mode.code()) selected[page.query.mode == Some(mode)] { (components::mode_words(ctx, mode)) } }
            } }
            div.field { label for="search-sort" { (t!(ctx, "directory-sort")) } select id="search-sort" name="sort" {
                @for sort in Sort::ALL { option value=(sort.code()) selected[page.query.sort == sort] { (sort_word(ctx, sort)) } }
            } }
            button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "directory-search")) }
        } }
    }
}

fn sort_word(ctx: &Context<'_>, sort: Sort) -> String {
    match sort {
        Sort::Draw => t!(ctx, "sort-draw"),
        Sort::Name => t!(ctx, "sort-name"),
        Sort::Newest => t!(ctx, "sort-newest"),
        Sort::Smallest => t!(ctx, "sort-smallest"),
    }
}

fn order(ctx: &Context<'_>, sort: Sort) -> String {
    if sort == Sort::Draw { t!(ctx, "directory-draw") } else { String::new() }
}

fn nothing(ctx: &Context<'_>, page: &DirectoryPage) -> Empty {
    if page.query == DirectoryQuery::default() {
        return Empty { title: t!(ctx, "directory-none"), text: t!(ctx, "directory-none-text"), step: None };
    }
    let all = url::pods(&DirectoryQuery::default());
    Empty {
        title: t!(ctx, "directory-nothing"),
        text: t!(ctx, "directory-nothing-text"),
        step: Some((t!(ctx, "directory-all"), all)),
    }
}
