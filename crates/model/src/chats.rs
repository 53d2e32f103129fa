//! A member's chats: with whom she talks, what was said last, and how far both have read.

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::contacts::Show;
use crate::faces::{ContactFace, Face, MemberFace, of_contact, of_member};
use crate::handles::Handle;
use crate::messages::{Cursor, State};
use crate::schema::{chats, contacts, members, messages};
use crate::{Database, Error, MessageId, Owner};

mod reading;
mod standing;

pub use reading::{Mark, Reading, read, read_elsewhere};
pub(crate) use standing::{Row, Standing, close, count_unread, keep, last, lock, open};

/// Characters of a preview at most.
pub const PREVIEW_MAX: usize = 200;
const PREVIEW: i32 = 200;

diesel::define_sql_function! {
    /// A part of a text, from a character on, the first being 1.
    fn substr(text: Text, from: Integer, length: Integer) -> Text;
}

/// A chat, as a line of the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// With whom.
    pub peer: BareJid,
    /// The name to show: hers for the peer, else the peer's own, else a part of its address.
    pub name: String,
    /// The hash of its picture (a key of `pictures`).
    pub picture: Option<String>,
    /// Its handle, if it is a member of the pod.
    pub handle: Option<Handle>,
    /// How it is, as far as she is told.
    pub show: Show,
    /// How many of its messages she has not read.
    pub unread: i64,
    /// What was said last.
    pub last: Preview,
}

impl Chat {
    /// The place after this chat in a list that is newest first.
    pub fn cursor(&self) -> Cursor {
        Cursor { position: self.last.position, id: self.last.id }
    }
}

/// The beginning of a message.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Preview {
    /// Its row.
    pub id: MessageId,
    /// Is it from the peer?
    pub incoming: bool,
    /// The first [`PREVIEW_MAX`] characters of its body.
    pub text: String,
    /// When it was said.
    #[diesel(deserialize_as = Stamp)]
    pub at: OffsetDateTime,
    /// Its place in the member's history.
    pub position: i64,
    /// Where it is, if it is her own.
    pub state: Option<State>,
    /// Is it encrypted?
    pub encrypted: bool,
    /// Is a part of it missing?
    pub damaged: bool,
}

/// What [`lines`] loads.
type Line = (Parsed<BareJid>, i64, Preview, ContactFace, Option<Show>, MemberFace);

/// The chats of a member in which something was said and to which a condition applies, with faces: one query.
macro_rules! lines {
    ($owner:ident, $condition:expr) => {
        chats::table
            .inner_join(
                messages::table.on(messages::pod_id
                    .eq(chats::pod_id)
                    .and(messages::member_id.eq(chats::member_id))
                    .and(messages::id.nullable().eq(chats::last_id))),
            )
            .left_join(
                contacts::table.on(contacts::pod_id
                    .eq(chats::pod_id)
                    .and(contacts::member_id.eq(chats::member_id))
                    .and(contacts::jid.eq(chats::peer))),
            )
            .left_join(members::table.on(members::pod_id.eq(chats::pod_id).and(members::jid.eq(chats::peer))))
            .filter(chats::pod_id.eq($owner.pod).and(chats::member_id.eq($owner.member)))
            .filter($condition)
            .order((chats::last_position.desc(), messages::id.desc()))
            .select((
                chats::peer,
                chats::unread,
                (
                    messages::id,
                    messages::incoming,
                    substr(messages::body, 1, PREVIEW),
                    messages::at,
                    messages::position,
                    messages::state,
                    messages::encrypted,
                    messages::damaged,
                ),
                of_contact!(),
                contacts::show.nullable(),
                of_member!(),
            ))
    };
}

/// Her chats whose last message is older than the place `before`, newest first.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    owner: &Owner,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Chat>, Error> {
    let owner = *owner;
    let (position, id) = Cursor::bounds(before);
    let older = chats::last_position.lt(position).or(messages::id.lt(id));
    let older = chats::last_position.le(position).and(older);
    let rows: Vec<Line> = read!(db, |conn| lines!(owner, older).limit(i64::from(limit)).load(conn).await?)?;
    Ok(rows.into_iter().map(chat).collect())
}

/// The chat with somebody, if anything was said in it.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner, peer: &BareJid) -> Result<Option<Chat>, Error> {
    let (owner, peer) = (*owner, peer.to_string());
    let row: Option<Line> =
        read!(db, |conn| lines!(owner, chats::peer.eq(peer)).first(conn).await.optional()?)?;
    Ok(row.map(chat))
}

fn chat((peer, unread, last, contact, show, member): Line) -> Chat {
    let peer = peer.into();
    let Face { name, picture, handle } = Face::of(Some(&peer), None, contact, member);
    Chat { peer, name, picture, handle, show: show.unwrap_or(Show::Offline), unread, last }
}

/// How many messages she has not read, in all chats.
///
/// # Errors
/// Only the database's own.
pub async fn unread_total(db: &Database, owner: &Owner) -> Result<i64, Error> {
    let owner = *owner;
    let unread: Vec<i64> = read!(db, |conn| {
        chats::table
            .filter(chats::pod_id.eq(owner.pod).and(chats::member_id.eq(owner.member)))
            .filter(chats::unread.gt(0))
            .select(chats::unread)
            .load(conn)
            .await?
    })?;
    Ok(unread.into_iter().sum())
}
