//! Bringing sessions back: those of a shard that is gained, and the one that somebody wants something of.

use crate::{
    session::{self, Begin, Live},
    shared::{Account, Shared},
};
use model::{
    Owner, departures, members,
    sessions::{self, Session},
};
use std::{sync::Arc, time::Duration};
use xmpp::Turn;

/// Sessions that are read from the database at a time.
const PAGE: u32 = 200;

/// How long nobody tries after the database has not answered, or another worker was not done with a session.
const AGAIN: Duration = Duration::from_secs(2);

/// Starts every session of a shard whose secret is kept and that is not there, a few at a time. Each opens its stream when its turn
/// comes.
pub(crate) async fn restore(shared: Arc<Shared>, shard: u16) {
    let mut after = None;
    loop {
        let Some(rows) = kept(&shared, shard, after.as_ref()).await else { return };
        let Some(last) = rows.last() else { return };
        after = Some(last.owner());
        for row in rows {
            let Ok(place) = Arc::clone(&shared.starting).acquire_owned().await else { return };
            if !shared.bus.holds(shard) {
                return;
            }
            let shared = Arc::clone(&shared);
            tokio::spawn(async move {
                bring_back(&shared, shard, &row).await;
                drop(place);
            });
        }
    }
}

/// The shard's next sessions, read again and again while the database is away; none where the shard is another's by now.
async fn kept(shared: &Shared, shard: u16, after: Option<&Owner>) -> Option<Vec<Session>> {
    while shared.bus.holds(shard) {
        match sessions::kept(&shared.database, shard, after, PAGE, shared.now()).await {
            Ok(rows) => return Some(rows),
            Err(error) => wait(shard, &error).await,
        }
    }
    None
}

async fn bring_back(shared: &Arc<Shared>, shard: u16, row: &Session) {
    loop {
        let doing = shared.busy.begin(shard).await;
        if !shared.bus.holds(shard) {
            return;
        }
        let revived = revive(shared, row, Turn::InLine).await;
        drop(doing);
        match revived {
            Ok(_) => return,
            Err(error) => wait(shard, &error).await,
        }
    }
}

async fn wait(shard: u16, error: &model::Error) {
    tracing::error!(%error, shard, "sessions cannot be brought back yet; it is tried again");
    tokio::time::sleep(AGAIN).await;
}

/// Starts a session that was there before, unless it is here already.
async fn revive(shared: &Arc<Shared>, row: &Session, turn: Turn) -> Result<Option<Live>, model::Error> {
    let owner = row.owner();
    let account = (owner.pod, row.jid.clone());
    // not while she signs in: two sessions would displace each other
    let _turn = shared.sign_in_alone(&account).await;
    if let Some(live) = shared.live(&account) {
        return Ok(Some(live));
    }
    match session::kept(shared, &owner, &row.jid).await? {
        Some(begin) => Ok(Some(session::start(Arc::clone(shared), Begin { turn, ..begin }).await?)),
        None => {
            needs_password(shared, row).await;
            Ok(None)
        }
    }
}

/// The session of an account, before others if it waits for its turn: somebody wants something of it.
pub(crate) async fn present(shared: &Arc<Shared>, account: &Account) -> Result<Option<Live>, model::Error> {
    if let Some(live) = shared.live(account) {
        if !live.online() {
            live.handle.hurry();
        }
        return Ok(Some(live));
    }
    if !shared.standings.of(&shared.database, &account.0, shared.now()).await?.is_in_use() {
        return Ok(None);
    }
    let Some(member) = members::by_jid(&shared.database, &account.0, &account.1).await? else {
        return Ok(None);
    };
    if member.is_suspended() || departures::of(&shared.database, &member.owner()).await?.is_some() {
        return Ok(None);
    }
    let Some(row) = sessions::get(&shared.database, &member.owner()).await? else { return Ok(None) };
    if row.state == sessions::State::NeedsPassword {
        return Ok(None);
    }
    revive(shared, &row, Turn::First).await
}

/// Nothing was kept that could sign in: the member did not want her password to be, and the server left no other way.
async fn needs_password(shared: &Shared, row: &Session) {
    let (state, why, now) = (sessions::State::NeedsPassword, Some("no secret is kept"), shared.now());
    match sessions::set_state(&shared.database, &row.owner(), row.generation, state, why, now).await {
        // she has signed in or out meanwhile
        Ok(()) | Err(model::Error::Displaced) => {}
        Err(error) => tracing::error!(%error, "the state of a session was not written down"),
    }
}
