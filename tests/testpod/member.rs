//! A member at her browser, and what she does most.

use crate::PASSWORD;
use crate::browser::Browser;
use crate::events::Events;
use crate::page::{self, Message, Page, Post};
use crate::wait::eventually;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// Her browser.
    pub browser: Browser,
    /// Her address.
    pub jid: String,
    /// Its local part, which is her handle where the pod's own accounts are.
    pub name: String,
}

impl Member {
    pub(crate) async fn signed_in(browser: Browser, jid: &str) -> Self {
        let name = jid.split('@').next().unwrap_or_default().to_owned();
        let mut member = Self { browser, jid: jid.to_owned(), name };
        assert!(member.is_signed_in().await, "{jid} is not signed in");
        member
    }

    /// Does `/feed` open, rather than send her to sign in?
    pub async fn is_signed_in(&mut self) -> bool {
        let page = self.browser.get("/feed").await;
        page.status == 200 && page.path.starts_with("/feed")
    }

    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Page {
        self.browser.get(path).await
    }

    /// Writes a post with the form of her feed.
    pub async fn publish(&mut self, body: &str, audience: &str) -> Page {
        let fields = [("body", body), ("audience", audience)];
        self.browser.submit("/feed", page::PUBLISH, &fields).await
    }

    /// Writes a post and finds it in her own feed.
    pub async fn post(&mut self, body: &str, audience: &str) -> Post {
        self.publish(body, audience).await.expect(200);
        self.sees(body).await
    }

    /// Waits until the post in which this is written is in her feed.
    pub async fn sees(&mut self, text: &str) -> Post {
        let what = format!("{} sees in the feed: {text}", self.jid);
        eventually(&what, async || self.browser.get("/feed").await.post(text)).await
    }

    /// Comments on a post of her feed.
    pub async fn comment(&mut self, post: &Post, body: &str) -> Page {
        self.browser.submit(&post.link, page::COMMENT, &[("body", body)]).await
    }

    /// Writes a message with the form of the chat.
    pub async fn say(&mut self, to: &str, text: &str) -> Page {
        self.browser.submit(&format!("/chat/{to}"), page::SEND, &[("body", text)]).await.expect(200)
    }

    /// All that the chat says, from page to page, the oldest first.
    pub async fn whole_chat(&mut self, with: &str) -> Vec<String> {
        self.chat(with).await.into_iter().map(|message| message.text).collect()
    }

    /// The same, with how far each message came.
    pub async fn chat(&mut self, with: &str) -> Vec<Message> {
        let (mut messages, mut address) = (Vec::new(), Some(format!("/chat/{with}")));
        while let Some(page) = address {
            let page = self.get(&page).await.expect(200);
            messages.splice(0..0, page.messages());
            address = page.attributes("a[data-chat-earlier]", "href").pop();
        }
        messages
    }

    /// Opens her event stream.
    pub async fn events(&mut self) -> Events {
        self.browser.events(None).await
    }
}

/// Fills in the form of `/login`.
pub(crate) async fn sign_in(browser: &mut Browser, jid: &str, password: &str) -> Page {
    browser.submit("/login", page::SIGN_IN, &[("jid", jid), ("password", password)]).await
}

impl Browser {
    /// Signs in with that account.
    pub async fn sign_in(&mut self, jid: &str) -> Page {
        sign_in(self, jid, PASSWORD).await
    }
}

/// Makes two members each other's contacts: one asks, the other accepts, and who asked first is not asked back.
pub async fn befriend(one: &mut Member, other: &mut Member) {
    one.browser.submit("/contacts", page::ADD_CONTACT, &[("jid", &other.jid)]).await.expect(200);
    accept(other, &one.jid).await;
    let (mine, theirs) = (one.jid.clone(), other.jid.clone());
    eventually(&format!("{mine} and {theirs} are contacts"), async || {
        let page = one.get("/contacts").await;
        let asked = page.form_about(page::ACCEPT, &theirs);
        assert!(asked.is_none(), "{mine} asked first and is asked back");
        let back = other.get("/contacts").await;
        (page.is_mutual(&theirs) && back.is_mutual(&mine)).then_some(())
    })
    .await;
}

/// Waits for a request and accepts it.
pub async fn accept(member: &mut Member, jid: &str) {
    let what = format!("{} is asked by {jid}", member.jid);
    let form = eventually(&what, async || member.get("/contacts").await.form_about(page::ACCEPT, jid)).await;
    member.browser.send(&form).await.expect(200);
}
