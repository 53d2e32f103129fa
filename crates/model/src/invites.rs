//! Invitations: who may come in by whose word, how often, and until when. The code is in the link; only its hash is here.

use std::fmt;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroize;

use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Parsed, Stamp};
use crate::mails::{Kind, Letter, post};
use crate::roles::Role;
use crate::schema::{confirmations, invites, mails, members};
use crate::{Database, Email, Error, InviteId, MemberId, Owner, PodId};

/// How long an address gets no other invitation by mail.
pub const NOT_AGAIN: Duration = Duration::WEEK;

/// How many invitations a pod sends by mail in a day.
pub const MOST_MAILS: i64 = 50;

/// How long an invitation is good that was sent by mail.
pub const GOOD_BY_MAIL: Duration = Duration::days(14);

mod clients;
mod own;
mod paging;
mod roles;
mod trees;

pub use clients::{GOOD, by_member, contact_of, on_domain, open_of, take_back};
pub use own::{latest, own, who_came};
pub use paging::{find, page, vouched_for, written_to};
pub(crate) use roles::give_role;
pub use roles::{HandOver, OFFERED, gives_role, hand_over, take};
pub use trees::{Line, Tree, Word, first_lines, lines, people, word_for};

/// What an invitation's link holds: 16 random bytes, 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; 16]);

impl Code {
    /// One that nobody has seen.
    pub(crate) fn fresh() -> Self {
        Self(rand::random())
    }

    /// Reads what somebody typed or followed; `None` for anything that is no code.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text.trim().to_ascii_lowercase(), &mut bytes).ok().map(|()| Self(bytes))
    }

    /// What goes into the link.
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// An invitation to be made.
#[derive(Debug, Clone)]
pub struct NewInvite {
    /// The member who invites; none where the pod does, by a program or the command line.
    pub made_by: Option<MemberId>,
    /// For whoever made it; may be empty.
    pub note: String,
    /// How many may come in by it.
    pub uses: i64,
    /// Until when.
    pub expires_at: Option<OffsetDateTime>,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = invites)]
pub struct Invite {
    /// Its key.
    pub id: InviteId,
    /// The member who made it, who may have left since.
    pub made_by: Option<MemberId>,
    /// For whoever made it.
    pub note: String,
    /// How many may come in by it.
    pub uses: i64,
    /// How many have, or hold a place.
    pub used: i64,
    /// Until when.
    #[diesel(deserialize_as = MaybeStamp)]
    pub expires_at: Option<OffsetDateTime>,
    /// Since when it is worth nothing.
    #[diesel(deserialize_as = MaybeStamp)]
    pub revoked_at: Option<OffsetDateTime>,
    /// When it was made.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// What whoever comes in by it may do beyond a member.
    pub role: Option<Role>,
}

impl Invite {
    /// Whether it is not used up, withdrawn or too old. Nobody comes in by the word of who is out all the same: [`meet`] says both, and
    /// [`vouched_for`] the other.
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.used < self.uses && self.revoked_at.is_none() && self.expires_at.is_none_or(|end| end > now)
    }
}

/// Somebody who came in by an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Who came.
    pub member: MemberId,
    /// Her address.
    pub jid: BareJid,
    /// By whose word, who may have left since; none where it was the pod's.
    pub by: Option<MemberId>,
    /// By which invitation.
    pub invite: InviteId,
    /// When.
    pub since: OffsetDateTime,
}

/// An invitation, as whoever follows its link meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The invitation.
    pub invite: Invite,
    /// Whether somebody comes in by it now.
    pub good: bool,
    /// Whether it was in a mail by which somebody who signs up shows that an address is hers.
    pub own_word: bool,
}

/// A condition on invitations: by whose word somebody comes in now. The pod's own always; a member's while she is a member, is not kept out
/// and has not left. Those with which a role goes are the pod's, whoever handed it over: a pod does not stay without operators because one
/// has left.
macro_rules! vouched {
    ($now:expr) => {{
        use diesel::dsl::{exists, not};
        use $crate::schema::{blocks, departures, invites, members, platform_blocks};

        let now: $crate::columns::Stamp = $now;
        let has_left = departures::table
            .filter(departures::pod_id.eq(members::pod_id).and(departures::member_id.eq(members::id)));
        let is_blocked = blocks::table
            .filter(blocks::pod_id.eq(members::pod_id))
            .filter(blocks::subject.eq(members::jid).or(blocks::subject.eq(members::domain)))
            .filter(blocks::expires_at.is_null().or(blocks::expires_at.gt(Some(now))));
        let is_blocked_everywhere = platform_blocks::table
            .filter(
                platform_blocks::subject.eq(members::jid).or(platform_blocks::subject.eq(members::domain)),
            )
            .filter(platform_blocks::expires_at.is_null().or(platform_blocks::expires_at.gt(Some(now))));
        let here = members::table
            .filter(members::pod_id.eq(invites::pod_id).and(members::suspended_at.is_null()))
            .filter(not(exists(has_left)))
            .filter(not(exists(is_blocked)))
            .filter(not(exists(is_blocked_everywhere)))
            .select(members::id.nullable());
        invites::made_by.is_null().or(invites::made_by.eq_any(here))
    }};
}
pub(crate) use vouched;

