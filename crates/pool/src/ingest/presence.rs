//! RFC 6121 §3 and §4: who is there, and who asks.

use super::{clients::Clients, gathered::Gathered};
use crate::{events::Event, session::Live, shared::Shared};
use jid::{BareJid, Jid};
use model::contacts::{self, Seen, Show};
use std::sync::Arc;
use xmpp::presence::{self, Incoming, Kind};

/// What a session has heard of others' presence on its stream.
#[derive(Debug, Default)]
pub(crate) struct Presences {
    clients: Clients,
    gathered: Arc<Gathered>,
}

impl Presences {
    /// Somebody said something about her presence, or asks for ours.
    pub(crate) async fn heard(
        &self,
        shared: &Arc<Shared>,
        live: &Live,
        incoming: &Incoming,
    ) -> Result<(), model::Error> {
        let jid = incoming.from.to_bare();
        if jid == live.jid {
            return Ok(());
        }
        match &incoming.kind {
            Kind::Available { show, status, .. } => {
                self.seen(shared, live, &incoming.from, shown(show.as_ref()), status.as_deref()).await
            }
            Kind::Unavailable { status } => {
                self.seen(shared, live, &incoming.from, Show::Offline, status.as_deref()).await
            }
            Kind::Subscribe { status, nick } => {
                asked(shared, live, jid, status.as_deref(), nick.as_deref()).await
            }
            Kind::Unsubscribe => took_back(shared, live, jid).await,
            Kind::Subscribed | Kind::Unsubscribed | Kind::Error => Ok(()),
        }
    }

    /// Writes what is not written yet.
    pub(crate) async fn write(&self, shared: &Shared, live: &Live) -> Result<(), model::Error> {
        self.gathered.write(shared, live).await
    }

    /// The stream is new: nobody is seen until the server says so.
    pub(crate) fn forget(&self) {
        self.clients.forget();
        self.gathered.forget();
    }

    async fn seen(
        &self,
        shared: &Arc<Shared>,
        live: &Live,
        from: &Jid,
        show: Show,
        status: Option<&str>,
    ) -> Result<(), model::Error> {
        let seen = self.clients.heard(from, Seen { show, status: status.map(str::to_owned) });
        self.gathered.heard(shared, live, from.to_bare(), seen).await
    }
}

async fn asked(
    shared: &Shared,
    live: &Live,
    jid: BareJid,
    note: Option<&str>,
    nick: Option<&str>,
) -> Result<(), model::Error> {
    let known = contacts::get(&shared.database, &live.owner, &jid).await?;
    if known.is_some_and(|contact| contact.promised) {
        answer(live, jid);
        return Ok(());
    }
    contacts::ask(&shared.database, &live.owner, live.generation, &jid, note, shared.now()).await?;
    if nick.is_some() {
        contacts::set_nick(&shared.database, &live.owner, live.generation, &jid, nick).await?;
    }
    shared.emit(&live.owner, &Event::Contacts { jids: vec![jid] }).await;
    Ok(())
}

/// Keeps the promise that was made when the contact was added: a server may have dropped the word of it (RFC 6121 §3.4 leaves it
/// the choice, and ejabberd 23.01 does). In a task of its own: the session itself must go on to send it.
fn answer(live: &Live, jid: BareJid) {
    let handle = live.handle.clone();
    tokio::spawn(async move {
        // where the session ends first, the server asks again
        presence::subscribed(&handle, &jid).await.unwrap_or_default();
    });
}

async fn took_back(shared: &Shared, live: &Live, jid: BareJid) -> Result<(), model::Error> {
    contacts::answered(&shared.database, &live.owner, live.generation, &jid, shared.now()).await?;
    shared.emit(&live.owner, &Event::Contacts { jids: vec![jid] }).await;
    Ok(())
}

fn shown(show: Option<&presence::Show>) -> Show {
    match show {
        None => Show::Available,
        Some(presence::Show::Away) => Show::Away,
        Some(presence::Show::Chat) => Show::Chat,
        Some(presence::Show::Dnd) => Show::Busy,
        Some(presence::Show::Xa) => Show::ExtendedAway,
    }
}
