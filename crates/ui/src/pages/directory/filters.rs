//! The form by which a newcomer says what she looks for: every wish is a hard one, and all of them stand in the address.

use crate::components::{self, country_name, icon};
use crate::context::Context;
use crate::locales::t;
use crate::url::{self, DirectoryQuery, Mode, Sort, Wish};
use maud::{Markup, html};

use super::sort_word;

/// The sizes of a file that one may ask for, in megabytes.
const SIZES: [u64; 6] = [1, 5, 10, 50, 100, 500];

/// What the filters offer: what some pod says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Languages that are spoken, as tags.
    pub languages: Vec<String>,
    /// Countries, in two lower-case letters.
    pub countries: Vec<String>,
    /// Regions.
    pub regions: Vec<String>,
    /// Topics, those first of which there are most.
    pub topics: Vec<String>,
}

impl Offered {
    pub(super) fn sample() -> Self {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        Self {
            languages: owned(&["en", "fr", "br"]),
            countries: owned(&["de", "fr", "zz"]),
            regions: owned(&["EU", "<b>"]),
            topics: owned(&["soup", "art & <b>"]),
        }
    }
}

/// The form.
pub(super) fn form(ctx: &Context<'_>, query: &DirectoryQuery, offered: &Offered) -> Markup {
    html! {
        search { form.search method="get" action=(url::pods(&DirectoryQuery::default())) {
            div.field.search-words { label for="search-q" { (t!(ctx, "directory-q")) } input id="search-q" type="search" name="q" value=(query.q) autocomplete="off"; }
            (languages(ctx, query, &offered.languages))
            div.field { label for="search-mode" { (t!(ctx, "directory-mode")) } select id="search-mode" name="mode" {
                option value="" { (t!(ctx, "directory-any")) }
                @for mode in [Mode::Open, Mode::Approval] { option value=(mode.code()) selected[query.mode == Some(mode)] { (components::mode_words(ctx, mode)) } }
            } }
            div.field { label for="search-sort" { (t!(ctx, "directory-sort")) } select id="search-sort" name="sort" {
                @for sort in Sort::ALL { option value=(sort.code()) selected[query.sort == sort] { (sort_word(ctx, sort)) } }
            } }
            button.button type="submit" { (icon(ctx, "search")) (t!(ctx, "directory-search")) }
            (further(ctx, query, offered))
        } }
    }
}

fn languages(ctx: &Context<'_>, query: &DirectoryQuery, all: &[String]) -> Markup {
    html! {
        div.field { label for="search-language" { (t!(ctx, "directory-language")) } select id="search-language" name="language" {
            option value="" { (t!(ctx, "directory-any")) }
            @for tag in with(all, &query.language) { option value=(tag) lang=(tag) selected[*tag == *query.language] { (components::language_name(tag)) } }
        } }
    }
}

/// What few ask for: shut until somebody does.
fn further(ctx: &Context<'_>, query: &DirectoryQuery, offered: &Offered) -> Markup {
    let is_open = Wish::ALL.into_iter().skip(3).any(|wish| query.has(wish));
    html! {
        details.search-further open[is_open] {
            summary { (t!(ctx, "directory-further")) }
            div.search-wishes {
                div.field { label for="search-country" { (t!(ctx, "directory-country")) } select id="search-country" name="country" {
                    option value="" { (t!(ctx, "directory-any-country")) }
                    @for code in with(&offered.countries, &query.country) { option value=(code) selected[*code == *query.country] { (country_name(ctx, code)) } }
                } }
                div.field { label for="search-region" { (t!(ctx, "directory-region")) } select id="search-region" name="region" {
                    option value="" { (t!(ctx, "directory-any-region")) }
                    @for region in with(&offered.regions, &query.region) { option value=(region) selected[*region == *query.region] { (region) } }
                } }
                div.field { label for="search-topic" { (t!(ctx, "directory-topic")) }
                    input id="search-topic" name="topic" list="search-topics" value=(query.topic) autocomplete="off";
                    datalist id="search-topics" { @for topic in &offered.topics { option value=(topic) {} } }
                }
                (upload(ctx, query))
                div.field { label for="search-accepts" { (t!(ctx, "directory-accepts")) }
                    input id="search-accepts" name="accepts" value=(query.accepts) inputmode="email" autocapitalize="none" spellcheck="false" autocomplete="off";
                }
                div.check { input id="search-free" type="checkbox" name="free" value="true" checked[query.free]; label for="search-free" { (t!(ctx, "directory-free")) } }
                div.check { input id="search-email" type="checkbox" name="email" value="none" checked[query.no_email]; label for="search-email" { (t!(ctx, "directory-no-email")) } }
            }
        }
    }
}

fn upload(ctx: &Context<'_>, query: &DirectoryQuery) -> Markup {
    let other = query.upload.filter(|size| !SIZES.contains(size));
    html! {
        div.field { label for="search-upload" { (t!(ctx, "directory-upload")) } select id="search-upload" name="upload" {
            option value="" { (t!(ctx, "directory-any-size")) }
            @for size in SIZES.into_iter().chain(other) { option value=(size) selected[query.upload == Some(size)] { (t!(ctx, "directory-megabytes", n = size)) } }
        } }
    }
}

/// What is offered, and what was asked for where that is not among it: it stays chosen.
fn with<'a>(offered: &'a [String], asked: &'a str) -> impl Iterator<Item = &'a str> {
    let other = (!asked.is_empty() && !offered.iter().any(|one| *one == *asked)).then_some(asked);
    offered.iter().map(String::as_str).chain(other)
}

/// What is left out of the question by a link.
pub(super) fn without(ctx: &Context<'_>, wish: Wish) -> String {
    match wish {
        Wish::Words => t!(ctx, "without-words"),
        Wish::Language => t!(ctx, "without-language"),
        Wish::Mode => t!(ctx, "without-mode"),
        Wish::Country => t!(ctx, "without-country"),
        Wish::Region => t!(ctx, "without-region"),
        Wish::Topic => t!(ctx, "without-topic"),
        Wish::Free => t!(ctx, "without-free"),
        Wish::NoEmail => t!(ctx, "without-no-email"),
        Wish::Upload => t!(ctx, "without-upload"),
        Wish::Accepts => t!(ctx, "without-accepts"),
    }
}
