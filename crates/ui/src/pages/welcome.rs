//! First steps after sign-up: a handle, a friend, a first post.

use crate::components::{self, Field, Gift, Kind, gift, hidden, icon};
use crate::context::Context;
use crate::forms::Composer;
use crate::locales::t;
use crate::markdown;
use crate::newness::Newness;
use crate::page::Page;
use crate::problems::{Errors, Problem};
use crate::sanitise::Clean;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// First steps. Each is a form of its own and can be left out.
#[derive(Clone, Debug)]
pub struct WelcomePage {
    /// What the pod says to whoever comes; none: nothing.
    pub welcome: Option<Clean>,
    /// What was done already.
    pub steps: Steps,
    /// The server that keeps her account, if it is not the pod that lets her back in.
    pub elsewhere: Option<String>,
    /// What was typed as handle, or a free one that is proposed (form to `/welcome`, field `handle`).
    pub handle: String,
    /// What was typed as a friend's address (form to `/contacts`, field `jid`).
    pub friend: String,
    /// The first post (form to `/publish`).
    pub composer: Composer,
    /// What she may not do yet, if she is new.
    pub newness: Option<Newness>,
    /// What the pod says of gifts, if it asks for any.
    pub gift: Option<Gift>,
    /// What is wrong: `handle` or `jid`.
    pub errors: Errors,
}

/// Which of the first steps are done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// She has a handle.
    pub handle: bool,
    /// She has a contact or asked somebody.
    pub friend: bool,
    /// She wrote something.
    pub post: bool,
    /// She has codes by which she gets back in; none where that is another server's business.
    pub codes: Option<bool>,
}

impl Page for WelcomePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "welcome-title", pod = ctx.place_name())
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "welcome-title", pod = ctx.place_name())) }
            p.lead { (t!(ctx, "welcome-lead")) }
            @if let Some(words) = &self.welcome { div.prose.welcome dir="auto" { (words) } }
            @if let Some(newness) = &self.newness { (components::newness(ctx, newness)) }
            ol.steps {
                @if let Some(done) = self.steps.codes {
                    li { (step(ctx, done, &t!(ctx, "welcome-codes"), &t!(ctx, "welcome-codes-text"), &codes_form(ctx))) }
                }
                li { (step(ctx, self.steps.handle, &t!(ctx, "welcome-handle"), &t!(ctx, "welcome-handle-text"), &self.handle_form(ctx))) }
                li { (step(ctx, self.steps.friend, &t!(ctx, "welcome-friend"), &t!(ctx, "welcome-friend-text"), &self.friend_form(ctx))) }
                li { (step(ctx, self.steps.post, &t!(ctx, "welcome-post"), &t!(ctx, "welcome-post-text"), &components::composer(ctx, &self.composer))) }
                @if let Some(words) = &self.gift {
                    li { (step(ctx, false, &t!(ctx, "welcome-gift"), &t!(ctx, "welcome-gift-text"), &gift(ctx, words))) }
                }
            }
            @if let Some(server) = &self.elsewhere { p.aside-line { (t!(ctx, "welcome-elsewhere", server = server.as_str())) } }
            p { a.button.button-quiet href=(url::feed()) { (t!(ctx, "welcome-done")) (icon(ctx, "arrow-right")) } }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let composer = Composer { longest: 20_000, ..Composer::default() };
        let fresh = Self {
            welcome: None,
            steps: Steps::default(),
            elsewhere: Some("jabber.example".to_owned()),
            handle: "alice".to_owned(),
            friend: String::new(),
            composer,
            newness: None,
            gift: None,
            errors: Errors::none(),
        };
        let wrong = Errors::one("handle", Problem::HandleTaken).with("jid", Problem::Yourself);
        vec![
            fresh.clone(),
            Self { errors: wrong, newness: Some(Newness::sample(now)), ..fresh.clone() },
            Self { newness: Some(Newness::nothing(now)), ..fresh.clone() },
            Self {
                steps: Steps { codes: Some(false), ..Steps::default() },
                elsewhere: None,
                welcome: Some(markdown::render("Come in: there is **soup** on Thursdays. <script>").html),
                ..fresh.clone()
            },
            Self {
                steps: Steps { handle: true, friend: true, post: false, codes: Some(true) },
                elsewhere: None,
                gift: Some(Gift::sample()),
                ..fresh
            },
        ]
    }
}

impl WelcomePage {
    fn handle_form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::welcome();
        let field = Field {
            form: "first",
            name: "handle",
            label: t!(ctx, "handle-label"),
            value: &self.handle,
            prefix: "/@".to_owned(),
            hint: t!(ctx, "handle-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.inline-form method="post" action=(action) id="first" {
                (hidden(ctx, &action))
                div.inline-fields { (field.render(ctx, &self.errors)) button.button type="submit" { (t!(ctx, "welcome-handle-submit")) } }
            }
        }
    }

    fn friend_form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::contacts();
        let field = Field {
            form: "friend",
            name: "jid",
            label: t!(ctx, "contacts-add-label"),
            value: &self.friend,
            kind: Kind::Address,
            hint: t!(ctx, "contacts-add-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.inline-form method="post" action=(action) id="friend" {
                (hidden(ctx, &action))
                input type="hidden" name="from" value="welcome";
                div.inline-fields { (field.render(ctx, &self.errors)) button.button type="submit" { (t!(ctx, "contacts-add")) } }
            }
        }
    }
}

fn codes_form(ctx: &Context<'_>) -> Markup {
    let action = url::settings_recovery_codes();
    html! {
        form method="post" action=(action) id="codes" {
            (hidden(ctx, &action))
            button.button type="submit" { (t!(ctx, "recovery-make")) }
        }
    }
}

fn step(ctx: &Context<'_>, done: bool, title: &str, text: &str, form: &Markup) -> Markup {
    html! {
        section.step {
            h2 { (title) @if done { " " span.done { (icon(ctx, "circle-check")) (t!(ctx, "welcome-step-done")) } } }
            @if !done { p { (text) } (form) }
        }
    }
}
