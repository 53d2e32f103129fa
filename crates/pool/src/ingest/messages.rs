//! What is said in chats of two: live, as a carbon of another client's (XEP-0280), or from the archive (XEP-0313).

use super::refusals;
use crate::{archive, chats, events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::{
    archives::Cursor,
    messages::{self, Change, NewMessage, Place, Received, State},
};
use std::sync::Arc;
use xmpp::{
    archive::Archived,
    carbons::Carbon,
    message::{ChatState, Incoming, Kind},
    receipts,
};

/// A message, and whose side of the chat it is on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    message: &'a Incoming,
    /// Whether the member's own account said it.
    pub(super) ours: bool,
}

/// A message came for this session.
pub(crate) async fn heard(shared: &Arc<Shared>, live: &Live, message: &Incoming) -> Result<(), model::Error> {
    let said = Said::of(message, live);
    if message.kind == Kind::Error {
        return refusals::refused(shared, live, message).await;
    }
    take(shared, live, said).await?;
    acknowledge(shared, live, said);
    Ok(())
}

/// Another client of the member said or heard something.
pub(crate) async fn copied(shared: &Shared, live: &Live, carbon: &Carbon) -> Result<(), model::Error> {
    take(shared, live, Said::of(&carbon.message, live)).await
}

/// The server has these messages of ours.
pub(crate) async fn acknowledged(shared: &Shared, live: &Live, ids: &[String]) -> Result<(), model::Error> {
    let sent =
        messages::set_state(&shared.database, &live.owner, live.generation, None, ids, State::Sent).await?;
    chats::tell_all(shared, live, sent).await;
    Ok(())
}

/// A stream ended for good before the server said that it has a message of ours. Written down before the stream's state is, which
/// knows nothing of it any more: otherwise whoever takes the session up in between would send it again.
pub(crate) async fn unsure(shared: &Shared, live: &Live, id: &str) -> Result<(), model::Error> {
    let ids = [id.to_owned()];
    let turned =
        messages::set_state(&shared.database, &live.owner, live.generation, None, &ids, State::Unsure)
            .await?;
    chats::tell_all(shared, live, turned).await;
    Ok(())
}

/// A stream ended for good: what it left unacknowledged may not have been sent. The archive may know better.
pub(crate) async fn left(shared: &Shared, live: &Live) -> Result<(), model::Error> {
    let left = messages::unsure_left(&shared.database, &live.owner, live.generation, shared.now()).await?;
    chats::tell_all(shared, live, left).await;
    Ok(())
}

/// Writes messages of the archive down, oldest first, all or nothing. With whom those in chats are, and what became of them, in their
/// order.
pub(crate) async fn archived(
    shared: &Shared,
    live: &Live,
    page: &[&Archived],
    place: Place,
) -> Result<Vec<(BareJid, Received)>, model::Error> {
    let said: Vec<Said<'_>> = page.iter().map(|entry| Said::of(&entry.message, live)).collect();
    let new = said.iter().filter_map(|said| said.row(shared)).collect();
    let (database, owner) = (&shared.database, &live.owner);
    let received = messages::receive_page(database, owner, live.generation, new, place, shared.now()).await?;
    let peers: Vec<BareJid> = said.iter().filter(|said| said.is_read()).map(Said::peer).collect();
    for said in said {
        marked(shared, live, said).await?;
    }
    Ok(peers.into_iter().zip(received).collect())
}

impl<'a> Said<'a> {
    pub(super) fn of(message: &'a Incoming, live: &Live) -> Self {
        Self { message, ours: message.from.to_bare() == live.jid }
    }

    /// With whom the chat is; with oneself it is a note.
    pub(super) fn peer(&self) -> BareJid {
        match &self.message.to {
            Some(to) if self.ours => to.to_bare(),
            _ => self.message.from.to_bare(),
        }
    }

