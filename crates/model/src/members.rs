//! Members: accounts that have signed in on a pod, with their handle and profile.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{MaybeStamp, Parsed, Stamp};
use crate::handles::Handle;
use crate::schema::{departures, members};
use crate::{Database, Error, MemberId, Owner, PodId};

mod leaving;
mod looking;
mod profile;
mod suspending;

pub(crate) use leaving::remove_member;
pub use leaving::{expel, remove};
pub(crate) use looking::pattern;
pub use looking::{Found, InvalidPlace, Place, Search, Sort, search};
pub use profile::{Profile, set_handle, set_language, set_picture, set_profile};
pub use suspending::{REASON_MAX, resume, suspend};
pub(crate) use suspending::{keep_out, let_in, put_out, within_reach};

/// A member of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = members)]
pub struct Member {
    /// Her pod.
    pub pod_id: PodId,
    /// Her key on it.
    pub id: MemberId,
    /// Her account.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub jid: BareJid,
    /// Her name in addresses.
    pub handle: Handle,
    /// Her name for people; may be empty.
    pub name: String,
    /// What she says of herself; may be empty.
    pub about: String,
    /// Her site; may be empty.
    pub website: String,
    /// The hash of her picture (a key of `pictures`).
    pub picture: Option<String>,
    /// The language of her pages; `None` is the browser's.
    pub language: Option<String>,
    /// When she became a member.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// When a browser of hers was last here, to a minute.
    #[diesel(deserialize_as = Stamp)]
    pub seen_at: OffsetDateTime,
    /// Since when she is kept out of the pod.
    #[diesel(deserialize_as = MaybeStamp)]
    pub suspended_at: Option<OffsetDateTime>,
    /// Why she is; may be empty.
    pub suspended_reason: String,
}

impl Member {
    /// The key of what is hers.
    pub fn owner(&self) -> Owner {
        Owner { pod: self.pod_id, member: self.id }
    }

    /// Whether she is kept out of the pod.
    pub fn is_suspended(&self) -> bool {
        self.suspended_at.is_some()
    }

    /// Her name for people: what she set, else her handle.
    pub fn display_name(&self) -> &str {
        if self.name.is_empty() { self.handle.as_str() } else { &self.name }
    }
}

/// A member by her key.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, owner: &Owner) -> Result<Option<Member>, Error> {
    let owner = *owner;
    read!(db, |conn| {
        members::table
            .find((owner.pod, owner.member))
            .select(Member::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// A member by her account.
///
/// # Errors
/// Only the database's own.
pub async fn by_jid(db: &Database, pod: &PodId, jid: &BareJid) -> Result<Option<Member>, Error> {
    let (pod, jid) = (*pod, jid.to_string());
    read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(pod).and(members::jid.eq(jid)))
            .select(Member::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// Whether an account is a member of any pod at all, also of one that is not served.
///
/// # Errors
/// Only the database's own.
pub async fn is_anywhere(db: &Database, jid: &BareJid) -> Result<bool, Error> {
    let jid = jid.to_string();
    read!(db, |conn| {
        members::table.filter(members::jid.eq(jid)).count().get_result::<i64>(conn).await? > 0
    })
}

/// A member by her handle; whoever has left has none for anybody.
///
/// # Errors
/// Only the database's own.
pub async fn by_handle(db: &Database, pod: &PodId, handle: &Handle) -> Result<Option<Member>, Error> {
    let (pod, handle) = (*pod, handle.clone());
    read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(pod).and(members::handle.eq(handle)))
            .filter(not(exists(
                departures::table
                    .filter(departures::pod_id.eq(members::pod_id))
                    .filter(departures::member_id.eq(members::id)),
            )))
            .select(Member::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// How many members a pod has.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database, pod: &PodId) -> Result<i64, Error> {
    let pod = *pod;
    read!(db, |conn| members::table.filter(members::pod_id.eq(pod)).count().get_result(conn).await?)
}

/// Members by handle, from the one after `after` on.
///
/// # Errors
/// Only the database's own.
pub async fn list(
    db: &Database,
    pod: &PodId,
    after: Option<&Handle>,
    limit: u32,
) -> Result<Vec<Member>, Error> {
    let (pod, after) = (*pod, after.map_or_else(String::new, |handle| handle.to_string()));
    read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(pod).and(members::handle.gt(after)))
            .order(members::handle)
            .limit(i64::from(limit))
            .select(Member::as_select())
            .load(conn)
            .await?
    })
}
