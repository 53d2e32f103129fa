//! Pages a second, with the load generator on the same processors.

use std::net::SocketAddr;

use reqwest::Method;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use testpod::{BETA, Browser, Member, page};

use crate::figures::{Figure, Figures};
use crate::scale::Scale;
use crate::stage::{Stage, Store};
use crate::written::{self, MESSAGES, POSTS};
use crate::wrk;

/// A page that is asked for.
#[derive(Debug)]
struct Target {
    key: &'static str,
    what: &'static str,
    path: String,
    /// Whose browser asks.
    browser: Browser,
    /// What the page must have, and how many of it.
    has: (&'static str, usize),
    /// Pages a second that docs/architecture.md asks for, without and with `If-None-Match`.
    wanted: [&'static str; 2],
}

/// Measures with each database.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    for store in [Store::Sqlite, Store::Postgres] {
        let (stage, [alice, bob], visitor) = scene(store, &[]).await;
        let address = stage.deployment().address();
        for mut target in targets(&alice, &bob, &visitor) {
            let tag = target.look().await;
            let rate = target.rate(address, None, scale).await;
            figures.add(target.figure(store, "", Some(rate)));
            if let Some(tag) = tag {
                let rate = target.rate(address, Some(&tag), scale).await;
                figures.add(target.figure(store, "unchanged_", Some(rate)));
            }
        }
        // of one stage at a time
        drop(stage);
        let (stage, [alice, _], visitor) = scene(store, &[("COSSE_PAGE_MEMORY", "0")]).await;
        let mut target = rendered(&alice, &visitor);
        target.look().await;
        let rate = target.rate(stage.deployment().address(), None, scale).await;
        figures.add(target.figure(store, "", Some(rate)));
    }
}

/// Two members who have something to read, and a visitor.
async fn scene(store: Store, own: &[(&'static str, &str)]) -> (Stage, [Member; 2], Browser) {
    let stage = Stage::new(store, own);
    let pod = stage.pod("cantine", BETA).await;
    let mut alice = pod.sign_up_at(BETA, "alice").await;
    let mut bob = pod.sign_up_at(BETA, "bob").await;
    written::posts_and_messages(&mut alice, &mut bob).await;
    stage.quiet().await;
    (stage, [alice, bob], pod.browser())
}

fn targets(alice: &Member, bob: &Member, visitor: &Browser) -> [Target; 4] {
    let blog = format!("/@{}", alice.name);
    [
        Target {
            key: "feed",
            what: "the feed of a member, 20 posts",
            path: "/feed".to_owned(),
            browser: alice.browser.clone(),
            has: (page::POST, POSTS),
            wanted: [""; 2],
        },
        Target {
            key: "chat",
            what: "a chat, 40 messages",
            path: format!("/chat/{}", bob.jid),
            browser: alice.browser.clone(),
            has: (page::MESSAGE, MESSAGES),
            wanted: [""; 2],
        },
        Target {
            key: "blog",
            what: "the public blog page, 20 posts",
            path: blog.clone(),
            browser: visitor.clone(),
            has: (page::POST, POSTS),
            wanted: ["10,000", "20,000"],
        },
        Target {
            key: "atom",
            what: "the same as an Atom feed",
            path: format!("{blog}/feed.atom"),
            browser: visitor.clone(),
            has: ("entry", POSTS),
            wanted: [""; 2],
        },
    ]
}

/// The blog's page where none is kept.
fn rendered(alice: &Member, visitor: &Browser) -> Target {
    Target {
        key: "blog_rendered",
        what: "the same page of a blog, rendered for each",
        path: format!("/@{}", alice.name),
        browser: visitor.clone(),
        has: (page::POST, POSTS),
        wanted: ["4,000", ""],
    }
}

impl Target {
    /// Opens the page to see that it is what it should be. Its entity tag, if the program gives it one and answers to it.
    async fn look(&mut self) -> Option<String> {
        let page = self.browser.get(&self.path).await.expect(200);
        let (selector, count) = self.has;
        assert_eq!(page.count(selector), count, "{selector} at {}: {}", self.path, page.body);
        let tag = page.headers.get(ETAG)?.to_str().expect("an entity tag").to_owned();
        let again = self.browser.request(Method::GET, &self.path).header(IF_NONE_MATCH, &tag);
        let status = again.send().await.expect("an answer").status();
        assert_eq!(status, 304, "{} with the entity tag that it has given", self.path);
        Some(tag)
    }

    /// The median of several short runs.
    async fn rate(&self, address: SocketAddr, tag: Option<&str>, scale: Scale) -> f64 {
        let cookies = self.browser.cookies();
        let mut headers = vec![format!("Host: {}", self.browser.authority())];
        headers.extend((!cookies.is_empty()).then(|| format!("Cookie: {cookies}")));
        headers.extend(tag.map(|tag| format!("If-None-Match: {tag}")));
        let url = format!("http://{address}{}", self.path);
        let mut rates = Vec::new();
        for _ in 0..scale.pick(3, 5) {
            rates.push(wrk::rate(&url, &headers, scale.seconds(2, 5)).await);
        }
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    }

    fn figure(&self, store: Store, how: &str, rate: Option<f64>) -> Figure {
        let (words, target) = match how {
            "" => ("", self.wanted[0]),
            _ => (", If-None-Match", self.wanted[1]),
        };
        Figure {
            key: format!("pages.{}.{}.{how}per_second", store.key(), self.key),
            what: format!("{}{words}, {}", self.what, store.name()),
            measured: rate,
            unit: "a second",
            target,
        }
    }
}
