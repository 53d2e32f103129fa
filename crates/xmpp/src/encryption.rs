//! XEP-0380: Explicit Message Encryption, and the payloads of those who do not say it.

use minidom::Element;
use xmpp_parsers::ns;

/// OMEMO, in its three forms (XEP-0384).
const OMEMO: [&str; 3] = [ns::LEGACY_OMEMO, "urn:xmpp:omemo:1", "urn:xmpp:omemo:2"];
/// The namespace of XEP-0027.
const LEGACY_OPENPGP: &str = "jabber:x:encrypted";

/// Whether a message says something that only the keys of another program can read. An OMEMO message without a payload only
/// moves keys (XEP-0384 §5.6): it says nothing.
pub(crate) fn is_encrypted(message: &Element, body: Option<&str>) -> bool {
    let omemo = || message.children().filter(|child| child.name() == "encrypted" && is_omemo(child));
    if omemo().next().is_some() {
        return omemo().any(|encrypted| encrypted.children().any(|child| child.name() == "payload"));
    }
    message.children().any(says_so) || body.is_some_and(|body| body.starts_with("?OTR"))
}

fn is_omemo(child: &Element) -> bool {
    OMEMO.iter().any(|namespace| child.has_ns(*namespace))
}

fn says_so(child: &Element) -> bool {
    child.is("encryption", ns::EME) || child.is("openpgp", ns::OX) || child.is("x", LEGACY_OPENPGP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encrypted(inside: &str, body: Option<&str>) -> bool {
        let message = format!("<message xmlns='jabber:client'>{inside}</message>");
        is_encrypted(&message.parse().unwrap(), body)
    }

    #[test]
    fn what_is_encrypted_is_known() {
        for inside in [
            "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:unheard-of'/>",
            "<encrypted xmlns='eu.siacs.conversations.axolotl'><header/><payload>x</payload></encrypted>",
            "<encrypted xmlns='urn:xmpp:omemo:2'><header/><payload>x</payload></encrypted>",
            "<openpgp xmlns='urn:xmpp:openpgp:0'>x</openpgp>",
            "<x xmlns='jabber:x:encrypted'>x</x>",
        ] {
            assert!(encrypted(inside, Some("I sent you an encrypted message")), "{inside}");
        }
        assert!(encrypted("", Some("?OTR:AAMD")));
    }

    #[test]
    fn what_is_not_is_not() {
        for inside in ["", "<encryption xmlns='x'/>", "<encrypted xmlns='x'><payload/></encrypted>"] {
            assert!(!encrypted(inside, Some("OTR? Hm.")), "{inside}");
        }
    }

    #[test]
    fn keys_on_the_move_say_nothing() {
        let moves = "<encrypted xmlns='eu.siacs.conversations.axolotl'><header/></encrypted>
            <encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/>";
        assert!(!encrypted(moves, None));
    }
}
