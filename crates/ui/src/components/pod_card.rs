//! A pod as a newcomer sees it.

use crate::components::{icon, pod_mark};
use crate::context::Context;
use crate::dates;
use crate::language::Language;
use crate::locales::{number, t};
use crate::pages::{EmailWish, Places, PodCard, Terms, Why};
use crate::url::{self, Mode};
use maud::{Markup, html};

/// Topics of a card at most.
const TOPICS: usize = 5;

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
            li { (icon(ctx, "door-open")) span { (joining(ctx, pod)) } }
            li { (icon(ctx, "armchair")) span { (places(ctx, pod.places)) " · " (price(ctx, pod.terms.price.as_deref())) } }
            @if !pod.languages.is_empty() { li { (icon(ctx, "languages")) (languages(&pod.languages)) } }
            @if !pod.terms.topics.is_empty() { li { (icon(ctx, "messages-square")) (topics(&pod.terms.topics)) } }
            @if pod.any_account { li { (icon(ctx, "at-sign")) (t!(ctx, "pod-any-account")) } }
            @if !pod.provider.is_empty() || pod.since.is_some() {
                li { (icon(ctx, "sprout")) span {
                    @if !pod.provider.is_empty() { (t!(ctx, "pod-run-by", provider = pod.provider.as_str())) " " }
                    @if let Some(since) = pod.since { (t!(ctx, "pod-since", year = since.year().to_string())) }
                } }
            }
            @if let Some(seen_at) = pod.seen_at {
                li { (icon(ctx, "globe")) span {
                    (t!(ctx, "pod-seen")) " " (dates::relative(ctx, seen_at))
                    @if let Some((percent, _)) = pod.why.and_then(|why| why.uptime) { " · " (t!(ctx, "pod-uptime", percent = percent)) }
                } }
            }
            (texts(ctx, &pod.name, &pod.terms))
        }
    }
}

/// How one joins, how long that takes, and whether for an address of e-mail.
fn joining(ctx: &Context<'_>, pod: &PodCard) -> Markup {
    let email = pod.terms.email.filter(|_| pod.mode != Mode::Closed).map(|email| match email {
        EmailWish::None => t!(ctx, "pod-email-none"),
        EmailWish::Optional => t!(ctx, "pod-email-optional"),
        EmailWish::Required => t!(ctx, "pod-email-required"),
    });
    html! { (how_to_join(ctx, pod)) @if let Some(email) = email { " · " (email) } }
}

fn topics(topics: &[String]) -> Markup {
    html! {
        span { @for (index, topic) in topics.iter().take(TOPICS).enumerate() { @if index > 0 { ", " } bdi { (topic) } } }
    }
}

/// Its rules and its word on privacy, to be read before one joins.
fn texts(ctx: &Context<'_>, name: &str, terms: &Terms) -> Markup {
    let named = [(t!(ctx, "sheet-rules"), &terms.rules), (t!(ctx, "sheet-privacy"), &terms.privacy)];
    let links = named.into_iter().filter_map(|(words, link)| Some((words, link.as_ref()?)));
    html! {
        @if terms.rules.is_some() || terms.privacy.is_some() {
            li { (icon(ctx, "info")) span { @for (index, (words, link)) in links.enumerate() {
                @if index > 0 { " · " }
                a href=(link) rel="nofollow noopener noreferrer" { (words) span.visually-hidden { " " (name) } }
            } } }
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

/// The same, and how long it takes where somebody looks at each request.
pub(crate) fn how_to_join(ctx: &Context<'_>, pod: &PodCard) -> Markup {
    let hours = pod.terms.approval_hours.filter(|_| pod.mode == Mode::Approval);
    html! { (mode(ctx, pod.mode)) @if let Some(hours) = hours { " – " (t!(ctx, "sheet-approval", hours = hours)) } }
}

/// What it costs, in its own words.
pub(crate) fn price(ctx: &Context<'_>, price: Option<&str>) -> Markup {
    html! { @if let Some(price) = price { bdi { (price) } } @else { (t!(ctx, "sheet-free")) } }
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
