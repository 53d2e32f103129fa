//! Who is told something by XMPP, inside the transaction of what is told.

use diesel::prelude::*;
use time::OffsetDateTime;

use super::{Kind, State, Told};
use crate::columns::Stamp;
use crate::schema::notices;
use crate::{NoticeId, PodId};

/// The most of those who run a pod that are told.
pub(crate) const MOST: i64 = 50;

/// An account, and its language.
pub(crate) type Reader = (String, String);

/// A notice to be written down.
#[derive(Debug, Insertable)]
#[diesel(table_name = notices)]
pub(crate) struct NewNotice {
    pod_id: PodId,
    id: NoticeId,
    recipient: String,
    language: String,
    kind: Kind,
    detail: String,
    state: State,
    due_at: Stamp,
    queued_at: Stamp,
}

impl NewNotice {
    pub(crate) fn new(pod: PodId, (recipient, language): Reader, told: &Told, now: OffsetDateTime) -> Self {
        Self {
            pod_id: pod,
            id: NoticeId::new(now),
            recipient,
            language,
            kind: told.kind(),
            detail: serde_json::json!(told).to_string(),
            state: State::Waiting,
            due_at: now.into(),
            queued_at: now.into(),
        }
    }
}

/// Inside a transaction: who runs a pod, with their languages; nobody where no account sends notices.
macro_rules! operators {
    ($conn:ident, $pod:ident, $now:expr) => {{
        use $crate::notices::{messengers::SILENT, telling};
        use $crate::schema::{members, messengers, pods, roles};

        let silent = $crate::columns::Stamp::from($now - SILENT);
        let sending: i64 =
            messengers::table.filter(messengers::seen_at.gt(silent)).count().get_result($conn).await?;
        let operators: Vec<(String, Option<String>, String)> = if sending == 0 {
            Vec::new()
        } else {
            roles::table
                .inner_join(pods::table.on(pods::id.eq(roles::pod_id)))
                .left_join(
                    members::table.on(members::pod_id.eq(roles::pod_id).and(members::jid.eq(roles::jid))),
                )
                .filter(roles::pod_id.eq($pod).and(roles::role.eq($crate::roles::Role::Operator)))
                .order(roles::jid)
                .limit(telling::MOST)
                .select((roles::jid, members::language.nullable(), pods::language))
                .load($conn)
                .await?
        };
        telling::readers(operators)
    }};
}
pub(crate) use operators;

/// Inside a transaction: the members of a pod who can come in and have not left, and to whom no mail goes; nobody where no account sends
/// notices.
macro_rules! members_without_mail {
    ($conn:ident, $pod:ident, $now:expr) => {{
        use diesel::dsl::{exists, not};
        use $crate::notices::{messengers::SILENT, telling};
        use $crate::schema::{departures, letterboxes, members, messengers, pods};

        let silent = $crate::columns::Stamp::from($now - SILENT);
        let sending: i64 =
            messengers::table.filter(messengers::seen_at.gt(silent)).count().get_result($conn).await?;
        let reached = letterboxes::table
            .filter(letterboxes::pod_id.eq(members::pod_id))
            .filter(letterboxes::member_id.eq(members::id))
            .filter(letterboxes::confirmed_at.is_not_null());
        let gone = departures::table
            .filter(departures::pod_id.eq(members::pod_id))
            .filter(departures::member_id.eq(members::id));
        let readers: Vec<(String, Option<String>, String)> = if sending == 0 {
            Vec::new()
        } else {
            members::table
                .inner_join(pods::table.on(pods::id.eq(members::pod_id)))
                .filter(members::pod_id.eq($pod).and(members::suspended_at.is_null()))
                .filter(not(exists(gone)))
                .filter(not(exists(reached)))
                .select((members::jid, members::language, pods::language))
                .load($conn)
                .await?
        };
        telling::readers(readers)
    }};
}
pub(crate) use members_without_mail;

/// Inside a transaction: writes a notice down for each of them.
macro_rules! tell {
    ($conn:ident, $pod:expr, $whom:expr, $told:expr, $now:expr) => {{
        for reader in $whom {
            let notice = $crate::notices::telling::NewNotice::new($pod, reader, $told, $now);
            diesel::insert_into($crate::schema::notices::table).values(notice).execute($conn).await?;
        }
    }};
}
pub(crate) use tell;

/// Whoever has no language of her own reads the pod's.
pub(crate) fn readers(rows: Vec<(String, Option<String>, String)>) -> Vec<Reader> {
    rows.into_iter().map(|(jid, own, pods)| (jid, own.unwrap_or(pods))).collect()
}
