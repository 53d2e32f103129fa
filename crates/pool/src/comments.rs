//! XEP-0277 §4: the comments on the newest posts of a member's feed, counted before she opens a post, and while it is closed.
//!
//! Comments nodes have names of their own, so that no capability can ask for them: each is subscribed to and read, once on each
//! stream, one after the other, behind everything that somebody waits for.

use crate::{commands::Stopped, events::Event, ingest, readers, session::Live, shared::Shared};
use jid::BareJid;
use model::posts::{self, Change, CommentsNode, Filter, Post};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use xmpp::{IqError, atom::Target, microblog, pubsub::Page};

/// Posts that are looked after: a page of the feed. A new stream costs two requests for each, whoever wrote it.
const POSTS: u32 = 20;

/// Comments that are read of each.
const COMMENTS: u32 = 100;

/// Everybody's session hears of a post in the same moment; within so long each has asked for its comments.
const SPREAD: Duration = Duration::from_secs(2);

/// What a session has asked for on its stream.
#[derive(Debug, Default)]
pub(crate) struct Followed(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    nodes: HashSet<CommentsNode>,
    running: bool,
    /// Whether something came while it ran.
    again: bool,
}

impl Followed {
    /// A new stream: what was missed meanwhile is to be read.
    pub(crate) fn forget(&self) {
        self.lock().nodes.clear();
    }

    /// What is known of a post's comments is not all.
    pub(crate) fn forget_one(&self, service: &BareJid, node: &str) {
        self.lock().nodes.retain(|known| known.service != *service || known.node != node);
    }

    /// Whether the caller is to look; otherwise somebody does already, and will look again.
    fn begin(&self) -> bool {
        let mut state = self.lock();
        state.again = state.running;
        !std::mem::replace(&mut state.running, true)
    }

    /// Whether to look again.
    fn go_on(&self) -> bool {
        let mut state = self.lock();
        state.running = std::mem::take(&mut state.again);
        state.running
    }

    /// Which of these were not asked for yet; all others are forgotten, so that they do not become many.
    fn new_among(&self, nodes: Vec<CommentsNode>) -> Vec<CommentsNode> {
        let mut state = self.lock();
        state.nodes.retain(|node| nodes.contains(node));
        nodes.into_iter().filter(|node| !state.nodes.contains(node)).collect()
    }

    fn add(&self, node: CommentsNode) {
        self.lock().nodes.insert(node);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks after the comments on the posts that are the newest now, in a task of its own.
pub(crate) fn follow(shared: &Arc<Shared>, live: &Live) {
    if !live.followed.begin() {
        return;
    }
    let (shared, live) = (Arc::clone(shared), live.clone());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SPREAD.mul_f64(rand::random())).await;
            if let Err(error) = newest(&shared, &live).await {
                tracing::info!(%error, "comments are counted with the next stream");
            }
            if !live.followed.go_on() {
                return;
            }
        }
    });
}

async fn newest(shared: &Shared, live: &Live) -> Result<(), Stopped> {
    let feed = posts::feed(&shared.database, &live.owner, Filter::All, None, POSTS).await?;
    let nodes = feed.into_iter().filter_map(near).collect();
    let mut heard = false;
    let mut all = Ok(());
    for node in live.followed.new_among(nodes) {
        match read(shared, live, &node, &mut heard).await {
            // a no, or no answer: nobody asks again on this stream
            Ok(()) | Err(Stopped::Iq(IqError::Stanza(_) | IqError::Malformed(_) | IqError::Timeout)) => {
                live.followed.add(node);
            }
            error => {
                all = error;
                break;
            }
        }
    }
    if heard {
        shared.emit(&live.owner, &Event::Much).await;
    }
    all
}

/// Where a post's comments are, if that is with the post or elsewhere on its server: a post must not send its readers' sessions to
/// strangers who want to know who reads it.
fn near(post: Post) -> Option<CommentsNode> {
    let node = post.comments.filter(|node| microblog::is_comments_node(&node.node))?;
    let (home, there) = (post.service.domain().as_str(), node.service.domain().as_str());
    let within = there.strip_suffix(home).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    within.then_some(node)
}

/// Subscribes before it reads, so that nothing is missed in between. Says whether there was news.
async fn read(shared: &Shared, live: &Live, node: &CommentsNode, heard: &mut bool) -> Result<(), Stopped> {
    let target = Target::node(node.service.clone(), node.node.clone());
    match microblog::follow_comments(&live.handle, &target, &live.jid).await {
        // the answer to the question for its items says whether they may be read
        Err(error) if readers::shuts_out(&error) => {}
        followed => drop(followed?),
    }
    let page = match microblog::comments(&live.handle, &target, Page::Latest(COMMENTS)).await {
        Err(error) if readers::shuts_out(&error) => {
            return readers::is_shut_out(shared, live, &node.service, &node.node).await;
        }
        page => page?,
    };
    for item in &page.items {
        let change = ingest::posts::keep(shared, live, &node.service, &node.node, item, None).await?;
        *heard |= change != Change::Same;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    fn node(service: &str, node: &str) -> CommentsNode {
        CommentsNode { service: service.parse().unwrap(), node: node.to_owned() }
    }

    fn post(comments: CommentsNode) -> Post {
        let now = OffsetDateTime::UNIX_EPOCH;
        Post {
            id: model::PostId::new(now),
            service: "ana@alpha.test".parse().unwrap(),
            node: microblog::NODE.to_owned(),
            item: "1".to_owned(),
            author: posts::Author { jid: None, name: String::new(), picture: None, handle: None },
            title: None,
            html: String::new(),
            text: String::new(),
            tags: Vec::new(),
            alternate: None,
            comments: Some(comments),
            in_reply_to: None,
            access: None,
            public: false,
            published_at: now,
            updated_at: now,
            received_at: now,
        }
    }

    #[test]
    fn nobody_is_sent_to_strangers() {
        let name = microblog::comments_node("1");
        for (service, followed) in [
            ("ana@alpha.test", true),
            ("pubsub.alpha.test", true),
            ("alpha.test", true),
            ("eve@evil.test", false),
            ("pubsub.evil.test", false),
            ("evilalpha.test", false),
            ("test", false),
        ] {
            let comments = node(service, &name);
            assert_eq!(near(post(comments.clone())), followed.then_some(comments), "{service}");
        }
        assert_eq!(near(post(node("ana@alpha.test", "urn:xmpp:avatar:data"))), None);
    }

    #[test]
    fn each_is_asked_for_once_on_a_stream() {
        let followed = Followed::default();
        let (one, other) = (node("ana@alpha.test", "1"), node("ana@alpha.test", "2"));
        let both = vec![one.clone(), other.clone()];
        assert_eq!(followed.new_among(both.clone()), both);
        followed.add(one);
        assert_eq!(followed.new_among(both.clone()), [other]);
        followed.forget();
        assert_eq!(followed.new_among(both.clone()), both);
    }

    #[test]
    fn what_comes_while_it_looks_is_looked_at_afterwards() {
        let followed = Followed::default();
        assert!(followed.begin());
        assert!(!followed.begin() && !followed.begin());
        assert!(followed.go_on());
        assert!(!followed.go_on());
        assert!(followed.begin());
    }
}
