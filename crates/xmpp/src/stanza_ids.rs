//! XEP-0359: Unique and Stable Stanza IDs.

use crate::message::id;
use jid::BareJid;
use minidom::Element;
use xmpp_parsers::ns;
use xmpp_parsers::stanza_id::OriginId;

/// Whether our account's answer to disco#info announces that our server takes out stanza ids that others wrote in its name
/// (§6). An archive implies it (XEP-0313 §3.5).
pub(crate) fn are_announced(info: &Element) -> bool {
    let features = info.children().filter(|child| child.is("feature", ns::DISCO_INFO));
    features.filter_map(|feature| feature.attr("var")).any(|var| [ns::SID, ns::MAM].contains(&var))
}

/// The id that the client which sends a message gives it.
pub(crate) fn write_origin(id: &str) -> Element {
    OriginId { id: id.to_owned() }.into()
}

/// Reads `<origin-id/>`: anybody can write one.
pub(crate) fn origin(payload: &Element) -> Option<String> {
    payload.is("origin-id", ns::SID).then(|| payload.attr("id").and_then(id)).flatten()
}

/// The id that this entity gave a message. None if there are two: the entity would have taken out what it did not write, and
/// nobody knows which one that is.
pub(crate) fn by(message: &Element, entity: &BareJid) -> Option<String> {
    let of_entity = |payload: &&Element| {
        let by = payload.is("stanza-id", ns::SID).then(|| payload.attr("by")).flatten();
        by.and_then(|by| BareJid::new(by).ok()).is_some_and(|by| by == *entity)
    };
    let mut ids = message.children().filter(of_entity);
    let (Some(only), None) = (ids.next(), ids.next()) else { return None };
    only.attr("id").and_then(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_ana(inside: &str) -> Option<String> {
        let message = format!("<message xmlns='jabber:client'>{inside}</message>").parse().unwrap();
        by(&message, &BareJid::new("ana@alpha.test").unwrap())
    }

    fn stanza_id(by: &str, id: &str) -> String {
        format!("<stanza-id xmlns='urn:xmpp:sid:0' by='{by}' id='{id}'/>")
    }

    #[test]
    fn only_the_entitys_own_id_is_taken() {
        assert_eq!(by_ana(&stanza_id("ana@alpha.test", "1")).as_deref(), Some("1"));
        assert_eq!(by_ana(&stanza_id("ANA@alpha.test", "1")).as_deref(), Some("1"));
        for by in ["eve@evil.test", "ana@alpha.test/x", "", "@", "alpha.test"] {
            assert_eq!(by_ana(&stanza_id(by, "1")), None, "{by}");
        }
        let both = stanza_id("eve@evil.test", "2") + &stanza_id("ana@alpha.test", "1");
        assert_eq!(by_ana(&both).as_deref(), Some("1"));
    }

    #[test]
    fn two_ids_of_one_entity_are_none() {
        let twice = stanza_id("ana@alpha.test", "1") + &stanza_id("ana@alpha.test", "2");
        assert_eq!(by_ana(&twice), None);
    }

    #[test]
    fn ids_that_are_none_are_none() {
        assert_eq!(by_ana("<stanza-id xmlns='urn:xmpp:sid:0' by='ana@alpha.test'/>"), None);
        assert_eq!(by_ana("<stanza-id xmlns='other' by='ana@alpha.test' id='1'/>"), None);
        assert_eq!(by_ana(&stanza_id("ana@alpha.test", "")), None);
        assert_eq!(by_ana(&stanza_id("ana@alpha.test", &"x".repeat(1_001))), None);
        let outside = format!("<x xmlns='y'>{}</x>", stanza_id("ana@alpha.test", "1"));
        assert_eq!(by_ana(&outside), None);
    }

    #[test]
    fn an_origin_id_is_read_as_it_was_written() {
        assert_eq!(origin(&write_origin("1")).as_deref(), Some("1"));
        assert_eq!(origin(&write_origin("")), None);
        assert_eq!(origin(&"<stanza-id xmlns='urn:xmpp:sid:0' id='1'/>".parse().unwrap()), None);
    }

    #[test]
    fn an_archive_implies_stanza_ids() {
        let info = |features: &[&str]| {
            let features: String = features.iter().map(|name| format!("<feature var='{name}'/>")).collect();
            let query = format!("<query xmlns='http://jabber.org/protocol/disco#info'>{features}</query>");
            are_announced(&query.parse().unwrap())
        };
        assert!(info(&["a", "urn:xmpp:sid:0"]) && info(&["urn:xmpp:mam:2"]));
        assert!(!info(&[]) && !info(&["urn:xmpp:mam:2#extended", "urn:xmpp:mam:1"]));
    }
}
