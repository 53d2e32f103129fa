//! XEP-0277: Microblogging over XMPP, in the profile of XEP-0472: Pubsub Social Feed.

mod comments;
mod node;
mod readers;

pub use comments::{
    COMMENTS, HEART, comment, comments, comments_node, follow_comments, heart, is_comments_node, is_heart,
    open_comments, post_of, unfollow_comments,
};
pub use readers::{dismiss, follow, open, unfollow};

use crate::atom::Entry;
use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Item, ItemPage, Page};
use jid::BareJid;
use xmpp_parsers::ns;
use xmpp_parsers::stanza_error::DefinedCondition;

/// The node of an account's posts.
pub const NODE: &str = ns::MICROBLOG;

/// Publishes a post of ours, or a new version of it. The whole node has this access model: with [`Access::Open`] *every*
/// post on it can be read by everyone. It never goes out under another access model, nor to a node that keeps nothing.
///
/// # Errors
/// [`IqError`].
pub async fn publish(handle: &Handle, item: &str, entry: &Entry, access: Access) -> Result<(), IqError> {
    let (id, least) = (Some(item), node::posts(access));
    let wished = node::wished(&least, NODE);
    match pubsub::publish(handle, None, NODE, id, entry.write(), &wished).await {
        Err(error) if node::refuses(&error) => {}
        answer => return answer.map(|_| ()),
    }
    match node::tune(handle, NODE, &least, &wished).await {
        Err(error) if error.condition() == Some(DefinedCondition::ItemNotFound) => {
            node::settle(handle, NODE, &least, &wished).await?;
        }
        answer => answer?,
    }
    pubsub::publish(handle, None, NODE, id, entry.write(), &least).await.map(|_| ())
}

/// Takes a post of ours back. That there was none is no error.
///
/// # Errors
/// [`IqError`].
pub async fn retract(handle: &Handle, item: &str) -> Result<(), IqError> {
    match pubsub::retract(handle, None, NODE, item).await {
        Err(error) if error.condition() == Some(DefinedCondition::ItemNotFound) => Ok(()),
        answer => answer,
    }
}

/// Reads posts of an account; none where there is no node yet.
///
/// # Errors
/// [`IqError`]: `forbidden`, `not-authorized` and others where we may not read it.
pub async fn fetch(handle: &Handle, service: &BareJid, page: Page) -> Result<Option<ItemPage>, IqError> {
    or_none(pubsub::items(handle, service, NODE, page).await)
}

/// Reads the entry in an item; none for what is no post, such as a node's metadata.
pub fn entry(item: &Item) -> Option<Entry> {
    Entry::read(item.payload.as_ref()?).ok()
}

/// Who wrote an item, as far as the server vouches for it: the account itself on its own posts' node; elsewhere the
/// publisher that the service names. What the entry says about its author proves nothing.
pub fn author(service: &BareJid, node: &str, item: &Item) -> Option<BareJid> {
    let own = service.node().is_some() && node == NODE;
    if own { Some(service.clone()) } else { item.publisher.clone() }
}

fn or_none(answer: Result<ItemPage, IqError>) -> Result<Option<ItemPage>, IqError> {
    match answer {
        Err(error) if error.condition() == Some(DefinedCondition::ItemNotFound) => Ok(None),
        answer => answer.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_is_whom_the_service_vouches_for() {
        let account = BareJid::new("ana@alpha.test").unwrap();
        let service = BareJid::new("pubsub.alpha.test").unwrap();
        let eve = BareJid::new("eve@evil.test").unwrap();
        let item = Item { id: "1".into(), publisher: Some(eve.clone()), payload: None };
        assert_eq!(author(&account, NODE, &item), Some(account.clone()));
        assert_eq!(author(&account, &comments_node("1"), &item), Some(eve.clone()));
        assert_eq!(author(&service, NODE, &item), Some(eve));
        assert_eq!(author(&service, "blog", &Item { publisher: None, ..item }), None);
    }

    #[test]
    fn what_is_no_entry_is_no_post() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'/>".parse().ok();
        assert_eq!(entry(&Item { id: "0".into(), publisher: None, payload: feed }), None);
        assert_eq!(entry(&Item { id: "0".into(), publisher: None, payload: None }), None);
    }
}