/// A condition on invitations: somebody confirms an address by it, and comes by her own word.
macro_rules! own_word {
    () => {
        exists(
            confirmations::table.filter(
                confirmations::pod_id.eq(invites::pod_id).and(confirmations::invite_id.eq(invites::id)),
            ),
        )
    };
}
use own_word;

/// Inside a transaction: makes an invitation with that code. A member who is new makes none.
macro_rules! invite {
    ($conn:ident, $pod:expr, $id:expr, $code:expr, $new:expr, $at:expr) => {{
        use $crate::schema::invites;

        let new: $crate::invites::NewInvite = $new;
        let standing = match new.made_by {
            Some(member) => {
                $crate::newcomers::limits::standing!($conn, $crate::Owner { pod: $pod, member }, $at)
            }
            None => None,
        };
        if let Some(standing) = standing.filter(|standing| !standing.lifted) {
            return Err($crate::Error::StillNew(standing.until));
        }
        let row = (
            (invites::pod_id.eq($pod), invites::id.eq($id), invites::code_hash.eq($code.hash())),
            (invites::made_by.eq(new.made_by), invites::note.eq(new.note), invites::uses.eq(new.uses)),
            invites::expires_at.eq(new.expires_at.map($crate::columns::Stamp::from)),
            invites::created_at.eq($crate::columns::Stamp::from($at)),
        );
        diesel::insert_into(invites::table).values(row).execute($conn).await?;
    }};
}
pub(crate) use invite;

/// Makes an invitation. Its code is given this once.
///
/// # Errors
/// [`Error::StillNew`] where a member makes it whom the pod's limits for new members hold.
pub async fn create(db: &Database, pod: &PodId, new: NewInvite, by: &By) -> Result<(Invite, Code), Error> {
    let (pod, code, id, by) = (*pod, Code::fresh(), InviteId::new(by.at), by.clone());
    let made = code.clone();
    let invite = transaction!(db, |conn| {
        let detail = json!({ "uses": new.uses });
        invite!(conn, pod, id, made, new, by.at);
        note!(conn, pod, Note { by, act: Act::InviteCreate, object: id.to_string(), detail });
        invites::table.find((pod, id)).select(Invite::as_select()).first(conn).await?
    })?;
    Ok((invite, code))
}

/// Makes an invitation for one, and writes it to an address; `made_by`: the member who invites, none where the pod does. Its code is
/// given this once.
///
/// # Errors
/// [`Error::StillNew`] as for [`create`]; [`Error::Taken`] where one was sent to this address within [`NOT_AGAIN`], [`Error::TooLarge`] where [`MOST_MAILS`] were sent today.
pub async fn send(
    db: &Database,
    pod: &PodId,
    made_by: Option<MemberId>,
    to: Email,
    language: String,
    by: &By,
) -> Result<(Invite, Code), Error> {
    let (pod, code, id, by) = (*pod, Code::fresh(), InviteId::new(by.at), by.clone());
    let made = code.clone();
    let (lately, today) = (Stamp::from(by.at - NOT_AGAIN), Stamp::from(by.at - Duration::DAY));
    let invite = transaction!(db, |conn| {
        // whoever else sends one waits, and counts this one
        hold_pod!(conn, pod);
        let sent = || mails::table.filter(mails::pod_id.eq(pod).and(mails::kind.eq(Kind::Invitation)));
        let to_her: i64 = sent()
            .filter(mails::recipient.eq(to.clone()).and(mails::queued_at.gt(lately)))
            .count()
            .get_result(conn)
            .await?;
        if to_her > 0 {
            return Err(Error::Taken("address"));
        }
        let all: i64 = sent().filter(mails::queued_at.gt(today)).count().get_result(conn).await?;
        if all >= MOST_MAILS {
            return Err(Error::TooLarge("number of invitations"));
        }
        let until = by.at + GOOD_BY_MAIL;
        // the address is forgotten with the mail
        let new = NewInvite { made_by, note: String::new(), uses: 1, expires_at: Some(until) };
        invite!(conn, pod, id, made, new, by.at);
        let letter = Letter::Invitation { code: made.reveal(), until };
        post!(conn, pod, to, language, &letter, by.at);
        let detail = json!({ "uses": 1, "mail": true });
        note!(conn, pod, Note { by, act: Act::InviteCreate, object: id.to_string(), detail });
        invites::table.find((pod, id)).select(Invite::as_select()).first(conn).await?
    })?;
    Ok((invite, code))
}

