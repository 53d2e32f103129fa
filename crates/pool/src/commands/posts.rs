//! XEP-0277: Microblogging. What a member does with posts and comments.

use super::{Bench, Stopped};
use crate::{events, ingest};
use jid::BareJid;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use xmpp::{
    Condition,
    atom::{Author, Entry, Generator, Link, Markup, Target},
    microblog,
    pubsub::{self, Item, Page},
};

/// How many comments are fetched when a post is opened.
const COMMENTS: u32 = 100;

/// An act on posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Command {
    /// Puts a post into the member's own microblog.
    Publish(Draft),
    /// Puts a comment under a post.
    Comment(Comment),
    /// Takes a post or comment away.
    Retract(events::Item),
    /// Reads the comments of a post, and asks to be told of more.
    Follow(Thread),
}

/// Who may read a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Those who see the author's presence.
    Contacts,
    /// Everybody, on the web.
    Everyone,
}

/// A post as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// May be empty.
    pub title: String,
    /// Well-formed XHTML, sanitised.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// Without `#`.
    pub tags: Vec<String>,
    /// Who may read it.
    pub audience: Audience,
    /// Its page on the web; given exactly where the audience is everyone.
    pub alternate: Option<String>,
    /// How the author wishes to be named.
    pub author: String,
    /// When it was written.
    #[serde(with = "time::serde::rfc3339")]
    pub published: OffsetDateTime,
}

/// Where the comments of a post are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The service that holds the comments.
    pub service: BareJid,
    /// Their node.
    pub node: String,
}

/// A comment as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Where it goes.
    pub thread: Thread,
    /// Well-formed XHTML, sanitised.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// How the author wishes to be named.
    pub author: String,
    /// When it was written.
    #[serde(with = "time::serde::rfc3339")]
    pub published: OffsetDateTime,
}

impl Command {
    /// Reading can be asked for again; what was written is kept.
    pub(super) fn can_wait(&self) -> bool {
        !matches!(self, Self::Follow(_))
    }
}

pub(super) async fn run(command: &Command, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    match command {
        Command::Publish(draft) => publish(draft, id, bench).await,
        Command::Comment(comment) => self::comment(comment, id, bench).await,
        Command::Retract(item) => retract(item, bench).await,
        Command::Follow(thread) => follow(&thread.target(), bench).await,
    }
}

/// The node of comments first, so that whoever sees the post finds it; then the post. The node of posts is for contacts
/// whatever the audience is: a post for everyone is public on the web only.
async fn publish(draft: &Draft, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    let access = match draft.audience {
        Audience::Contacts => pubsub::Access::Presence,
        Audience::Everyone => pubsub::Access::Open,
    };
    let comments = microblog::open_comments(bench.handle, bench.jid, id, access).await?;
    let entry = draft.entry(id, bench.jid, &comments);
    microblog::publish(bench.handle, id, &entry, pubsub::Access::Presence).await?;
    keep(bench, bench.jid, microblog::NODE, id, &entry).await?;
    // whoever writes wants to hear the answers
    microblog::follow_comments(bench.handle, &comments, bench.jid).await?;
    Ok(())
}

async fn comment(comment: &Comment, id: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    let target = comment.thread.target();
    microblog::follow_comments(bench.handle, &target, bench.jid).await?;
    let entry = comment.entry(id, bench.jid);
    microblog::comment(bench.handle, &bench.live.bound, &target, id, &entry).await?;
    keep(bench, &target.service, &target.node, id, &entry).await
}

async fn retract(item: &events::Item, bench: &Bench<'_>) -> Result<(), Stopped> {
    match pubsub::retract(bench.handle, &item.service, &item.node, &item.item).await {
        Err(error) if error.condition() == Some(Condition::ItemNotFound) => {}
        answer => answer?,
    }
    Ok(ingest::posts::gone(bench.shared, bench.live, &item.service, &item.node, &item.item).await?)
}

async fn follow(target: &Target, bench: &Bench<'_>) -> Result<(), Stopped> {
    microblog::follow_comments(bench.handle, target, bench.jid).await?;
    let page = microblog::comments(bench.handle, target, Page::Latest(COMMENTS)).await?;
    for item in &page.items {
        ingest::posts::take(bench.shared, bench.live, &target.service, &target.node, item, None).await?;
    }
    Ok(())
}

/// Writes down what the server has just taken: its notification comes later, or not at all.
async fn keep(
    bench: &Bench<'_>,
    service: &BareJid,
    node: &str,
    id: &str,
    entry: &Entry,
) -> Result<(), Stopped> {
    let item = Item { id: id.to_owned(), publisher: Some(bench.jid.clone()), payload: Some(entry.write()) };
    Ok(ingest::posts::take(bench.shared, bench.live, service, node, &item, None).await?)
}

impl Thread {
    fn target(&self) -> Target {
        Target::node(self.service.clone(), self.node.clone())
    }
}

impl Draft {
    fn entry(&self, id: &str, me: &BareJid, comments: &Target) -> Entry {
        let post = Target::item(me.clone(), microblog::NODE, id);
        let mut links = vec![Link::item(&post), Link::comments(comments)];
        links.extend(self.alternate.iter().map(Link::web_page));
        Entry {
            id: post.to_string(),
            title: self.title.clone(),
            content_text: Some(self.text.clone()),
            content_html: Some(Markup::Xhtml(self.html.clone())),
            author: Some(author(&self.author, me)),
            published: Some(self.published),
            updated: Some(self.published),
            links,
            categories: self.tags.clone(),
            generator: Some(generator()),
            ..Entry::default()
        }
    }
}

impl Comment {
    fn entry(&self, id: &str, me: &BareJid) -> Entry {
        let comment = Target::item(self.thread.service.clone(), &self.thread.node, id);
        Entry {
            id: comment.to_string(),
            title: self.text.clone(),
            content_text: Some(self.text.clone()),
            content_html: Some(Markup::Xhtml(self.html.clone())),
            author: Some(author(&self.author, me)),
            published: Some(self.published),
            updated: Some(self.published),
            generator: Some(generator()),
            ..Entry::default()
        }
    }
}

fn author(name: &str, me: &BareJid) -> Author {
    Author { name: Some(name.to_owned()), uri: Some(format!("xmpp:{me}")) }
}

fn generator() -> Generator {
    Generator { name: "Cosse".to_owned(), uri: None, version: Some(env!("CARGO_PKG_VERSION").to_owned()) }
}
