//! What messages do to the rows that are there, decided without the database.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use time::OffsetDateTime;

use super::position::micros;
use super::{Change, NewMessage, Place, Received, State, text};
use crate::chats::Standing;
use crate::columns::Stamp;
use crate::schema::messages;
use crate::{MemberId, MessageId, Owner, PodId};

/// An id of so many characters is made by chance, and belongs to one message only (XEP-0359 §3.1): Cosse's are UUIDs.
const UNIQUE: usize = 16;

/// A row of hers that one of the messages may be.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = messages)]
pub(super) struct Known {
    id: MessageId,
    peer: String,
    incoming: bool,
    body: String,
    position: i64,
    state: Option<State>,
    origin_id: Option<String>,
    stanza_id: Option<String>,
}

/// A new row.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = messages)]
pub(super) struct Row {
    pod_id: PodId,
    member_id: MemberId,
    id: MessageId,
    pub(super) peer: String,
    pub(super) incoming: bool,
    body: String,
    at: Stamp,
    position: i64,
    state: Option<State>,
    pub(super) origin_id: Option<String>,
    pub(super) stanza_id: Option<String>,
    /// It may be here already; nothing of it is stored.
    #[diesel(skip_insertion)]
    kept: bool,
    markable: bool,
    encrypted: bool,
    damaged: bool,
}

impl Row {
    /// The row of a message at the place that its stamp asks for.
    pub(super) fn of(owner: Owner, new: NewMessage, state: State, now: OffsetDateTime) -> Self {
        let (body, cut) = text::body(&new.body);
        let at = new.at.min(now).max(OffsetDateTime::UNIX_EPOCH);
        Self {
            pod_id: owner.pod,
            member_id: owner.member,
            id: MessageId::new(now),
            peer: new.peer.to_string(),
            incoming: new.incoming,
            body,
            at: at.into(),
            position: micros(at),
            state: (!new.incoming).then_some(state),
            origin_id: text::id(new.origin_id),
            stanza_id: text::id(new.stanza_id),
            kept: new.kept,
            markable: new.markable,
            encrypted: new.encrypted,
            damaged: new.damaged || cut,
        }
    }

    fn as_known(&self) -> Known {
        Known {
            id: self.id,
            peer: self.peer.clone(),
            incoming: self.incoming,
            body: self.body.clone(),
            position: self.position,
            state: self.state,
            origin_id: self.origin_id.clone(),
            stanza_id: self.stanza_id.clone(),
        }
    }

    /// Which of the rows is this message? An id of the archive is one person's in one direction: ejabberd's is the microsecond,
    /// and two who write in the same one have the same. One of her own that is in the archive already is another one, sent with the same
    /// id, if the archive says so, or if its words are others: clients count their ids anew. With the same words and an id that
    /// nobody counts, a server has archived it twice: ejabberd may, when a stream is resumed in two places. One of the peer's
    /// that came without an id of the archive is the one in the archive that the peer gave the same id and the same
    /// words; so is one that her server kept because it had not heard that she has it.
    fn find(&self, known: &[Known]) -> Option<usize> {
        let stored = |row: &Known| {
            row.stanza_id.is_some()
                && (&row.stanza_id, &row.peer, row.incoming) == (&self.stanza_id, &self.peer, self.incoming)
        };
        let own = |row: &Known| {
            !self.incoming
                && !row.incoming
                && row.peer == self.peer
                && row.origin_id.is_some()
                && row.origin_id == self.origin_id
        };
        let theirs = |row: &Known| {
            self.incoming
                && row.incoming
                && row.stanza_id.is_none()
                && row.peer == self.peer
                && row.origin_id.is_some()
                && (&row.origin_id, &row.body) == (&self.origin_id, &self.body)
        };
        let waits = self.state == Some(State::Waiting);
        let is_unique = self.origin_id.as_ref().is_some_and(|id| id.len() >= UNIQUE);
        let copy = |row: &Known| match row.body == self.body {
            true => own(row) && (self.stanza_id.is_none() || is_unique),
            false => own(row) && self.stanza_id.is_none() && waits,
        };
        (known.iter().position(stored))
            .or_else(|| known.iter().position(|row| own(row) && row.stanza_id.is_none()))
            .or_else(|| known.iter().position(copy))
            .or_else(|| known.iter().position(theirs).filter(|_| self.kept || self.stanza_id.is_some()))
    }
}

impl Known {
    /// Is that what the archive has of it once more? It says nothing of where it belongs.
    fn is_doubled_by(&self, row: &Row) -> bool {
        self.stanza_id.is_some() && row.stanza_id.is_some() && self.stanza_id != row.stanza_id
    }

    /// Goes to where the archive has it. Was it elsewhere?
    fn is_moved(&mut self, position: i64, chat: &mut Standing) -> bool {
        if self.position == position {
            return false;
        }
        chat.has_moved(self.position, position);
        self.position = position;
        true
    }

    /// Takes over what a copy proves. Is that news?
    fn complete(&mut self, copy: &Row, peer_position: i64) -> bool {
        if self.incoming {
            let news = self.stanza_id.is_none() && copy.stanza_id.is_some();
            self.stanza_id = self.stanza_id.take().or_else(|| copy.stanza_id.clone());
            return news;
        }
        if copy.state == Some(State::Waiting) {
            return false;
        }
        let before = (self.stanza_id.is_some(), self.state);
        self.stanza_id = self.stanza_id.take().or_else(|| copy.stanza_id.clone());
        if self.state.is_none_or(|state| State::Sent.may_follow(state)) {
            self.state = Some(sent(self.position, peer_position));
        }
        before != (self.stanza_id.is_some(), self.state)
    }
}

