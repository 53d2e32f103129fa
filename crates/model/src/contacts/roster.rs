//! What the server's roster says. Whoever she does not see any more takes his grants along.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use super::{Contact, RosterItem, Show, Subscription};
use crate::columns::{Stamp, Words};
use crate::schema::{contacts, grants, posts};
use crate::{Database, Error, Owner};

/// Inside a transaction: what her session received from a service is not hers to see any more.
macro_rules! revoke {
    ($conn:ident, $owner:ident, $service:expr) => {{
        let theirs = posts::table
            .filter(posts::pod_id.eq($owner.pod).and(posts::service.eq($service)))
            .select(posts::id);
        diesel::delete(grants::table)
            .filter(grants::pod_id.eq($owner.pod).and(grants::member_id.eq($owner.member)))
            .filter(grants::post_id.eq_any(theirs))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: writes one item of the roster, new or changed.
macro_rules! write_item {
    ($conn:ident, $owner:ident, $item:expr, $now:expr) => {{
        let item: &RosterItem = $item;
        let set = (
            contacts::in_roster.eq(true),
            contacts::name.eq(item.name.clone()),
            contacts::subscription.eq(item.subscription),
            contacts::ask.eq(item.ask),
            contacts::groups.eq(Words::text(&item.groups)),
            contacts::updated_at.eq(Stamp::from($now)),
        );
        let key = (
            contacts::pod_id.eq($owner.pod),
            contacts::member_id.eq($owner.member),
            contacts::jid.eq(item.jid.to_string()),
        );
        diesel::insert_into(contacts::table)
            .values((key, set.clone(), contacts::pending_in.eq(false), contacts::show.eq(Show::Offline)))
            .on_conflict((contacts::pod_id, contacts::member_id, contacts::jid))
            .do_update()
            .set(set)
            .execute($conn)
            .await?;
        if !item.subscription.sees_contact() {
            revoke!($conn, $owner, item.jid.as_str());
        }
    }};
}

/// Inside a transaction: forgets an item of the roster; a question that is open stays.
macro_rules! drop_item {
    ($conn:ident, $owner:ident, $jid:expr) => {{
        let row = contacts::table.find(($owner.pod, $owner.member, $jid));
        let gone = diesel::delete(row.clone().filter(contacts::pending_in.eq(false))).execute($conn).await?;
        let kept = (
            contacts::in_roster.eq(false),
            contacts::name.eq(None::<String>),
            contacts::subscription.eq(Subscription::None),
            contacts::ask.eq(false),
            contacts::groups.eq("[]"),
            contacts::show.eq(Show::Offline),
            contacts::status.eq(None::<String>),
        );
        let kept = diesel::update(row).set(kept).execute($conn).await?;
        revoke!($conn, $owner, $jid);
        gone + kept
    }};
}

/// Makes the contacts what a roster result says; questions that are open and pictures stay. Returns who changed,
/// came or went.
///
/// # Errors
/// Only the database's own.
pub async fn replace_all(
    db: &Database,
    owner: &Owner,
    roster: Vec<RosterItem>,
    now: OffsetDateTime,
) -> Result<Vec<BareJid>, Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        let known: Vec<Contact> = contacts::table
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .select(Contact::as_select())
            .load(conn)
            .await?;
        let known: HashMap<&BareJid, &Contact> =
            known.iter().map(|contact| (&contact.jid, contact)).collect();
        let named: BTreeSet<&BareJid> = roster.iter().map(|item| &item.jid).collect();
        let mut changed = Vec::new();
        for item in &roster {
            if known.get(&item.jid).is_none_or(|contact| !says(contact, item)) {
                write_item!(conn, owner, item, now);
                changed.push(item.jid.clone());
            }
        }
        for (jid, contact) in known {
            let gone = contact.in_roster && !named.contains(jid);
            if gone && drop_item!(conn, owner, jid.as_str()) > 0 {
                changed.push(jid.clone());
            }
        }
        changed
    })
}

/// Does the contact's row say what the item says?
fn says(contact: &Contact, item: &RosterItem) -> bool {
    contact.in_roster
        && contact.name == item.name
        && contact.subscription == item.subscription
        && contact.ask == item.ask
        && contact.groups == item.groups
}

/// Writes one item of the roster, as a roster push brings it.
///
/// # Errors
/// Only the database's own.
pub async fn put(db: &Database, owner: &Owner, item: RosterItem, now: OffsetDateTime) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| write_item!(conn, owner, &item, now))
}

/// Removes an item of the roster; one that is gone is no error. Returns whether there was one.
///
/// # Errors
/// Only the database's own.
pub async fn remove(db: &Database, owner: &Owner, jid: &BareJid) -> Result<bool, Error> {
    let (owner, jid) = (*owner, jid.to_string());
    transaction!(db, |conn| drop_item!(conn, owner, jid.as_str()) > 0)
}
