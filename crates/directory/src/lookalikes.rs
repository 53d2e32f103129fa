//! Host names that can be taken for others. What looks the same is refused; where it is only like another, a human decides.

use crate::host_name::{self, Deployment, LOCALHOST};
use slip::is_one_slip;
use std::fmt;
use unicode_security::skeleton;

mod index;
mod slip;

pub use index::Index;

/// Words that many names have: whoever uses one imitates nobody.
const GENERIC: &[&str] = &["chat", "jabber", "movim", "social", "xmpp"];

/// Shorter labels are one slip of the hand from too many others.
const SLIPS_FROM: usize = 6;

/// Shorter labels are words of too many others.
const WORDS_FROM: usize = 4;

/// Shorter labels are the beginning or the end of too many words.
const PARTS_FROM: usize = 7;

/// In which way a name is like another, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Other characters of the same shape.
    SameShape,
    /// The other name with something behind it.
    BeginsWith,
    /// Letters that are easily taken for others, as rn for m.
    SimilarLetters,
    /// One slip of the hand.
    Slip,
    /// It has the other as one of its words.
    HasWord,
    /// The same under another suffix.
    OtherSuffix,
    /// Below the other, on a domain of the deployment.
    Below,
}

/// A name that another is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike<'a> {
    /// That other name.
    pub other: &'a str,
    /// In which way.
    pub likeness: Likeness,
}

impl Likeness {
    /// Whether no human can allow it.
    #[must_use]
    pub fn is_refused(self) -> bool {
        self == Self::SameShape
    }
}

impl fmt::Display for Alike<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let other = self.other;
        match self.likeness {
            Likeness::SameShape => write!(f, "looks the same as {other}"),
            Likeness::BeginsWith => write!(f, "begins with {other}"),
            Likeness::SimilarLetters => write!(f, "has letters that are taken for those of {other}"),
            Likeness::Slip => write!(f, "is one slip of the hand from {other}"),
            Likeness::HasWord => write!(f, "has a word of {other}"),
            Likeness::OtherSuffix => write!(f, "is {other} under another suffix"),
            Likeness::Below => write!(f, "is below {other}"),
        }
    }
}

/// Which of the others a name is like, the worst first. Names of this machine (`localhost`) deceive nobody.
pub fn find<'a>(
    name: &str,
    others: impl IntoIterator<Item = &'a str>,
    deployment: &Deployment,
) -> Vec<Alike<'a>> {
    if is_local(name) {
        return Vec::new();
    }
    let seen = Seen::new(name, deployment);
    let others = others.into_iter().filter(|other| *other != name && !is_local(other));
    let alike = others
        .filter_map(|other| Some(Alike { other, likeness: seen.likeness(&Seen::new(other, deployment))? }));
    worst_first(alike, deployment)
}

fn worst_first<'a>(alike: impl Iterator<Item = Alike<'a>>, deployment: &Deployment) -> Vec<Alike<'a>> {
    // below the platform is where pods are
    let is_like = |alike: &Alike<'_>| alike.likeness != Likeness::Below || alike.other != deployment.platform;
    let mut alike: Vec<Alike<'a>> = alike.filter(is_like).collect();
    alike.sort_by_key(|alike| (alike.likeness, alike.other));
    alike
}

