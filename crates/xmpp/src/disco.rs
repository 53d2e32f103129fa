//! XEP-0030: Service Discovery.

use crate::caps;
use crate::handle::Handle;
use crate::iq::IqError;
use jid::{BareJid, Jid};
use minidom::Element;
use xmpp_parsers::disco::{DiscoInfoQuery, DiscoInfoResult, DiscoItemsQuery};
use xmpp_parsers::ns;

pub use xmpp_parsers::disco::DiscoInfoResult as Info;

/// Children of an answer that are read; a large one of a server has about 80 features.
pub const CHILDREN_MAX: usize = 1_000;

/// What this program can do, sorted. With `+notify` it asks for personal events of that node (XEP-0163 §4.3).
pub const FEATURES: [&str; 13] = [
    "http://jabber.org/protocol/caps",
    "http://jabber.org/protocol/chatstates",
    "http://jabber.org/protocol/disco#info",
    "http://jabber.org/protocol/nick+notify",
    "urn:xmpp:avatar:metadata+notify",
    "urn:xmpp:chat-markers:0",
    "urn:xmpp:eme:0",
    "urn:xmpp:microblog:0",
    "urn:xmpp:microblog:0+notify",
    "urn:xmpp:ping",
    "urn:xmpp:pubsub-social-feed:1",
    "urn:xmpp:receipts",
    "urn:xmpp:sid:0",
];

/// What a session says it is: a web client (XEP-0030's registrar: category `client`, type `web`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The program's name for people.
    pub name: String,
    /// The program's address, as the node of entity capabilities (XEP-0115).
    pub node: String,
}

/// Something that an entity has, such as a server's PubSub service (§4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its address.
    pub jid: Jid,
    /// The node, for things inside.
    pub node: Option<String>,
    /// A name for people.
    pub name: Option<String>,
}

/// Asks an entity what it is and what it can do (§3).
///
/// # Errors
/// [`IqError`]; [`IqError::Malformed`] also for an answer that is too long.
pub async fn info(handle: &Handle, to: impl Into<Jid>, node: Option<&str>) -> Result<Info, IqError> {
    let answer = handle.get(Some(to.into()), DiscoInfoQuery { node: node.map(str::to_owned) }).await?;
    answer.and_then(read_info).ok_or_else(|| IqError::Malformed("disco#info".to_owned()))
}

/// Asks an entity what it has (§4).
///
/// # Errors
/// [`IqError`].
pub async fn items(handle: &Handle, to: impl Into<Jid>, node: Option<&str>) -> Result<Vec<Item>, IqError> {
    let query = DiscoItemsQuery { node: node.map(str::to_owned), rsm: None };
    let answer = handle.get(Some(to.into()), query).await?;
    let answer = answer.ok_or_else(|| IqError::Malformed("disco#items".to_owned()))?;
    let items = answer.children().filter(|child| child.is("item", ns::DISCO_ITEMS));
    Ok(items.filter_map(read_item).take(CHILDREN_MAX).collect())
}

/// Finds the PubSub service of a server.
///
/// # Errors
/// [`IqError`] of the question what the server has; a component that does not answer is passed over.
pub async fn pubsub_service(handle: &Handle, server: &BareJid) -> Result<Option<BareJid>, IqError> {
    for item in items(handle, server.clone(), None).await?.into_iter().take(20) {
        let Ok(info) = info(handle, item.jid.clone(), None).await else { continue };
        if info.identities.iter().any(|is| is.category == "pubsub" && is.type_ == "service") {
            return Ok(Some(item.jid.into_bare()));
        }
    }
    Ok(None)
}

/// Our answer to a disco#info query; none (`item-not-found`) for a node that is not our capabilities'.
pub fn answer(identity: &Identity, node: Option<&str>) -> Option<Element> {
    let ours = caps::ours(identity);
    let known = node.is_none_or(|node| node == format!("{}#{}", ours.node, ours.ver));
    known.then(|| DiscoInfoResult { node: node.map(str::to_owned), ..description(identity) }.into())
}

/// What we say about ourselves, without a node.
pub(crate) fn description(identity: &Identity) -> Info {
    let name = Some(identity.name.clone());
    let web =
        xmpp_parsers::disco::Identity { category: "client".into(), type_: "web".into(), lang: None, name };
    let features = FEATURES.iter().map(|feature| (*feature).to_owned()).collect();
    Info { node: None, identities: vec![web], features, extensions: Vec::new() }
}

/// Reads the answer to a disco#info query.
pub(crate) fn read_info(query: Element) -> Option<Info> {
    if query.children().count() > CHILDREN_MAX {
        return None;
    }
    Info::try_from(query).ok()
}

fn read_item(item: &Element) -> Option<Item> {
    let short = |name: &str| item.attr(name).filter(|value| value.len() <= 1_000).map(str::to_owned);
    Some(Item { jid: Jid::new(item.attr("jid")?).ok()?, node: short("node"), name: short("name") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosse() -> Identity {
        Identity { name: "Cosse".into(), node: "https://cosse.example".into() }
    }

    #[test]
    fn the_features_are_sorted_and_told_once() {
        let mut sorted = FEATURES.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted, FEATURES);
    }

    #[test]
    fn we_answer_for_our_capabilities_and_for_nothing_else() {
        let plain = answer(&cosse(), None).unwrap();
        assert!(plain.children().any(|child| child.attr("var") == Some("urn:xmpp:microblog:0+notify")));
        let node = format!("https://cosse.example#{}", caps::ours(&cosse()).ver);
        assert_eq!(answer(&cosse(), Some(&node)).unwrap().attr("node"), Some(node.as_str()));
        assert_eq!(answer(&cosse(), Some("https://cosse.example#other")), None);
    }

    #[test]
    fn an_answer_without_end_is_not_read() {
        let many: String = (0..=CHILDREN_MAX).map(|i| format!("<feature var='{i}'/>")).collect();
        let query = format!("<query xmlns='http://jabber.org/protocol/disco#info'>{many}</query>");
        assert!(read_info(query.parse().unwrap()).is_none());
        assert!(read_info("<query xmlns='x'/>".parse().unwrap()).is_none());
    }
}
