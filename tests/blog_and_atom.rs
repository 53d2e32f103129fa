//! The public blog: `/@{name}`, `/@{name}/{item}`, `/@{name}/feed.atom`.

use testpod::{TestPod, eventually};

#[tokio::test]
async fn anybody_reads_what_is_for_everyone_and_nothing_else() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for the whole web", "everyone").await;
    alice.post("for friends alone", "contacts").await;
    let blog = format!("/@{}", alice.name);
    let mut visitor = pod.browser();
    let page = eventually("the blog has it", async || {
        Some(visitor.get(&blog).await).filter(|it| it.says("for the whole web"))
    })
    .await;
    assert!(!page.says("for friends alone"));
    let link = page.post("for the whole web").expect("a post").link;
    assert!(link.starts_with(&format!("{blog}/")), "its page is public: {link}");
    assert!(visitor.get(&link).await.expect(200).says("for the whole web"));
    assert!(!visitor.get("/").await.expect(200).says("for friends alone"));
}

#[tokio::test]
async fn the_blog_is_an_atom_feed_too() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.publish("for readers of *feeds*", "everyone").await.expect(200);
    alice.sees("for readers of feeds").await;
    alice.post("for friends alone", "contacts").await;
    let mut visitor = pod.browser();
    let blog = visitor.get(&format!("/@{}", alice.name)).await.expect(200);
    let links = blog.attributes(r#"link[rel="alternate"][type="application/atom+xml"]"#, "href");
    assert!(links.iter().any(|it| it.ends_with("/feed.atom")), "the page names its feed: {links:?}");
    let feed = visitor.get(&format!("/@{}/feed.atom", alice.name)).await.expect(200);
    assert!(
        feed.header("content-type").starts_with("application/atom+xml"),
        "{}",
        feed.header("content-type")
    );
    assert!(
        feed.body.contains("<feed") && feed.body.contains("http://www.w3.org/2005/Atom"),
        "{}",
        feed.body
    );
    assert!(
        feed.body.contains("for readers of") && !feed.body.contains("for friends alone"),
        "{}",
        feed.body
    );
    assert!(
        feed.body.contains(&format!("{}/@{}/", visitor.origin(), alice.name)),
        "absolute links: {}",
        feed.body
    );
}

#[tokio::test]
async fn a_name_that_nobody_has_is_not_found() {
    let pod = TestPod::new("cantine").await;
    for path in ["/@nobody-at-all", "/@nobody-at-all/feed.atom", "/@nobody-at-all/x"] {
        pod.browser().get(path).await.expect(404);
    }
}
