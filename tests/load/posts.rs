//! Posts that were written while something broke: what the author's node, the database, and the feeds have of them.

use testpod::{Deployment, Member, Xmpp, eventually_within};

use super::chat::AFTER_A_PAUSE;
use super::looking::Looking;

/// Two friends, of whom one has written these posts.
pub(super) struct Posts<'a> {
    pub(super) author: &'a str,
    pub(super) texts: &'a [String],
}

impl Posts<'_> {
    /// Everything that waited is published: each once in the node of the author's account, and once in the database.
    pub(super) async fn are_published(&self, author: &mut Member, phone: &mut Xmpp, deployment: &Deployment) {
        let Self { author: who, texts } = self;
        eventually_within(AFTER_A_PAUSE, &format!("the posts of {who} are published"), async || {
            let unsent = author.get("/feed").await.expect(200).texts(".unsent li");
            if unsent.is_empty() { Ok(()) } else { Err(format!("these are not: {unsent:?}")) }
        })
        .await;
        let items = phone.items("urn:xmpp:microblog:0").await;
        for text in *texts {
            assert_eq!(count(&items, text), 1, "how often {text} is in its author's node");
            let rows = deployment.rows(&format!("select item from posts where text like '{text}%'"));
            assert_eq!(rows.len(), 1, "how often {text} is in the database: {rows:?}");
        }
    }

    /// A feed that is opened now, and one that was open all the time, come to have each of them once.
    pub(super) async fn are_seen(&self, by: &mut Member, looking: &Looking) {
        let who = by.jid.clone();
        eventually_within(AFTER_A_PAUSE, &format!("{who} sees the posts of {}", self.author), async || {
            let posts: Vec<String> =
                by.get("/feed").await.expect(200).posts().into_iter().map(|it| it.text).collect();
            let amiss: Vec<&String> = self.texts.iter().filter(|text| count(&posts, text) != 1).collect();
            if amiss.is_empty() { Ok(()) } else { Err(format!("not once each: {amiss:?} in {posts:?}")) }
        })
        .await;
        for text in self.texts {
            looking.shows_post(&who, text).await;
        }
    }
}

fn count(posts: &[String], text: &str) -> usize {
    posts.iter().filter(|post| post.contains(text)).count()
}
