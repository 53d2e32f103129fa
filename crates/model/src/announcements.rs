//! Announcements: what those who run a pod, or the whole deployment, have to say to its members.

use std::collections::HashMap;

use diesel::dsl::{count, count_star, exists, min, not};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use time::OffsetDateTime;

use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Stamp};
use crate::letterboxes::readers;
use crate::mails::{Letter, post};
use crate::pods::State;
use crate::schema::{announcements, closed_announcements, pods};
use crate::{AnnouncementId, Database, Error, Owner, PodId};

/// An announcement to be made.
#[derive(Debug, Clone)]
pub struct NewAnnouncement {
    /// The deployment's batch that it is of; none for one of the pod's own.
    pub batch: Option<AnnouncementId>,
    /// In a few words.
    pub title: String,
    /// More of it, in Markdown; may be empty.
    pub body: String,
    /// Whether visitors read it, too.
    pub for_everyone: bool,
    /// From when on it is shown.
    pub starts_at: OffsetDateTime,
    /// Until when.
    pub ends_at: Option<OffsetDateTime>,
    /// Whether it goes at once by mail to members who gave an address.
    pub by_mail: bool,
}

/// An announcement.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = announcements)]
pub struct Announcement {
    /// Its pod.
    pub pod_id: PodId,
    /// Its key.
    pub id: AnnouncementId,
    /// The deployment's batch that it is of; none for one of the pod's own.
    pub batch: Option<AnnouncementId>,
    /// In a few words.
    pub title: String,
    /// More of it, in Markdown; may be empty.
    pub body: String,
    /// Whether visitors read it, too.
    pub for_everyone: bool,
    /// From when on it is shown.
    #[diesel(deserialize_as = Stamp)]
    pub starts_at: OffsetDateTime,
    /// Until when.
    #[diesel(deserialize_as = MaybeStamp)]
    pub ends_at: Option<OffsetDateTime>,
    /// When it was written.
    #[diesel(deserialize_as = Stamp)]
    pub created_at: OffsetDateTime,
    /// Since when it is withdrawn.
    #[diesel(deserialize_as = MaybeStamp)]
    pub withdrawn_at: Option<OffsetDateTime>,
}

impl Announcement {
    /// Whether it is shown now.
    pub fn is_current(&self, now: OffsetDateTime) -> bool {
        let goes_on = self.ends_at.is_none_or(|end| end > now);
        self.withdrawn_at.is_none() && self.starts_at <= now && goes_on
    }
}

/// Announcements of the deployment on many pods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The batch.
    pub id: AnnouncementId,
    /// The one that was made first.
    pub first: Announcement,
    /// On how many pods it is.
    pub pods: usize,
    /// On how many it is not withdrawn.
    pub standing: usize,
}

/// What was announced on many pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// The batch.
    pub batch: AnnouncementId,
    /// On how many pods it is.
    pub pods: usize,
}

/// Those of a pod that are shown now.
macro_rules! current {
    ($pod:expr, $now:ident) => {
        announcements::table
            .filter(announcements::pod_id.eq($pod).and(announcements::withdrawn_at.is_null()))
            .filter(announcements::starts_at.le($now))
            .filter(announcements::ends_at.is_null().or(announcements::ends_at.gt(Some($now))))
            .order(announcements::id.desc())
    };
}

/// Makes an announcement. One that came with the same command before is the same.
///
/// # Errors
/// `NotFound("pod")`, also for one that is deleted.
pub async fn create(
    db: &Database,
    pod: &PodId,
    new: NewAnnouncement,
    command: Option<&str>,
    by: &By,
) -> Result<AnnouncementId, Error> {
    let (pod, id, by, command) = (*pod, AnnouncementId::new(by.at), by.clone(), command.map(str::to_owned));
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let before: Option<AnnouncementId> = made_by!(conn, announcements, pod, command);
        if let Some(before) = before {
            return Ok(before);
        }
        let there = pods::table.find(pod).filter(pods::state.ne(State::Deleted));
        let there: i64 = there.count().get_result(conn).await?;
        Error::unless_some(usize::from(there > 0), "pod")?;
        let detail = json!({ "everyone": new.for_everyone, "mail": new.by_mail });
        let letter = Letter::Announcement { title: new.title.clone(), body: new.body.clone() };
        let note = Note { act: Act::AnnouncementMake, object: new.title.clone(), detail, by: by.clone() };
        let row = (
            (announcements::pod_id.eq(pod), announcements::id.eq(id), announcements::batch.eq(new.batch)),
            (announcements::title.eq(new.title), announcements::body.eq(new.body)),
            announcements::for_everyone.eq(new.for_everyone),
            announcements::starts_at.eq(Stamp::from(new.starts_at)),
            announcements::ends_at.eq(new.ends_at.map(Stamp::from)),
            (announcements::created_at.eq(Stamp::from(by.at)), announcements::command.eq(command)),
        );
        diesel::insert_into(announcements::table).values(row).execute(conn).await?;
        if new.by_mail {
            for (to, language) in readers!(conn, pod) {
                post!(conn, pod, to, language, &letter, by.at);
            }
        }
        note!(conn, pod, note);
        id
    })
}

