//! What was done to the deployment itself: its admins, its plans, which pods there are, who is kept out of all, what is in its directory. Its
//! log is chained as the pods' logs are.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::{Actor, By, chained};
use crate::columns::{Parsed, Stamp};
use crate::schema::{platform_audit, platform_audit_heads};
use crate::{Database, Error};

/// The key of the one head.
pub(crate) const HEAD: i64 = 1;

/// Whose log it is, where a pod's has its id.
const SCOPE: &str = "(deployment)";

/// Entries that are read at a time.
const PAGE: i64 = 500;

words! {
    /// What was done.
    pub enum Act {
        /// An account became an admin.
        AdminGrant = "admin-grant",
        /// An account is an admin no longer.
        AdminRevoke = "admin-revoke",
        /// A link was made by which an admin signs in once.
        AdminLink = "admin-link",
        /// An admin has signed in with the password of her account.
        AdminEnter = "admin-enter",
        /// An admin has signed in by a link.
        AdminFollow = "admin-follow",
        /// A plan was made or changed.
        PlanPut = "plan-put",
        /// A plan was removed.
        PlanRemove = "plan-remove",
        /// Another directory is followed, or not any more, or otherwise.
        PeerChange = "peer-change",
        /// Something was said of a pod in the name of the directory, or taken back.
        StatementChange = "statement-change",
        /// The directory signs with another key.
        DirectoryKey = "directory-key",
        /// A pod was made.
        PodCreate = "pod-create",
        /// A pod is in use again.
        PodResume = "pod-resume",
        /// A pod can only be read.
        PodReadOnly = "pod-read-only",
        /// A pod was suspended.
        PodSuspend = "pod-suspend",
        /// A pod closes, or closes at another time.
        PodClose = "pod-close",
        /// A pod was deleted.
        PodDelete = "pod-delete",
        /// A pod that was deleted is back.
        PodRestore = "pod-restore",
        /// Nothing is left of a pod that was deleted.
        PodPurge = "pod-purge",
        /// An address or a domain is kept out of all pods.
        BlockAdd = "block-add",
        /// An address or a domain may come into the pods again.
        BlockRemove = "block-remove",
        /// A pod elsewhere was let into the directory.
        ListingLetIn = "listing-let-in",
        /// A pod elsewhere is kept out of the directory.
        ListingKeepOut = "listing-keep-out",
        /// A pod elsewhere is not shown until somebody has looked at it.
        ListingReview = "listing-review",
        /// What was decided of a pod elsewhere was taken back.
        ListingUndo = "listing-undo",
        /// A pod elsewhere was taken out of the directory.
        ListingRemove = "listing-remove",
        /// A list that others keep of pods is read.
        ImportAdd = "import-add",
        /// A list that others keep of pods is not read any more.
        ImportRemove = "import-remove",
        /// What somebody reported of a pod was decided.
        PodReportDecide = "pod-report-decide",
        /// A token of the API was made.
        TokenCreate = "token-create",
        /// A token of the API was made worth nothing.
        TokenRevoke = "token-revoke",
    }
}

/// An act that is to be written down.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) by: By,
    pub(crate) act: Act,
    /// On what: an address, a domain, a plan, a host name, a list, a token's name.
    pub(crate) object: String,
    /// What there is to say of it.
    pub(crate) detail: serde_json::Value,
}

/// An act that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = platform_audit)]
pub struct Entry {
    /// Its place in the log, from 1.
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

/// Which entries are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what was done by this account.
    pub actor: Option<Actor>,
    /// Only this.
    pub act: Option<Act>,
}

impl Entry {
    pub(crate) fn of(note: Note, number: i64, before: &[u8]) -> Self {
        let Note { by: By { actor, at }, act, object, detail } = note;
        // the time as both databases give it back
        let at = Stamp::from(at).into();
        let detail = detail.to_string();
        let entry = Self { number, at, actor, act, object, detail, hash: Vec::new() };
        Self { hash: entry.hash_after(before), ..entry }
    }

    fn hash_after(&self, before: &[u8]) -> Vec<u8> {
        let (number, at) = (self.number.to_be_bytes(), self.at.unix_timestamp_nanos().to_be_bytes());
        let (actor, act) = (self.actor.to_string(), self.act.as_str());
        chained([
            before,
            SCOPE.as_bytes(),
            &number,
            &at,
            actor.as_bytes(),
            act.as_bytes(),
            self.object.as_bytes(),
            self.detail.as_bytes(),
        ])
    }
}