/// The state of a message that went out: the peer may have seen a later one.
fn sent(position: i64, peer_position: i64) -> State {
    if position <= peer_position { State::Displayed } else { State::Sent }
}

/// A row of hers that a copy completes.
#[derive(Debug)]
pub(super) struct Completed {
    pub(super) id: MessageId,
    pub(super) position: i64,
    pub(super) stanza_id: Option<String>,
    pub(super) state: Option<State>,
}

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) completed: Vec<Completed>,
    pub(super) received: Vec<Received>,
}

impl Plan {
    /// Decides for each message, oldest first. `known` are the rows that they may be, some twice; `chats` are theirs.
    pub(super) fn of(page: Vec<Row>, mut known: Vec<Known>, place: Place, chats: &mut [Standing]) -> Self {
        known.sort_by_key(|row| (row.position, row.id));
        known.dedup_by_key(|row| row.id);
        let old = known.len();
        let mut found = Vec::with_capacity(page.len());
        for row in &page {
            found.push(row.find(&known).unwrap_or_else(|| {
                known.push(row.as_known());
                known.len() - 1
            }));
        }
        let itself =
            |(index, row): (&usize, &Row)| known.get(*index).is_some_and(|it| !it.is_doubled_by(row));
        let itself: Vec<bool> = found.iter().zip(&page).map(itself).collect();
        let place_of = |index: &usize| known.get(*index).filter(|_| *index < old).map(|row| row.position);
        let fixed: Vec<Option<i64>> =
            found.iter().zip(&itself).map(|(index, itself)| place_of(index).filter(|_| *itself)).collect();
        let stamps: Vec<i64> = page.iter().map(|row| row.position).collect();
        let last = chats.iter().map(Standing::end).max().unwrap_or_default();
        let mut positions = place.positions(last, &stamps, &fixed);
        let mut seen = HashSet::new();
        let first: Vec<bool> =
            found.iter().zip(itself).map(|(index, itself)| itself && seen.insert(*index)).collect();
        match place {
            Place::Live => {}
            Place::After(_) => lift(&page, &first, &mut positions),
            Place::Before(_) => lower(&page, &first, &mut positions),
        }
        let mut plan = Self::default();
        for (((row, index), first), position) in page.into_iter().zip(found).zip(first).zip(positions) {
            let chat = chats.iter_mut().find(|chat| chat.row.peer == row.peer);
            if let (Some(chat), Some(known)) = (chat, known.get_mut(index)) {
                let position = if first { position } else { known.position };
                plan.decide(Row { position, ..row }, known, chat, place);
            }
        }
        plan
    }

    fn decide(&mut self, mut row: Row, known: &mut Known, chat: &mut Standing, place: Place) {
        let change = if known.id == row.id {
            if row.state == Some(State::Sent) {
                row.state = Some(sent(row.position, chat.row.peer_position));
            }
            (known.position, known.state) = (row.position, row.state);
            chat.append(row.id, row.position);
            match (row.incoming, place) {
                (true, Place::Live | Place::After(_)) => chat.count(row.position),
                // what she writes on the pod is not yet anywhere: what came before it may still arrive
                (false, _) if row.state == Some(State::Waiting) => {}
                (true, Place::Before(_)) | (false, _) => chat.read_up_to(row.position),
            }
            self.rows.push(row);
            Change::New
        } else if known.is_moved(row.position, chat) | known.complete(&row, chat.row.peer_position) {
            let Known { id, position, stanza_id, state, .. } = known.clone();
            self.completed.push(Completed { id, position, stanza_id, state });
            Change::Changed
        } else {
            Change::Same
        };
        if known.incoming {
            chat.pass(known.position);
        }
        self.received.push(Received { id: known.id, position: known.position, change });
    }
}

/// A server tells some messages out of their order: what a lost stream had not acknowledged comes behind what is newer. The archive knows
/// better: on a page of it that is read forward each goes behind the one before it on the same side of its chat. So what
/// came late stays where it came, and nobody takes it for read; what is newer follows it.
fn lift(page: &[Row], first: &[bool], positions: &mut [i64]) {
    let mut floors: HashMap<(&str, bool), i64> = HashMap::new();
    for ((row, first), position) in page.iter().zip(first).zip(positions) {
        if *first {
            let floor = floors.entry((&row.peer, row.incoming)).or_insert(i64::MIN);
            *position = (*position).max(floor.saturating_add(1));
            *floor = *position;
        }
    }
}

/// The same for a page that is read backward: each goes before the next one.
fn lower(page: &[Row], first: &[bool], positions: &mut [i64]) {
    let mut ceilings: HashMap<(&str, bool), i64> = HashMap::new();
    for ((row, first), position) in page.iter().zip(first).zip(positions).rev() {
        if *first {
            let ceiling = ceilings.entry((&row.peer, row.incoming)).or_insert(i64::MAX);
            *position = (*position).min(ceiling.saturating_sub(1));
            *ceiling = *position;
        }
    }
}
