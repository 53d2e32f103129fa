//! The pod's front page: what it is, what is written here, how to come in.

use crate::components::{self, Announcement, Empty, Link, announcement, hidden};
use crate::context::{Context, Place};
use crate::dates;
use crate::forms::Joining;
use crate::locales::{number, t};
use crate::markdown;
use crate::page::Page;
use crate::pages::login;
use crate::posts::Post;
use crate::problems::Errors;
use crate::samples;
use crate::sanitise::Clean;
use crate::shell::preview;
use crate::url;
use crate::url::{LogoSide, Mode};
use maud::{Markup, html};
use time::OffsetDateTime;

/// The pod's front page, for visitors (a member who is signed in gets the feed).
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// What the pod says to whoever comes; none: nothing.
    pub welcome: Option<Clean>,
    /// What is announced to everybody.
    pub announcements: Vec<Announcement>,
    /// Whether one may look around as a guest.
    pub guest: bool,
    /// Public posts, newest first.
    pub posts: Vec<Post>,
    /// How many members the pod has.
    pub members: u32,
    /// Whether and how one can join.
    pub joining: Joining,
    /// The rules in a few words each, as far as there are any.
    pub rules: Vec<String>,
    /// Where else the pod is.
    pub links: Vec<Link>,
    /// What stands in the sign-in form's address field.
    pub jid: String,
}

impl Page for FrontPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn head(&self, ctx: &Context<'_>) -> Markup {
        html! { @if let Place::Pod(pod) = &ctx.place {
            @if !pod.tagline.is_empty() { meta name="description" content=(pod.tagline); }
            meta property="og:title" content=(pod.name);
            meta property="og:type" content="website";
            (preview(ctx))
        } }
    }

    fn nameplate(&self, ctx: &Context<'_>) -> Option<Markup> {
        Some(html! {
            (picture(ctx))
            h1 { (ctx.place_name()) }
            @if let Place::Pod(pod) = &ctx.place { @if !pod.tagline.is_empty() { p.tagline { (pod.tagline) } } }
            @if let Some(words) = &self.welcome { div.prose.welcome dir="auto" { (words) } }
            p.dateline {
                span { (dates::weekday_and_day(ctx, ctx.now)) }
                span { (t!(ctx, "front-members", n = self.members, written = number(ctx.language, u64::from(self.members)))) }
                span { (places(ctx, &self.joining)) }
            }
        })
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let nothing = Empty { title: t!(ctx, "front-empty"), text: t!(ctx, "front-empty-text"), step: None };
        html! {
            @for one in &self.announcements { (announcement(ctx, one, false)) }
            section aria-labelledby="public" {
                h2.section-title id="public" { (t!(ctx, "front-public")) }
                (posts(ctx, &self.posts, &nothing))
            }
        }
    }

    fn aside(&self, ctx: &Context<'_>) -> Option<Markup> {
        Some(html! { (ways_in(ctx, self)) (rules(ctx, &self.rules)) (components::links(ctx, &self.links)) })
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let rules = [
            "Write as you would at the long table.",
            "No advertising.",
            "Pictures of others only with their consent.",
        ];
        let full = Self {
            welcome: Some(markdown::render("Come in: there is **soup** on Thursdays. <script>").html),
            announcements: Announcement::samples(now),
            guest: true,
            posts: samples::public_posts(now),
            members: 1214,
            joining: Joining { places: Some(36), accounts: true, ..Joining::default() },
            rules: rules.map(str::to_owned).to_vec(),
            links: Link::samples(),
            jid: String::new(),
        };
        let joining = |places, mode, accounts| Joining { places, mode, accounts, ..Joining::default() };
        let empty = |joining| Self {
            welcome: None,
            posts: Vec::new(),
            members: 1,
            rules: Vec::new(),
            links: Vec::new(),
            joining,
            guest: false,
            ..full.clone()
        };
        vec![
            full.clone(),
            empty(joining(Some(0), Mode::Open, true)),
            empty(joining(None, Mode::Approval, true)),
            empty(joining(Some(3), Mode::Confirmed, true)),
            empty(joining(Some(1), Mode::Open, false)),
            empty(joining(Some(3), Mode::Closed, true)),
            empty(Joining { waits: true, ..joining(Some(0), Mode::Open, true) }),
            empty(Joining { paused: true, ..joining(Some(9), Mode::Open, true) }),
        ]
    }
}