/// At the end of a transaction: writes down what was done to the deployment in it. Whoever writes into its log waits for its end.
macro_rules! note_deployment {
    ($conn:ident, $note:expr) => {{
        use $crate::audit::deployment::HEAD;
        use $crate::schema::{platform_audit, platform_audit_heads};

        let note: $crate::audit::deployment::Note = $note;
        let (number, before): (i64, Vec<u8>) = diesel::insert_into(platform_audit_heads::table)
            .values((
                platform_audit_heads::id.eq(HEAD),
                platform_audit_heads::number.eq(1_i64),
                platform_audit_heads::hash.eq(Vec::<u8>::new()),
            ))
            .on_conflict(platform_audit_heads::id)
            .do_update()
            .set(platform_audit_heads::number.eq(platform_audit_heads::number + 1_i64))
            .returning((platform_audit_heads::number, platform_audit_heads::hash))
            .get_result($conn)
            .await?;
        let entry = $crate::audit::deployment::Entry::of(note, number, &before);
        let row = (
            (
                platform_audit::number.eq(entry.number),
                platform_audit::at.eq($crate::columns::Stamp::from(entry.at)),
                platform_audit::actor.eq(entry.actor.to_string()),
            ),
            (
                platform_audit::act.eq(entry.act),
                platform_audit::object.eq(entry.object.clone()),
                platform_audit::detail.eq(entry.detail.clone()),
                platform_audit::hash.eq(entry.hash.clone()),
            ),
        );
        diesel::insert_into(platform_audit::table).values(row).execute($conn).await?;
        diesel::update(platform_audit_heads::table.find(HEAD))
            .set(platform_audit_heads::hash.eq(entry.hash))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use note_deployment;

/// Inside a transaction: whoever else changes who looks after the deployment waits for its end.
macro_rules! hold_deployment {
    ($conn:ident) => {{
        use $crate::audit::deployment::HEAD;
        use $crate::schema::platform_audit_heads;

        diesel::insert_into(platform_audit_heads::table)
            .values((
                platform_audit_heads::id.eq(HEAD),
                platform_audit_heads::number.eq(0_i64),
                platform_audit_heads::hash.eq(Vec::<u8>::new()),
            ))
            .on_conflict(platform_audit_heads::id)
            .do_update()
            .set(platform_audit_heads::number.eq(platform_audit_heads::number))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use hold_deployment;

/// The entries that are looked for, the newest first; those before an entry if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    filter: &Filter,
    before: Option<i64>,
    count: u32,
) -> Result<Vec<Entry>, Error> {
    let (filter, before) = (filter.clone(), before.unwrap_or(i64::MAX));
    read!(db, |conn| {
        let mut all = platform_audit::table
            .filter(platform_audit::number.lt(before))
            .order(platform_audit::number.desc())
            .limit(i64::from(count))
            .select(Entry::as_select())
            .into_boxed();
        if let Some(act) = filter.act {
            all = all.filter(platform_audit::act.eq(act));
        }
        if let Some(actor) = &filter.actor {
            all = all.filter(platform_audit::actor.eq(actor.to_string()));
        }
        all.load(conn).await?
    })
}

/// Looks at the whole log: the number of the first entry that is not as it was written, is missing, or was put in; none if all is well.
///
/// # Errors
/// Only the database's own.
pub async fn first_broken(db: &Database) -> Result<Option<i64>, Error> {
    // read first: of what is written while one looks there is more then, and that is well
    let (known, hash) = head(db).await?.unwrap_or_default();
    let (mut number, mut before) = (0, Vec::new());
    loop {
        let entries = after(db, number).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            number += 1;
            if entry.number != number || entry.hash != entry.hash_after(&before) {
                return Ok(Some(number));
            }
            before = entry.hash;
            if number == known && before != hash {
                return Ok(Some(number + 1));
            }
        }
    }
    let (last, _) = head(db).await?.unwrap_or_default();
    let is_whole = (known..=last).contains(&number);
    Ok((!is_whole).then_some(number + 1))
}

/// The number and the hash of the last entry.
///
/// # Errors
/// Only the database's own.
pub async fn head(db: &Database) -> Result<Option<(i64, Vec<u8>)>, Error> {
    read!(db, |conn| {
        platform_audit_heads::table
            .find(HEAD)
            .select((platform_audit_heads::number, platform_audit_heads::hash))
            .first(conn)
            .await
            .optional()?
    })
}

async fn after(db: &Database, number: i64) -> Result<Vec<Entry>, Error> {
    read!(db, |conn| {
        platform_audit::table
            .filter(platform_audit::number.gt(number))
            .order(platform_audit::number)
            .limit(PAGE)
            .select(Entry::as_select())
            .load(conn)
            .await?
    })
}
