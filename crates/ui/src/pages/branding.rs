//! How a pod looks, for those who run it: its name, what it is, its colour, its language, its logo.

mod introduction;
mod logo;

use crate::accent::{Accent, Shade};
use crate::components::{self, Choice, Desk, Field, hidden, summary};
use crate::context::Context;
use crate::language::Language;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
pub use introduction::IntroductionForm;
pub use logo::LogoForm;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/branding`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct BrandingPage {
    /// Its name.
    pub name: String,
    /// A sentence on what it is.
    pub tagline: String,
    /// Its colour, as it was typed.
    pub accent: String,
    /// The language of its own texts.
    pub language: Language,
    /// Its logo.
    pub logo: LogoForm,
    /// What it says of itself besides.
    pub introduction: IntroductionForm,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl Page for BrandingPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "branding-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_branding();
        let field = |name, label, value, hint| {
            Field { form: "branding", name, label, value, hint, ..Field::default() }.render(ctx, &self.errors)
        };
        let language = Choice {
            form: "branding",
            name: "language",
            label: t!(ctx, "branding-language"),
            hint: t!(ctx, "branding-language-hint"),
            options: Language::ALL.map(|language| (language.tag(), language.own_name().to_owned())).to_vec(),
            chosen: self.language.tag(),
        };
        html! {
            (components::desks(ctx, Desk::Branding))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "branding-lead")) }
            form.stack method="post" action=(action) id="branding" {
                (hidden(ctx, &action))
                (summary(ctx, "branding", &self.errors))
                (field("name", t!(ctx, "branding-name"), &self.name, String::new()))
                (field("tagline", t!(ctx, "branding-tagline"), &self.tagline, t!(ctx, "branding-tagline-hint")))
                (field("accent", t!(ctx, "branding-accent"), &self.accent, t!(ctx, "branding-accent-hint")))
                @if let Some(accent) = Accent::parse(self.accent.trim()) { (shades(ctx, accent)) }
                (language.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
            (logo::logo(ctx, &self.logo))
            (introduction::introduction(ctx, &self.introduction))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = |accent: &str, logo, introduction, errors| Self {
            name: "La Cantine".to_owned(),
            tagline: "Neighbours of the old canning works".to_owned(),
            accent: accent.to_owned(),
            language: Language::French,
            logo,
            introduction,
            errors,
        };
        let wrong = Errors::one("name", Problem::Required).with("accent", Problem::ColourInvalid);
        let [none, one, removed, unreadable] = LogoForm::samples();
        let [nothing, said, unsaid] = IntroductionForm::samples();
        vec![
            page("#2d763d", one, said, Errors::none()),
            page("#ffff00", removed, unsaid, Errors::none()),
            page("#2d763d", unreadable, nothing.clone(), Errors::none()),
            Self { name: String::new(), ..page("green", none, nothing, wrong) },
        ]
    }
}

/// What becomes of a colour, and how well it can be read.
fn shades(ctx: &Context<'_>, accent: Accent) -> Markup {
    let [light, dark] = accent.shades();
    html! {
        ul.shades {
            li { (swatch(&light)) (shade(ctx, t!(ctx, "branding-light"), &light)) }
            li { (swatch(&dark)) (shade(ctx, t!(ctx, "branding-dark"), &dark)) }
        }
    }
}

/// The colour on its paper. These are attributes of the drawing: pages have no styles of their own.
fn swatch(shade: &Shade) -> Markup {
    html! {
        svg.swatch aria-hidden="true" viewBox="0 0 64 32" {
            rect width="64" height="32" fill={ "#" (shade.paper) } {}
            rect x="8" y="6" width="48" height="20" fill={ "#" (shade.colour) } {}
        }
    }
}

fn shade(ctx: &Context<'_>, theme: String, shade: &Shade) -> Markup {
    let (contrast, colour) = (shade.contrast(ctx.language), format!("#{}", shade.colour));
    html! {
        span {
            (t!(ctx, "branding-shade", theme = theme, colour = colour, contrast = contrast))
            @if shade.corrected { " " (t!(ctx, "branding-corrected")) }
        }
    }
}
