//! Who operates and who moderates a pod, by account; the account need not be a member yet.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::{Parsed, Stamp};
use crate::schema::roles;
use crate::{Database, Error, PodId};

words! {
    /// What somebody may do beyond a member. An operator may do what a moderator may.
    pub enum Role {
        /// Runs the pod.
        Operator = "operator",
        /// Looks after what is said on it.
        Moderator = "moderator",
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

/// Gives an account a role, in place of the one it had.
///
/// # Errors
/// Only the database's own.
pub async fn grant(db: &Database, pod: &PodId, jid: &BareJid, role: Role, by: &By) -> Result<(), Error> {
    let (pod, jid, by) = (*pod, jid.to_string(), by.clone());
    transaction!(db, |conn| {
        diesel::insert_into(roles::table)
            .values((
                roles::pod_id.eq(pod),
                roles::jid.eq(jid.clone()),
                roles::role.eq(role),
                roles::created_at.eq(Stamp::from(by.at)),
            ))
            .on_conflict((roles::pod_id, roles::jid))
            .do_update()
            .set(roles::role.eq(role))
            .execute(conn)
            .await?;
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
