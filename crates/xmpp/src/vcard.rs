//! XEP-0292: vCard4 Over XMPP, in the personal node.

use crate::atom::clean;
use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Config};
use jid::BareJid;
use minidom::Element;
use xso::AsXml;

/// The personal node.
pub const NODE: &str = "urn:xmpp:vcard4";
/// The namespace of RFC 6351.
const VCARD: &str = "urn:ietf:params:xml:ns:vcard-4.0";
/// Characters of a name or an address that are read and written.
pub const NAME_MAX: usize = 200;
/// Characters of the note that are read and written.
pub const NOTE_MAX: usize = 5_000;

/// What a profile shows, and what is left of a vCard here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// `fn`: the whole name.
    pub full_name: Option<String>,
    /// `nickname`.
    pub nickname: Option<String>,
    /// `note`: about me.
    pub note: Option<String>,
    /// `url`: a web page, not checked.
    pub url: Option<String>,
}

#[derive(AsXml)]
#[xml(namespace = VCARD, name = "vcard")]
struct Wire {
    #[xml(child(default))]
    full_name: Option<FullName>,
    #[xml(child(default))]
    nickname: Option<Nickname>,
    #[xml(child(default))]
    note: Option<Note>,
    #[xml(child(default))]
    url: Option<Address>,
    #[xml(element(n = ..))]
    others: Vec<Element>,
}

#[derive(AsXml)]
#[xml(namespace = VCARD, name = "fn")]
struct FullName {
    #[xml(extract(name = "text", fields(text(type_ = String))))]
    value: String,
}

#[derive(AsXml)]
#[xml(namespace = VCARD, name = "nickname")]
struct Nickname {
    #[xml(extract(name = "text", fields(text(type_ = String))))]
    value: String,
}

#[derive(AsXml)]
#[xml(namespace = VCARD, name = "note")]
struct Note {
    #[xml(extract(name = "text", fields(text(type_ = String))))]
    value: String,
}

#[derive(AsXml)]
#[xml(namespace = VCARD, name = "url")]
struct Address {
    #[xml(extract(name = "uri", fields(text(type_ = String))))]
    value: String,
}

/// Reads an account's vCard; none if it publishes none that we may read.
///
/// # Errors
/// [`IqError`].
pub async fn get(handle: &Handle, jid: &BareJid) -> Result<Option<Card>, IqError> {
    Ok(pubsub::latest(handle, jid, NODE).await?.as_ref().and_then(read))
}

/// Publishes our vCard for contacts, or for everyone. What else is in the one that is there stays: other programs may
/// have put it there.
///
/// # Errors
/// [`IqError`].
pub async fn set(handle: &Handle, card: &Card, access: Access) -> Result<(), IqError> {
    let there = pubsub::latest(handle, None, NODE).await?;
    let card = write(card, there.as_ref());
    let config = Config::default().access(access);
    pubsub::publish(handle, None, NODE, Some(pubsub::CURRENT), card, &config).await.map(|_| ())
}

/// Reads `<vcard/>`.
pub fn read(vcard: &Element) -> Option<Card> {
    let value = |name: &str, kind: &str, characters| {
        let text = vcard.get_child(name, VCARD)?.get_child(kind, VCARD)?.text();
        Some(clean(text.trim(), characters)).filter(|text| !text.is_empty())
    };
    vcard.is("vcard", VCARD).then(|| Card {
        full_name: value("fn", "text", NAME_MAX),
        nickname: value("nickname", "text", NAME_MAX),
        note: value("note", "text", NOTE_MAX),
        url: value("url", "uri", NAME_MAX),
    })
}

fn write(card: &Card, there: Option<&Element>) -> Element {
    let value = |value: &Option<String>, characters| {
        value.as_deref().map(|text| clean(text.trim(), characters)).filter(|text| !text.is_empty())
    };
    let ours =
        |child: &&Element| ["fn", "nickname", "note", "url"].contains(&child.name()) && child.has_ns(VCARD);
    let others = there.into_iter().flat_map(Element::children).filter(|child| !ours(child)).cloned();
    Element::from(Wire {
        full_name: value(&card.full_name, NAME_MAX).map(|value| FullName { value }),
        nickname: value(&card.nickname, NAME_MAX).map(|value| Nickname { value }),
        note: value(&card.note, NOTE_MAX).map(|value| Note { value }),
        url: value(&card.url, NAME_MAX).map(|value| Address { value }),
        others: others.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let text = |text: &str| Some(text.to_owned());
        Card {
            full_name: text("Ana B."),
            nickname: text("ana"),
            note: text("Tea & bread"),
            url: text("https://a.test/"),
        }
    }

    #[test]
    fn a_card_comes_back_as_it_was_written() {
        let written = String::from(&write(&card(), None));
        assert_eq!(read(&written.parse().unwrap()), Some(card()));
        assert!(written.contains("<fn><text>Ana B.</text></fn>"), "{written}");
    }

    #[test]
    fn what_other_programs_wrote_stays() {
        let there = format!(
            "<vcard xmlns='{VCARD}'><fn><text>old</text></fn><fn><text>older</text></fn><tel><uri>tel:1</uri></tel></vcard>"
        );
        let written = String::from(&write(&Card { note: None, ..card() }, Some(&there.parse().unwrap())));
        assert!(
            written.contains("tel:1") && !written.contains("old") && !written.contains("<note"),
            "{written}"
        );
    }

    #[test]
    fn nasty_cards_are_read_as_little() {
        let nasty = format!(
            "<vcard xmlns='{VCARD}'><fn>x</fn><note><text>{}</text></note><url/></vcard>",
            "é".repeat(9_000)
        );
        let card = read(&nasty.parse().unwrap()).unwrap();
        assert_eq!((card.full_name, card.url), (None, None));
        assert_eq!(card.note.unwrap().chars().count(), NOTE_MAX);
        assert_eq!(read(&"<vcard xmlns='vcard-temp'/>".parse().unwrap()), None);
    }
}
