//! Icons of the sprite, our logo, and the mark of a pod: its own logo, or its first letter in its colour.

use crate::accent::Accent;
use crate::context::{Context, Place};
use crate::url::{self, LogoSide};
use maud::{Markup, html};

/// An icon of the sprite (`web/icons.txt`); always beside a word.
pub fn icon(ctx: &Context<'_>, name: &str) -> Markup {
    html! { svg class="icon" aria-hidden="true" focusable="false" { use href={ (ctx.assets.sprite) "#" (name) } {} } }
}

/// The pea pod, in the colour of the text around it.
pub fn logo() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false" { (pod_shape("currentColor")) }
    }
}

/// The mark of the place: the pod's, or the pea pod on the platform's host.
pub fn place_mark(ctx: &Context<'_>) -> Markup {
    match &ctx.place {
        Place::Pod(pod) => {
            let picture = pod.logo.map(|logo| url::logo(logo.hash, LogoSide::Medium));
            pod_mark(pod.name, pod.accent, picture.as_deref())
        }
        Place::Platform => logo(),
    }
}

/// The mark of a pod, whose name stands beside it: its logo, else its first letter (no style attribute: the policy of the pages forbids
/// them).
pub fn pod_mark(name: &str, accent: Accent, picture: Option<&str>) -> Markup {
    html! {
        @if let Some(picture) = picture {
            img class="pod-mark" src=(picture) alt="" width="44" height="44" decoding="async";
        } @else {
            svg class="pod-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false" { (chip(accent, initial(name))) }
        }
    }
}

/// The mark of a pod without a logo as a file of its own.
pub fn mark_file(accent: Accent, letter: Option<char>) -> String {
    let mark = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" font-family="system-ui, sans-serif" { (chip(accent, letter)) }
    };
    mark.into_string()
}

/// The letter by which a pod is known that has no logo.
pub fn initial(name: &str) -> Option<char> {
    let letter = name.chars().find(|letter| letter.is_alphanumeric())?;
    let mut large = letter.to_uppercase();
    // what becomes two letters stays as it is
    large.next().filter(|_| large.next().is_none()).or(Some(letter))
}

/// The letter on a square of the colour, which is corrected until it can be read; the pea pod where there is none.
fn chip(accent: Accent, letter: Option<char>) -> Markup {
    let [light, _] = accent.shades();
    let (ground, ink) = (format!("#{}", light.colour), format!("#{}", light.paper));
    html! {
        rect width="32" height="32" rx="8" fill=(ground) {}
        @if let Some(letter) = letter {
            text x="16" y="17" font-size="20" font-weight="700" text-anchor="middle" dominant-baseline="central" fill=(ink) { (letter) }
        } @else {
            g transform="translate(4 4) scale(.75)" { (pod_shape(&ink)) }
        }
    }
}

/// The same drawing as `web/images/logo.svg`.
fn pod_shape(colour: &str) -> Markup {
    html! {
        path fill="none" stroke=(colour) stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"
            d="M28.5 3.5C29.5 17 20 29 4 28 3 17 12 5 28.5 3.5Z" {}
        g fill=(colour) {
            circle cx="20.2" cy="11.8" r="3.1" {}
            circle cx="14.6" cy="17.4" r="2.7" {}
            circle cx="9.9" cy="22.3" r="2.1" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_without_a_logo_is_known_by_its_first_letter() {
        assert_eq!(initial("la Cantine"), Some('L'));
        assert_eq!(initial("«élan»"), Some('É'));
        assert_eq!(initial("ßoup"), Some('ß'));
        assert_eq!(initial("42"), Some('4'));
        assert_eq!(initial("<&>"), None);
        let drawn = mark_file(Accent::LEAF, Some('L'));
        assert!(drawn.starts_with("<svg xmlns=") && drawn.contains(">L</text>"), "{drawn}");
    }
}
