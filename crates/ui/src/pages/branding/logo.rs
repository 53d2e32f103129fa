//! The pod's logo: a file and what it shows, and the logo before it, to go back to.

use crate::components::{Field, hidden, pod_mark, summary};
use crate::context::{Context, Place};
use crate::locales::t;
use crate::measures::file_size;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};

/// `POST /operate/branding/logo`: `picture` (a file), `words`; or `remove=1`.
#[derive(Clone, Debug, Default)]
pub struct LogoForm {
    /// The address of the logo that is shown, if there is one.
    pub now: Option<String>,
    /// The hash of the one before it, if there is one.
    pub before: Option<String>,
    /// What the logo shows, as it was typed.
    pub words: String,
    /// The most bytes of a file.
    pub biggest: u64,
    /// What is wrong: `picture`, `words`.
    pub errors: Errors,
}

impl LogoForm {
    /// Without a logo, with one and one before it, with one that was removed, and with what is no picture.
    pub(super) fn samples() -> [Self; 4] {
        let address = |hash| Some(url::logo(hash, url::LogoSide::Medium));
        let (none, before) = (Self { biggest: 5_000_000, ..Self::default() }, Some("11ff".to_owned()));
        let words = "A pot, and steam above it <b>".to_owned();
        let errors = Errors::one("picture", Problem::PictureUnreadable).with("words", Problem::TooLong(200));
        [
            none.clone(),
            Self { now: address("00ff"), before: before.clone(), words: words.clone(), ..none.clone() },
            Self { before, ..none.clone() },
            Self { now: address("00ff"), words, errors, ..none },
        ]
    }
}

/// The section of the page.
pub(super) fn logo(ctx: &Context<'_>, form: &LogoForm) -> Markup {
    html! {
        section.setting aria-labelledby="logo-title" {
            h2 id="logo-title" { (t!(ctx, "logo-title")) }
            p.hint { (t!(ctx, "logo-text")) }
            (upload(ctx, form))
            @if let Some(before) = &form.before { (former(ctx, before)) }
        }
    }
}

fn upload(ctx: &Context<'_>, form: &LogoForm) -> Markup {
    let action = url::operate_logo();
    let words = Field {
        form: "logo",
        name: "words",
        label: t!(ctx, "logo-words"),
        value: &form.words,
        hint: t!(ctx, "logo-words-hint"),
        ..Field::default()
    };
    html! {
        form.stack method="post" action=(action) id="logo" enctype="multipart/form-data" {
            (hidden(ctx, &action))
            (summary(ctx, "logo", &form.errors))
            div.picture-now { (now(ctx, form)) (file(ctx, form)) }
            (words.render(ctx, &form.errors))
            p.actions {
                button.button type="submit" { (t!(ctx, "settings-save")) }
                @if form.now.is_some() {
                    button.button.button-quiet type="submit" name="remove" value="1" { (t!(ctx, "logo-remove")) }
                }
            }
        }
    }
}

/// The mark as it is shown now.
fn now(ctx: &Context<'_>, form: &LogoForm) -> Markup {
    html! {
        div.logo-now {
            @if let Place::Pod(pod) = &ctx.place { (pod_mark(pod.name, pod.accent, form.now.as_deref())) }
            @if form.now.is_none() { p.hint { (t!(ctx, "logo-none")) } }
        }
    }
}

fn file(ctx: &Context<'_>, form: &LogoForm) -> Markup {
    let wrong = form.errors.of("picture");
    let described = match wrong {
        Some(_) => "logo-picture-hint logo-picture-error",
        None => "logo-picture-hint",
    };
    html! {
        div.field {
            label for="logo-picture" { (t!(ctx, "logo-label")) }
            p.hint id="logo-picture-hint" { (t!(ctx, "picture-hint", most = file_size(ctx, form.biggest))) }
            input id="logo-picture" type="file" name="picture" accept="image/jpeg,image/png,image/webp" aria-describedby=(described) aria-invalid=[wrong.map(|_| "true")];
            @if let Some(problem) = wrong { p.error id="logo-picture-error" { (problem.text(ctx)) } }
        }
    }
}

/// The logo before, to go back to or to forget.
fn former(ctx: &Context<'_>, before: &str) -> Markup {
    let picture = url::logo(before, url::LogoSide::Medium);
    let (restore, forget) = (url::operate_logo_restore(), url::operate_logo_forgetting(before));
    html! {
        div.logo-before {
            img class="pod-mark" src=(picture) alt=(t!(ctx, "logo-before")) width="44" height="44" decoding="async";
            p { (t!(ctx, "logo-before-text")) }
            form method="post" action=(restore) {
                (hidden(ctx, &restore))
                input type="hidden" name="logo" value=(before);
                button.button.button-quiet type="submit" { (t!(ctx, "logo-restore")) }
            }
            @if ctx.support.is_none() {
                a.button.button-quiet href=(forget) { (t!(ctx, "logo-forget")) }
            }
        }
    }
}
