//! RFC 6121: what a member does with her contacts.

use super::{Bench, Stopped};
use crate::events::Event;
use futures::future::join;
use jid::BareJid;
use model::{contacts, members};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::timeout;
use xmpp::{Condition, microblog, presence, roster};

/// How long somebody who is removed may hold that up: her server may not answer.
const BRIEF: Duration = Duration::from_secs(3);

/// An act on one contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Command {
    /// Asks somebody to be a contact.
    Add {
        /// Whom.
        jid: BareJid,
        /// What the member calls her.
        name: Option<String>,
    },
    /// Says yes to somebody who asked, and asks back.
    Accept {
        /// Whom.
        jid: BareJid,
    },
    /// Says no to somebody who asked.
    Refuse {
        /// Whom.
        jid: BareJid,
    },
    /// Takes a contact off the list, both ways.
    Remove {
        /// Whom.
        jid: BareJid,
    },
}

pub(super) async fn run(command: &Command, bench: &Bench<'_>) -> Result<(), Stopped> {
    match command {
        Command::Add { jid, name } => add(jid, name.as_deref(), bench).await?,
        Command::Accept { jid } => accept(jid, bench).await?,
        Command::Refuse { jid } => presence::unsubscribed(bench.handle, jid).await?,
        Command::Remove { jid } => return remove(jid, bench).await,
    }
    presence::settled(bench.handle).await?;
    match command {
        Command::Accept { jid } | Command::Refuse { jid } => answered(jid, bench).await,
        Command::Add { .. } | Command::Remove { .. } => Ok(()),
    }
}

/// Also lets her see us: to ask somebody for her posts and hide one's own is not what people expect.
async fn add(jid: &BareJid, name: Option<&str>, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, .. } = bench;
    roster::set(bench.handle, jid, name, &[]).await?;
    contacts::promise(&shared.database, &live.owner, live.generation, jid, name, shared.now()).await?;
    presence::subscribed(bench.handle, jid).await?;
    let me = members::get(&shared.database, &live.owner).await?;
    let nick = me.as_ref().map(members::Member::display_name);
    Ok(presence::subscribe(bench.handle, jid, nick, None).await?)
}

async fn accept(jid: &BareJid, bench: &Bench<'_>) -> Result<(), Stopped> {
    let known = contacts::get(&bench.shared.database, &bench.live.owner, jid).await?;
    let sees = known.as_ref().is_some_and(|contact| contact.subscription.sees_contact());
    if !known.is_some_and(|contact| contact.in_roster) {
        roster::set(bench.handle, jid, None, &[]).await?;
    }
    presence::subscribed(bench.handle, jid).await?;
    if !sees {
        presence::subscribe(bench.handle, jid, None, None).await?;
    }
    Ok(())
}

/// Her server is asked to forget us while it still listens to us; and when this is done, ours tells her of no more posts.
async fn remove(jid: &BareJid, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Bench { shared, live, handle, .. } = bench;
    let unfollowed = timeout(BRIEF, microblog::unfollow(handle, jid, &live.jid));
    match join(unfollowed, roster::remove(handle, jid)).await.1 {
        Err(error) if error.condition() == Some(Condition::ItemNotFound) => {}
        answer => answer?,
    }
    contacts::remove(&shared.database, &live.owner, live.generation, jid).await?;
    microblog::dismiss(handle, microblog::NODE, jid).await?;
    told(jid, bench).await
}

async fn answered(jid: &BareJid, bench: &Bench<'_>) -> Result<(), Stopped> {
    contacts::answered(
        &bench.shared.database,
        &bench.live.owner,
        bench.live.generation,
        jid,
        bench.shared.now(),
    )
    .await?;
    told(jid, bench).await
}

async fn told(jid: &BareJid, bench: &Bench<'_>) -> Result<(), Stopped> {
    bench.shared.emit(&bench.live.owner, &Event::Contacts { jids: vec![jid.clone()] }).await;
    Ok(())
}
