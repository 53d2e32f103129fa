//! What the server's roster says. Whoever she does not see any more takes his grants along; whoever does not see her any more
//! is kept as one who leaves, in the same transaction, until he is dismissed.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use super::{Contact, RosterItem, Show, Subscription};
use crate::columns::{Stamp, Words};
use crate::schema::{contacts, grants, leavers, posts};
use crate::{Database, Error, Owner};

/// Services at most in one statement.
const AT_ONCE: usize = 500;

/// Inside a transaction: what her session received from these services is not hers to see any more.
macro_rules! revoke {
    ($conn:ident, $owner:ident, $services:expr) => {{
        let services: &[String] = $services;
        let theirs = posts::table
            .filter(posts::pod_id.eq($owner.pod).and(posts::service.eq_any(services)))
            .select(posts::id);
        diesel::delete(grants::table)
            .filter(grants::pod_id.eq($owner.pod).and(grants::member_id.eq($owner.member)))
            .filter(grants::post_id.eq_any(theirs))
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: how the subscription was before.
macro_rules! before {
    ($conn:ident, $owner:ident, $jid:expr) => {
        contacts::table
            .find(($owner.pod, $owner.member, $jid))
            .select(contacts::subscription)
            .first::<Subscription>($conn)
            .await
            .optional()?
    };
}

/// Inside a transaction: somebody who could see her cannot any more.
macro_rules! leaves {
    ($conn:ident, $owner:ident, $jid:expr) => {{
        diesel::insert_into(leavers::table)
            .values((
                leavers::pod_id.eq($owner.pod),
                leavers::member_id.eq($owner.member),
                leavers::jid.eq($jid),
            ))
            .on_conflict_do_nothing()
            .execute($conn)
            .await?;
    }};
}

/// Inside a transaction: writes one item of the roster, new or changed. Whoever sees her has his answer.
macro_rules! write_item {
    ($conn:ident, $owner:ident, $item:expr, $before:expr, $now:expr) => {{
        let item: &RosterItem = $item;
        let before: Option<Subscription> = $before;
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
        let (was, is) = (before.unwrap_or(Subscription::None), item.subscription);
        let row = contacts::table.find(($owner.pod, $owner.member, item.jid.as_str()));
        if is.is_reader() && !was.is_reader() {
            let answered = (
                contacts::promised.eq(false),
                contacts::pending_in.eq(false),
                contacts::pending_note.eq(None::<String>),
            );
            diesel::update(row.clone()).set(answered).execute($conn).await?;
        }
        if was.is_reader() && !is.is_reader() {
            leaves!($conn, $owner, item.jid.as_str());
        }
        if was.sees_contact() && !is.sees_contact() {
            diesel::update(row).set(contacts::followed.eq(false)).execute($conn).await?;
        }
    }};
}

/// Inside a transaction: forgets an item of the roster; a question that is open stays.
macro_rules! drop_item {
    ($conn:ident, $owner:ident, $jid:expr, $before:expr) => {{
        let before: Option<Subscription> = $before;
        if before.is_some_and(Subscription::is_reader) {
            leaves!($conn, $owner, $jid);
        }
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
            contacts::promised.eq(false),
            contacts::followed.eq(false),
        );
        let kept = diesel::update(row).set(kept).execute($conn).await?;
        revoke!($conn, $owner, &[$jid.to_owned()]);
        gone + kept
    }};
}

/// Makes the contacts what a roster result says; questions that are open and pictures stay. Returns who changed,
/// came or went.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn replace_all(
    db: &Database,
    owner: &Owner,
    generation: i64,
    roster: Vec<RosterItem>,
    now: OffsetDateTime,
) -> Result<Vec<BareJid>, Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let known: Vec<Contact> = contacts::table
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .select(Contact::as_select())
            .load(conn)
            .await?;
        let known: HashMap<&BareJid, &Contact> =
            known.iter().map(|contact| (&contact.jid, contact)).collect();
        let named: BTreeSet<&BareJid> = roster.iter().map(|item| &item.jid).collect();
        let (mut changed, mut unseen) = (Vec::new(), Vec::new());
        for item in &roster {
            let contact = known.get(&item.jid);
            if contact.is_none_or(|contact| !says(contact, item)) {
                write_item!(conn, owner, item, contact.map(|contact| contact.subscription), now);
                changed.push(item.jid.clone());
                unseen.extend((!item.subscription.sees_contact()).then(|| item.jid.to_string()));
            }
        }
        for some in unseen.chunks(AT_ONCE) {
            revoke!(conn, owner, some);
        }
        for (jid, contact) in known {
            let gone = contact.in_roster && !named.contains(jid);
            if gone && drop_item!(conn, owner, jid.as_str(), Some(contact.subscription)) > 0 {
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
/// `Displaced` if the generation is not the session's any more.
pub async fn put(
    db: &Database,
    owner: &Owner,
    generation: i64,
    item: RosterItem,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let before = before!(conn, owner, item.jid.as_str());
        write_item!(conn, owner, &item, before, now);
        if !item.subscription.sees_contact() {
            revoke!(conn, owner, &[item.jid.to_string()]);
        }
    })
}

/// Removes an item of the roster; one that is gone is no error. Returns whether there was one.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn remove(db: &Database, owner: &Owner, generation: i64, jid: &BareJid) -> Result<bool, Error> {
    let (owner, jid) = (*owner, jid.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let before = before!(conn, owner, jid.as_str());
        drop_item!(conn, owner, jid.as_str(), before) > 0
    })
}
