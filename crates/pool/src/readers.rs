//! XEP-0060: who is subscribed to whose posts. A member's account follows the microblogs of her contacts, and whoever may not
//! read hers any more is dismissed.

use crate::{commands::Stopped, events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::{
    contacts::{self, Contact},
    posts,
};
use std::sync::Arc;
use xmpp::{Condition, IqError, microblog};

/// Follows a contact's posts, unless that is so already: her row remembers it, so that a large roster costs nothing the next time.
pub(crate) async fn follow(shared: &Shared, live: &Live, blog: &BareJid) -> Result<(), Stopped> {
    let contact = contacts::get(&shared.database, &live.owner, blog).await?;
    if !contact.is_some_and(is_due) {
        return Ok(());
    }
    let followed = microblog::follow(&live.handle, blog, &live.jid).await;
    tracing::debug!(jid = %live.jid, %blog, ?followed, "a blog is followed");
    followed?;
    Ok(contacts::set_followed(&shared.database, &live.owner, live.generation, blog, true).await?)
}

/// Whether a contact's posts may be followed and are not.
pub(crate) async fn is_to_follow(shared: &Shared, live: &Live, blog: &BareJid) -> bool {
    let contact = contacts::get(&shared.database, &live.owner, blog).await;
    contact.ok().flatten().is_some_and(is_due)
}

fn is_due(contact: Contact) -> bool {
    contact.subscription.sees_contact() && !contact.followed
}

/// The same in a task of its own, for who must go on to hear the answer.
pub(crate) fn follow_soon(shared: &Arc<Shared>, live: &Live, blog: &BareJid) {
    let (shared, live, blog) = (Arc::clone(shared), live.clone(), blog.clone());
    tokio::spawn(async move {
        if let Err(error) = follow(&shared, &live, &blog).await {
            tracing::debug!(%error, %blog, "not followed");
        }
    });
}

/// Stops following somebody whose posts may not be read any more. Her server may have forgotten us already, or not listen to us.
pub(crate) fn unfollow_soon(live: &Live, blog: &BareJid) {
    let (live, blog) = (live.clone(), blog.clone());
    tokio::spawn(async move {
        if let Err(error) = microblog::unfollow(&live.handle, &blog, &live.jid).await {
            tracing::debug!(%error, %blog, "still followed");
        }
    });
}

/// XEP-0060 §6.5.9: whether the server says that a node is not ours to read.
pub(crate) fn shuts_out(error: &IqError) -> bool {
    matches!(error.condition(), Some(Condition::Forbidden | Condition::NotAuthorized | Condition::NotAllowed))
}

/// What came of a node before it was closed to the member is not shown to her any more.
pub(crate) async fn is_shut_out(
    shared: &Shared,
    live: &Live,
    service: &BareJid,
    node: &str,
) -> Result<(), Stopped> {
    if posts::revoke(&shared.database, &live.owner, live.generation, service, node).await? > 0 {
        shared.emit(&live.owner, &Event::Much).await;
    }
    Ok(())
}

/// Dismisses everybody who could read the member's posts and cannot any more. What is interrupted begins again with the next
/// stream.
pub(crate) async fn dismiss_leavers(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    for reader in contacts::leavers(&shared.database, &live.owner).await? {
        let contact = contacts::get(&shared.database, &live.owner, &reader).await?;
        if !contact.is_some_and(|contact| contact.subscription.is_reader()) {
            dismiss(shared, live, &reader).await?;
        }
        contacts::dismissed(&shared.database, &live.owner, live.generation, &reader).await?;
    }
    Ok(())
}

/// The same in a task of its own.
pub(crate) fn dismiss_leavers_soon(shared: &Arc<Shared>, live: &Live) {
    let (shared, live) = (Arc::clone(shared), live.clone());
    tokio::spawn(async move {
        if let Err(error) = dismiss_leavers(&shared, &live).await {
            tracing::info!(%error, "who left is dismissed with the next stream");
        }
    });
}

/// Posts first; then the comments of each post, where whoever followed them would go on to hear what others say.
async fn dismiss(shared: &Shared, live: &Live, reader: &BareJid) -> Result<(), Stopped> {
    microblog::dismiss(&live.handle, microblog::NODE, reader).await?;
    for node in posts::comments_for_contacts(&shared.database, &live.owner, &live.jid).await? {
        microblog::dismiss(&live.handle, &node, reader).await?;
    }
    Ok(())
}
