//! A member's contacts: her roster (RFC 6121 §2), what is asked of her, and how they are today.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp, Words};
use crate::schema::contacts;
use crate::{Database, Error, Owner};

mod asking;
mod presence;
mod readers;
mod roster;

pub use asking::{answered, ask, count_pending, promise};
pub use presence::{Seen, reset_presence, set_nick, set_picture, set_presences};
pub use readers::{dismissed, leavers, set_followed};
pub use roster::{put, remove, replace_all};

words! {
    /// Whose presence is seen by whom (RFC 6121 §2.1.2.5).
    pub enum Subscription {
        /// Neither sees the other.
        None = "none",
        /// She sees the contact.
        To = "to",
        /// The contact sees her.
        From = "from",
        /// Both see each other.
        Both = "both",
    }
}

impl Subscription {
    /// Does she get what the contact publishes?
    pub fn sees_contact(self) -> bool {
        matches!(self, Self::To | Self::Both)
    }

    /// Does the contact get what she publishes?
    pub fn is_reader(self) -> bool {
        matches!(self, Self::From | Self::Both)
    }
}

words! {
    /// How somebody is (RFC 6121 §4.7.2.1).
    pub enum Show {
        /// Not there, or not seen.
        Offline = "offline",
        /// There.
        Available = "available",
        /// There, and would like to talk.
        Chat = "chat",
        /// Away for a moment.
        Away = "away",
        /// Away for longer.
        ExtendedAway = "xa",
        /// Not to be disturbed.
        Busy = "dnd",
    }
}

/// A contact, or somebody who asks to be one.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = contacts)]
pub struct Contact {
    /// Who it is.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub jid: BareJid,
    /// Is it in the roster? Somebody who only asks is not.
    pub in_roster: bool,
    /// The name that she gave.
    pub name: Option<String>,
    /// Whose presence is seen by whom.
    pub subscription: Subscription,
    /// She asked to see the contact, and has no answer yet.
    pub ask: bool,
    /// The groups that she put the contact in.
    #[diesel(deserialize_as = Words)]
    pub groups: Vec<String>,
    /// The contact asks to see her.
    pub pending_in: bool,
    /// What the contact said with it.
    pub pending_note: Option<String>,
    /// The name that the contact gave itself (XEP-0172).
    pub nick: Option<String>,
    /// The hash of its picture (a key of `pictures`).
    pub picture: Option<String>,
    /// How it is.
    pub show: Show,
    /// What it says of how it is.
    pub status: Option<String>,
    /// When this row last changed.
    #[diesel(deserialize_as = Stamp)]
    pub updated_at: OffsetDateTime,
    /// She added the contact: if it asks to see her, that is answered already (RFC 6121 §3.4).
    pub promised: bool,
    /// Her account is subscribed to the contact's posts (XEP-0060 §6.1).
    pub followed: bool,
}

impl Contact {
    /// The name to show: hers for the contact, else the contact's own, else the local part.
    pub fn display_name(&self) -> &str {
        let given = self.name.as_deref().or(self.nick.as_deref()).filter(|name| !name.is_empty());
        given.unwrap_or_else(|| self.jid.node().map_or(self.jid.as_str(), |node| node.as_str()))
    }
}

/// An item of a roster (RFC 6121 §2.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterItem {
    /// Who it is.
    pub jid: BareJid,
    /// The name that she gave.
    pub name: Option<String>,
    /// Whose presence is seen by whom.
    pub subscription: Subscription,
    /// She asked to see the contact, and has no answer yet.
    pub ask: bool,
    /// Groups.
    pub groups: Vec<String>,
}

/// Some contacts; who is none is left out.
///
/// # Errors
/// Only the database's own.
pub async fn some(db: &Database, owner: &Owner, jids: &[BareJid]) -> Result<Vec<Contact>, Error> {
    let (owner, jids) = (*owner, jids.iter().map(BareJid::to_string).collect::<Vec<_>>());
    read!(db, |conn| {
        contacts::table
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .filter(contacts::jid.eq_any(jids))
            .order(contacts::jid)
            .select(Contact::as_select())
            .load(conn)
            .await?
    })
}

/// One contact.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner, jid: &BareJid) -> Result<Option<Contact>, Error> {
    let (owner, jid) = (*owner, jid.to_string());
    read!(db, |conn| {
        contacts::table
            .find((owner.pod, owner.member, jid))
            .select(Contact::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// All contacts, and those who ask to be one, by address.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, owner: &Owner) -> Result<Vec<Contact>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        contacts::table
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .order(contacts::jid)
            .select(Contact::as_select())
            .load(conn)
            .await?
    })
}
