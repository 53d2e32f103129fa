//! How a pod looks: its logo, and the mark of one that has none.

use super::Segment;
use crate::accent::Accent;

/// Which square of a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoSide {
    /// 32 px, for a tab of a browser.
    Small,
    /// 192 px, for a page.
    Medium,
    /// 512 px, for a preview elsewhere.
    Large,
}

impl LogoSide {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// Pixels of a side.
    pub const fn pixels(self) -> u32 {
        match self {
            Self::Small => 32,
            Self::Medium => 192,
            Self::Large => 512,
        }
    }
}

/// A square of a logo of the pod, by its hash.
pub fn logo(hash: &str, side: LogoSide) -> String {
    format!("/logo/{}", logo_file(hash, side))
}

/// The same of a pod with this host name, on the platform's host: pages show nothing of other hosts.
pub fn logo_of(host: &str, hash: &str, side: LogoSide) -> String {
    format!("/logo/{}/{}", Segment::write(host), logo_file(hash, side))
}

/// Reads the file of such an address: the hash and which square.
pub fn read_logo(file: &str) -> Option<(&str, LogoSide)> {
    let (hash, pixels) = file.strip_suffix(".png")?.split_once('-')?;
    let side = LogoSide::ALL.into_iter().find(|side| side.pixels().to_string() == pixels)?;
    Some((hash, side))
}

/// The letter of a pod in its colour, drawn.
pub fn mark(accent: Accent, letter: Option<char>) -> String {
    format!("/mark/{}-{:x}.svg", accent.hex(), letter.map_or(0, u32::from))
}

/// Reads the file of such an address: the colour and the letter.
pub fn read_mark(file: &str) -> Option<(Accent, Option<char>)> {
    let (colour, letter) = file.strip_suffix(".svg")?.split_once('-')?;
    let letter = char::from_u32(u32::from_str_radix(letter, 16).ok()?)?;
    let is_drawn = letter == '\0' || letter.is_alphanumeric();
    let accent = Accent::parse(colour).filter(|_| is_drawn)?;
    Some((accent, Some(letter).filter(|letter| *letter != '\0')))
}

/// Takes `picture`, a file, and `words`; or `remove=1` (POST, multipart).
pub fn operate_logo() -> String {
    "/operate/branding/logo".to_owned()
}

/// Brings the logo back that was before (POST).
pub fn operate_logo_restore() -> String {
    "/operate/branding/logo/restore".to_owned()
}

/// Forgets the logo that was before, for good (POST).
pub fn operate_logo_forget() -> String {
    "/operate/branding/logo/forget".to_owned()
}

/// Asks whether the logo before, with this hash, is to be forgotten.
pub fn operate_logo_forgetting(hash: &str) -> String {
    format!("/operate/branding/logo/{}/forget", Segment::write(hash))
}

/// Takes `welcome`, `links` and `languages` (POST).
pub fn operate_introduction() -> String {
    "/operate/branding/introduction".to_owned()
}

fn logo_file(hash: &str, side: LogoSide) -> String {
    Segment::write(&format!("{hash}-{}.png", side.pixels()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_s_address_is_read_again() {
        for side in LogoSide::ALL {
            let address = logo("00ff", side);
            assert_eq!(read_logo(address.trim_start_matches("/logo/")), Some(("00ff", side)));
        }
        assert_eq!(logo_of("soup.example", "00ff", LogoSide::Small), "/logo/soup.example/00ff-32.png");
        for wrong in ["00ff-32", "00ff-33.png", "00ff.png", "", "-.png", "00ff-032.png"] {
            assert_eq!(read_logo(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mark_s_address_is_read_again() {
        for letter in [Some('L'), Some('É'), Some('湯'), None] {
            let address = mark(Accent::LEAF, letter);
            assert_eq!(read_mark(address.trim_start_matches("/mark/")), Some((Accent::LEAF, letter)));
        }
        for wrong in ["2d763d-3c.svg", "2d763d-d800.svg", "2d763d.svg", "leaf-4c.svg", "2d763d-4c.png"] {
            assert_eq!(read_mark(wrong), None, "{wrong}");
        }
    }
}
