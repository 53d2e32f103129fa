//! What a member says of herself, and the handle she picks.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use time::OffsetDateTime;

use crate::columns::{Parsed, Stamp};
use crate::handles::Handle;
use crate::pictures::{is_kept, release};
use crate::schema::{members, pods, released_handles};
use crate::{Database, Error, Owner};

/// What a member says of herself, in plain text; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = members)]
pub struct Profile {
    /// Her name for people.
    pub name: String,
    /// A few sentences.
    pub about: String,
    /// An address of the web.
    pub website: String,
}

/// Changes what she says of herself.
///
/// # Errors
/// `NotFound("member")`.
pub async fn set_profile(db: &Database, owner: &Owner, profile: Profile) -> Result<(), Error> {
    let owner = *owner;
    let rows = change!(db, |conn| {
        diesel::update(members::table.find((owner.pod, owner.member))).set(profile).execute(conn).await?
    })?;
    Error::unless_some(rows, "member")
}

/// Changes her picture to one of `pictures`, or to none. The one before goes if nobody else shows it.
///
/// # Errors
/// `NotFound("member")`, `NotFound("picture")`.
pub async fn set_picture(db: &Database, owner: &Owner, hash: Option<&str>) -> Result<(), Error> {
    let (owner, hash) = (*owner, hash.map(str::to_owned));
    transaction!(db, |conn| {
        hold_pod!(conn, owner.pod);
        let me = members::table.find((owner.pod, owner.member));
        let before: Option<Option<String>> = me.select(members::picture).first(conn).await.optional()?;
        let before = before.ok_or(Error::NotFound("member"))?;
        if !is_kept!(conn, owner.pod, &hash) {
            return Err(Error::NotFound("picture"));
        }
        diesel::update(me).set(members::picture.eq(hash)).execute(conn).await?;
        if let Some(before) = before {
            release!(conn, owner.pod, before);
        }
    })
}

/// Changes the language of her pages; `None` is the browser's.
///
/// # Errors
/// `NotFound("member")`.
pub async fn set_language(db: &Database, owner: &Owner, language: Option<&str>) -> Result<(), Error> {
    let (owner, language) = (*owner, language.map(str::to_owned));
    let rows = change!(db, |conn| {
        diesel::update(members::table.find((owner.pod, owner.member)))
            .set(members::language.eq(language))
            .execute(conn)
            .await?
    })?;
    Error::unless_some(rows, "member")
}

/// Changes her handle. The old one is nobody else's for 90 days; she may take it back.
///
/// # Errors
/// `Taken("handle")` if another has it or it is held back; `Reserved` if it may be an account's of the pod's own
/// domain; `NotFound("member")`.
pub async fn set_handle(
    db: &Database,
    owner: &Owner,
    handle: &Handle,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let (owner, handle) = (*owner, handle.clone());
    transaction!(db, |conn| {
        let (jid, old): (Parsed<BareJid>, Handle) = members::table
            .find((owner.pod, owner.member))
            .select((members::jid, members::handle))
            .first(conn)
            .await
            .optional()?
            .ok_or(Error::NotFound("member"))?;
        let jid = BareJid::from(jid);
        if old != handle {
            check_handle!(conn, owner.pod, jid, handle, now);
            let hold = (
                released_handles::jid.eq(jid.to_string()),
                released_handles::released_at.eq(Stamp::from(now)),
            );
            diesel::insert_into(released_handles::table)
                .values((
                    released_handles::pod_id.eq(owner.pod),
                    released_handles::handle.eq(old),
                    hold.clone(),
                ))
                .on_conflict((released_handles::pod_id, released_handles::handle))
                .do_update()
                .set(hold)
                .execute(conn)
                .await?;
            diesel::update(members::table.find((owner.pod, owner.member)))
                .set(members::handle.eq(&handle))
                .execute(conn)
                .await
                .map_err(|error| Error::unless_taken(error, "handle"))?;
        }
    })
}
