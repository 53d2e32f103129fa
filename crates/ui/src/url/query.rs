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
    /// With an address of e-mail that is confirmed.
    Confirmed,
    /// Somebody looks at each request.
    Approval,
    /// With an invitation.
    Invite,
    /// Not at present.
    Closed,
}

impl Mode {
    /// All modes, as operators choose among them.
    pub const ALL: [Self; 5] = [Self::Open, Self::Confirmed, Self::Approval, Self::Invite, Self::Closed];

    /// The word in addresses and settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Approval => "approval",
            Self::Invite => "invite",
            Self::Closed => "closed",
        }
    }

    /// Reads the word; none for what is no mode.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
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

/// A question to the directory: `/pods?q=&language=&mode=&country=…`. Each wish is a hard one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectoryQuery {
    /// Words that the pod's name, host or sentence must hold; empty for all.
    pub q: String,
    /// A language tag, or empty for any.
    pub language: String,
    /// Only pods that are joined this way.
    pub mode: Option<Mode>,
    /// A country in two letters, or empty for any.
    pub country: String,
    /// A region, or empty for any.
    pub region: String,
    /// A topic, or empty for any.
    pub topic: String,
    /// Only what is free of charge.
    pub free: bool,
    /// Only where nobody must give an address of e-mail.
    pub no_email: bool,
    /// The megabytes that a file may have there at least.
    pub upload: Option<u64>,
    /// An address of XMPP, or its domain, that may sign in there; empty for any.
    pub accepts: String,
    /// In which order.
    pub sort: Sort,
    /// Which page of the answer; 0 is the first.
    pub page: u32,
}

/// A wish of such a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Words.
    Words,
    /// A language.
    Language,
    /// A way of joining.
    Mode,
    /// A country.
    Country,
    /// A region.
    Region,
    /// A topic.
    Topic,
    /// That it is free of charge.
    Free,
    /// That nobody must give an address of e-mail.
    NoEmail,
    /// The size of a file.
    Upload,
    /// An account from elsewhere.
    Accepts,
}

impl Wish {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Words,
        Self::Language,
        Self::Mode,
        Self::Country,
        Self::Region,
        Self::Topic,
        Self::Free,
        Self::NoEmail,
        Self::Upload,
        Self::Accepts,
    ];
}

impl DirectoryQuery {
    /// The address of this question's answer.
    pub fn address(&self) -> String {
        let sort = (self.sort != Sort::Draw).then(|| self.sort.code());
        let upload = self.upload.map(|megabytes| megabytes.to_string());
        let page = (self.page > 0).then(|| (u64::from(self.page) + 1).to_string());
        with(
            "/pods",
            &[
                ("q", filled(&self.q)),
                ("language", filled(&self.language)),
                ("mode", self.mode.map(Mode::code)),
                ("country", filled(&self.country)),
                ("region", filled(&self.region)),
                ("topic", filled(&self.topic)),
                ("free", self.free.then_some("true")),
                ("email", self.no_email.then_some("none")),
                ("upload", upload.as_deref()),
                ("accepts", filled(&self.accepts)),
                ("sort", sort),
                ("page", page.as_deref()),
            ],
        )
    }

    /// Whether it has that wish.
    pub fn has(&self, wish: Wish) -> bool {
        match wish {
            Wish::Words => !self.q.trim().is_empty(),
            Wish::Language => !self.language.is_empty(),
            Wish::Mode => self.mode.is_some(),
            Wish::Country => !self.country.is_empty(),
            Wish::Region => !self.region.is_empty(),
            Wish::Topic => !self.topic.is_empty(),
            Wish::Free => self.free,
            Wish::NoEmail => self.no_email,
            Wish::Upload => self.upload.is_some(),
            Wish::Accepts => !self.accepts.is_empty(),
        }
    }

    /// The same question without that wish, from its first page on.
    #[must_use]
    pub fn without(&self, wish: Wish) -> Self {
        let mut query = Self { page: 0, ..self.clone() };
        match wish {
            Wish::Words => query.q.clear(),
            Wish::Language => query.language.clear(),
            Wish::Mode => query.mode = None,
            Wish::Country => query.country.clear(),
            Wish::Region => query.region.clear(),
            Wish::Topic => query.topic.clear(),
            Wish::Free => query.free = false,
            Wish::NoEmail => query.no_email = false,
            Wish::Upload => query.upload = None,
            Wish::Accepts => query.accepts.clear(),
        }
        query
    }

    /// Another page of the same answer.
    #[must_use]
    pub fn at(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
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

    #[test]
    fn a_question_is_whole_in_its_address_and_loses_one_wish_at_a_time() {
        let all = DirectoryQuery {
            q: "soup & bread".to_owned(),
            language: "fr".to_owned(),
            mode: Some(Mode::Open),
            country: "fr".to_owned(),
            region: "EU".to_owned(),
            topic: "art".to_owned(),
            free: true,
            no_email: true,
            upload: Some(50),
            accepts: "a@b.example".to_owned(),
            sort: Sort::Newest,
            page: 1,
        };
        let address = "/pods?q=soup%20%26%20bread&language=fr&mode=open&country=fr&region=EU&topic=art\
            &free=true&email=none&upload=50&accepts=a%40b%2Eexample&sort=newest&page=2";
        assert_eq!(all.address(), address);
        assert_eq!(DirectoryQuery::default().address(), "/pods");
        let none = Wish::ALL.into_iter().fold(all.clone(), |query, wish| query.without(wish));
        assert_eq!(none, DirectoryQuery { sort: Sort::Newest, ..DirectoryQuery::default() });
        for wish in Wish::ALL {
            let less = all.without(wish);
            assert!(all.has(wish) && !less.has(wish), "{wish:?}");
            assert_eq!(Wish::ALL.into_iter().filter(|other| less.has(*other)).count(), 9, "{wish:?}");
        }
    }
}
