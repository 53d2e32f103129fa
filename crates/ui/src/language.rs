//! The languages of the interface, and which of them a reader gets.

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The tag (BCP 47) that stands in `lang`, in settings and in addresses.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language's name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The direction of its script, as in the attribute `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::French => "ltr",
        }
    }

    /// Reads a tag; region and script do not matter (`fr-CA` is French). None for a language that is not spoken here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The best answer to a browser's `Accept-Language` (RFC 9110 §12.5.4): the highest weight that is spoken here,
    /// the first of equals; `otherwise` (the pod's own language) when there is none, and for `*`.
    pub fn negotiate(accept_language: &str, otherwise: Self) -> Self {
        let mut best: Option<(Self, u16)> = None;
        for range in accept_language.split(',').take(50) {
            let (tag, weight) = parse_range(range);
            let language = if tag == "*" { Some(otherwise) } else { Self::from_tag(tag) };
            let Some(language) = language else { continue };
            if weight > best.map_or(0, |(_, weight)| weight) {
                best = Some((language, weight));
            }
        }
        best.map_or(otherwise, |(language, _)| language)
    }
}

/// Splits `fr;q=0.8` into the tag and its weight in thousandths.
fn parse_range(range: &str) -> (&str, u16) {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
    let thousandths = weight.map_or(0, |weight| (weight.clamp(0.0, 1.0) * 1000.0) as u16);
    (tag.trim(), thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_gets_the_best_language_that_is_spoken() {
        let cases = [
            ("fr-FR,fr;q=0.9,en;q=0.8", Language::French),
            ("de,en;q=0.5,fr;q=0.6", Language::French),
            ("de", Language::English),
            ("", Language::English),
            ("fr;q=0", Language::English),
            ("en-GB", Language::English),
            ("*", Language::English),
            ("fr;q=nonsense", Language::English),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::negotiate(header, Language::English), expected, "{header}");
        }
    }
}