/// Announces the same on each of the pods, in one batch. What came with the same command before is the same: it goes on where it ended, and
/// nobody is told twice. A pod that goes meanwhile does not keep others.
///
/// # Errors
/// Only the database's own.
pub async fn create_all(
    db: &Database,
    pods: &[PodId],
    new: NewAnnouncement,
    command: &str,
    by: &By,
) -> Result<Announced, Error> {
    let fresh = new.batch.unwrap_or_else(|| AnnouncementId::new(by.at));
    let (mut known, mut told) = (None, 0);
    for pod in pods {
        if known.is_none() {
            known = batch_of(db, command).await?;
        }
        let new = NewAnnouncement { batch: known.or(Some(fresh)), ..new.clone() };
        match create(db, pod, new, Some(command), by).await {
            Ok(_) => told += 1,
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let batch = batch_of(db, command).await?.unwrap_or(fresh);
    Ok(Announced { batch, pods: told })
}

/// The batch that came with a command, if one did.
///
/// # Errors
/// Only the database's own.
pub async fn batch_of(db: &Database, command: &str) -> Result<Option<AnnouncementId>, Error> {
    let command = Some(command.to_owned());
    let batch: Option<Option<AnnouncementId>> = read!(db, |conn| {
        announcements::table
            .filter(announcements::command.eq(command).and(announcements::batch.is_not_null()))
            .order(announcements::id)
            .select(announcements::batch)
            .first::<Option<AnnouncementId>>(conn)
            .await
            .optional()?
    })?;
    Ok(batch.flatten())
}

/// A pod's announcements, the newest first, with those that are over and withdrawn.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId, count: u32) -> Result<Vec<Announcement>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        announcements::table
            .filter(announcements::pod_id.eq(pod))
            .order(announcements::id.desc())
            .limit(i64::from(count))
            .select(Announcement::as_select())
            .load(conn)
            .await?
    })
}

/// One of the pod's own that is not withdrawn.
///
/// # Errors
/// Only the database's own.
pub async fn standing(
    db: &Database,
    pod: &PodId,
    id: &AnnouncementId,
) -> Result<Option<Announcement>, Error> {
    let (pod, id) = (*pod, *id);
    read!(db, |conn| {
        announcements::table
            .find((pod, id))
            .filter(announcements::withdrawn_at.is_null().and(announcements::batch.is_null()))
            .select(Announcement::as_select())
            .first(conn)
            .await
            .optional()?
    })
}

/// Those that are shown to a member now and that she has not closed, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn open_to(db: &Database, owner: &Owner, now: OffsetDateTime) -> Result<Vec<Announcement>, Error> {
    let (owner, now) = (*owner, Stamp::from(now));
    read!(db, |conn| {
        current!(owner.pod, now)
            .filter(not(exists(
                closed_announcements::table
                    .filter(closed_announcements::pod_id.eq(announcements::pod_id))
                    .filter(closed_announcements::announcement_id.eq(announcements::id))
                    .filter(closed_announcements::member_id.eq(owner.member)),
            )))
            .select(Announcement::as_select())
            .load(conn)
            .await?
    })
}

/// Those that everybody may read now, the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn for_everyone(
    db: &Database,
    pod: &PodId,
    now: OffsetDateTime,
) -> Result<Vec<Announcement>, Error> {
    let (pod, now) = (*pod, Stamp::from(now));
    read!(db, |conn| {
        current!(pod, now)
            .filter(announcements::for_everyone.eq(true))
            .select(Announcement::as_select())
            .load(conn)
            .await?
    })
}

/// Those that members may look back at: shown by now, and not withdrawn; the newest first.
///
/// # Errors
/// Only the database's own.
pub async fn so_far(
    db: &Database,
    pod: &PodId,
    now: OffsetDateTime,
    count: u32,
) -> Result<Vec<Announcement>, Error> {
    let (pod, now) = (*pod, Stamp::from(now));
    read!(db, |conn| {
        announcements::table
            .filter(announcements::pod_id.eq(pod).and(announcements::withdrawn_at.is_null()))
            .filter(announcements::starts_at.le(now))
            .order(announcements::id.desc())
            .limit(i64::from(count))
            .select(Announcement::as_select())
            .load(conn)
            .await?
    })
}

