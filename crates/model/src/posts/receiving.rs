//! A session received an item: the row and the member's grant are written in one transaction, and the same
//! stanza twice is one row.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::DomainRef;
use time::OffsetDateTime;

use super::{Access, Change, MICROBLOG, NewPost, Received, SIZE_MAX};
use crate::columns::{Stamp, Words};
use crate::schema::{grants, posts};
use crate::{Database, Error, Owner, PodId, PostId};

/// What an edit may change.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = posts, treat_none_as_null = true)]
struct Content {
    on_blog: bool,
    public: bool,
    access: Option<Access>,
    author_jid: Option<String>,
    author_name: Option<String>,
    title: Option<String>,
    html: String,
    text: String,
    tags: String,
    alternate: Option<String>,
    comments_service: Option<String>,
    comments_node: Option<String>,
    in_reply_to: Option<String>,
    updated_at: Stamp,
}

impl Content {
    fn of(new: NewPost, first_hand: bool) -> Self {
        let (comments_service, comments_node) =
            new.comments.map(|comments| (comments.service.to_string(), comments.node)).unzip();
        Self {
            on_blog: new.public && first_hand && new.node == MICROBLOG,
            public: new.public,
            access: new.access,
            author_jid: new.author_jid.map(|jid| jid.to_string()),
            author_name: new.author_name,
            title: new.title,
            html: new.html,
            text: new.text,
            tags: Words::text(&new.tags),
            alternate: new.alternate,
            comments_service,
            comments_node,
            in_reply_to: new.in_reply_to,
            updated_at: new.updated_at.into(),
        }
    }
}

impl Content {
    /// The same version, told with less: Prosody names the publisher of a comment when it is new, and to whoever reads it
    /// again it does not. Another text may be another person's.
    fn with_what_is_known(self, known: &Self) -> Self {
        if (&self.html, &self.text, &self.updated_at) != (&known.html, &known.text, &known.updated_at) {
            return self;
        }
        let (author_jid, access) =
            (self.author_jid.or_else(|| known.author_jid.clone()), self.access.or(known.access));
        Self { author_jid, access, ..self }
    }
}

/// What an edit does not change: where the item is, who told of it, and its place in the feed.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = posts)]
struct Address {
    pod_id: PodId,
    told_by: String,
    first_hand: bool,
    service: String,
    node: String,
    item: String,
    published_at: Stamp,
    received_at: Stamp,
}

impl Address {
    fn of(new: &NewPost, pod_id: PodId, told_by: &DomainRef, now: OffsetDateTime) -> Self {
        Self {
            pod_id,
            told_by: told_by.to_string(),
            first_hand: new.service.domain() == told_by,
            service: new.service.to_string(),
            node: new.node.clone(),
            item: new.item.clone(),
            published_at: new.published_at.min(now).into(),
            received_at: now.into(),
        }
    }
}

/// The row of an item as it was before.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = posts)]
struct Known {
    id: PostId,
    revision: i64,
    published_at: Stamp,
    retracted_at: Option<Stamp>,
    #[diesel(embed)]
    content: Content,
}

impl Known {
    /// Is the item as received now a later version? One that was taken back returns only with a later date.
    fn is_older_than(&self, content: &Content) -> bool {
        match self.retracted_at {
            Some(_) => self.content.updated_at < content.updated_at,
            None => self.content.updated_at <= content.updated_at && self.content != *content,
        }
    }
}

/// Inside a transaction: the row of an item, if there is one.
macro_rules! known {
    ($conn:ident, $at:ident) => {
        posts::table
            .filter(posts::pod_id.eq($at.pod_id).and(posts::told_by.eq(&$at.told_by)))
            .filter(
                posts::service.eq(&$at.service).and(posts::node.eq(&$at.node)).and(posts::item.eq(&$at.item)),
            )
            .select(Known::as_select())
            .first::<Known>($conn)
            .await
            .optional()?
    };
}

/// Inside a transaction: notes which revision the member knows, and says what it is to her.
macro_rules! grant {
    ($conn:ident, $owner:ident, $id:expr, $revision:expr, $in_feed:expr, $published_at:expr) => {{
        let row = grants::table.find(($owner.pod, $owner.member, $id));
        let seen = row.select(grants::revision).first::<i64>($conn).await.optional()?;
        if seen.is_none_or(|seen| seen < $revision) {
            diesel::insert_into(grants::table)
                .values((
                    (
                        grants::pod_id.eq($owner.pod),
                        grants::member_id.eq($owner.member),
                        grants::post_id.eq($id),
                    ),
                    (grants::in_feed.eq($in_feed), grants::published_at.eq($published_at)),
                    grants::revision.eq($revision),
                ))
                .on_conflict((grants::pod_id, grants::member_id, grants::post_id))
                .do_update()
                .set(grants::revision.eq($revision))
                .execute($conn)
                .await?;
        }
        match seen {
            None => Change::New,
            Some(seen) if seen < $revision => Change::Changed,
            Some(_) => Change::Same,
        }
    }};
}

/// Keeps an item that a member's session received from her server (`told_by`, the domain of her address) and
/// grants it to her. An older version never replaces a newer one; a later edit keeps its place in the feed.
///
/// # Errors
/// `Displaced` if the generation is not the session's any more.
/// `TooLarge("post")` over [`SIZE_MAX`].
pub async fn receive(
    db: &Database,
    owner: &Owner,
    generation: i64,
    told_by: &DomainRef,
    new: NewPost,
    now: OffsetDateTime,
) -> Result<Received, Error> {
    if new.html.len() > SIZE_MAX || new.text.len() > SIZE_MAX {
        return Err(Error::TooLarge("post"));
    }
    let (owner, in_feed) = (*owner, new.node == MICROBLOG);
    let at = Address::of(&new, owner.pod, told_by, now);
    let content = Content::of(new, at.first_hand);
    transaction!(db, |conn| {
        fence!(conn, owner, generation);
        let id = PostId::new(now);
        let mut known = known!(conn, at);
        if known.is_none() {
            let row = (posts::id.eq(id), posts::revision.eq(1), &at, &content);
            let rows =
                diesel::insert_into(posts::table).values(row).on_conflict_do_nothing().execute(conn).await?;
            if rows == 1 {
                let change = grant!(conn, owner, id, 1_i64, in_feed, at.published_at);
                return Ok(Received { id, change });
            }
            // somebody else of this server received it at the same moment
            known = known!(conn, at);
        }
        let known = known.ok_or(Error::NotFound("post"))?;
        let content = content.with_what_is_known(&known.content);
        let mut revision = known.revision;
        if known.is_older_than(&content) {
            let set =
                (&content, posts::revision.eq(posts::revision + 1), posts::retracted_at.eq(None::<Stamp>));
            let row =
                posts::table.find((owner.pod, known.id)).filter(posts::updated_at.le(content.updated_at));
            revision += i64::try_from(diesel::update(row).set(set).execute(conn).await?).unwrap_or_default();
        } else if known.retracted_at.is_some() {
            return Ok(Received { id: known.id, change: Change::Same });
        }
        let change = grant!(conn, owner, known.id, revision, in_feed, known.published_at);
        Received { id: known.id, change }
    })
}
