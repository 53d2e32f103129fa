//! The directory: pods that have room, to search and to choose from.

use crate::accent::Accent;
use crate::components::{Empty, empty, icon, pod_card};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::pages::imported::{self, ImportedPod};
use crate::url;
use crate::url::{DirectoryQuery, LogoSide, Mode, Sort, Wish};
use maud::{Markup, html};
use time::OffsetDateTime;
use time::macros::datetime;

mod filters;
mod terms;

pub use filters::Offered;
pub use terms::Terms;

/// The directory, as the platform's front page (`/`) and as a list with a search (`/pods`).
#[derive(Clone, Debug)]
pub struct DirectoryPage {
    /// What was asked for.
    pub query: DirectoryQuery,
    /// The pods that answer it, in order.
    pub pods: Vec<PodCard>,
    /// What the filters offer.
    pub offered: Offered,
    /// Whether this is the front page, which explains what all this is.
    pub front: bool,
    /// How many answer it,
    pub total: usize,
    /// and on how many pages they are.
    pub pages: u32,
    /// Where none answers: wishes without which some would, and how many.
    pub looser: Vec<(Wish, usize)>,
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
    /// What it says of joining it.
    pub terms: Terms,
    /// Who runs it; may be empty.
    pub provider: String,
    /// Since when.
    pub since: Option<OffsetDateTime>,
    /// When it was last looked at, where another deployment serves it.
    pub seen_at: Option<OffsetDateTime>,
    /// Why it is shown, where it is recommended.
    pub why: Option<Why>,
}

/// What of a recommended pod was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    /// How many percent of how many checks of thirty days were good, where another deployment serves it.
    pub uptime: Option<(u32, u32)>,
    /// For how many months it is known.
    pub months: Option<u32>,
    /// How many other pods are at its host.
    pub beside: usize,
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
                (filters::form(ctx, &self.query, &self.offered))
                p.hint role="status" { (t!(ctx, "directory-count", n = self.total)) @if self.total > 1 { " " (order(ctx, self.query.sort)) } }
                @if self.pods.is_empty() { (nothing(ctx, self)) }
                @else { div.pods { @for pod in &self.pods { (pod_card(ctx, pod)) } } }
                (pages(ctx, self))
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
            topic: "soup".to_owned(),
            upload: Some(50),
            accepts: "alice@home.example".to_owned(),
            sort: Sort::Name,
            ..DirectoryQuery::default()
        };
        let full = Self {
            query: DirectoryQuery::default(),
            pods: PodCard::samples(),
            offered: Offered::sample(),
            front: true,
            total: 4,
            pages: 1,
            looser: Vec::new(),
            imported: Vec::new(),
        };
        let page = |page| DirectoryQuery::default().at(page);
        let none = Self { pods: Vec::new(), total: 0, ..full.clone() };
        let every = DirectoryQuery { country: "fr".to_owned(), region: "EU".to_owned(), ..query.clone() };
        let every = DirectoryQuery { free: true, no_email: true, ..every };
        let looser = Wish::ALL.map(|wish| (wish, 2)).to_vec();
        vec![
            Self { front: false, total: 1_234, pages: 13, imported: ImportedPod::samples(), ..full.clone() },
            Self { query: page(1), front: false, total: 1_234, pages: 13, ..full.clone() },
            Self { query: page(12), front: false, total: 1_234, pages: 13, ..full.clone() },
            full.clone(),
            Self { query: query.clone(), front: false, ..full },
            Self { query: query.clone(), front: false, ..none.clone() },
            Self { query: every, front: false, looser, ..none.clone() },
            Self { front: false, ..none.clone() },
            none,
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
                why: Some(Why { uptime: None, months: Some(0), beside: 12 }),
                ..cantine
            },
            Self {
                tagline: "Readers and bookshops of the upper town".to_owned(),
                terms: Terms::sample(),
                ..lanterne
            },
            Self {
                provider: String::new(),
                since: None,
                languages: vec!["br".to_owned()],
                any_account: false,
                seen_at: Some(datetime!(2026-11-22 15:30 UTC)),
                why: Some(Why { uptime: Some((99, 712)), months: Some(7), beside: 0 }),
                ..treizh
            },
            long,
        ]
    }

    pub(super) fn sample(name: &str, accent: &str, mode: Mode, places: Places) -> Self {
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
            terms: Terms::default(),
            provider: "Coopérative du canal".to_owned(),
            since: Some(datetime!(2024-03-01 0:00 UTC)),
            seen_at: None,
            why: None,
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

/// The pages before and after this one.
fn pages(ctx: &Context<'_>, page: &DirectoryPage) -> Markup {
    let (here, query) = (page.query.page, &page.query);
    html! {
        @if page.pages > 1 {
            nav.pager aria-label=(t!(ctx, "pager-label")) {
                @if here > 0 { a.button.button-quiet rel="prev" href=(url::pods(&query.at(here - 1))) { (icon(ctx, "arrow-left")) (t!(ctx, "directory-before")) } }
                p { (t!(ctx, "directory-page", page = here.saturating_add(1), pages = page.pages)) }
                @if here.saturating_add(1) < page.pages { a.button.button-quiet rel="next" href=(url::pods(&query.at(here + 1))) { (t!(ctx, "directory-next")) (icon(ctx, "arrow-right")) } }
            }
        }
    }
}

/// That nothing answers, and what to leave out so that something does.
fn nothing(ctx: &Context<'_>, page: &DirectoryPage) -> Markup {
    let asks = Wish::ALL.into_iter().any(|wish| page.query.has(wish));
    if !asks {
        let (title, text) = (t!(ctx, "directory-none"), t!(ctx, "directory-none-text"));
        return empty(&Empty { title, text, step: None });
    }
    let all = url::pods(&DirectoryQuery::default());
    let text = match page.looser.as_slice() {
        [] => t!(ctx, "directory-nothing-text"),
        _ => t!(ctx, "directory-looser"),
    };
    html! {
        (empty(&Empty { title: t!(ctx, "directory-nothing"), text, step: Some((t!(ctx, "directory-all"), all)) }))
        @if !page.looser.is_empty() {
            ul.looser { @for (wish, count) in &page.looser {
                li { a href=(url::pods(&page.query.without(*wish))) { (filters::without(ctx, *wish)) } " " (t!(ctx, "directory-count", n = *count)) }
            } }
        }
    }
}
