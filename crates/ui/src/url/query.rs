//! What stands behind the question mark of an address.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Which posts of the feed are shown (`?filter=`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedFilter {
    /// Everything that arrived.
    #[default]
    All,
    /// Of contacts only.
    Contacts,
    /// Of this pod only.
    Pod,
}

impl FeedFilter {
    /// The word in the address; none for everything.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Contacts => Some("contacts"),
            Self::Pod => Some("pod"),
        }
    }

    /// Reads the word of the address; none for what is no filter.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "" => Some(Self::All),
            "contacts" => Some(Self::Contacts),
            "pod" => Some(Self::Pod),
            _ => None,
        }
    }
}

/// How one becomes a member of a pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// At once.
    #[default]
    Open,
    /// Somebody looks at each request.
    Approval,
    /// With an invitation.
    Invite,
    /// Not at present.
    Closed,
}

impl Mode {
    /// The word in addresses and settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approval => "approval",
            Self::Invite => "invite",
            Self::Closed => "closed",
        }
    }

    /// Reads the word; none for what is no mode.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Approval, Self::Invite, Self::Closed].into_iter().find(|mode| mode.code() == code)
    }
}

/// The order of the directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Drawn by lot, weighted by free places; another order each day.
    #[default]
    Draw,
    /// By name.
    Name,
    /// The youngest pod first.
    Newest,
    /// The pod with the fewest members first.
    Smallest,
}

impl Sort {
    /// All orders, as the page offers them.
    pub const ALL: [Self; 4] = [Self::Draw, Self::Name, Self::Newest, Self::Smallest];

    /// The word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draw => "draw",
            Self::Name => "name",
            Self::Newest => "newest",
            Self::Smallest => "smallest",
        }
    }

    /// Reads the word of the address; what is unknown is the draw.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.code() == code).unwrap_or_default()
    }
}

/// A question to the directory: `/pods?q=&language=&mode=&sort=`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// Words that the pod's name, host or sentence must hold; empty for all.
    pub q: String,
    /// A language tag, or empty for any.
    pub language: String,
    /// Only pods that are joined this way.
    pub mode: Option<Mode>,
    /// In which order.
    pub sort: Sort,
}

impl DirectoryQuery {
    /// The address of this question's answer.
    pub fn address(&self) -> String {
        let sort = (self.sort != Sort::Draw).then(|| self.sort.code());
        let (q, language) = (filled(&self.q), filled(&self.language));
        with(
            "/pods",
            &[("q", q), ("language", language), ("mode", self.mode.map(Mode::code)), ("sort", sort)],
        )
    }
}

/// Joins a path and the questions that have an answer.
pub(super) fn with(path: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs {
        let Some(value) = value else { continue };
        address.push(mark);
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        mark = '&';
    }
    address
}

fn filled(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filters_word_leads_back_to_it_and_no_other_word_does() {
        for filter in [FeedFilter::All, FeedFilter::Contacts, FeedFilter::Pod] {
            assert_eq!(FeedFilter::from_code(filter.code().unwrap_or_default()), Some(filter));
        }
        assert_eq!(FeedFilter::from_code("communities"), None);
    }
}
