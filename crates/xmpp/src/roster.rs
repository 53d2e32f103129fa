//! RFC 6121 §2: the roster.

use crate::atom::clean;
use crate::handle::Handle;
use crate::iq::IqError;
use jid::{BareJid, Jid};
use minidom::Element;
use xmpp_parsers::ns;
use xmpp_parsers::roster as wire;

/// Contacts that are read: servers cut far earlier (ejabberd and Prosody at 1,000 by habit), memory is finite.
pub const ITEMS_MAX: usize = 10_000;
/// Groups of one contact that are read.
pub const GROUPS_MAX: usize = 50;
/// Characters of a contact's or a group's name that are read and written.
pub const NAME_MAX: usize = 200;

/// A contact (RFC 6121 §2.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The contact's address.
    pub jid: BareJid,
    /// The name that the account's owner gave.
    pub name: Option<String>,
    /// Who sees whose presence.
    pub subscription: Subscription,
    /// Whether we asked to see the contact's presence and wait for the answer.
    pub ask: bool,
    /// The groups that the account's owner sorted it into.
    pub groups: Vec<String>,
}

/// Who sees whose presence (RFC 6121 §2.1.2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subscription {
    /// Neither sees the other's.
    #[default]
    None,
    /// We see the contact's.
    To,
    /// The contact sees ours.
    From,
    /// Each sees the other's.
    Both,
}

/// A change of the roster, told by our own server (RFC 6121 §2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Push {
    /// A contact is new or has changed.
    Set(Item),
    /// A contact is gone.
    Removed(BareJid),
}

/// The whole roster.
///
/// # Errors
/// [`IqError`]. Items that cannot be read are left out.
pub async fn get(handle: &Handle) -> Result<Vec<Item>, IqError> {
    let answer = handle.get(None, wire::Roster { ver: None, items: Vec::new() }).await?;
    let query = answer.ok_or_else(|| IqError::Malformed("a roster without a query".to_owned()))?;
    Ok(items(&query)
        .filter_map(|element| read(element).filter(|_| !removes(element)))
        .take(ITEMS_MAX)
        .collect())
}

/// Adds a contact, or changes its name and groups. The subscription does not change.
///
/// # Errors
/// [`IqError`].
pub async fn set(
    handle: &Handle,
    jid: &BareJid,
    name: Option<&str>,
    groups: &[String],
) -> Result<(), IqError> {
    let cleaned = |text: &str| Some(clean(text.trim(), NAME_MAX)).filter(|text| !text.is_empty());
    let groups = groups.iter().filter_map(|group| cleaned(group)).take(GROUPS_MAX).map(wire::Group).collect();
    change(handle, item(jid, name.and_then(cleaned), wire::Subscription::None, groups)).await
}

/// Removes a contact and both subscriptions (RFC 6121 §2.5).
///
/// # Errors
/// [`IqError`]; `item-not-found` if there was none.
pub async fn remove(handle: &Handle, jid: &BareJid) -> Result<(), IqError> {
    change(handle, item(jid, None, wire::Subscription::Remove, Vec::new())).await
}

/// Reads a roster push. None unless it comes from our own account (RFC 6121 §2.1.6: from nobody, or from our bare JID) and
/// holds exactly one item.
pub fn push(from: Option<&Jid>, me: &BareJid, query: &Element) -> Option<Push> {
    if from.is_some_and(|from| from != me) || !query.is("query", ns::ROSTER) {
        return None;
    }
    let mut items = items(query);
    let (element, None) = (items.next()?, items.next()) else { return None };
    let item = read(element)?;
    Some(if removes(element) { Push::Removed(item.jid) } else { Push::Set(item) })
}

async fn change(handle: &Handle, item: wire::Item) -> Result<(), IqError> {
    handle.set(None, wire::Roster { ver: None, items: vec![item] }).await.map(|_| ())
}

fn item(
    jid: &BareJid,
    name: Option<String>,
    subscription: wire::Subscription,
    groups: Vec<wire::Group>,
) -> wire::Item {
    wire::Item { jid: jid.clone(), name, subscription, ask: wire::Ask::None, groups, approved: None }
}

fn items(query: &Element) -> impl Iterator<Item = &Element> {
    query.children().filter(|child| child.is("item", ns::ROSTER))
}

fn removes(item: &Element) -> bool {
    item.attr("subscription") == Some("remove")
}

fn read(item: &Element) -> Option<Item> {
    let cut = |text: &str| Some(clean(text.trim(), NAME_MAX)).filter(|text| !text.is_empty());
    let groups = item.children().filter(|child| child.is("group", ns::ROSTER));
    Some(Item {
        jid: BareJid::new(item.attr("jid")?).ok()?,
        name: item.attr("name").and_then(cut),
        subscription: match item.attr("subscription") {
            Some("to") => Subscription::To,
            Some("from") => Subscription::From,
            Some("both") => Subscription::Both,
            _ => Subscription::None,
        },
        ask: item.attr("ask") == Some("subscribe"),
        groups: groups.filter_map(|group| cut(&group.text())).take(GROUPS_MAX).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(from: Option<&str>, items: &str) -> Option<Push> {
        let query: Element = format!("<query xmlns='jabber:iq:roster'>{items}</query>").parse().unwrap();
        let from = from.map(|from| Jid::new(from).unwrap());
        push(from.as_ref(), &BareJid::new("ana@alpha.test").unwrap(), &query)
    }

    #[test]
    fn a_push_from_our_own_account_is_believed() {
        let item = "<item jid='ben@beta.test' name=' Ben ' subscription='both' ask='subscribe'><group>Work</group><group/></item>";
        for from in [None, Some("ana@alpha.test")] {
            let Some(Push::Set(item)) = pushed(from, item) else { panic!("not read") };
            assert_eq!((item.jid.as_str(), item.name.as_deref()), ("ben@beta.test", Some("Ben")));
            assert_eq!(
                (item.subscription, item.ask, item.groups),
                (Subscription::Both, true, vec!["Work".to_owned()])
            );
        }
    }

    #[test]
    fn a_push_from_anybody_else_is_not() {
        let item = "<item jid='eve@evil.test' subscription='both'/>";
        for from in ["eve@evil.test", "alpha.test", "ana@alpha.test/phone", "ana@alpha.test.evil.test"] {
            assert_eq!(pushed(Some(from), item), None, "{from}");
        }
    }

    #[test]
    fn a_removal_is_told() {
        let removed = Push::Removed(BareJid::new("ben@beta.test").unwrap());
        assert_eq!(pushed(None, "<item jid='ben@beta.test' subscription='remove'/>"), Some(removed));
    }

    #[test]
    fn nonsense_is_no_push() {
        let two = "<item jid='a@b.test'/><item jid='c@b.test'/>";
        let long = format!("<item jid='{}@b.test'/>", "x".repeat(2_000));
        for items in [
            "",
            "<item/>",
            "<item jid=''/>",
            "<item jid='@'/>",
            "<item xmlns='x' jid='a@b.test'/>",
            two,
            &long,
        ] {
            assert_eq!(pushed(None, items), None, "{items}");
        }
    }

    #[test]
    fn what_is_long_is_cut() {
        let groups = "<group>g</group>".repeat(100);
        let item =
            format!("<item jid='a@b.test' name='{}' subscription='odd'>{groups}</item>", "n".repeat(500));
        let Some(Push::Set(item)) = pushed(None, &item) else { panic!("not read") };
        assert_eq!((item.name.unwrap().len(), item.groups.len()), (NAME_MAX, GROUPS_MAX));
        assert_eq!(item.subscription, Subscription::None);
    }
}
