//! Why a message came back: a sentence of ours on what happened and what to do, and what was said about it.

use crate::context::Context;
use crate::locales::t;
use jid::BareJid;

/// How much of what a server says is shown, in characters.
const SHOWN: usize = 200;

/// Why a message came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The peer's server does not exist.
    UnknownServer,
    /// The peer's server does not answer.
    SilentServer,
    /// There is no such account.
    UnknownAccount,
    /// The account has moved.
    Moved,
    /// The account takes none now; nobody says more.
    NotTaken,
    /// The member has blocked the peer herself.
    Blocked,
    /// She may not write there.
    Forbidden,
    /// A server's rules are against it.
    Policy,
    /// A server has no room for it.
    NoRoom,
    /// It is not taken as it is.
    NotAcceptable,
    /// A server failed.
    Fault,
    /// Anything else.
    Other,
}

/// What came back with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub because: Because,
    /// What a server or the peer said, in its own words; may be empty.
    pub said: String,
}

impl Because {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::UnknownServer,
        Self::SilentServer,
        Self::UnknownAccount,
        Self::Moved,
        Self::NotTaken,
        Self::Blocked,
        Self::Forbidden,
        Self::Policy,
        Self::NoRoom,
        Self::NotAcceptable,
        Self::Fault,
        Self::Other,
    ];

    fn text(self, ctx: &Context<'_>, peer: &BareJid) -> String {
        let (server, peer) = (peer.domain().as_str(), peer.as_str());
        match self {
            Self::UnknownServer => t!(ctx, "because-unknown-server", server = server),
            Self::SilentServer => t!(ctx, "because-silent-server", server = server),
            Self::UnknownAccount => t!(ctx, "because-unknown-account", peer = peer),
            Self::Moved => t!(ctx, "because-moved", peer = peer),
            Self::NotTaken => t!(ctx, "because-not-taken", peer = peer),
            Self::Blocked => t!(ctx, "because-blocked", peer = peer),
            Self::Forbidden => t!(ctx, "because-forbidden", peer = peer),
            Self::Policy => t!(ctx, "because-policy"),
            Self::NoRoom => t!(ctx, "because-no-room", peer = peer),
            Self::NotAcceptable => t!(ctx, "because-not-acceptable", peer = peer),
            Self::Fault => t!(ctx, "because-fault"),
            Self::Other => t!(ctx, "because-other", peer = peer),
        }
    }
}

impl Refusal {
    /// What happened to the message to that peer, and what can be done.
    pub fn text(&self, ctx: &Context<'_>, peer: &BareJid) -> String {
        format!("{} {}", t!(ctx, "message-refused-text"), self.because.text(ctx, peer))
    }

    /// What was said, as a quotation; none where nothing was said.
    pub fn quotation(&self, ctx: &Context<'_>) -> Option<String> {
        let seen: String =
            self.said.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(is_seen).collect();
        let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut said: String = line.chars().take(SHOWN).collect();
        if said.len() < line.len() {
            said.push('…');
        }
        (!said.is_empty()).then(|| t!(ctx, "message-refused-said", said = said))
    }
}

/// Not one of those that have no shape and change how their neighbours are read.
fn is_seen(c: &char) -> bool {
    !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, samples};

    fn quotation(said: &str) -> Option<String> {
        let assets = samples::assets();
        let ctx = samples::member(Language::English, &assets);
        Refusal { because: Because::Other, said: said.to_owned() }.quotation(&ctx)
    }

    #[test]
    fn each_reason_has_a_sentence_of_its_own_in_each_language() {
        let assets = samples::assets();
        let peer = BareJid::new("bob@cantine.example").unwrap();
        for language in Language::ALL {
            let ctx = samples::member(language, &assets);
            let texts =
                Because::ALL.map(|because| Refusal { because, said: String::new() }.text(&ctx, &peer));
            for (index, text) in texts.iter().enumerate() {
                assert!(!texts[..index].contains(text), "{text}");
                assert!(
                    text.matches(". ").count() >= 2 && text.ends_with('.'),
                    "what happened, and what to do: {text}"
                );
            }
        }
    }

    #[test]
    fn what_was_said_is_one_short_line_that_deceives_nobody() {
        assert_eq!(
            quotation("No such\n\tuser\u{202e} here ").as_deref(),
            Some("The answer was: “No such user here”")
        );
        let long = quotation(&"é".repeat(5_000)).unwrap();
        assert!(
            long.contains(&format!("{}…", "é".repeat(SHOWN))) && long.chars().count() < SHOWN + 30,
            "{long}"
        );
        assert_eq!(quotation(&"é".repeat(SHOWN)).unwrap().matches('…').count(), 0);
        for nothing in ["", " \n", "\u{200b}\u{feff}"] {
            assert_eq!(quotation(nothing), None);
        }
    }
}
