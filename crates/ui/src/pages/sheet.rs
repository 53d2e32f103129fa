//! A pod's page in the directory: all that it says of itself, and what the directory has seen of it.

use crate::components::{icon, join_address, join_word, pod_mark};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::pages::PodCard;
use crate::url::{self, DirectoryQuery};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

mod kept_out;
mod leaving;
mod said;
mod standing;
mod uptime;

pub use kept_out::{KeptOut, Voice};
pub use said::{EmailWish, LetIn, ProviderKind, Said, SaidLink};
pub use standing::Standing;
pub use uptime::UptimeDay;

/// `/pods/{host}`.
#[derive(Clone, Debug)]
pub struct SheetPage {
    /// Its host name.
    pub host: String,
    /// What it says of itself; none where nothing of that is shown.
    pub said: Option<Box<Said>>,
    /// How it stands in the directory.
    pub standing: Standing,
    /// Why it is kept out, and where one appeals; none of one that is not.
    pub kept_out: Option<KeptOut>,
    /// Whether it runs on this deployment.
    pub is_own: bool,
    /// How looks at it went, by day; none of own ones.
    pub days: Vec<UptimeDay>,
    /// When it was named first; none of own ones.
    pub first_seen: Option<OffsetDateTime>,
    /// When it was last looked at and good; none of own ones.
    pub seen_at: Option<OffsetDateTime>,
}

impl Page for SheetPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.name().to_owned()
    }

    fn section(&self) -> Section {
        Section::Directory
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { @if self.said.is_none() { meta name="robots" content="noindex"; } }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (self.top(ctx))
            (self.join(ctx))
            (leaving::render(ctx, &self.standing))
            @if let Some(kept_out) = &self.kept_out { (kept_out.render(ctx)) }
            @if let Some(said) = &self.said { (said.render(ctx)) }
            @if !self.is_own { (uptime::render(ctx, &self.days)) }
            (self.why(ctx))
            (self.for_who_runs_it(ctx))
            p.hint {
                a href=(url::pod_report(&self.host)) { (t!(ctx, "sheet-report")) }
                " · " a href=(url::pods(&DirectoryQuery::default())) { (t!(ctx, "directory-all")) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let day = |ago: i64| UptimeDay {
            date: now.date() - Duration::days(ago),
            good: if ago == 3 { 0 } else { 24 - ago.unsigned_abs() % 3 },
            total: 24,
        };
        let full = Self {
            host: "treizh.example".to_owned(),
            said: Some(Box::new(Said::sample(now))),
            standing: Standing::Joinable,
            kept_out: None,
            is_own: false,
            days: (0..30).rev().filter(|ago| ago % 7 != 5).map(day).collect(),
            first_seen: Some(now - Duration::days(200)),
            seen_at: Some(now - Duration::minutes(20)),
        };
        let own = Self { is_own: true, days: Vec::new(), first_seen: None, seen_at: None, ..full.clone() };
        let own = Self { said: Some(Box::new(Said::short_sample())), ..own };
        let mut samples: Vec<Self> = Standing::samples(now)
            .into_iter()
            .map(|standing| {
                let said = full.said.clone().filter(|_| standing.shows_what_it_says());
                let kept_out = (standing == Standing::Blocked).then(KeptOut::sample);
                Self { standing, said, kept_out, ..full.clone() }
            })
            .collect();
        samples.extend([full, own]);
        samples
    }
}

impl SheetPage {
    fn name(&self) -> &str {
        self.said.as_ref().map_or(&self.host, |said| &said.card.name)
    }

    fn top(&self, ctx: &Context<'_>) -> Markup {
        let card = self.said.as_ref().map(|said| &said.card);
        html! {
            div.pod-head.sheet-head {
                @if let Some(card) = card { (pod_mark(&card.name, card.accent, card.logo.as_deref())) }
                div {
                    h1 { bdi { (self.name()) } }
                    p.address { bdi { (self.host) } }
                }
            }
            @if let Some(card) = card.filter(|card| !card.tagline.is_empty()) { p.lead dir="auto" { (card.tagline) } }
            @if let Some(at) = self.seen_at { p.hint { (icon(ctx, "globe")) " " (t!(ctx, "pod-seen")) " " (dates::relative(ctx, at)) } }
        }
    }

    /// The way in; where there is none, a sentence that says so.
    fn join(&self, ctx: &Context<'_>) -> Markup {
        let card = self.said.as_ref().map(|said| &said.card);
        let open = card.filter(|_| self.standing == Standing::Joinable);
        html! {
            @if let Some(card) = open {
                p.actions {
                    a.button href=(join_address(ctx, card)) rel="nofollow" { (join_word(ctx, card)) span.visually-hidden { " " (card.name) } }
                    (look(ctx, card))
                }
            } @else {
                div.notice.notice-warning { (icon(ctx, "info")) p { (self.standing.sentence(ctx)) } }
                @if let Some(card) = card.filter(|_| self.standing.is_there()) { p.actions { (look(ctx, card)) } }
                p.actions { a.button href=(url::pods(&DirectoryQuery::default())) { (t!(ctx, "sheet-others")) } }
            }
        }
    }

    /// Why it is here.
    fn why(&self, ctx: &Context<'_>) -> Markup {
        html! {
            section aria-labelledby="why" {
                h2.section-title id="why" { (t!(ctx, "sheet-why")) }
                @if self.is_own { p { (t!(ctx, "sheet-why-own")) } }
                @else if let Some(at) = self.first_seen { p { (t!(ctx, "sheet-why-named", day = dates::weekday_and_day(ctx, at))) } }
                p { (t!(ctx, "sheet-why-order")) }
            }
        }
    }

    fn for_who_runs_it(&self, ctx: &Context<'_>) -> Markup {
        html! {
            details.figures {
                summary { (t!(ctx, "sheet-operators")) }
                p { (self.standing.for_who_runs_it(ctx)) }
                p { (if self.is_own { t!(ctx, "sheet-operators-own") } else { t!(ctx, "sheet-operators-other") }) }
            }
        }
    }
}

/// The pod itself, for who wants to see it first.
fn look(ctx: &Context<'_>, card: &PodCard) -> Markup {
    html! { a.button.button-quiet href=(card.origin) { (t!(ctx, "pod-look")) } }
}