/// The invitation of a code, good or not. A code of another pod is nothing.
///
/// # Errors
/// Only the database's own.
pub async fn by_code(db: &Database, pod: &PodId, code: &Code) -> Result<Option<Invite>, Error> {
    let (pod, hash) = (*pod, code.hash());
    read!(db, |conn| {
        invites::table
            .filter(invites::pod_id.eq(pod).and(invites::code_hash.eq(hash)))
            .select(Invite::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// The invitation of a code, and what it is worth now. A code of another pod is nothing.
///
/// # Errors
/// Only the database's own.
pub async fn meet(
    db: &Database,
    pod: &PodId,
    code: &Code,
    now: OffsetDateTime,
) -> Result<Option<Met>, Error> {
    let (pod, hash, stamp) = (*pod, code.hash(), Stamp::from(now));
    read!(db, |conn| {
        let found: Option<Invite> = invites::table
            .filter(invites::pod_id.eq(pod).and(invites::code_hash.eq(hash)))
            .select(Invite::as_select())
            .first(conn)
            .await
            .optional()?;
        let Some(invite) = found else { return Ok(None) };
        let key = (pod, invite.id);
        let vouched: i64 = invites::table.find(key).filter(vouched!(stamp)).count().get_result(conn).await?;
        let own: i64 = confirmations::table.find(key).count().get_result(conn).await?;
        Some(Met { good: vouched > 0 && invite.is_good(now), own_word: own > 0, invite })
    })
}

/// The pod's invitations, the newest first; only a member's own if that is said. Those by which somebody confirms an address are nobody's.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, of: Option<&MemberId>) -> Result<Vec<Invite>, Error> {
    let (pod, of) = (*pod, of.copied());
    read!(db, |conn| {
        let all = invites::table
            .filter(invites::pod_id.eq(pod).and(not(own_word!())))
            .order((invites::created_at.desc(), invites::id.desc()))
            .select(Invite::as_select());
        match of {
            Some(member) => all.filter(invites::made_by.eq(member)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}

/// Makes an invitation worth nothing from now on; who came in by it stays. Only a member's own if that is said.
///
/// # Errors
/// `NotFound("invite")`, also where it was revoked before.
pub async fn revoke(
    db: &Database,
    pod: &PodId,
    invite: &InviteId,
    of: Option<&MemberId>,
    by: &By,
) -> Result<(), Error> {
    let (pod, invite, of, by) = (*pod, *invite, of.copied(), by.clone());
    transaction!(db, |conn| {
        let made_by: Option<Option<MemberId>> = diesel::update(invites::table.find((pod, invite)))
            .filter(invites::revoked_at.is_null())
            .set(invites::revoked_at.eq(Some(Stamp::from(by.at))))
            .returning(invites::made_by)
            .get_result(conn)
            .await
            .optional()?;
        // somebody else's is none of hers: an error takes the change back
        let made_by = made_by.filter(|made_by| of.is_none() || *made_by == of);
        made_by.ok_or(Error::NotFound("invite"))?;
        let object = invite.to_string();
        note!(conn, pod, Note { by, act: Act::InviteRevoke, object, detail: json!({}) });
    })
}

/// Who came in by an invitation, with it. Who only confirmed an address came by her own word.
macro_rules! came {
    ($pod:expr) => {
        members::table
            .inner_join(
                invites::table.on(invites::pod_id
                    .eq(members::pod_id)
                    .and(members::invite_id.eq(invites::id.nullable()))),
            )
            .filter(members::pod_id.eq($pod))
            .filter(not(own_word!()))
    };
}
use came;

/// A branch, as the database has it.
type Row = (MemberId, Parsed<BareJid>, Option<MemberId>, InviteId, Stamp);

/// Who came in by which invitation, and who by hers: everybody who came by one, the first ones first.
///
/// # Errors
/// Only the database's own.
pub async fn tree(db: &Database, pod: &PodId) -> Result<Vec<Branch>, Error> {
    let pod = *pod;
    let rows: Vec<Row> = read!(db, |conn| {
        came!(pod)
            .order((members::created_at, members::id))
            .select((members::id, members::jid, invites::made_by, invites::id, members::created_at))
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(branch).collect())
}

/// Which invitation a member came in by, if by one.
///
/// # Errors
/// Only the database's own.
pub async fn of_member(db: &Database, owner: &Owner) -> Result<Option<InviteId>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        members::table
            .find((owner.pod, owner.member))
            .select(members::invite_id)
            .first::<Option<InviteId>>(conn)
            .await
            .optional()?
            .flatten()
    })
}

fn branch((member, jid, by, invite, since): Row) -> Branch {
    Branch { member, jid: jid.into(), by, invite, since: since.into() }
}