/// The same card as everywhere, one heading lower than the page's sections needs no change: both are second.
fn posts(ctx: &Context<'_>, posts: &[Post], nothing: &Empty) -> Markup {
    components::post_list(ctx, posts, false, nothing)
}

/// The pod's logo, in the size of its name.
fn picture(ctx: &Context<'_>) -> Markup {
    html! {
        @if let Some(logo) = ctx.logo() {
            img class="nameplate-logo" src=(url::logo(logo.hash, LogoSide::Medium)) alt=(logo.words) width="96" height="96" decoding="async";
        }
    }
}

fn places(ctx: &Context<'_>, joining: &Joining) -> String {
    match joining.places {
        _ if joining.closed() => components::mode_words(ctx, joining.mode),
        Some(0) => t!(ctx, "front-full"),
        _ if joining.paused => t!(ctx, "front-paused"),
        Some(places) if joining.possible() => t!(ctx, "front-places", n = places),
        _ => components::mode_words(ctx, joining.mode),
    }
}

fn ways_in(ctx: &Context<'_>, page: &FrontPage) -> Markup {
    let action = url::login();
    html! {
        section.ways-in aria-labelledby="ways-in" {
            h2 id="ways-in" { (t!(ctx, "front-come-in")) }
            @if page.joining.possible() {
                p { (t!(ctx, "front-join-text")) }
                p { a.button.button-wide href=(url::register()) { (t!(ctx, "front-join")) } }
                p.or { span { (t!(ctx, "front-or")) } }
            } @else { (no_way_in(ctx, &page.joining)) }
            form.stack method="post" action=(action) id="login" {
                (hidden(ctx, &action))
                input type="hidden" name="keep" value="1";
                (login::sign_in_fields(ctx, "login", &page.jid, &Errors::none()))
                p { button.button.button-quiet.button-wide type="submit" { (t!(ctx, "login-submit")) } }
            }
            @if page.guest { (components::guest_button(ctx)) }
        }
    }
}

/// What a newcomer can do who cannot join now.
fn no_way_in(ctx: &Context<'_>, joining: &Joining) -> Markup {
    let other_pods = url::absolute(ctx.platform, &url::front());
    html! {
        @if joining.closed() {
            p { (t!(ctx, "login-closed", pod = ctx.place_name())) " " a href=(other_pods) { (t!(ctx, "login-other-pods")) } }
        } @else if joining.full() {
            p { (t!(ctx, "login-full", pod = ctx.place_name())) " " a href=(other_pods) { (t!(ctx, "login-other-pods")) } }
            @if joining.waits { p { a.button.button-wide href=(url::register()) { (t!(ctx, "front-wait")) } } }
        } @else if joining.asks() {
            p { (t!(ctx, "front-ask-text")) }
            p { a.button.button-wide href=(url::register()) { (t!(ctx, "register-ask")) } }
        } @else if joining.confirms() {
            p { (t!(ctx, "front-confirm-text")) }
            p { a.button.button-wide href=(url::register()) { (t!(ctx, "register-confirm")) } }
        } @else if joining.paused {
            p { (t!(ctx, "front-paused-text")) " " a href=(other_pods) { (t!(ctx, "login-other-pods")) } }
        }
    }
}

fn rules(ctx: &Context<'_>, rules: &[String]) -> Markup {
    html! {
        @if !rules.is_empty() {
            section aria-labelledby="rules" {
                h2 id="rules" { (t!(ctx, "front-rules")) }
                ol.rules { @for rule in rules { li { (rule) } } }
                p { a href=(url::rules()) { (t!(ctx, "front-all-rules")) } }
            }
        }
    }
}
