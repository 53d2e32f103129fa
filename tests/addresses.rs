//! Addresses that nobody links to: a page or 404, never an error of ours.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use testpod::TestPod;

/// A segment as interfaces.md writes what is not plain.
fn segment(text: &str) -> String {
    format!("~{}", URL_SAFE_NO_PAD.encode(text))
}

/// Addresses as a curious or a hostile visitor types them.
const TYPED: &str = "/.. /../../etc/passwd /%00 /feed%00 /@%00 /@.. /@../feed /post/%2e%2e/x/y /post/a/b /post/a/b/c /post/~/~/~ \
    /post/~!!/x/y /post/alice@alpha.test//x /contact/~ /contact/%ff%fe /contact/@@@ // /% /%zz /feed?before=%00 /feed?filter=nonsense \
    /media/.. /pods?q=%00 /pods?mode=nonsense /go?address=%00 /style/zzzzzz.css /style/.. /@a/%2e%2e%2ffeed";

fn odd() -> Vec<String> {
    let long = "a".repeat(5_000);
    let mut all: Vec<String> = TYPED.split_whitespace().map(str::to_owned).collect();
    for start in
        ["/", "/@", "/@a/", "/contact/", "/feed?before=", "/post/a/b/", "/media/", "/pods?q=", "/login?next="]
    {
        all.push(format!("{start}{long}"));
    }
    for text in ["a/b", "../..", "with \u{0} zero", "per%cent", "é à ü", "\u{202e}", &long] {
        let odd = segment(text);
        all.push(format!("/post/{}/{odd}/{odd}", segment("pubsub.alpha.test")));
        all.push(format!("/post/{odd}/{odd}/{odd}"));
        all.push(format!("/contact/{odd}"));
        all.push(format!("/@{odd}/{odd}"));
    }
    all.push(format!("/post/~{}/x/y", URL_SAFE_NO_PAD.encode([0xff, 0xfe])));
    all
}

#[tokio::test]
async fn no_address_is_an_error_of_ours() {
    let pod = TestPod::new("cantine").await;
    let member = pod.sign_up("alice").await.browser;
    for browser in [&member, &pod.browser(), &pod.deployment().platform()] {
        for target in odd() {
            let (status, body) = browser.raw(&target).await;
            let short: String = target.chars().take(60).collect();
            assert!((200..500).contains(&status), "{short} was answered with {status}: {body}");
            assert!(!body.contains("root:"), "{short} left the house");
        }
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_the_pods_own_dress() {
    let pod = TestPod::new("cantine").await;
    let page = pod.browser().get("/no/such/page").await.expect(404);
    assert!(page.count("h1") == 1 && page.count("main a[href]") > 0, "what to do now: {}", page.body);
}

#[tokio::test]
async fn a_method_that_a_page_does_not_know_is_refused() {
    let pod = TestPod::new("cantine").await;
    for method in [reqwest::Method::PUT, reqwest::Method::DELETE, reqwest::Method::PATCH] {
        let answer = pod.browser().request(method, "/feed").send().await.unwrap();
        assert_eq!(answer.status().as_u16() / 100, 4);
    }
}
