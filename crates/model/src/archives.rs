//! How much of a member's archive is here (XEP-0313): up to where it was read forward, and in each chat down to where.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::chats::open;
use crate::columns::Stamp;
use crate::schema::{archives, chats, messages};
use crate::{Database, Error, Owner};

/// Up to where her archive was read.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = archives)]
pub struct Cursor {
    /// The last entry's id; empty before the first one.
    pub stanza_id: String,
    /// The last position that was given, for `messages::Place::After`.
    pub position: i64,
}

impl Cursor {
    /// Before the first entry, of an archive that had none.
    pub const BEGINNING: Self = Self { stanza_id: String::new(), position: 0 };
}

/// Down to where the archive of one chat was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oldest {
    /// The oldest entry's id; `None` if nothing of the chat is here that is in the archive.
    pub stanza_id: Option<String>,
    /// The lowest position that was given, for `messages::Place::Before`.
    pub position: Option<i64>,
    /// Is there nothing older in the archive?
    pub complete: bool,
}

/// Up to where her archive was read; `None` if it never was.
///
/// # Errors
/// Only the database's own.
pub async fn cursor(db: &Database, owner: &Owner) -> Result<Option<Cursor>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        archives::table
            .find((owner.pod, owner.member))
            .select(Cursor::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// Says up to where her archive was read; it never goes backwards.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
pub async fn advance(
    db: &Database,
    owner: &Owner,
    generation: i64,
    to: Cursor,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let set = (
            archives::stanza_id.eq(to.stanza_id),
            archives::position.eq(to.position),
            archives::updated_at.eq(Stamp::from(now)),
        );
        let row = archives::table.find((owner.pod, owner.member));
        let further = diesel::update(row.filter(archives::position.le(to.position)));
        if further.set(set.clone()).execute(conn).await? == 0 {
            diesel::insert_into(archives::table)
                .values((archives::pod_id.eq(owner.pod), archives::member_id.eq(owner.member), set))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?;
        }
    })
}

/// Forgets up to where her archive was read: it does not know the entry any more.
///
/// # Errors
/// `Displaced`, as in [`advance`].
pub async fn forget(db: &Database, owner: &Owner, generation: i64) -> Result<(), Error> {
    let owner = *owner;
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        diesel::delete(archives::table.find((owner.pod, owner.member))).execute(conn).await?;
    })
}

/// Down to where the archive of a chat was read: as was said last, else the oldest message here that is in the archive.
///
/// # Errors
/// Only the database's own.
pub async fn oldest(db: &Database, owner: &Owner, peer: &BareJid) -> Result<Oldest, Error> {
    let (owner, peer) = (*owner, peer.to_string());
    read!(db, |conn| {
        let said: Option<(Option<String>, Option<i64>, bool)> = chats::table
            .find((owner.pod, owner.member, &peer))
            .select((chats::oldest_stanza_id, chats::oldest_position, chats::complete))
            .first(conn)
            .await
            .optional()?;
        let Some((stanza_id, position, complete)) = said else { return Ok(Oldest::default()) };
        if stanza_id.is_some() {
            return Ok(Oldest { stanza_id, position, complete });
        }
        let here: Option<(Option<String>, i64)> = messages::table
            .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
            .filter(messages::peer.eq(peer).and(messages::stanza_id.is_not_null()))
            .order((messages::position, messages::id))
            .select((messages::stanza_id, messages::position))
            .first(conn)
            .await
            .optional()?;
        let (stanza_id, position) = here.map_or((None, None), |(id, position)| (id, Some(position)));
        Oldest { stanza_id, position, complete }
    })
}

/// Says down to where the archive of a chat was read. Where what was read has expired here meanwhile (`messages::expire`), nothing is said.
///
/// # Errors
/// `Displaced`, as in [`advance`].
pub async fn reach(
    db: &Database,
    owner: &Owner,
    generation: i64,
    peer: &BareJid,
    to: Oldest,
) -> Result<(), Error> {
    let (owner, peer) = (*owner, peer.to_string());
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        open!(conn, owner, peer.clone());
        if let Some(position) = to.position {
            let here: i64 = messages::table
                .filter(messages::pod_id.eq(owner.pod).and(messages::member_id.eq(owner.member)))
                .filter(messages::peer.eq(peer.clone()).and(messages::position.le(position)))
                .count()
                .get_result(conn)
                .await?;
            if here == 0 {
                return Ok(());
            }
        }
        let set = (
            chats::oldest_stanza_id.eq(to.stanza_id),
            chats::oldest_position.eq(to.position),
            chats::complete.eq(to.complete),
        );
        diesel::update(chats::table.find((owner.pod, owner.member, peer))).set(set).execute(conn).await?;
    })
}
