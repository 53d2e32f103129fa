//! Messages on their way out: one after the other, in the order in which they were written.

use crate::{commands::Stopped, events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::{
    MessageId,
    contacts::{self, Subscription},
    messages::{self, Key, Message, State},
};
use xmpp::{
    chat::{self, Outgoing},
    message::ChatState,
};

/// Hands what waits to the stream. While there is none it goes on waiting.
///
/// The row says so first: what is between the two when the program dies may have been sent or not, and is never sent twice
/// unasked.
pub(crate) async fn send_waiting(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    let _turn = live.sending.lock().await;
    for message in messages::waiting(&shared.database, &live.owner).await? {
        if !live.online() {
            return Ok(());
        }
        let Some(id) = message.origin_id.clone() else { continue };
        let ids = [id.clone()];
        let claimed =
            messages::set_state(&shared.database, &live.owner, Some(&message.peer), &ids, State::Sending)
                .await?;
        if claimed.is_empty() {
            continue;
        }
        let sent = hand_over(shared, live, &message, id).await;
        if sent.is_err() {
            // whoever goes on with the stream knows nothing of it
            let (database, peer) = (&shared.database, Some(&message.peer));
            messages::set_state(database, &live.owner, peer, &ids, State::Unsure).await?;
        }
        tell_all(shared, live, claimed).await;
        sent?;
    }
    Ok(())
}

async fn hand_over(shared: &Shared, live: &Live, message: &Message, id: String) -> Result<(), Stopped> {
    let outgoing = outgoing(shared, live, message, id).await?;
    Ok(chat::send(&live.handle, message.peer.clone(), &outgoing).await?)
}

async fn outgoing(
    shared: &Shared,
    live: &Live,
    message: &Message,
    id: String,
) -> Result<Outgoing, model::Error> {
    let state = sees_us(shared, live, &message.peer).await?.then_some(ChatState::Active);
    Ok(Outgoing { id, body: message.body.clone(), markable: true, receipt: true, state })
}

/// Whether somebody may know what the member does: whoever sees her presence (XEP-0085 §5.1, XEP-0184 §8, XEP-0333 §7).
pub(crate) async fn sees_us(shared: &Shared, live: &Live, peer: &BareJid) -> Result<bool, model::Error> {
    let contact = contacts::get(&shared.database, &live.owner, peer).await?;
    Ok(contact.is_some_and(|contact| {
        contact.in_roster && matches!(contact.subscription, Subscription::From | Subscription::Both)
    }))
}

/// Tells the member's pages which messages changed.
pub(crate) async fn tell_all(shared: &Shared, live: &Live, keys: Vec<Key>) {
    for Key { id, peer } in keys {
        tell(shared, live, &peer, id).await;
    }
}

/// Tells the member's pages that a message came or changed, and with it the line of its chat.
pub(crate) async fn tell(shared: &Shared, live: &Live, peer: &BareJid, id: MessageId) {
    shared.emit(&live.owner, &Event::Message { peer: peer.clone(), id }).await;
    shared.emit(&live.owner, &Event::Chat { peer: peer.clone() }).await;
}
