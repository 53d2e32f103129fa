//! Somebody asks to be her contact (RFC 6121 §3.1), and she answers.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use super::{Show, Subscription};
use crate::columns::Stamp;
use crate::schema::contacts;
use crate::{Database, Error, Owner};

/// How many people ask.
///
/// # Errors
/// Only the database's own.
pub async fn count_pending(db: &Database, owner: &Owner) -> Result<i64, Error> {
    let owner = *owner;
    read!(db, |conn| {
        contacts::table
            .filter(contacts::pod_id.eq(owner.pod).and(contacts::member_id.eq(owner.member)))
            .filter(contacts::pending_in.eq(true))
            .count()
            .get_result(conn)
            .await?
    })
}

/// Keeps that somebody asks, with what he said; asking again changes only the words.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn ask(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    note: Option<&str>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, jid, note) = (*owner, jid.to_string(), note.map(str::to_owned));
    let question = (
        contacts::pending_in.eq(true),
        contacts::pending_note.eq(note),
        contacts::updated_at.eq(Stamp::from(now)),
    );
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::insert_into(contacts::table)
            .values((
                (contacts::pod_id.eq(owner.pod), contacts::member_id.eq(owner.member), contacts::jid.eq(jid)),
                (contacts::in_roster.eq(false), contacts::subscription.eq(Subscription::None)),
                (contacts::ask.eq(false), contacts::groups.eq("[]"), contacts::show.eq(Show::Offline)),
                question.clone(),
            ))
            .on_conflict((contacts::pod_id, contacts::member_id, contacts::jid))
            .do_update()
            .set(question)
            .execute(conn)
            .await?;
    })
}

/// Keeps that she added somebody, under that name: he may see her as soon as he asks.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn promise(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    name: Option<&str>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, jid, name) = (*owner, jid.to_string(), name.map(str::to_owned));
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::insert_into(contacts::table)
            .values((
                (contacts::pod_id.eq(owner.pod), contacts::member_id.eq(owner.member), contacts::jid.eq(jid)),
                (contacts::in_roster.eq(true), contacts::name.eq(name), contacts::ask.eq(false)),
                (contacts::subscription.eq(Subscription::None), contacts::groups.eq("[]")),
                (contacts::pending_in.eq(false), contacts::show.eq(Show::Offline)),
                (contacts::updated_at.eq(Stamp::from(now)), contacts::promised.eq(true)),
            ))
            .on_conflict((contacts::pod_id, contacts::member_id, contacts::jid))
            .do_update()
            .set(contacts::promised.eq(true))
            .execute(conn)
            .await?;
    })
}

/// Keeps that she answered, or that he took the question back; somebody who is not in the roster is forgotten, and nothing is
/// promised any more.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn answered(
    db: &Database,
    owner: &Owner,
    generation: i64,
    jid: &BareJid,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, jid) = (*owner, jid.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let row = contacts::table.find((owner.pod, owner.member, jid));
        diesel::delete(row.clone().filter(contacts::in_roster.eq(false))).execute(conn).await?;
        let answered = (
            contacts::pending_in.eq(false),
            contacts::pending_note.eq(None::<String>),
            contacts::promised.eq(false),
            contacts::updated_at.eq(Stamp::from(now)),
        );
        diesel::update(row).set(answered).execute(conn).await?;
    })
}
