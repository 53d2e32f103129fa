//! XEP-0277 §4: comments, each post's in a node of its own.

use super::{node, or_none};
use crate::atom::{Entry, Target};
use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Config, ItemPage, Page, Subscription};
use jid::{BareJid, FullJid};
use xmpp_parsers::stanza_error::DefinedCondition;

/// What the name of every comments node begins with.
pub const COMMENTS: &str = "urn:xmpp:microblog:0:comments/";
/// A comment of this and nothing else is a like; Movim writes it so, without a variation selector.
pub const HEART: &str = "♥";

/// The name of the comments node of the post with this id.
pub fn comments_node(post: &str) -> String {
    format!("{COMMENTS}{post}")
}

/// Whether a node holds comments.
pub fn is_comments_node(node: &str) -> bool {
    post_of(node).is_some()
}

/// The id of the post that a comments node belongs to.
pub fn post_of(node: &str) -> Option<&str> {
    node.strip_prefix(COMMENTS).filter(|post| !post.is_empty())
}

/// A like. The caller gives it author and time.
pub fn heart() -> Entry {
    Entry { title: HEART.to_owned(), ..Entry::default() }
}

/// Whether a comment is a like: its only text is one heart.
pub fn is_heart(entry: &Entry) -> bool {
    let heart = |text: &str| matches!(text.trim().trim_end_matches(['\u{fe0e}', '\u{fe0f}']), HEART | "❤");
    heart(&entry.text()) && (entry.title.trim().is_empty() || heart(&entry.title))
}

/// Creates the comments node of a post of ours on our own account, and tells where it is. Comments of a post for contacts
/// can be read by contacts and written by those who follow them; those of a public post by everyone.
///
/// # Errors
/// [`IqError`]. That the node is there already is none: it is configured.
pub async fn open_comments(
    handle: &Handle,
    me: &BareJid,
    post: &str,
    access: Access,
) -> Result<Target, IqError> {
    let node = comments_node(post);
    let least = node::comments(access);
    node::settle(handle, &node, &least, &node::wished(&least, "")).await?;
    Ok(Target::node(me.clone(), node))
}

/// Publishes a comment from this session, whose address `me` is. Follow the comments first: on a contact's post only
/// followers may write.
///
/// # Errors
/// [`IqError`]: `forbidden` where we may not write.
pub async fn comment(
    handle: &Handle,
    me: &FullJid,
    node: &Target,
    item: &str,
    entry: &Entry,
) -> Result<(), IqError> {
    match publish(handle, node, item, entry).await {
        // Prosody 0.12 looks for the writer's full JID among the subscribers, where mostly bare JIDs are
        Err(error) if error.condition() == Some(DefinedCondition::Forbidden) => {
            pubsub::subscribe(handle, &node.service, &node.node, me.clone()).await.map_err(|_| error)?;
            let answer = publish(handle, node, item, entry).await;
            let _ = pubsub::unsubscribe(handle, &node.service, &node.node, me.clone()).await;
            answer
        }
        answer => answer,
    }
}

async fn publish(handle: &Handle, node: &Target, item: &str, entry: &Entry) -> Result<(), IqError> {
    let config = Config::default();
    pubsub::publish(handle, &node.service, &node.node, Some(item), entry.write(), &config).await.map(|_| ())
}

/// Reads comments. No node yet counts as no comments.
///
/// # Errors
/// [`IqError`].
pub async fn comments(handle: &Handle, node: &Target, page: Page) -> Result<ItemPage, IqError> {
    or_none(pubsub::items(handle, &node.service, &node.node, page).await).map(Option::unwrap_or_default)
}

/// Asks to be told of new comments: comments nodes have names of their own, so that entity capabilities cannot ask for
/// them.
///
/// # Errors
/// [`IqError`].
pub async fn follow_comments(handle: &Handle, node: &Target, me: &BareJid) -> Result<Subscription, IqError> {
    pubsub::subscribe(handle, &node.service, &node.node, me.clone()).await
}

/// Asks not to be told any more.
///
/// # Errors
/// [`IqError`].
pub async fn unfollow_comments(handle: &Handle, node: &Target, me: &BareJid) -> Result<(), IqError> {
    pubsub::unsubscribe(handle, &node.service, &node.node, me.clone()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comments_node_knows_its_post() {
        assert_eq!(post_of(&comments_node("a/b")), Some("a/b"));
        for node in ["", COMMENTS, "urn:xmpp:microblog:0", "x urn:xmpp:microblog:0:comments/1"] {
            assert!(!is_comments_node(node), "{node}");
        }
    }

    #[test]
    fn one_heart_is_a_like_and_more_is_a_comment() {
        let text = |title: &str, text: Option<&str>| Entry {
            title: title.to_owned(),
            content_text: text.map(str::to_owned),
            ..Entry::default()
        };
        assert!(is_heart(&heart()) && is_heart(&Entry::read(&heart().write()).unwrap()));
        assert!(is_heart(&text("", Some(" ❤\u{fe0f}\n"))) && is_heart(&text("♥", Some("♥"))));
        for (title, content) in
            [("♥♥", None), ("♥ you", None), ("", None), ("♥", Some("x")), ("x", Some("♥"))]
        {
            assert!(!is_heart(&text(title, content)), "{title} {content:?}");
        }
    }
}
