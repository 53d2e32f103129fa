//! Messages on their way out: one after the other, in the order in which they were written.

use crate::{commands::Stopped, events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::{
    MessageId,
    contacts::{self, Subscription},
    messages::{self, Key, Message, State},
};
use std::{sync::Arc, time::Duration};
use xmpp::{
    Backoff, NotSent,
    chat::{self, Outgoing},
    message::ChatState,
};

/// How long whoever asks waits for what waits to be handed over.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hands what waits to the stream, in a task of its own: while the database is away it goes on for longer than anybody waits. Without
/// a stream it goes on waiting.
pub(crate) async fn send_waiting(shared: &Arc<Shared>, live: &Live) -> Result<(), Stopped> {
    let task = tokio::spawn(send_persistently(Arc::clone(shared), live.clone()));
    match tokio::time::timeout(PATIENCE, task).await {
        Ok(Ok(sent)) => sent,
        Ok(Err(panic)) => Err(model::Error::Task(panic).into()),
        Err(_) => Ok(()),
    }
}

async fn send_persistently(shared: Arc<Shared>, live: Live) -> Result<(), Stopped> {
    let _turn = live.sending.lock().await;
    let (mut doubtful, mut backoff) = (None, Backoff::default());
    loop {
        match send_all(&shared, &live, &mut doubtful).await {
            Err(Stopped::Model(error)) if live.online() && !matches!(error, model::Error::Displaced) => {
                tracing::info!(%error, jid = %live.jid, "messages wait until the database answers");
                tokio::time::sleep(backoff.next(rand::random())).await;
            }
            // it waits for the next stream, or its state says what nobody knows
            Err(Stopped::NotSent(_)) => return Ok(()),
            sent => return sent,
        }
    }
}

/// The row says first that a message is handed over: what is between the two when the program dies may have been sent or not, and is
/// never sent twice unasked. `doubtful` is the message of which the database did not say whether it is so.
async fn send_all(shared: &Shared, live: &Live, doubtful: &mut Option<Message>) -> Result<(), Stopped> {
    let (database, owner) = (&shared.database, &live.owner);
    if let Some(Message { id, .. }) = doubtful
        && let Some(message) = messages::get(database, owner, id).await?
        && message.state == Some(State::Sending)
    {
        hand_over(shared, live, &message).await?;
    }
    *doubtful = None;
    for message in messages::waiting(database, owner).await? {
        if !live.online() {
            return Ok(());
        }
        *doubtful = Some(message.clone());
        if messages::hand_over(database, owner, live.generation, &message.id).await? {
            hand_over(shared, live, &message).await?;
        }
        *doubtful = None;
    }
    Ok(())
}

/// Hands over what is said to be so, and tells the pages.
async fn hand_over(shared: &Shared, live: &Live, message: &Message) -> Result<(), Stopped> {
    let (database, owner) = (&shared.database, &live.owner);
    let outgoing = outgoing(shared, live, message).await?;
    let sent = chat::send(&live.handle, message.peer.clone(), &outgoing).await;
    // whoever takes up a session that has ended sees whether its stream has the message
    if sent == Err(NotSent::Full) {
        let ids = message.origin_id.as_slice();
        messages::set_state(database, owner, live.generation, Some(&message.peer), ids, State::Unsure)
            .await?;
    }
    tell(shared, live, &message.peer, message.id).await;
    Ok(sent?)
}

async fn outgoing(shared: &Shared, live: &Live, message: &Message) -> Result<Outgoing, model::Error> {
    let state = sees_us(shared, live, &message.peer).await?.then_some(ChatState::Active);
    let id = message.origin_id.clone().unwrap_or_default();
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
