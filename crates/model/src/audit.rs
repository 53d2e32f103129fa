//! What was done to a pod: who, what, on what, when. Entries are written in the transaction of the act itself and never changed; each
//! one's hash covers the one before it, so that a log that was tampered with shows it.

use std::fmt;
use std::str::FromStr;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::schema::{audit, audit_heads};
use crate::{Database, Error, PodId};

pub mod deployment;

/// Entries that are read at a time.
const PAGE: i64 = 500;

words! {
    /// What was done.
    pub enum Act {
        /// The pod was made.
        Create = "create",
        /// Its settings or quotas were changed.
        Change = "change",
        /// It was put into another state.
        State = "state",
        /// A host name was given to it.
        HostAdd = "host-add",
        /// A record in DNS said that a host name is the pod's: it is served.
        HostProve = "host-prove",
        /// The record of a host name was missing for too long: it is not served.
        HostLapse = "host-lapse",
        /// Another of its host names became the primary one.
        HostPrimary = "host-primary",
        /// A host name was taken from it.
        HostRemove = "host-remove",
        /// An invitation was made.
        InviteCreate = "invite-create",
        /// An invitation was made worth nothing.
        InviteRevoke = "invite-revoke",
        /// A member was suspended.
        MemberSuspend = "member-suspend",
        /// A member was let in again.
        MemberResume = "member-resume",
        /// A member was removed.
        MemberRemove = "member-remove",
        /// Somebody who asked to be let in is.
        RequestAccept = "request-accept",
        /// Somebody who asked to be let in is not, or was taken off the waiting list.
        RequestRefuse = "request-refuse",
        /// What newcomers are asked, or from which crowd on the pod pauses, was changed.
        NewcomersChange = "newcomers-change",
        /// A member is not limited as new any more.
        NewcomerLift = "newcomer-lift",
        /// A member is limited again for as long as she is new.
        NewcomerLimit = "newcomer-limit",
        /// Nobody signs up without an invitation any more.
        SignupsPause = "signups-pause",
        /// Newcomers sign up again.
        SignupsResume = "signups-resume",
        /// Somebody was given a role.
        RoleGrant = "role-grant",
        /// A role was taken from somebody.
        RoleRevoke = "role-revoke",
        /// The account of a member who wished it deleted could not be, so far.
        AccountKept = "account-kept",
        /// What was reported was read otherwise than on the page of whoever decides.
        ReportRead = "report-read",
        /// What somebody reported was decided.
        ReportDecide = "report-decide",
        /// An appeal against a decision was answered.
        ReportAnswer = "report-answer",
        /// A post or comment that was hidden is shown again.
        PostShow = "post-show",
        /// An address or a domain is kept out.
        BlockAdd = "block-add",
        /// An address or a domain may come in again.
        BlockRemove = "block-remove",
        /// New rules, or another text of the operators, were written.
        TextChange = "text-change",
        /// A text that was announced and did not hold yet was taken back.
        TextWithdraw = "text-withdraw",
        /// Something was announced.
        AnnouncementMake = "announcement-make",
        /// An announcement was withdrawn.
        AnnouncementWithdraw = "announcement-withdraw",
        /// What the pod says of money was changed.
        FundsChange = "funds-change",
        /// Something was written into the ledger.
        EntryMake = "entry-make",
        /// An entry of the ledger was corrected.
        EntryCorrect = "entry-correct",
        /// An entry was taken out of the ledger.
        EntryRemove = "entry-remove",
        /// An entry was put back into the ledger.
        EntryRestore = "entry-restore",
        /// A member became the guest as whom anybody may look around.
        GuestName = "guest-name",
        /// Nobody looks around as a guest any more.
        GuestRevoke = "guest-revoke",
        /// Sign-ups were undone together.
        WaveRemove = "wave-remove",
        /// Sign-ups that were undone together are members again.
        WaveUndo = "wave-undo",
        /// It was given another XMPP domain.
        DomainChange = "domain-change",
        /// Its XMPP domain, which Cosse makes, is there.
        DomainReady = "domain-ready",
        /// The XMPP account of a member was suspended.
        AccountSuspend = "account-suspend",
        /// It may sign in again.
        AccountResume = "account-resume",
        /// A link was made by which a member sets another password.
        ResetIssue = "reset-issue",
        /// A member set another password without the old one.
        AccountRecover = "account-recover",
        /// What the pod tells directories of itself was changed.
        ListingChange = "listing-change",
        /// Another key was made that signs what the pod says of itself.
        KeyRotate = "key-rotate",
        /// It was given a logo, or other words for it.
        LogoSet = "logo-set",
        /// Its logo was taken away.
        LogoRemove = "logo-remove",
        /// The logo that was before was brought back.
        LogoRestore = "logo-restore",
        /// The logo that was before was forgotten.
        LogoForget = "logo-forget",
        /// Its links, or the languages that it speaks, were changed.
        IntroductionChange = "introduction-change",
        /// An admin came to look into the pod's console.
        VisitBegin = "visit-begin",
        /// Her visit ended.
        VisitEnd = "visit-end",
        /// Somebody had a mail sent again that had failed, or may have been sent.
        MailAgain = "mail-again",
        /// Somebody had a notice sent again that had failed, or may have been sent.
        NoticeAgain = "notice-again",
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Whoever may run commands where the program runs.
    CommandLine,
    /// The program by itself.
    Program,
    /// Whoever has the token of the API that is called so.
    Token(String),
    /// An account.
    Person(BareJid),
    /// An admin of the deployment on a visit for support.
    Support(BareJid),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // no address is without a dot or an @ that stands for these
            Self::CommandLine => f.pad("(command line)"),
            Self::Program => f.pad("(program)"),
            Self::Token(name) => f.pad(&format!("(token {name})")),
            Self::Person(jid) => f.pad(jid.as_str()),
            Self::Support(jid) => f.pad(&format!("(support {jid})")),
        }
    }
}

