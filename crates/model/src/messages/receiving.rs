//! A session received messages: the rows, their chats and what is unread are written in one transaction, and the same
//! message twice is one row.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::plan::{Known, Plan, Row};
use super::{NewMessage, Place, Received, State};
use crate::chats::{Standing, close, open};
use crate::schema::messages;
use crate::{Database, Error, Owner};

/// Keeps a message that came just now, live or as a carbon. A copy of her own message completes the row that was written
/// when it was sent.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn receive(
    db: &Database,
    owner: &Owner,
    generation: i64,
    new: NewMessage,
    now: OffsetDateTime,
) -> Result<Received, Error> {
    let received = receive_page(db, owner, generation, vec![new], Place::Live, now).await?;
    received.into_iter().next().ok_or(Error::NotFound("message"))
}

/// Keeps the messages of a page of the archive, oldest first, all or none; returns as many, in the same order. Doing it
/// again changes nothing, so the place in the archive may be kept afterwards.
///
/// # Errors
/// `Displaced`, as in [`receive`].
pub async fn receive_page(
    db: &Database,
    owner: &Owner,
    generation: i64,
    page: Vec<NewMessage>,
    place: Place,
    now: OffsetDateTime,
) -> Result<Vec<Received>, Error> {
    let page = page.into_iter().map(|new| Row::of(*owner, new, State::Sent, now)).collect();
    take(db, owner, Some(generation), page, place).await
}

/// Inside a transaction: adds rows of hers with these ids under a condition, if there are ids. One query for each index: SQLite would
/// read her whole history to join two of them.
macro_rules! rows {
    ($known:ident, $conn:ident, $owner:ident, $ids:ident, $condition:expr) => {
        if !$ids.is_empty() {
            let rows = messages::table
                .filter(messages::pod_id.eq($owner.pod).and(messages::member_id.eq($owner.member)))
                .filter($condition)
                .select(Known::as_select())
                .load::<Known>($conn)
                .await?;
            $known.extend(rows);
        }
    };
}

/// The ids that messages of one side were given by who sent them.
fn given_ids(page: &[Row], incoming: bool) -> Vec<String> {
    page.iter().filter(|row| row.incoming == incoming).filter_map(|row| row.origin_id.clone()).collect()
}

/// Writes messages into their chats; without a generation it is the member herself who writes.
pub(super) async fn take(
    db: &Database,
    owner: &Owner,
    generation: Option<i64>,
    page: Vec<Row>,
    place: Place,
) -> Result<Vec<Received>, Error> {
    let owner = *owner;
    // in one order, so that two writers never wait for each other
    let peers: BTreeSet<String> = page.iter().map(|row| row.peer.clone()).collect();
    let stanza_ids: Vec<String> = page.iter().filter_map(|row| row.stanza_id.clone()).collect();
    let [origin_ids, their_ids] = [false, true].map(|incoming| given_ids(&page, incoming));
    transaction!(db, |conn| {
        if let Some(generation) = generation {
            fence!(conn, owner, generation);
        }
        let mut chats = Vec::new();
        for peer in peers {
            chats.push(Standing::of(open!(conn, owner, peer)));
        }
        let (mut known, incoming) = (Vec::new(), messages::incoming);
        rows!(known, conn, owner, stanza_ids, messages::stanza_id.eq_any(stanza_ids));
        let theirs = incoming.eq(true).and(messages::stanza_id.is_null());
        rows!(known, conn, owner, their_ids, theirs.and(messages::origin_id.eq_any(their_ids)));
        let own = incoming.eq(false);
        rows!(known, conn, owner, origin_ids, own.and(messages::origin_id.eq_any(origin_ids)));
        let plan = Plan::of(page, known, place, &mut chats);
        for row in plan.rows {
            diesel::insert_into(messages::table).values(row).execute(conn).await?;
        }
        for done in plan.completed {
            diesel::update(messages::table.find((owner.pod, owner.member, done.id)))
                .set((
                    messages::position.eq(done.position),
                    messages::stanza_id.eq(done.stanza_id),
                    messages::state.eq(done.state),
                ))
                .execute(conn)
                .await?;
        }
        for chat in chats {
            close!(conn, owner, chat);
        }
        plan.received
    })
}
