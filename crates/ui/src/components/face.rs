//! A face: the picture, or the first letters of the name on a colour of the address.

use crate::people::Person;
use crate::posts::digest;
use maud::{Markup, html};

/// How big a face is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 28 px, in lines of text.
    Small,
    /// 44 px, beside a post.
    Medium,
    /// 96 px, on top of a profile.
    Large,
}

impl Size {
    fn pixels(self) -> u32 {
        match self {
            Self::Small => 28,
            Self::Medium => 44,
            Self::Large => 96,
        }
    }
}

/// A face. It says nothing to screen readers: the name stands beside it.
pub fn face(person: &Person, size: Size) -> Markup {
    let pixels = size.pixels();
    html! {
        @if let Some(picture) = &person.picture {
            img class={ "face face-" (pixels) } src=(picture) alt="" width=(pixels) height=(pixels) loading="lazy" decoding="async";
        } @else {
            span class={ "face face-" (pixels) " face-hue-" (hue(person)) } aria-hidden="true" { (initials(&person.name)) }
        }
    }
}

/// One of eight colours, always the same for an address.
fn hue(person: &Person) -> u8 {
    let key = if person.address().is_empty() { &person.name } else { person.address() };
    digest(&[key]).as_bytes().last().map_or(0, |byte| byte % 8)
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Alice Moreau"), "AM");
        assert_eq!(initials("Bob Le Guen"), "BG");
        assert_eq!(initials("élodie"), "É");
        assert_eq!(initials("<b> &"), "B");
        assert_eq!(initials(""), "");
    }
}
