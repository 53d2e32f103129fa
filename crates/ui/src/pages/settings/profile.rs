//! Settings: name, about, website, picture, handle.

use super::{HandleForm, PictureForm, ProfileForm};
use crate::components::{Field, Kind, Size, TextArea, face, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::measures::file_size;
use crate::url;
use maud::{Markup, html};

/// Name, about, website.
pub(super) fn profile(ctx: &Context<'_>, form: &ProfileForm) -> Markup {
    let action = url::settings_profile();
    let name = Field {
        form: "profile",
        name: "name",
        label: t!(ctx, "profile-name"),
        value: &form.name,
        autocomplete: "name",
        ..Field::default()
    };
    let about = TextArea {
        form: "profile",
        name: "about",
        label: t!(ctx, "profile-about"),
        value: &form.about,
        rows: 3,
        ..TextArea::default()
    };
    let website = Field {
        form: "profile",
        name: "website",
        label: t!(ctx, "profile-website"),
        value: &form.website,
        kind: Kind::Website,
        autocomplete: "url",
        ..Field::default()
    };
    html! {
        section.setting aria-labelledby="profile-title" {
            h2 id="profile-title" { (t!(ctx, "profile-title")) }
            p.hint { (t!(ctx, "profile-text")) }
            form.stack method="post" action=(action) id="profile" {
                (hidden(ctx, &action))
                (summary(ctx, "profile", &form.errors))
                (name.render(ctx, &form.errors)) (about.render(ctx, &form.errors)) (website.render(ctx, &form.errors))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
        }
    }
}

/// The picture: a file, or none.
pub(super) fn picture(ctx: &Context<'_>, form: &PictureForm) -> Markup {
    let action = url::settings_picture();
    let wrong = form.errors.of("picture");
    html! {
        section.setting aria-labelledby="picture-title" {
            h2 id="picture-title" { (t!(ctx, "picture-title")) }
            form.stack method="post" action=(action) id="picture" enctype="multipart/form-data" {
                (hidden(ctx, &action))
                (summary(ctx, "picture", &form.errors))
                div.picture-now {
                    @if let Some(viewer) = &ctx.viewer { (face(&viewer.person(), Size::Large)) }
                    div.field {
                        label for="picture-picture" { (t!(ctx, "picture-label")) }
                        p.hint id="picture-picture-hint" { (t!(ctx, "picture-hint", most = file_size(ctx, form.biggest))) }
                        input id="picture-picture" type="file" name="picture" accept="image/jpeg,image/png,image/webp" aria-describedby="picture-picture-hint" aria-invalid=[wrong.map(|_| "true")];
                        @if let Some(problem) = wrong { p.error { (problem.text(ctx)) } }
                    }
                }
                p.actions {
                    button.button type="submit" { (t!(ctx, "picture-submit")) }
                    @if ctx.viewer.as_ref().is_some_and(|viewer| viewer.face.is_some()) {
                        button.button.button-quiet type="submit" name="remove" value="1" { (t!(ctx, "picture-remove")) }
                    }
                }
            }
        }
    }
}

/// The handle, and the public page that it names.
pub(super) fn handle(ctx: &Context<'_>, form: &HandleForm) -> Markup {
    let action = url::settings_handle();
    let field = Field {
        form: "handle",
        name: "handle",
        label: t!(ctx, "handle-label"),
        value: &form.handle,
        prefix: "/@".to_owned(),
        hint: t!(ctx, "handle-hint"),
        required: true,
        ..Field::default()
    };
    html! {
        section.setting aria-labelledby="handle-title" {
            h2 id="handle-title" { (t!(ctx, "handle-title")) }
            @if form.fixed {
                p { (t!(ctx, "handle-fixed")) " " a href=(url::member(&form.handle)) { "/@" (form.handle) } }
            } @else {
                form.stack method="post" action=(action) id="handle" {
                    (hidden(ctx, &action))
                    (summary(ctx, "handle", &form.errors))
                    (field.render(ctx, &form.errors))
                    p { button.button type="submit" { (t!(ctx, "settings-save")) } }
                }
            }
        }
    }
}