impl FromStr for Actor {
    type Err = jid::Error;

    fn from_str(text: &str) -> Result<Self, jid::Error> {
        if let Some(name) = text.strip_prefix("(token ").and_then(|rest| rest.strip_suffix(')')) {
            return Ok(Self::Token(name.to_owned()));
        }
        if let Some(jid) = text.strip_prefix("(support ").and_then(|rest| rest.strip_suffix(')')) {
            return BareJid::new(jid).map(Self::Support);
        }
        match text {
            "(command line)" => Ok(Self::CommandLine),
            "(program)" => Ok(Self::Program),
            jid => BareJid::new(jid).map(Self::Person),
        }
    }
}

/// Who does something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: OffsetDateTime,
}

/// An act that is to be written down.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) by: By,
    pub(crate) act: Act,
    /// On what: an address, a host name; may be empty.
    pub(crate) object: String,
    /// What there is to say of it.
    pub(crate) detail: serde_json::Value,
}

/// An act that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit)]
pub struct Entry {
    /// Its place in the pod's log, from 1.
    pub number: i64,
    /// When.
    #[diesel(deserialize_as = Stamp)]
    pub at: OffsetDateTime,
    /// Who.
    #[diesel(deserialize_as = Parsed<Actor>)]
    pub actor: Actor,
    /// What.
    pub act: Act,
    /// On what.
    pub object: String,
    /// More of it, as JSON.
    pub detail: String,
    /// SHA-256 of the entry before it and of this one.
    pub hash: Vec<u8>,
}

type Row = (
    (
        diesel::dsl::Eq<audit::pod_id, PodId>,
        diesel::dsl::Eq<audit::number, i64>,
        diesel::dsl::Eq<audit::at, Stamp>,
    ),
    (
        diesel::dsl::Eq<audit::actor, String>,
        diesel::dsl::Eq<audit::act, Act>,
        diesel::dsl::Eq<audit::object, String>,
        diesel::dsl::Eq<audit::detail, String>,
        diesel::dsl::Eq<audit::hash, Vec<u8>>,
    ),
);

impl Entry {
    pub(crate) fn of(note: Note, pod: PodId, number: i64, before: &[u8]) -> Self {
        let Note { by: By { actor, at }, act, object, detail } = note;
        // the time as both databases give it back
        let at = Stamp::from(at).into();
        let detail = detail.to_string();
        let entry = Self { number, at, actor, act, object, detail, hash: Vec::new() };
        Self { hash: entry.hash_after(pod, before), ..entry }
    }

    pub(crate) fn row(&self, pod: PodId) -> Row {
        (
            (audit::pod_id.eq(pod), audit::number.eq(self.number), audit::at.eq(Stamp::from(self.at))),
            (
                audit::actor.eq(self.actor.to_string()),
                audit::act.eq(self.act),
                audit::object.eq(self.object.clone()),
                audit::detail.eq(self.detail.clone()),
                audit::hash.eq(self.hash.clone()),
            ),
        )
    }

