//! XEP-0060 §7.1.2: notifications.

use super::read::{self, Item};
use super::{ID_MAX, ITEMS_MAX};
use jid::BareJid;
use minidom::Element;
use time::OffsetDateTime;
use xmpp_parsers::ns;

/// Something happened to a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Who says it: the PubSub service, or the account whose personal node it is.
    pub service: BareJid,
    /// The node.
    pub node: String,
    /// What happened.
    pub change: Change,
    /// When, if it was kept for us (XEP-0203).
    pub delay: Option<OffsetDateTime>,
}

/// What happened to a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Items were published or taken back (§7.1.2, §7.2.2).
    Items {
        /// New or changed.
        items: Vec<Item>,
        /// The ids of those that are gone.
        retracted: Vec<String>,
    },
    /// All items are gone (§8.5.2).
    Purged,
    /// The node is gone (§8.4.2).
    Deleted,
    /// The node has another configuration (§8.2.5).
    Configured,
}

/// Reads `<event/>` as something that this service says. Who may say it is for the caller to decide.
pub fn notification(
    service: BareJid,
    mut event: Element,
    delay: Option<OffsetDateTime>,
) -> Option<Notification> {
    if !event.is("event", ns::PUBSUB_EVENT) {
        return None;
    }
    let change = event.unshift_child().filter(|change| change.has_ns(ns::PUBSUB_EVENT))?;
    let node = read::id(change.attr("node")?)?;
    let change = match change.name() {
        "items" => items(change)?,
        "purge" => Change::Purged,
        "delete" => Change::Deleted,
        "configuration" => Change::Configured,
        _ => return None,
    };
    Some(Notification { service, node, change, delay })
}

fn items(items: Element) -> Option<Change> {
    let retracts = items.children().filter(|child| child.is("retract", ns::PUBSUB_EVENT));
    let ids =
        retracts.filter_map(|retract| retract.attr("id")).filter(|id| !id.is_empty() && id.len() <= ID_MAX);
    let retracted: Vec<String> = ids.take(ITEMS_MAX).map(str::to_owned).collect();
    let items = read::items(items, ns::PUBSUB_EVENT);
    (!items.is_empty() || !retracted.is_empty()).then_some(Change::Items { items, retracted })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Option<Change> {
        let event = format!("<event xmlns='http://jabber.org/protocol/pubsub#event'>{inside}</event>");
        let service = BareJid::new("ana@alpha.test").unwrap();
        notification(service, event.parse().unwrap(), None).map(|notification| notification.change)
    }

    #[test]
    fn items_and_retractions_are_read() {
        let change = read(
            "<items node='n'><item id='1' publisher='ben@beta.test'><e xmlns='p'/></item><retract id='2'/></items>",
        );
        let Some(Change::Items { items, retracted }) = change else { panic!("not read") };
        assert_eq!((items[0].id.as_str(), retracted), ("1", vec!["2".to_owned()]));
        assert!(items[0].payload.is_some());
    }

    #[test]
    fn the_other_changes_are_read() {
        assert_eq!(read("<purge node='n'/>"), Some(Change::Purged));
        assert_eq!(read("<delete node='n'><redirect uri='xmpp:x'/></delete>"), Some(Change::Deleted));
        assert_eq!(read("<configuration node='n'/>"), Some(Change::Configured));
    }

    #[test]
    fn nonsense_is_no_notification() {
        let long = format!("<items node='{}'><item id='1'/></items>", "n".repeat(ID_MAX + 1));
        let nasty = [
            "",
            "<items/>",
            "<items node=''/>",
            "<items node='n'/>",
            "<items node='n'><item/><retract/></items>",
        ];
        for inside in
            nasty.into_iter().chain(["<subscription node='n'/>", "<x xmlns='y' node='n'/>", "text", &long])
        {
            assert_eq!(read(inside), None, "{inside}");
        }
    }
}
