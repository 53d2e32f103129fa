//! What a PubSub service answers. Read by hand: ejabberd puts the `<set/>` of XEP-0059 inside `<pubsub/>`, which
//! `xmpp_parsers` refuses, and one bad item must not cost the others.

use super::{ID_MAX, ITEMS_MAX, Subscription};
use crate::iq::IqError;
use jid::{BareJid, Jid};
use minidom::{Element, Node};
use xmpp_parsers::ns;

/// Subscribers of one node that are read: as many as contacts.
const SUBSCRIBERS_MAX: usize = crate::roster::ITEMS_MAX;

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id; unique in its node.
    pub id: String,
    /// Who published it, as the service says. Prosody 0.12 says it in notifications only.
    pub publisher: Option<BareJid>,
    /// What is in it; none in notifications of nodes that leave it out (`pubsub#deliver_payloads`).
    pub payload: Option<Element>,
}

/// Some items of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemPage {
    /// The items, in the service's order.
    pub items: Vec<Item>,
    /// How many there are in the node, where the service says it.
    pub count: Option<usize>,
    /// The cursor of the page's oldest item, where the service has pages (XEP-0059).
    pub first: Option<String>,
}

/// Reads the answer to a request for items.
pub(super) fn page(mut pubsub: Element, node: &str) -> Result<ItemPage, IqError> {
    if !pubsub.is("pubsub", ns::PUBSUB) {
        return Err(super::malformed("items without <pubsub/>"));
    }
    let set = pubsub.get_child("set", ns::RSM);
    let text = |name: &str| set?.get_child(name, ns::RSM).map(Element::text);
    let count = text("count").and_then(|count| count.parse().ok());
    let first = text("first").and_then(|first| id(&first));
    let items = pubsub.remove_child("items", ns::PUBSUB);
    if items.as_ref().and_then(|items| items.attr("node")).is_some_and(|other| other != node) {
        return Err(super::malformed("items of another node"));
    }
    let items = items.map(|items| self::items(items, ns::PUBSUB)).unwrap_or_default();
    Ok(ItemPage { items, count, first })
}

/// The items inside `<items/>`, without those that have no id.
pub(super) fn items(mut items: Element, namespace: &str) -> Vec<Item> {
    let children = items.take_nodes().into_iter().filter_map(Node::into_element);
    children.filter(|child| child.is("item", namespace)).filter_map(item).take(ITEMS_MAX).collect()
}

/// The id that an item was given when it was published.
pub(super) fn published(pubsub: &Element) -> Option<String> {
    let publish = pubsub.get_child("publish", ns::PUBSUB)?;
    publish.get_child("item", ns::PUBSUB)?.attr("id").and_then(id)
}

/// The state of a new subscription.
pub(super) fn subscription(pubsub: &Element) -> Subscription {
    let state = pubsub.get_child("subscription", ns::PUBSUB).and_then(|child| child.attr("subscription"));
    match state {
        Some("pending" | "unconfigured") => Subscription::Pending,
        _ => Subscription::Subscribed,
    }
}

/// Who is subscribed to a node of ours.
pub(super) fn subscribers(pubsub: &Element) -> Vec<Jid> {
    let list = pubsub.get_child("subscriptions", ns::PUBSUB_OWNER);
    let all =
        list.into_iter().flat_map(Element::children).filter(|is| is.is("subscription", ns::PUBSUB_OWNER));
    all.filter_map(|subscription| Jid::new(subscription.attr("jid")?).ok()).take(SUBSCRIBERS_MAX).collect()
}

/// A node's name or an item's id: none if it is empty or too long.
pub(super) fn id(text: &str) -> Option<String> {
    (!text.is_empty() && text.len() <= ID_MAX).then(|| text.to_owned())
}

fn item(mut item: Element) -> Option<Item> {
    Some(Item {
        id: id(item.attr("id")?)?,
        publisher: item.attr("publisher").and_then(|jid| Jid::new(jid).ok()).map(Jid::into_bare),
        payload: item.unshift_child(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> ItemPage {
        page(
            format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{inside}</pubsub>").parse().unwrap(),
            "n",
        )
        .unwrap()
    }

    #[test]
    fn an_answer_in_ejabberds_style_is_read() {
        let page = read(
            "<items node='n'><item id='2' publisher='ana@alpha.test/x'><a xmlns='p'/></item><item id='1'/></items>
             <set xmlns='http://jabber.org/protocol/rsm'><first index='0'>f</first><last>l</last><count>9</count></set>",
        );
        assert_eq!((page.count, page.first.as_deref(), page.items.len()), (Some(9), Some("f"), 2));
        assert_eq!(page.items[0].publisher.as_ref().unwrap().as_str(), "ana@alpha.test");
        assert!(page.items[0].payload.as_ref().unwrap().is("a", "p") && page.items[1].payload.is_none());
    }

    #[test]
    fn the_subscribers_of_a_node_are_read() {
        let list = "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='n'>
            <subscription jid='ben@beta.test' subscription='subscribed'/><subscription jid='@'/><subscription/>
            <subscription jid='ben@beta.test/x' subid='1' subscription='subscribed'/></subscriptions></pubsub>";
        let read: Vec<String> = subscribers(&list.parse().unwrap()).iter().map(Jid::to_string).collect();
        assert_eq!(read, ["ben@beta.test", "ben@beta.test/x"]);
        assert!(subscribers(&"<pubsub xmlns='x'/>".parse().unwrap()).is_empty());
    }

    #[test]
    fn what_is_broken_is_left_out() {
        let long = "x".repeat(ID_MAX + 1);
        let page = read(&format!(
            "<items node='n'><item/><item id=''/><item id='{long}'/><item xmlns='other' id='1'/>text
             <item id='ok' publisher='@@'>text<a xmlns='p'/><b xmlns='p'/></item></items>
             <set xmlns='http://jabber.org/protocol/rsm'><count>-1</count><first/></set>"
        ));
        assert_eq!((page.items.len(), page.items[0].id.as_str(), &page.items[0].publisher), (1, "ok", &None));
        assert_eq!((page.count, page.first), (None, None));
        assert_eq!(read(""), ItemPage::default());
    }

    #[test]
    fn the_items_of_another_node_are_refused() {
        let answer = "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='other'/></pubsub>";
        assert!(page(answer.parse().unwrap(), "n").is_err());
        assert!(page("<query xmlns='x'/>".parse().unwrap(), "n").is_err());
    }

    #[test]
    fn no_more_items_than_the_limit_are_read() {
        let many: String = (0..2 * ITEMS_MAX).map(|id| format!("<item id='{id}'/>")).collect();
        assert_eq!(read(&format!("<items node='n'>{many}</items>")).items.len(), ITEMS_MAX);
    }
}