    /// What its hash must be in that pod's log.
    fn hash_after(&self, pod: PodId, before: &[u8]) -> Vec<u8> {
        let pod = pod.to_string();
        let (number, at) = (self.number.to_be_bytes(), self.at.unix_timestamp_nanos().to_be_bytes());
        let (actor, act) = (self.actor.to_string(), self.act.as_str());
        chained([
            before,
            pod.as_bytes(),
            &number,
            &at,
            actor.as_bytes(),
            act.as_bytes(),
            self.object.as_bytes(),
            self.detail.as_bytes(),
        ])
    }
}

/// SHA-256 of an entry's parts. Each is led by its length, so that no two entries say the same bytes.
fn chained(parts: [&[u8]; 8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// At the end of a transaction: writes down what was done in it. Whoever writes into the same pod's log waits for its end.
macro_rules! note {
    ($conn:ident, $pod:expr, $note:expr) => {{
        use $crate::schema::{audit, audit_heads};

        let (pod, note): ($crate::PodId, $crate::audit::Note) = ($pod, $note);
        let (number, before): (i64, Vec<u8>) = diesel::insert_into(audit_heads::table)
            .values((
                audit_heads::pod_id.eq(pod),
                audit_heads::number.eq(1_i64),
                audit_heads::hash.eq(Vec::<u8>::new()),
            ))
            .on_conflict(audit_heads::pod_id)
            .do_update()
            .set(audit_heads::number.eq(audit_heads::number + 1_i64))
            .returning((audit_heads::number, audit_heads::hash))
            .get_result($conn)
            .await?;
        let entry = $crate::audit::Entry::of(note, pod, number, &before);
        diesel::insert_into(audit::table).values(entry.row(pod)).execute($conn).await?;
        diesel::update(audit_heads::table.find(pod))
            .set(audit_heads::hash.eq(entry.hash))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use note;

/// The details that say something.
pub(crate) fn without_nulls(detail: serde_json::Value) -> serde_json::Value {
    match detail {
        serde_json::Value::Object(told) => told.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

/// The entries of a pod's log, the newest first; those before an entry if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, before: Option<i64>, count: u32) -> Result<Vec<Entry>, Error> {
    let (pod, before) = (*pod, before.unwrap_or(i64::MAX));
    read!(db, |conn| {
        audit::table
            .filter(audit::pod_id.eq(pod).and(audit::number.lt(before)))
            .order(audit::number.desc())
            .limit(i64::from(count))
            .select(Entry::as_select())
            .load(conn)
            .await?
    })
}

/// Looks at the whole log of a pod: the number of the first entry that is not as it was written, is missing, or was put in; none
/// if all is well.
///
/// # Errors
/// Only the database's own.
pub async fn first_broken(db: &Database, pod: &PodId) -> Result<Option<i64>, Error> {
    // read first: of what is written while one looks there is more then, and that is well
    let (known, hash) = head(db, pod).await?.unwrap_or_default();
    let (mut number, mut before) = (0, Vec::new());
    loop {
        let entries = after(db, pod, number).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            number += 1;
            if entry.number != number || entry.hash != entry.hash_after(*pod, &before) {
                return Ok(Some(number));
            }
            before = entry.hash;
            if number == known && before != hash {
                return Ok(Some(number + 1));
            }
        }
    }
    let (last, _) = head(db, pod).await?.unwrap_or_default();
    let is_whole = (known..=last).contains(&number);
    Ok((!is_whole).then_some(number + 1))
}

/// The number and the hash of a pod's last entry: whoever keeps it elsewhere can tell that nothing before it was changed since.
///
/// # Errors
/// Only the database's own.
pub async fn head(db: &Database, pod: &PodId) -> Result<Option<(i64, Vec<u8>)>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        audit_heads::table
            .find(pod)
            .select((audit_heads::number, audit_heads::hash))
            .first(conn)
            .await
            .optional()?
    })
}

async fn after(db: &Database, pod: &PodId, number: i64) -> Result<Vec<Entry>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        audit::table
            .filter(audit::pod_id.eq(pod).and(audit::number.gt(number)))
            .order(audit::number)
            .limit(PAGE)
            .select(Entry::as_select())
            .load(conn)
            .await?
    })
}
