//! How a chat stands: its last message, what is unread, how far both have read. Its row is locked while it changes, so that
//! whoever writes messages into one chat does it one after the other.

use diesel::prelude::*;

use crate::MessageId;
use crate::schema::chats;

/// The columns of a chat that messages change.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = chats)]
pub(crate) struct Row {
    pub(crate) peer: String,
    /// Incoming messages above the read position.
    pub(crate) unread: i64,
    /// How far she has read.
    pub(crate) read_position: i64,
    /// How far the peer was told so.
    pub(crate) marked_position: i64,
    /// How far the peer has read.
    pub(crate) peer_position: i64,
    pub(crate) last_id: Option<MessageId>,
    pub(crate) last_position: i64,
}

/// A chat while messages are put into it.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) row: Row,
    /// Must what is unread be counted again?
    pub(crate) reads: bool,
    /// Must be looked for what is last?
    pub(crate) moved: bool,
    /// Was one of the messages that were put into it left unread?
    unread: bool,
}

impl Standing {
    pub(crate) fn of(row: Row) -> Self {
        Self { row, reads: false, moved: false, unread: false }
    }

    /// What comes now comes after this position. The last message may have been discarded after it was read.
    pub(crate) fn end(&self) -> i64 {
        self.row.last_position.max(self.row.read_position)
    }

    /// A message is there; it may be the last one.
    pub(crate) fn append(&mut self, id: MessageId, position: i64) {
        if self.row.last_id.is_none() || position >= self.row.last_position {
            (self.row.last_id, self.row.last_position) = (Some(id), position);
        }
    }

    /// A message that was there has moved. What was read stays read, unless it is now behind what was not.
    pub(crate) fn has_moved(&mut self, from: i64, to: i64) {
        (self.reads, self.moved) = (true, true);
        if from <= self.row.read_position && !self.unread {
            self.row.read_position = self.row.read_position.max(to);
        }
    }

    /// What is put into it now comes behind a message of the peer's.
    pub(crate) fn pass(&mut self, position: i64) {
        self.unread |= position > self.row.read_position;
    }

    /// A message came in.
    pub(crate) fn count(&mut self, position: i64) {
        self.row.unread += i64::from(position > self.row.read_position);
    }

    /// She has read as far as here, if not further.
    pub(crate) fn read_up_to(&mut self, position: i64) {
        self.reads |= position > self.row.read_position;
        self.row.read_position = self.row.read_position.max(position);
    }
}

/// Inside a transaction: the chat with a peer, made if it is not there, and locked.
macro_rules! open {
    ($conn:ident, $owner:ident, $peer:expr) => {{
        use $crate::schema::chats;

        diesel::insert_into(chats::table)
            .values((
                (chats::pod_id.eq($owner.pod), chats::member_id.eq($owner.member)),
                chats::peer.eq($peer),
            ))
            .on_conflict((chats::pod_id, chats::member_id, chats::peer))
            .do_update()
            .set(chats::unread.eq(chats::unread))
            .returning($crate::chats::Row::as_returning())
            .get_result::<$crate::chats::Row>($conn)
            .await?
    }};
}
pub(crate) use open;

/// Inside a transaction: the chat with a peer, if it is there, locked.
macro_rules! lock {
    ($conn:ident, $owner:ident, $peer:expr) => {{
        use $crate::schema::chats;

        let peer: &str = $peer;
        diesel::update(chats::table.find(($owner.pod, $owner.member, peer)))
            .set(chats::unread.eq(chats::unread))
            .returning($crate::chats::Row::as_returning())
            .get_result::<$crate::chats::Row>($conn)
            .await
            .optional()?
    }};
}
pub(crate) use lock;

/// Inside a transaction: writes a chat that is locked.
macro_rules! keep {
    ($conn:ident, $owner:ident, $row:expr) => {{
        use $crate::schema::chats;

        let row: $crate::chats::Row = $row;
        diesel::update(chats::table.find(($owner.pod, $owner.member, row.peer)))
            .set((
                (chats::unread.eq(row.unread), chats::read_position.eq(row.read_position)),
                (chats::marked_position.eq(row.marked_position), chats::peer_position.eq(row.peer_position)),
                (chats::last_id.eq(row.last_id), chats::last_position.eq(row.last_position)),
            ))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use keep;

/// Inside a transaction: the last message of a chat, and its position.
macro_rules! last {
    ($conn:ident, $owner:ident, $peer:expr) => {{
        use $crate::schema::messages;

        let peer: &str = $peer;
        messages::table
            .filter(messages::pod_id.eq($owner.pod).and(messages::member_id.eq($owner.member)))
            .filter(messages::peer.eq(peer))
            .order((messages::position.desc(), messages::id.desc()))
            .select((messages::id, messages::position))
            .first::<($crate::MessageId, i64)>($conn)
            .await
            .optional()?
            .map_or((None, 0), |(id, position)| (Some(id), position))
    }};
}
pub(crate) use last;

/// Inside a transaction: how many messages of a chat are unread.
macro_rules! count_unread {
    ($conn:ident, $owner:ident, $row:expr) => {{
        use $crate::schema::messages;

        messages::table
            .filter(messages::pod_id.eq($owner.pod).and(messages::member_id.eq($owner.member)))
            .filter(messages::peer.eq(&$row.peer).and(messages::incoming.eq(true)))
            .filter(messages::position.gt($row.read_position))
            .count()
            .get_result::<i64>($conn)
            .await?
    }};
}
pub(crate) use count_unread;

/// Inside a transaction: writes a chat into which messages were put.
macro_rules! close {
    ($conn:ident, $owner:ident, $chat:expr) => {{
        let $crate::chats::Standing { mut row, reads, moved, .. } = $chat;
        if moved {
            (row.last_id, row.last_position) = $crate::chats::last!($conn, $owner, &row.peer);
        }
        if reads {
            row.unread = $crate::chats::count_unread!($conn, $owner, row);
        }
        $crate::chats::keep!($conn, $owner, row);
    }};
}
pub(crate) use close;
