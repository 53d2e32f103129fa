//! What there is to read where pages are measured.

use testpod::Member;

use crate::progress::say;

/// Posts of the blog and of the feed: one page of them.
pub const POSTS: usize = 20;

/// Messages of the chat: nearly a page of them.
pub const MESSAGES: usize = 40;

/// The one writes posts for everyone, the other writes to her.
pub async fn posts_and_messages(alice: &mut Member, bob: &mut Member) {
    say(&format!("{POSTS} posts and {MESSAGES} messages are written"));
    for number in 1..=POSTS {
        let text = format!(
            "Post {number}: at the market there were *pears*, walnuts and the first [quinces](https://example.org)."
        );
        alice.publish(&text, "everyone").await.expect(200);
    }
    alice.sees(&format!("Post {POSTS}:")).await;
    for number in 1..=MESSAGES {
        bob.say(&alice.jid, &format!("Message {number}: shall we meet at the market?")).await;
    }
}