    /// Whether it is something that people read in a chat.
    pub(super) fn is_read(&self) -> bool {
        let Incoming { kind, body, encrypted, damaged, .. } = self.message;
        let chat = matches!(kind, Kind::Chat | Kind::Normal);
        chat && (body.is_some() || *encrypted || (*damaged && *kind == Kind::Chat))
    }

    /// The row of what people read in a chat.
    fn row(&self, shared: &Shared) -> Option<NewMessage> {
        let Incoming { body, encrypted, damaged, .. } = self.message;
        self.is_read().then(|| NewMessage {
            peer: self.peer(),
            incoming: !self.ours,
            body: body.clone().unwrap_or_default(),
            at: self.message.delay.unwrap_or_else(|| shared.now()),
            origin_id: self
                .message
                .origin_id
                .clone()
                .filter(|_| self.ours)
                .or_else(|| self.message.id.clone()),
            stanza_id: self.message.stanza_id.clone(),
            kept: self.message.delay.is_some(),
            markable: self.message.markable,
            encrypted: *encrypted,
            damaged: *damaged,
        })
    }
}

async fn take(shared: &Shared, live: &Live, said: Said<'_>) -> Result<(), model::Error> {
    if let Some(new) = said.row(shared) {
        let (peer, stanza_id) = (new.peer.clone(), new.stanza_id.clone());
        let received =
            messages::receive(&shared.database, &live.owner, live.generation, new, shared.now()).await?;
        if received.change != Change::Same {
            chats::tell(shared, live, &peer, received.id).await;
        }
        advance(shared, live, stanza_id, received).await?;
    }
    marked(shared, live, said).await?;
    if let (Some(state), false) = (&said.message.chat_state, said.ours) {
        let composing = *state == ChatState::Composing;
        shared.emit(&live.owner, &Event::Typing { peer: said.peer(), composing }).await;
    }
    Ok(())
}

/// What is heard live is near the end of the archive, unless there is a gap before it that is still being read.
async fn advance(
    shared: &Shared,
    live: &Live,
    stanza_id: Option<String>,
    Received { position, .. }: Received,
) -> Result<(), model::Error> {
    match stanza_id {
        Some(stanza_id) if live.has_caught_up() => {
            archive::heard(shared, live, Cursor { stanza_id, position }).await
        }
        _ => Ok(()),
    }
}

/// What the peer received or saw of ours, and what the member saw elsewhere (XEP-0184, XEP-0333).
async fn marked(shared: &Shared, live: &Live, said: Said<'_>) -> Result<(), model::Error> {
    let (database, owner, peer) = (&shared.database, &live.owner, said.peer());
    let Incoming { received, displayed, .. } = said.message;
    if said.ours {
        let Some(id) = displayed else { return Ok(()) };
        if model::chats::read_elsewhere(database, owner, live.generation, &peer, id).await?.changed {
            shared.emit(owner, &Event::Chat { peer }).await;
        }
        return Ok(());
    }
    if let Some(id) = received {
        let ids = std::slice::from_ref(id);
        let changed =
            messages::set_state(database, owner, live.generation, Some(&peer), ids, State::Received).await?;
        chats::tell_all(shared, live, changed).await;
    }
    if let Some(id) = displayed {
        for id in messages::displayed_by_peer(database, owner, live.generation, &peer, id).await? {
            chats::tell(shared, live, &peer, id).await;
        }
    }
    Ok(())
}

/// Tells the sender that it arrived (XEP-0184), in a task of its own: the session itself must go on to send it.
fn acknowledge(shared: &Arc<Shared>, live: &Live, said: Said<'_>) {
    let (true, false, Some(id)) = (said.message.wants_receipt, said.ours, said.message.id.clone()) else {
        return;
    };
    let (shared, live, from) = (Arc::clone(shared), live.clone(), said.message.from.clone());
    tokio::spawn(async move {
        match chats::sees_us(&shared, &live, &from.to_bare()).await {
            Ok(true) => receipts::received(&live.handle, from, &id).await.unwrap_or_default(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "a receipt was not sent"),
        }
    });
}
