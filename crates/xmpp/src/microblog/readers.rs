//! XEP-0060 §6 and §8.8: who is subscribed to posts. Entity capabilities alone do not tell of all: ejabberd 23.01 tells of
//! retractions only subscribers, and of posts only those whose capabilities it saw after the contact was one.

use super::{NODE, node};
use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Subscription};
use jid::{BareJid, Jid};

/// Makes the node of our posts before there is any, so that contacts can follow it.
///
/// # Errors
/// [`IqError`].
pub async fn open(handle: &Handle) -> Result<(), IqError> {
    let least = node::posts(Access::Presence);
    node::settle(handle, NODE, &least, &node::wished(&least, NODE)).await
}

/// Asks to be told of a contact's posts, and of those that are taken back. Asking again changes nothing.
///
/// # Errors
/// [`IqError`]: `item-not-found` where nothing was ever posted, `not-authorized` and others where we may not.
pub async fn follow(handle: &Handle, blog: &BareJid, me: &BareJid) -> Result<Subscription, IqError> {
    pubsub::subscribe(handle, blog, NODE, me.clone()).await
}

/// Asks not to be told any more.
///
/// # Errors
/// [`IqError`]: also if we were not told.
pub async fn unfollow(handle: &Handle, blog: &BareJid, me: &BareJid) -> Result<(), IqError> {
    pubsub::unsubscribe(handle, blog, NODE, me.clone()).await
}

/// Sees to it that somebody is not told of a node of ours any more: a service goes on to tell whoever is subscribed, whether he
/// may read it or not. That he was not subscribed is no error.
///
/// # Errors
/// [`IqError`], but never a stanza error: nobody knows what became of it.
pub async fn dismiss(handle: &Handle, node: &str, reader: &BareJid) -> Result<(), IqError> {
    let addresses = match pubsub::subscribers(handle, None, node).await {
        Ok(all) => all.into_iter().filter(|address| address.to_bare() == *reader).collect(),
        Err(IqError::Stanza(_) | IqError::Malformed(_)) => vec![Jid::from(reader.clone())],
        Err(error) => return Err(error),
    };
    for address in addresses {
        match pubsub::dismiss(handle, None, node, address).await {
            Ok(()) | Err(IqError::Stanza(_) | IqError::Malformed(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
