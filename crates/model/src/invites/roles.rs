//! Invitations that make whoever takes them an operator: how a pod is handed over.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::BareJid;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{Code, Invite, NOT_AGAIN, NewInvite, invite};
use crate::audit::{Act, By, Note, note, without_nulls};
use crate::columns::{Parsed, Stamp};
use crate::mails::{Kind, Letter, post};
use crate::roles::Role;
use crate::schema::{invites, mails, members};
use crate::{Database, Email, Error, InviteId, Owner, PodId};

/// For how long such an invitation is good.
pub const OFFERED: Duration = Duration::days(14);

/// To whom a pod is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Her address, to which the invitation is sent; none where somebody gives her the link.
    pub email: Option<Email>,
    /// The language of the mail, as in `en`.
    pub language: String,
}

/// Inside a transaction that holds the pod: who came in by an invitation gets the role that goes with it.
macro_rules! give_role {
    ($conn:ident, $pod:ident, $jid:ident, $invite:expr, $now:expr) => {{
        use $crate::audit::{Act, Actor, By, Note, note};
        use $crate::roles::Role;
        use $crate::schema::invites;

        let invite: $crate::InviteId = $invite;
        let role: Option<Option<Role>> = invites::table
            .find(($pod, invite))
            .select(invites::role)
            .first::<Option<Role>>($conn)
            .await
            .optional()?;
        if let Some(role) = role.flatten() {
            let object = $jid.to_string();
            $crate::roles::give!($conn, $pod, object.clone(), role, $now);
            let by = By { actor: Actor::Person($jid.clone()), at: $now };
            let detail = serde_json::json!({ "role": role.as_str(), "invite": invite.to_string() });
            note!($conn, $pod, Note { by, act: Act::RoleGrant, object, detail });
        }
    }};
}
pub(crate) use give_role;

/// Makes an invitation for one person, who runs the pod from then on, and writes it to her where her address is said. Its code is given
/// this once. It is good for [`OFFERED`], and lets her in whatever the pod's registration, as long as there is room.
///
/// # Errors
/// [`Error::Taken`] where one was sent to this address within [`NOT_AGAIN`].
pub async fn hand_over(db: &Database, pod: &PodId, to: HandOver, by: &By) -> Result<(Invite, Code), Error> {
    let (pod, code, id, by) = (*pod, Code::fresh(), InviteId::new(by.at), by.clone());
    let (made, until, role) = (code.clone(), by.at + OFFERED, Role::Operator);
    let lately = Stamp::from(by.at - NOT_AGAIN);
    let invite = transaction!(db, |conn| {
        // whoever else hands it over waits, and finds this mail
        hold_pod!(conn, pod);
        if let Some(email) = &to.email {
            let sent: i64 = mails::table
                .filter(mails::pod_id.eq(pod).and(mails::kind.eq(Kind::OperatorInvited)))
                .filter(mails::recipient.eq(email.clone()).and(mails::queued_at.gt(lately)))
                .count()
                .get_result(conn)
                .await?;
            if sent > 0 {
                return Err(Error::Taken("address"));
            }
        }
        // the address is forgotten with the mail
        let mail = to.email.as_ref().map(|_| true);
        let told = json!({ "uses": 1, "role": role.as_str(), "mail": mail });
        let new = NewInvite { made_by: None, note: String::new(), uses: 1, expires_at: Some(until) };
        invite!(conn, pod, id, made, new, by.at);
        diesel::update(invites::table.find((pod, id)))
            .set(invites::role.eq(Some(role)))
            .execute(conn)
            .await?;
        if let Some(email) = to.email {
            let letter = Letter::OperatorInvited { code: made.reveal(), until };
            post!(conn, pod, email, to.language, &letter, by.at);
        }
        let (object, detail) = (id.to_string(), without_nulls(told));
        note!(conn, pod, Note { by, act: Act::InviteCreate, object, detail });
        invites::table.find((pod, id)).select(Invite::as_select()).first(conn).await?
    })?;
    Ok((invite, code))
}

/// Whether a role goes with an invitation.
///
/// # Errors
/// Only the database's own.
pub async fn gives_role(db: &Database, pod: &PodId, invite: &InviteId) -> Result<bool, Error> {
    let key = (*pod, *invite);
    let role: Option<Option<Role>> = read!(db, |conn| {
        invites::table.find(key).select(invites::role).first::<Option<Role>>(conn).await.optional()?
    })?;
    Ok(role.flatten().is_some())
}

/// Gives a member who is here already the role that goes with an invitation, which is used by it.
///
/// # Errors
/// `NotFound("invite")` where no role goes with it, or it is not good; `NotFound("member")`.
pub async fn take(db: &Database, owner: &Owner, invite: &InviteId, now: OffsetDateTime) -> Result<(), Error> {
    let (pod, member, invite) = (owner.pod, owner.member, *invite);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let jid: Option<Parsed<BareJid>> =
            members::table.find((pod, member)).select(members::jid).first(conn).await.optional()?;
        let jid = BareJid::from(jid.ok_or(Error::NotFound("member"))?);
        let rows = diesel::update(invites::table.find((pod, invite)))
            .filter(invites::used.lt(invites::uses).and(invites::revoked_at.is_null()))
            .filter(invites::expires_at.is_null().or(invites::expires_at.gt(Some(Stamp::from(now)))))
            .filter(invites::role.is_not_null())
            .set(invites::used.eq(invites::used + 1))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "invite")?;
        give_role!(conn, pod, jid, invite, now);
    })
}
