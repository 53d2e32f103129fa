//! How a post and its author's face come out of the tables.

use diesel::prelude::*;
use jid::BareJid;
use time::OffsetDateTime;

use super::{Access, Author, CommentsNode, Post};
use crate::PostId;
use crate::columns::{MaybeParsed, Parsed, Stamp, Words};
use crate::faces::{ContactFace, Face, MemberFace};
use crate::schema::posts;

/// The columns of `posts` that a [`Post`] shows.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub(super) struct Row {
    id: PostId,
    #[diesel(deserialize_as = Parsed<BareJid>)]
    service: BareJid,
    node: String,
    item: String,
    #[diesel(deserialize_as = MaybeParsed<BareJid>)]
    author_jid: Option<BareJid>,
    author_name: Option<String>,
    title: Option<String>,
    html: String,
    text: String,
    #[diesel(deserialize_as = Words)]
    tags: Vec<String>,
    alternate: Option<String>,
    #[diesel(deserialize_as = MaybeParsed<BareJid>)]
    comments_service: Option<BareJid>,
    comments_node: Option<String>,
    in_reply_to: Option<String>,
    access: Option<Access>,
    public: bool,
    #[diesel(deserialize_as = Stamp)]
    published_at: OffsetDateTime,
    #[diesel(deserialize_as = Stamp)]
    updated_at: OffsetDateTime,
    #[diesel(deserialize_as = Stamp)]
    received_at: OffsetDateTime,
}

/// A post and the columns of a face, to be selected from left joins of `contacts` and `members`.
macro_rules! faces {
    () => {
        (Row::as_select(), $crate::faces::of_contact!(), $crate::faces::of_member!())
    };
}
pub(super) use faces;

/// What [`faces!`] loads.
pub(super) type WithFaces = (Row, ContactFace, MemberFace);

/// Puts a post together.
pub(super) fn post((row, contact, member): WithFaces) -> Post {
    Post {
        author: author(row.author_jid, row.author_name, contact, member),
        id: row.id,
        service: row.service,
        node: row.node,
        item: row.item,
        title: row.title,
        html: row.html,
        text: row.text,
        tags: row.tags,
        alternate: row.alternate,
        comments: row
            .comments_service
            .zip(row.comments_node)
            .map(|(service, node)| CommentsNode { service, node }),
        in_reply_to: row.in_reply_to,
        access: row.access,
        public: row.public,
        published_at: row.published_at,
        updated_at: row.updated_at,
        received_at: row.received_at,
    }
}

fn author(jid: Option<BareJid>, claimed: Option<String>, contact: ContactFace, member: MemberFace) -> Author {
    let Face { name, picture, handle } = Face::of(jid.as_ref(), claimed, contact, member);
    Author { jid, name, picture, handle }
}
