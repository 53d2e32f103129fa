//! A pod's colour, corrected until text on it can be read.

use crate::language::Language;

/// A colour, red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent([u8; 3]);

/// The surfaces of a theme on which the colour stands as text, from `web/css/tokens.css`.
struct Theme {
    /// The page.
    paper: [u8; 3],
    /// The surface that is hardest to read on.
    sunken: [u8; 3],
    /// What the colour is moved towards until it is readable.
    towards: [u8; 3],
    /// How much of the colour its soft shade has, in percent.
    soft: u16,
    /// How much of it the member's own messages have, in percent.
    mine: u16,
}

const LIGHT: Theme =
    Theme { paper: [0xfb, 0xfa, 0xf6], sunken: [0xf2, 0xf0, 0xe8], towards: [0; 3], soft: 10, mine: 14 };
const DARK: Theme =
    Theme { paper: [0x15, 0x17, 0x13], sunken: [0x22, 0x25, 0x1f], towards: [255; 3], soft: 16, mine: 20 };

/// What text needs to be read (WCAG 2.2, 1.4.3), with a little to spare for rounding.
const READABLE: f64 = 4.6;

/// What a theme makes of a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shade {
    /// The page's own colour, six digits.
    pub paper: String,
    /// The colour as it is shown, six digits.
    pub colour: String,
    /// Its contrast to the page, in tenths (WCAG 2.2): 45 is readable text.
    pub tenths: u32,
    /// Whether it was changed until it could be read.
    pub corrected: bool,
}

impl Shade {
    /// The contrast as it is written: `5.4:1`.
    pub fn contrast(&self, language: Language) -> String {
        let mark = match language {
            Language::English => '.',
            Language::French => ',',
        };
        format!("{}{mark}{}:1", self.tenths / 10, self.tenths % 10)
    }
}

impl Accent {
    /// Leaf green, where nobody chose.
    pub const LEAF: Self = Self([0x2d, 0x76, 0x3d]);

    /// Reads `#rrggbb` or `rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Six digits, without `#`.
    pub fn hex(self) -> String {
        hex(self.0)
    }

    /// What the light theme and the dark one make of it.
    pub fn shades(self) -> [Shade; 2] {
        [&LIGHT, &DARK].map(|theme| {
            let shown = readable(self.0, theme);
            Shade {
                paper: hex(theme.paper),
                colour: hex(shown),
                // down, so that it never seems better than it is
                tenths: (contrast(shown, theme.paper) * 10.0) as u32,
                corrected: shown != self.0,
            }
        })
    }
}

/// The stylesheet with a pod's colour, served at [`crate::url::accent`]: `--accent` (text and buttons),
/// `--accent-on` (text on it), `--accent-soft` (a surface), `--mine` (the member's own messages), for light and dark.
pub fn stylesheet(accent: Accent) -> String {
    let (light, dark) = (properties(accent, &LIGHT), properties(accent, &DARK));
    format!(
        ":root{{{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         :root[data-theme=dark]{{{dark}}}\n"
    )
}

fn properties(accent: Accent, theme: &Theme) -> String {
    let readable = readable(accent.0, theme);
    let [soft, mine] = [theme.soft, theme.mine].map(|share| hex(mix(theme.paper, readable, share)));
    format!(
        "--accent:#{};--accent-on:#{};--accent-soft:#{soft};--mine:#{mine}",
        hex(readable),
        hex(theme.paper)
    )
}

/// The nearest shade that can be read on every surface of the theme, and on which the paper's colour can be read.
fn readable(colour: [u8; 3], theme: &Theme) -> [u8; 3] {
    (0..=100)
        .map(|share| mix(colour, theme.towards, share))
        .find(|shade| {
            let soft = mix(theme.paper, *shade, theme.soft);
            [theme.paper, theme.sunken, soft].iter().all(|surface| contrast(*shade, *surface) >= READABLE)
        })
        .unwrap_or(theme.towards)
}

/// `share` percent of `other` in `colour`.
fn mix(colour: [u8; 3], other: [u8; 3], share: u16) -> [u8; 3] {
    std::array::from_fn(|index| {
        let sum = u16::from(colour[index]) * (100 - share) + u16::from(other[index]) * share;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    })
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_readable_in_both_themes() {
        for text in ["#ffffff", "#000000", "#ffff00", "#2f7a3f", "#ff00aa", "#808080", "#00ffff", "#d97706"] {
            let accent = Accent::parse(text).unwrap();
            for theme in [&LIGHT, &DARK] {
                let shade = readable(accent.0, theme);
                let soft = mix(theme.paper, shade, theme.soft);
                for surface in [theme.paper, theme.sunken, soft] {
                    assert!(contrast(shade, surface) >= 4.5, "{text} on {surface:?}");
                }
            }
        }
    }

    #[test]
    fn leaf_green_needs_no_correction_on_paper() {
        assert_eq!(readable(Accent::LEAF.0, &LIGHT), Accent::LEAF.0);
    }

    #[test]
    fn a_colour_is_shown_with_its_contrast_in_both_themes() {
        let [light, dark] = Accent::parse("#ffff00").unwrap().shades();
        assert!(light.corrected && !dark.corrected, "{light:?} {dark:?}");
        assert!(light.tenths >= 45 && dark.tenths >= 45);
        assert_eq!(dark.colour, "ffff00");
        assert_eq!(Shade { tenths: 46, ..light }.contrast(Language::French), "4,6:1");
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#fff", "red", "#gggggg", "#+12345", "1234567"] {
            assert_eq!(Accent::parse(text), None);
        }
    }
}