fn is_local(name: &str) -> bool {
    name.strip_suffix(LOCALHOST).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// A name as the eye sees it.
#[derive(Clone, Debug)]
struct Seen {
    name: String,
    /// Whether it is below a domain of the deployment.
    is_own: bool,
    /// What somebody chose: the label before the public suffix, or before the deployment's own domain.
    label: String,
    /// What stands behind it.
    suffix: String,
    /// The label by the shapes of its characters (UTS #39 §4).
    shapes: String,
    /// Its words, each with similar letters made one.
    words: Vec<String>,
    /// All of it in one, with pairs as rn left as they are: a slip within one is no slip from an m.
    apart: String,
}

impl Seen {
    fn new(name: &str, deployment: &Deployment) -> Self {
        let before = deployment.before(name);
        let suffix = match before {
            Some(before) => &name[before.len()..],
            None => psl::suffix_str(name).map_or("", |suffix| &name[name.len() - suffix.len()..]),
        };
        let chosen = name[..name.len() - suffix.len()].trim_end_matches('.');
        let label = host_name::as_read(chosen.rsplit('.').next().unwrap_or_default());
        let shapes: String = skeleton(&label).collect();
        let words = label.split('-').map(|word| similar(&joined(&letters(word)))).collect();
        let apart = similar(&letters(&label));
        let suffix = suffix.trim_start_matches('.').to_owned();
        Self { name: name.to_owned(), is_own: before.is_some(), suffix, label, shapes, words, apart }
    }

    /// Its letters, with those made one that are taken for each other.
    fn letters(&self) -> String {
        self.words.concat()
    }

    /// In which way it is like another, if it is.
    fn likeness(&self, other: &Self) -> Option<Likeness> {
        let is_generic = GENERIC.contains(&other.label.as_str());
        let is_below = self.is_own && starts_at_dot(&self.name, &other.name);
        if self.label.is_empty() || other.label.is_empty() {
            return None;
        }
        if self.label == other.label {
            return match self.suffix == other.suffix {
                // whoever has a domain has all below it
                true => is_below.then_some(Likeness::Below),
                false => (!is_generic).then_some(Likeness::OtherSuffix),
            };
        }
        let (letters, others) = (self.letters(), other.letters());
        let can_slip = others.chars().count() >= SLIPS_FROM;
        if self.shapes == other.shapes {
            Some(Likeness::SameShape)
        } else if can_slip && letters != others && self.is_one_slip_from(other) {
            Some(Likeness::Slip)
        } else if is_generic {
            None
        } else if self.name.strip_prefix(&*other.name).is_some_and(|rest| rest.starts_with('.')) {
            Some(Likeness::BeginsWith)
        } else if letters == others {
            Some(Likeness::SimilarLetters)
        } else if self.has_words_of(other) {
            Some(Likeness::HasWord)
        } else {
            is_below.then_some(Likeness::Below)
        }
    }

    fn is_one_slip_from(&self, other: &Self) -> bool {
        is_one_slip(&self.letters(), &other.letters()) || is_one_slip(&self.apart, &other.apart)
    }

    /// Whether the other's whole label stands among its words, or it begins or ends with it.
    fn has_words_of(&self, other: &Self) -> bool {
        let long = other.label.chars().count();
        let has_word = || self.words.windows(other.words.len()).any(|words| words == other.words);
        let (letters, others) = (self.letters(), other.letters());
        let has_part = || letters.starts_with(&others) || letters.ends_with(&others);
        (long >= WORDS_FROM && has_word()) || (long >= PARTS_FROM && has_part())
    }
}

/// Whether a name is below another.
fn starts_at_dot(name: &str, other: &str) -> bool {
    name.strip_suffix(other).is_some_and(|before| before.ends_with('.'))
}

/// The shapes of a text's characters, in lower case.
fn letters(text: &str) -> String {
    skeleton(text).flat_map(char::to_lowercase).collect()
}

/// Pairs of letters made one that are taken for one.
fn joined(letters: &str) -> String {
    letters.replace("rn", "m").replace("vv", "w").replace("cl", "d")
}

/// Letters made one that are taken for each other; accents and what else stands at a letter are gone, and so is `-`.
fn similar(letters: &str) -> String {
    let one = |c| match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        '5' => 's',
        c => c,
    };
    letters.chars().filter(|c| c.is_alphanumeric()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host_name::parse;

    fn deployment() -> Deployment {
        Deployment { platform: "cosse.example".to_owned(), pod_domains: vec![parse("pods.example").unwrap()] }
    }

    fn likeness(name: &str, other: &str) -> Option<Likeness> {
        let (name, other) = (parse(name).unwrap(), parse(other).unwrap());
        find(&name, [&*other], &deployment()).first().map(|alike| alike.likeness)
    }

    #[test]
    fn a_name_that_looks_the_same_is_refused() {
        for (name, other) in [
            ("pod1.org", "podl.org"),
            ("pod1.org", "podl.net"),
            ("pod1.pods.example", "podl.pods.example"),
            ("modern.org", "modem.org"),
            ("ассе.org", "acce.org"), // all of it Cyrillic
        ] {
            assert_eq!(likeness(name, other), Some(Likeness::SameShape), "{name} {other}");
        }
        assert!(Likeness::SameShape.is_refused());
    }

    #[test]
    fn what_is_only_like_another_is_for_a_human() {
        for (name, other, expected) in [
            ("garclen.org", "garden.org", Likeness::SimilarLetters),
            ("gard-en.org", "garden.org", Likeness::SimilarLetters),
            ("jardín.org", "jardin.org", Likeness::SimilarLetters),
            ("c0sy.org", "cosy.org", Likeness::SimilarLetters),
            ("gardens.org", "garden.org", Likeness::Slip),
            ("gadren.org", "garden.org", Likeness::Slip),
            ("lantene.org", "lanterne.org", Likeness::Slip),
            ("lante2ne.org", "lanterne.org", Likeness::Slip),
            ("gerden.pods.example", "garden.pods.example", Likeness::Slip),
            ("garden-login.net", "garden.org", Likeness::HasWord),
            ("my-gard3n-club.net", "gard3n.org", Likeness::HasWord),
            ("red-garden-club.net", "red-garden.org", Likeness::HasWord),
            ("lanternlogin.net", "lantern.org", Likeness::HasWord),
            ("ourlantern.net", "lantern.org", Likeness::HasWord),
            ("garden.net", "garden.org", Likeness::OtherSuffix),
            ("garden.co.uk", "garden.org", Likeness::OtherSuffix),
            ("garden.pods.example", "garden.org", Likeness::OtherSuffix),
            ("www.garden.net", "garden.org", Likeness::OtherSuffix),
            ("garden.org.evil.net", "garden.org", Likeness::BeginsWith),
            ("a.garden.pods.example", "garden.pods.example", Likeness::Below),
        ] {
            assert_eq!(likeness(name, other), Some(expected), "{name} {other}");
            assert!(!expected.is_refused());
        }
    }

    #[test]
    fn what_is_not_like_another_is_let_through() {
        for (name, other) in [
            ("lantern.org", "garden.org"),
            ("chat.garden.org", "garden.org"),
            ("blog.garden.org", "www.garden.org"),
            ("pod2.org", "pod3.org"),
            ("art-paris.org", "art.org"),
            ("gardenerie.org", "garden.org"),
            ("jabber.net", "jabber.org"),
            ("our-jabber.net", "jabber.org"),
            ("garden.localhost", "garden.org"),
            ("garden.org", "garden.localhost"),
            ("garden1.localhost", "garden2.localhost"),
            ("lantern.pods.example", "garden.pods.example"),
            ("garden-court.org", "court-garden.org"),
            ("lantern.cosse.example", "cosse.example"),
        ] {
            assert_eq!(likeness(name, other), None, "{name} {other}");
        }
        assert_eq!(
            likeness("jabbers.net", "jabber.org"),
            Some(Likeness::Slip),
            "a typing error all the same"
        );
    }

    #[test]
    fn of_several_the_worst_comes_first_and_says_what_it_is() {
        let others = ["garden.net", "podl.org", "gardem.org", "lantern.org"];
        let said = |name: &str| -> Vec<String> {
            find(name, others, &deployment()).iter().map(ToString::to_string).collect()
        };
        let slip = "is one slip of the hand from gardem.org";
        assert_eq!(said("garden.org"), [slip, "is garden.net under another suffix"]);
        assert_eq!(said("pod1.org"), ["looks the same as podl.org"]);
        assert!(said("garden.localhost").is_empty());
    }

    #[test]
    fn of_real_names_few_are_like_another() {
        let names = [
            "conversations.im",
            "jabber.de",
            "jabber.org",
            "jabber.ru",
            "jabber.fr",
            "jabber.at",
            "yax.im",
            "movim.eu",
            "disroot.org",
            "trashserver.net",
            "xmpp.jp",
            "xmpp.is",
            "404.city",
            "blabber.im",
            "dismail.de",
            "hot-chilli.net",
            "jabb.im",
            "magicbroccoli.de",
            "mailbox.org",
            "macaw.me",
            "monocles.eu",
            "nixnet.services",
            "openim.eu",
            "palaver.im",
            "pix-art.de",
            "suchat.org",
            "tigase.im",
            "wiuwiu.de",
            "xabber.org",
            "creep.im",
            "draugr.de",
            "jabberafrica.org",
        ];
        let flagged = names.iter().filter(|name| !find(name, names, &deployment()).is_empty());
        let flagged: Vec<&&str> = flagged.collect();
        assert!(flagged.len() <= 9, "{flagged:?}");
    }
}
