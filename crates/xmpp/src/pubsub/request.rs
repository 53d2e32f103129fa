//! What is asked of a PubSub service.

use super::{Config, Page};
use jid::Jid;
use minidom::Element;
use xmpp_parsers::ns;
use xmpp_parsers::pubsub::owner;
use xmpp_parsers::pubsub::pubsub as wire;
use xmpp_parsers::pubsub::{ItemId, NodeName};
use xmpp_parsers::rsm::SetQuery;
use xso::AsXml;

/// `<pubsub/>` with the parts that a request has: `xmpp_parsers` has no place for XEP-0059 beside the items.
#[derive(AsXml)]
#[xml(namespace = ns::PUBSUB, name = "pubsub")]
struct Request {
    #[xml(element(n = ..))]
    parts: Vec<Element>,
}

#[derive(AsXml)]
#[xml(namespace = ns::PUBSUB, name = "unsubscribe")]
struct Unsubscribe {
    #[xml(attribute)]
    jid: Jid,
    #[xml(attribute)]
    node: String,
}

/// The end of somebody's subscription: `xmpp_parsers` leaves out that it is `none`, and Prosody takes that for no change.
#[derive(AsXml)]
#[xml(namespace = ns::PUBSUB_OWNER, name = "pubsub")]
struct Dismissal {
    #[xml(child)]
    subscriptions: Subscriptions,
}

#[derive(AsXml)]
#[xml(namespace = ns::PUBSUB_OWNER, name = "subscriptions")]
struct Subscriptions {
    #[xml(attribute)]
    node: String,
    #[xml(child)]
    subscription: Subscription,
}

#[derive(AsXml)]
#[xml(namespace = ns::PUBSUB_OWNER, name = "subscription")]
struct Subscription {
    #[xml(attribute)]
    jid: Jid,
    #[xml(attribute)]
    subscription: String,
}

pub(super) fn items(node: &str, page: &Page) -> Element {
    let mut items = wire::Items::new(node);
    let mut set = None;
    match page {
        Page::Latest(max) => items.max_items = Some(*max),
        Page::Ids(ids) => items.items = ids.iter().map(|id| item(Some(id), None)).collect(),
        Page::Older { cursor, max } => {
            let max = usize::try_from(*max).ok();
            set = Some(SetQuery { max, after: None, before: Some(cursor.clone()), index: None });
        }
    }
    request([Some(items.into()), set.map(Element::from)])
}

pub(super) fn publish(node: &str, id: Option<&str>, payload: Element, config: &Config) -> Element {
    let publish = wire::Publish { node: name(node), items: vec![item(id, Some(payload))] };
    let options = config.options().map(|form| wire::PublishOptions { form: Some(form) });
    request([Some(publish.into()), options.map(Element::from)])
}

pub(super) fn retract(node: &str, id: &str) -> Element {
    let retract = wire::Retract { node: name(node), notify: true, items: vec![item(Some(id), None)] };
    request([Some(retract.into()), None])
}

pub(super) fn subscribe(node: &str, jid: Jid) -> Element {
    request([Some(wire::Subscribe { jid, node: Some(name(node)) }.into()), None])
}

pub(super) fn unsubscribe(node: &str, jid: Jid) -> Element {
    request([Some(Unsubscribe { jid, node: node.to_owned() }.into()), None])
}

pub(super) fn subscribers(node: &str) -> Element {
    owner_request(owner::Payload::Subscriptions { node: name(node), subscriptions: Vec::new() })
}

pub(super) fn dismiss(node: &str, jid: Jid) -> Element {
    let subscription = Subscription { jid, subscription: "none".to_owned() };
    Dismissal { subscriptions: Subscriptions { node: node.to_owned(), subscription } }.into()
}

pub(super) fn create(node: &str, config: &Config) -> Element {
    let configure = config.options().is_some().then(|| wire::Configure { form: Some(config.node_config()) });
    request([Some(wire::Create { node: Some(name(node)) }.into()), configure.map(Element::from)])
}

pub(super) fn configuration(node: &str) -> Element {
    owner_request(owner::Payload::Configure { node: Some(name(node)), form: None })
}

pub(super) fn configure(node: &str, config: &Config) -> Element {
    owner_request(owner::Payload::Configure { node: Some(name(node)), form: Some(config.node_config()) })
}

pub(super) fn delete(node: &str) -> Element {
    owner_request(owner::Payload::Delete { node: name(node), redirect_uri: None })
}

fn request(parts: [Option<Element>; 2]) -> Element {
    Request { parts: parts.into_iter().flatten().collect() }.into()
}

fn owner_request(payload: owner::Payload) -> Element {
    owner::Owner { payload }.into()
}

fn name(node: &str) -> NodeName {
    NodeName(node.to_owned())
}

fn item(id: Option<&str>, payload: Option<Element>) -> wire::Item {
    wire::Item { id: id.map(|id| ItemId(id.to_owned())), publisher: None, payload }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(made: Element, expected: &str) {
        let expected: Element = expected.parse().unwrap();
        assert_eq!(String::from(&made), String::from(&expected));
    }

    #[test]
    fn the_newest_items_are_asked_for() {
        same(
            items("n", &Page::Latest(3)),
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items max_items='3' node='n'/></pubsub>",
        );
    }

    #[test]
    fn a_page_has_its_set_beside_the_items() {
        same(
            items("n", &Page::Older { cursor: "c".into(), max: 20 }),
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='n'/><set
            xmlns='http://jabber.org/protocol/rsm'><max>20</max><before>c</before></set></pubsub>",
        );
    }

    #[test]
    fn a_dismissal_names_node_address_and_state() {
        same(
            dismiss("n", Jid::new("a@b").unwrap()),
            "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='n'><subscription jid='a@b'
            subscription='none'/></subscriptions></pubsub>",
        );
    }

    #[test]
    fn an_end_of_subscription_names_node_and_address() {
        same(
            unsubscribe("n", Jid::new("a@b").unwrap()),
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><unsubscribe jid='a@b' node='n'/></pubsub>",
        );
    }
}
