//! A pod as a newcomer sees it.

use crate::components::{icon, pod_mark};
use crate::context::Context;
use crate::dates;
use crate::language::Language;
use crate::locales::{number, t};
use crate::pages::{Places, PodCard, Why};
use crate::url::{self, Mode};
use maud::{Markup, html};

/// One pod of the directory: what it is, how to join, and one button.
pub fn pod_card(ctx: &Context<'_>, pod: &PodCard) -> Markup {
    html! {
        article.pod id={ "pod-" (crate::posts::digest(&[&pod.host])) } {
            div.pod-head {
                (pod_mark(&pod.name, pod.accent, pod.logo.as_deref()))
                div {
                    h3 { a href=(url::absolute(ctx.platform, &url::pod_sheet(&pod.host))) { bdi { (pod.name) } } }
                    p.address { bdi { (pod.host) } }
                }
            }
            @if !pod.tagline.is_empty() { p.pod-tagline dir="auto" { (pod.tagline) } }
            (facts(ctx, pod))
            @if let Some(why) = &pod.why { (reasons(ctx, *why)) }
            p.pod-join { a.button href=(join_address(ctx, pod)) rel="nofollow" { (join_word(ctx, pod)) span.visually-hidden { " " (pod.name) } } }
        }
    }
}

fn facts(ctx: &Context<'_>, pod: &PodCard) -> Markup {
    html! {
        ul.facts {
            li { (icon(ctx, "door-open")) (mode(ctx, pod.mode)) }
            li { (icon(ctx, "armchair")) (places(ctx, pod.places)) }
            @if !pod.languages.is_empty() { li { (icon(ctx, "languages")) (languages(&pod.languages)) } }
            @if pod.any_account { li { (icon(ctx, "at-sign")) (t!(ctx, "pod-any-account")) } }
            @if !pod.provider.is_empty() || pod.since.is_some() {
                li { (icon(ctx, "sprout")) span {
                    @if !pod.provider.is_empty() { (t!(ctx, "pod-run-by", provider = pod.provider.as_str())) " " }
                    @if let Some(since) = pod.since { (t!(ctx, "pod-since", year = since.year().to_string())) }
                } }
            }
            @if let Some(seen_at) = pod.seen_at {
                li { (icon(ctx, "globe")) span { (t!(ctx, "pod-seen")) " " (dates::relative(ctx, seen_at)) } }
            }
        }
    }
}

/// Why it is here: what every recommended pod has, and what was measured of this one.
fn reasons(ctx: &Context<'_>, why: Why) -> Markup {
    html! {
        details.pod-why {
            summary { (t!(ctx, "pod-why")) }
            ul {
                li { (t!(ctx, "pod-why-room")) }
                @if let Some((percent, checks)) = why.uptime { li { (t!(ctx, "pod-why-uptime", percent = percent, checks = number(ctx.language, u64::from(checks)))) } }
                @if let Some(months) = why.months { li { (t!(ctx, "pod-why-months", n = months)) } }
                @if why.beside > 0 { li { (t!(ctx, "pod-why-beside", n = why.beside)) } }
            }
        }
    }
}

/// Through the directory, which counts how many go; a pod that takes nobody in is only looked at.
pub(crate) fn join_address(ctx: &Context<'_>, pod: &PodCard) -> String {
    if pod.mode == Mode::Closed {
        return url::absolute(&pod.origin, &url::front());
    }
    url::absolute(ctx.platform, &url::join(&pod.host))
}

/// What that is called.
pub(crate) fn join_word(ctx: &Context<'_>, pod: &PodCard) -> String {
    match pod.mode {
        Mode::Open | Mode::Confirmed | Mode::Invite => t!(ctx, "pod-join"),
        Mode::Approval => t!(ctx, "pod-ask"),
        Mode::Closed => t!(ctx, "pod-look"),
    }
}

/// How one joins, in a few words.
pub(crate) fn mode(ctx: &Context<'_>, mode: Mode) -> String {
    match mode {
        Mode::Open => t!(ctx, "mode-open"),
        Mode::Confirmed => t!(ctx, "mode-confirmed"),
        Mode::Approval => t!(ctx, "mode-approval"),
        Mode::Invite => t!(ctx, "mode-invite"),
        Mode::Closed => t!(ctx, "mode-closed"),
    }
}

/// Free places, in a few words.
pub(crate) fn places(ctx: &Context<'_>, places: Places) -> String {
    let written = |value: u32| number(ctx.language, u64::from(value));
    match places {
        Places::Unlimited => t!(ctx, "places-unlimited"),
        Places::None => t!(ctx, "places-none"),
        Places::Band(from, to) => t!(ctx, "places-band", from = written(from), to = written(to)),
        Places::AtLeast(from) => t!(ctx, "places-at-least", from = written(from)),
    }
}

/// The names of languages for themselves; a tag where we do not know the name.
pub(crate) fn languages(tags: &[String]) -> String {
    let names: Vec<&str> = tags.iter().map(|tag| language_name(tag)).collect();
    names.join(", ")
}

/// The name of a language for itself.
pub(crate) fn language_name(tag: &str) -> &str {
    match Language::from_tag(tag) {
        Some(language) => language.own_name(),
        None => tag,
    }
}

/// The name of a country; its letters where we do not know the name.
pub(crate) fn country_name(ctx: &Context<'_>, code: &str) -> String {
    t!(ctx, "country-name", code = code, letters = code.to_uppercase())
}
