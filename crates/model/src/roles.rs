//! Who operates and who moderates a pod, by account; the account need not be a member yet.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Parsed;
use crate::schema::{departures, invites, members, roles};
use crate::{Database, Error, InviteId, PodId};

words! {
    /// What somebody may do beyond a member. An operator may do what a moderator may.
    pub enum Role {
        /// Runs the pod.
        Operator = "operator",
        /// Looks after what is said on it.
        Moderator = "moderator",
    }
}

impl Role {
    /// Whether whoever has it may act on a member who has this role, or none. On those who run the pod nobody may, they themselves
    /// included: the role is taken away first.
    pub fn reaches(self, other: Option<Self>) -> bool {
        match other {
            None => true,
            Some(Self::Moderator) => self == Self::Operator,
            Some(Self::Operator) => false,
        }
    }
}

/// An account and its role on a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = roles)]
pub struct Holder {
    /// The account.
    #[diesel(deserialize_as = Parsed<BareJid>)]
    pub jid: BareJid,
    /// Its role.
    pub role: Role,
}

/// Inside a transaction: gives an account a role, in place of the one it had. It has it since then, or since it was given the same.
macro_rules! give {
    ($conn:ident, $pod:expr, $jid:expr, $role:expr, $at:expr) => {{
        use $crate::columns::Stamp;
        use $crate::schema::roles;

        let (pod, jid, role): ($crate::PodId, String, $crate::roles::Role) = ($pod, $jid, $role);
        let at: time::OffsetDateTime = $at;
        diesel::delete(roles::table.find((pod, jid.clone())))
            .filter(roles::role.ne(role))
            .execute($conn)
            .await?;
        diesel::insert_into(roles::table)
            .values((
                (roles::pod_id.eq(pod), roles::jid.eq(jid)),
                (roles::role.eq(role), roles::created_at.eq(Stamp::from(at))),
            ))
            .on_conflict_do_nothing()
            .execute($conn)
            .await?;
    }};
}
pub(crate) use give;

/// Inside a transaction: how many others run the pod, are members of it, can come in, and have not left.
macro_rules! other_operators {
    ($conn:ident, $pod:ident, $jid:expr) => {{
        let others: i64 = roles::table
            .inner_join(members::table.on(members::pod_id.eq(roles::pod_id).and(members::jid.eq(roles::jid))))
            .filter(roles::pod_id.eq($pod).and(roles::role.eq(Role::Operator)))
            .filter(roles::jid.ne($jid).and(members::suspended_at.is_null()))
            .filter(not(exists(
                departures::table.filter(
                    departures::pod_id.eq(members::pod_id).and(departures::member_id.eq(members::id)),
                ),
            )))
            .count()
            .get_result($conn)
            .await?;
        others
    }};
}

/// Gives an account a role, in place of the one it had.
///
/// # Errors
/// Only the database's own.
pub async fn grant(db: &Database, pod: &PodId, jid: &BareJid, role: Role, by: &By) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        // as whoever assigns one, or takes one with an invitation, does: who takes the rows in another order waits for ever
        hold_pod!(conn, pod);
        give!(conn, pod, jid.clone(), role, by.at);
        let detail = json!({ "role": role.as_str() });
        note!(conn, pod, Note { by, act: Act::RoleGrant, object: jid, detail });
    })
}

/// Takes an account's role away.
///
/// # Errors
/// `NotFound("role")`.
pub async fn revoke(db: &Database, pod: &PodId, jid: &BareJid, by: &By) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        let role: Option<Role> = diesel::delete(roles::table.find((pod, jid.clone())))
            .returning(roles::role)
            .get_result(conn)
            .await
            .optional()?;
        let role = role.ok_or(Error::NotFound("role"))?;
        let detail = json!({ "role": role.as_str() });
        note!(conn, pod, Note { by, act: Act::RoleRevoke, object: jid, detail });
    })
}

/// Gives an account a role or none, as [`grant`] and [`revoke`] do, but leaves the pod somebody who runs it.
///
/// # Errors
/// [`Error::LastOperator`].
pub async fn assign(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    role: Option<Role>,
    by: &By,
) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        // two operators who take each other's role do it one after the other
        hold_pod!(conn, pod);
        let held = roles::table.find((pod, jid.clone()));
        let before: Option<Role> = held.clone().select(roles::role).first(conn).await.optional()?;
        if before == role {
            return Ok(());
        }
        if before == Some(Role::Operator) && other_operators!(conn, pod, jid.clone()) == 0 {
            return Err(Error::LastOperator);
        }
        let (act, told) = if let Some(role) = role {
            give!(conn, pod, jid.clone(), role, by.at);
            (Act::RoleGrant, Some(role))
        } else {
            diesel::delete(held).execute(conn).await?;
            (Act::RoleRevoke, before)
        };
        let detail = json!({ "role": told.map(Role::as_str) });
        note!(conn, pod, Note { by, act, object: jid, detail });
    })
}

/// The role of an account on a pod, if it has one.
///
/// # Errors
/// Only the database's own.
pub async fn role_of(db: &Database, pod: &PodId, jid: &BareJid) -> Result<Option<Role>, Error> {
    let (pod, jid) = (*pod, jid.to_string());
    read!(db, |conn| {
        roles::table.find((pod, jid)).select(roles::role).first::<Role>(conn).await.optional()?
    })
}

/// Whether an account has a role on a pod other than this.
///
/// # Errors
/// Only the database's own.
pub async fn runs_another_pod(db: &Database, pod: &PodId, jid: &BareJid) -> Result<bool, Error> {
    let (pod, jid) = (*pod, jid.to_string());
    read!(db, |conn| {
        let others = roles::table.filter(roles::pod_id.ne(pod).and(roles::jid.eq(jid)));
        others.count().get_result::<i64>(conn).await? > 0
    })
}

/// Whether the name of an account is kept on a pod, because a role waits for it there: who comes by an invitation may have it if no less
/// of a role goes with that.
///
/// # Errors
/// Only the database's own.
pub async fn is_kept(
    db: &Database,
    pod: &PodId,
    jid: &BareJid,
    invite: Option<&InviteId>,
) -> Result<bool, Error> {
    let (pod, jid, invite) = (*pod, jid.to_string(), invite.copied());
    read!(db, |conn| {
        let held: Option<Role> =
            roles::table.find((pod, jid)).select(roles::role).first(conn).await.optional()?;
        let brought: Option<Option<Role>> = match invite {
            Some(invite) => {
                let row = invites::table.find((pod, invite)).select(invites::role);
                row.first::<Option<Role>>(conn).await.optional()?
            }
            None => None,
        };
        let brought = brought.flatten();
        held.is_some_and(|held| brought != Some(held) && brought != Some(Role::Operator))
    })
}

/// Everybody who has a role on a pod, by address.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<Holder>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        roles::table
            .filter(roles::pod_id.eq(pod))
            .order(roles::jid)
            .select(Holder::as_select())
            .load(conn)
            .await?
    })
}

/// Whoever runs a pod, by address.
///
/// # Errors
/// Only the database's own.
pub async fn operators(db: &Database, pod: &PodId) -> Result<Vec<BareJid>, Error> {
    let holders = list(db, pod).await?.into_iter();
    Ok(holders.filter(|holder| holder.role == Role::Operator).map(|holder| holder.jid).collect())
}