/// A member does not want to see it on top of her feed any more; said twice is said once.
///
/// # Errors
/// `NotFound("announcement")`.
pub async fn close(db: &Database, owner: &Owner, id: &AnnouncementId) -> Result<(), Error> {
    let (owner, id) = (*owner, *id);
    transaction!(db, |conn| {
        let known: i64 = announcements::table.find((owner.pod, id)).count().get_result(conn).await?;
        if known == 0 {
            return Err(Error::NotFound("announcement"));
        }
        diesel::insert_into(closed_announcements::table)
            .values((
                closed_announcements::pod_id.eq(owner.pod),
                closed_announcements::member_id.eq(owner.member),
                closed_announcements::announcement_id.eq(id),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    })
}

/// Withdraws an announcement of the pod's own; nobody sees it any more.
///
/// # Errors
/// `NotFound("announcement")`, also of one that was withdrawn before, and of the deployment's.
pub async fn withdraw(db: &Database, pod: &PodId, id: &AnnouncementId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        let title: Option<String> = diesel::update(announcements::table.find((pod, id)))
            .filter(announcements::withdrawn_at.is_null().and(announcements::batch.is_null()))
            .set(announcements::withdrawn_at.eq(Some(Stamp::from(by.at))))
            .returning(announcements::title)
            .get_result(conn)
            .await
            .optional()?;
        let object = title.ok_or(Error::NotFound("announcement"))?;
        note!(conn, pod, Note { by, act: Act::AnnouncementWithdraw, object, detail: json!({}) });
    })
}

/// A batch, on how many pods it is, on how many it is withdrawn, and the one that was made first.
type Counted = (Option<AnnouncementId>, i64, i64, Option<AnnouncementId>);

/// What the deployment announced: the newest first, and at most so many.
///
/// # Errors
/// Only the database's own.
pub async fn batches(db: &Database, most: u32) -> Result<Vec<Batch>, Error> {
    // each is a row of every pod: they are counted where they are
    let counted: Vec<Counted> = read!(db, |conn| {
        announcements::table
            .filter(announcements::batch.is_not_null())
            .group_by(announcements::batch)
            .select((
                announcements::batch,
                count_star(),
                count(announcements::withdrawn_at),
                min(announcements::id),
            ))
            .order(announcements::batch.desc())
            .limit(i64::from(most))
            .load(conn)
            .await?
    })?;
    let firsts: Vec<AnnouncementId> = counted.iter().filter_map(|(.., first)| *first).collect();
    let rows: Vec<Announcement> = read!(db, |conn| {
        announcements::table
            .filter(announcements::batch.is_not_null().and(announcements::id.eq_any(firsts)))
            .select(Announcement::as_select())
            .load(conn)
            .await?
    })?;
    let mut rows: HashMap<AnnouncementId, Announcement> = rows.into_iter().map(|row| (row.id, row)).collect();
    let whole = |number: i64| usize::try_from(number).unwrap_or_default();
    let batch = |(id, pods, withdrawn, first): Counted| {
        let first = rows.remove(&first?)?;
        Some(Batch { id: id?, first, pods: whole(pods), standing: whole(pods - withdrawn) })
    };
    Ok(counted.into_iter().filter_map(batch).collect())
}

/// Withdraws what the deployment announced, on all pods; on how many.
///
/// # Errors
/// `NotFound("announcement")` where there is none that stands.
pub async fn withdraw_batch(db: &Database, batch: &AnnouncementId, by: &By) -> Result<usize, Error> {
    let batch = *batch;
    let standing: Vec<PodId> = read!(db, |conn| {
        announcements::table
            .filter(announcements::batch.eq(Some(batch)).and(announcements::withdrawn_at.is_null()))
            .select(announcements::pod_id)
            .load(conn)
            .await?
    })?;
    Error::unless_some(standing.len(), "announcement")?;
    // pod by pod, so that none waits for all
    for pod in &standing {
        withdraw_of(db, pod, batch, by).await?;
    }
    Ok(standing.len())
}

async fn withdraw_of(db: &Database, pod: &PodId, batch: AnnouncementId, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    transaction!(db, |conn| {
        let titles: Vec<String> = diesel::update(announcements::table)
            .filter(announcements::pod_id.eq(pod).and(announcements::batch.eq(Some(batch))))
            .filter(announcements::withdrawn_at.is_null())
            .set(announcements::withdrawn_at.eq(Some(Stamp::from(by.at))))
            .returning(announcements::title)
            .get_results(conn)
            .await?;
        if let Some(object) = titles.into_iter().next() {
            note!(conn, pod, Note { by, act: Act::AnnouncementWithdraw, object, detail: json!({}) });
        }
    })
}
