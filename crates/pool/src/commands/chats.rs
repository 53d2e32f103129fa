//! Chats of two: what a member says, reads and does in them.

use super::{Bench, Stopped};
use crate::{archive, chats, events::Event};
use jid::BareJid;
use model::{MessageId, messages};
use serde::{Deserialize, Serialize};
use xmpp::{chat_states, markers, message::ChatState};

/// An act in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Command {
    /// Says something. While the server is away it waits, in the chat itself.
    Send {
        /// To whom.
        peer: BareJid,
        /// What.
        body: String,
    },
    /// Sends a message once more that may not have been sent, or was refused.
    Again {
        /// Which.
        message: MessageId,
    },
    /// Takes away a message that was not sent, or may not have been.
    Discard {
        /// Which.
        message: MessageId,
    },
    /// Has seen all that is there.
    Read {
        /// Whose messages.
        peer: BareJid,
    },
    /// Writes, or has stopped writing.
    Typing {
        /// To whom.
        peer: BareJid,
        /// Whether she writes.
        composing: bool,
    },
    /// Wants to see what was said before what is here.
    Earlier {
        /// With whom.
        peer: BareJid,
    },
}

impl Command {
    /// Whether it is about what is here: then it is done at once, with or without a stream.
    pub(super) fn is_local(&self) -> bool {
        !matches!(self, Self::Earlier { .. })
    }

    /// Whether it says anything, or takes back what was to be said.
    pub(super) fn writes(&self) -> bool {
        matches!(self, Self::Send { .. } | Self::Again { .. } | Self::Discard { .. })
    }
}

pub(super) async fn run(command: &Command, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    match command {
        Command::Send { peer, body } => send(peer, body, id, bench).await,
        Command::Again { message } => again(message, bench).await,
        Command::Discard { message } => discard(message, bench).await,
        Command::Read { peer } => read(peer, bench).await,
        Command::Typing { peer, composing } => typing(peer, *composing, bench).await,
        Command::Earlier { peer } => archive::earlier(bench.shared, bench.live, peer).await,
    }
}

async fn send(peer: &BareJid, body: &str, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, .. } = bench;
    let written = messages::write(&shared.database, &live.owner, peer, body, id, shared.now()).await;
    if let Ok(message) = &written {
        chats::tell(shared, live, peer, message.id).await;
    }
    // also where the database has it and did not say so
    let sent = chats::send_waiting(shared, live).await;
    written?;
    sent
}

async fn again(message: &MessageId, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, .. } = bench;
    match messages::again(&shared.database, &live.owner, message, shared.now()).await {
        Ok(message) => chats::tell(shared, live, &message.peer, message.id).await,
        // it was sent after all, or taken away
        Err(model::Error::NotFound(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    chats::send_waiting(shared, live).await
}

async fn discard(message: &MessageId, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, .. } = bench;
    match messages::discard(&shared.database, &live.owner, message).await {
        Ok(peer) => chats::tell(shared, live, &peer, *message).await,
        Err(model::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn read(peer: &BareJid, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, handle, .. } = bench;
    let reading = model::chats::read(&shared.database, &live.owner, peer, None).await?;
    if reading.changed {
        shared.emit(&live.owner, &Event::Chat { peer: peer.clone() }).await;
    }
    match reading.mark {
        Some(mark) if chats::sees_us(shared, live, peer).await? => {
            Ok(markers::displayed(handle, peer.clone(), &mark.origin_id).await?)
        }
        _ => Ok(()),
    }
}

async fn typing(peer: &BareJid, composing: bool, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, handle, .. } = bench;
    if !chats::sees_us(shared, live, peer).await? {
        return Ok(());
    }
    let state = if composing { ChatState::Composing } else { ChatState::Paused };
    Ok(chat_states::send(handle, peer.clone(), state).await?)
}
