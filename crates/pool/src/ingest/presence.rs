//! RFC 6121 §3 and §4: who is there, and who asks.

use super::clients::Clients;
use crate::{events::Event, session::Live, shared::Shared};
use jid::BareJid;
use model::contacts::{self, Show};
use xmpp::presence::{self, Incoming, Kind};

/// Somebody said something about her presence, or asks for ours.
pub(crate) async fn heard(
    shared: &Shared,
    live: &Live,
    clients: &Clients,
    incoming: &Incoming,
) -> Result<(), model::Error> {
    let jid = incoming.from.to_bare();
    if jid == live.jid {
        return Ok(());
    }
    let changed = match &incoming.kind {
        Kind::Available { show, status, .. } => {
            let show = clients.heard(&incoming.from, shown(show.as_ref()));
            seen(shared, live, &jid, show, status.as_deref()).await?
        }
        Kind::Unavailable { status } => {
            let show = clients.heard(&incoming.from, Show::Offline);
            seen(shared, live, &jid, show, status.as_deref()).await?
        }
        Kind::Subscribe { status, nick } => {
            asked(shared, live, &jid, status.as_deref(), nick.as_deref()).await?
        }
        Kind::Unsubscribe => took_back(shared, live, &jid).await?,
        Kind::Subscribed | Kind::Unsubscribed | Kind::Error => false,
    };
    if changed {
        shared.emit(&live.owner, &Event::Contact { jid }).await;
    }
    Ok(())
}

async fn seen(
    shared: &Shared,
    live: &Live,
    jid: &BareJid,
    show: Show,
    status: Option<&str>,
) -> Result<bool, model::Error> {
    contacts::set_presence(&shared.database, &live.owner, jid, show, status).await
}

async fn asked(
    shared: &Shared,
    live: &Live,
    jid: &BareJid,
    note: Option<&str>,
    nick: Option<&str>,
) -> Result<bool, model::Error> {
    let known = contacts::get(&shared.database, &live.owner, jid).await?;
    if known.is_some_and(|contact| contact.promised) {
        answer(live, jid);
        return Ok(false);
    }
    contacts::ask(&shared.database, &live.owner, jid, note, shared.now()).await?;
    if nick.is_some() {
        contacts::set_nick(&shared.database, &live.owner, jid, nick).await?;
    }
    Ok(true)
}

/// Keeps the promise that was made when the contact was added: a server may have dropped the word of it (RFC 6121 §3.4 leaves it
/// the choice, and ejabberd 23.01 does). In a task of its own: the session itself must go on to send it.
fn answer(live: &Live, jid: &BareJid) {
    let (handle, jid) = (live.handle.clone(), jid.clone());
    tokio::spawn(async move {
        // where the session ends first, the server asks again
        presence::subscribed(&handle, &jid).await.unwrap_or_default();
    });
}

async fn took_back(shared: &Shared, live: &Live, jid: &BareJid) -> Result<bool, model::Error> {
    contacts::answered(&shared.database, &live.owner, jid, shared.now()).await?;
    Ok(true)
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
