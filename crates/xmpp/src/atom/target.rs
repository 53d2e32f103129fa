//! RFC 5122: `xmpp:` addresses of PubSub nodes and items (XEP-0060 §12.22).

use super::FIELD_MAX;
use jid::BareJid;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A node of a PubSub service, or an item in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The service: a domain, or an account for its personal nodes.
    pub service: BareJid,
    /// The node's name.
    pub node: String,
    /// The item's id.
    pub item: Option<String>,
}

impl Target {
    /// A node.
    pub fn node(service: BareJid, node: impl Into<String>) -> Self {
        Self { service, node: node.into(), item: None }
    }

    /// An item of a node.
    pub fn item(service: BareJid, node: impl Into<String>, item: impl Into<String>) -> Self {
        Self { service, node: node.into(), item: Some(item.into()) }
    }

    /// Reads `xmpp:service?;node=…;item=…`, with or without percent-encoding, with or without `pubsub` as the action.
    pub fn parse(uri: &str) -> Option<Self> {
        if uri.len() > FIELD_MAX || !uri.get(..5)?.eq_ignore_ascii_case("xmpp:") {
            return None;
        }
        let (path, query) = uri.get(5..)?.split_once('?')?;
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        let value = |name: &str| {
            let pairs = query.split(';').filter_map(|pair| pair.trim().split_once('='));
            pairs
                .filter(|(key, _)| *key == name)
                .find_map(|(_, value)| decode(value))
                .filter(|value| !value.is_empty())
        };
        let service = BareJid::new(&decode(path)?).ok()?;
        Some(Self { service, node: value("node")?, item: value("item") })
    }

    /// The address with `:` and `/` left as they are, which RFC 3986 allows in a query. Movim does not decode the address
    /// in `<in-reply-to/>`.
    pub(crate) fn to_readable(&self) -> String {
        self.to_string().replace("%3A", ":").replace("%2F", "/")
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "xmpp:{}?;node={}", encode(self.service.as_str(), b"@"), encode(&self.node, b""))?;
        self.item.as_ref().map_or(Ok(()), |item| write!(f, ";item={}", encode(item, b"")))
    }
}

fn encode(plain: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(plain.len());
    for byte in plain.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Percent-decodes; none if the bytes are no UTF-8. A `%` without two digits stays.
fn decode(encoded: &str) -> Option<String> {
    let bytes = encoded.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(hex) {
            Some(decoded) => {
                plain.push(decoded);
                at += 3;
            }
            None => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(plain).ok()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_with_colons_and_slashes_comes_back_from_its_address() {
        let service = BareJid::new("ana@alpha.test").unwrap();
        let target = Target::item(service, "urn:xmpp:microblog:0:comments/a;b=c", "ü&?#%");
        assert_eq!(Target::parse(&target.to_string()), Some(target.clone()));
        assert!(
            target
                .to_string()
                .starts_with("xmpp:ana@alpha.test?;node=urn%3Axmpp%3Amicroblog%3A0%3Acomments%2Fa%3B")
        );
        assert!(target.to_readable().contains("node=urn:xmpp:microblog:0:comments/a%3Bb%3Dc;item="));
    }

    #[test]
    fn addresses_of_movim_and_libervia_are_read() {
        let bare = Target::parse("xmpp:ana@alpha.test?;node=urn:xmpp:microblog:0:comments/7").unwrap();
        assert_eq!((bare.node.as_str(), bare.item), ("urn:xmpp:microblog:0:comments/7", None));
        let action =
            Target::parse("xmpp:pubsub.beta.test?pubsub;action=retrieve;node=blog;item=x%20y").unwrap();
        assert_eq!((action.service.as_str(), action.item.as_deref()), ("pubsub.beta.test", Some("x y")));
        let broken_over_lines = Target::parse("xmpp:ana@alpha.test?;\n   node=blog;\n   item=x").unwrap();
        assert_eq!(broken_over_lines.node, "blog");
    }

    #[test]
    fn nasty_addresses_are_no_target() {
        let long = format!("xmpp:a@b?;node={}", "x".repeat(FIELD_MAX));
        let nasty = [
            "",
            "xmpp",
            "xmpp:",
            "xmpp:?;node=x",
            "xmpp:a@b",
            "xmpp:a@b?",
            "xmpp:a@b?;node=",
            "http://a?;node=x",
        ];
        for uri in
            nasty.into_iter().chain(["xmpp:a@b?;node=%ff%fe", "xmpp:@?;node=x", "éééé:a?;node=x", &long])
        {
            assert_eq!(Target::parse(uri), None, "{uri}");
        }
        assert_eq!(Target::parse("xmpp:a@b?;node=%2;item=%zz%").unwrap().item.as_deref(), Some("%zz%"));
        assert_eq!(Target::parse("xmpp:a@b?;node=%+5").unwrap().node, "%+5");
    }
}
