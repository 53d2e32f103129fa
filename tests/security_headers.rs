//! What every answer carries.

use testpod::TestPod;

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await.browser;
    let (mut visitor, mut platform) = (pod.browser(), pod.deployment().platform());
    let pages = [
        visitor.get("/").await,
        visitor.get("/login").await,
        visitor.get("/no/such/page").await,
        alice.get("/feed").await,
        alice.get("/settings").await,
        platform.get("/").await,
    ];
    for page in pages {
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src"), "{}: {policy}", page.path);
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"),
            "{}: {policy}",
            page.path
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("base-uri"),
            "{}: {policy}",
            page.path
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{}", page.path);
        assert!(!page.header("referrer-policy").is_empty(), "{}", page.path);
        assert_eq!(page.count("script:not([src])"), 0, "{} has a script of its own", page.path);
        assert_eq!(
            page.count("[style], [onclick], [onload], [onsubmit]"),
            0,
            "{} has inline style or handlers",
            page.path
        );
    }
}

#[tokio::test]
async fn pages_of_members_are_not_kept_by_caches() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    for path in ["/feed", "/contacts", "/settings"] {
        let page = alice.get(path).await.expect(200);
        let says = page.header("cache-control");
        assert!(says.contains("no-store") || says.contains("private"), "{path}: {says}");
    }
}

#[tokio::test]
async fn the_bundles_files_are_kept_for_ever() {
    let pod = TestPod::new("cantine").await;
    let page = pod.browser().get("/").await.expect(200);
    let mut files = page.attributes("script[src]", "src");
    files.extend(page.attributes(r#"link[rel="stylesheet"]"#, "href"));
    assert!(!files.is_empty());
    for file in files.iter().filter(|it| !it.starts_with("/style/")) {
        let answer = pod.browser().get(file).await.expect(200);
        assert!(
            answer.header("cache-control").contains("immutable"),
            "{file}: {}",
            answer.header("cache-control")
        );
    }
}

#[tokio::test]
async fn a_first_visit_is_light() {
    let pod = TestPod::new("cantine").await;
    let mut visitor = pod.browser();
    let page = visitor.get("/").await.expect(200);
    let mut weight = page.body.len();
    for file in
        page.attributes("script[src]", "src").iter().chain(&page.attributes("link[rel=stylesheet]", "href"))
    {
        let answer = visitor
            .request(reqwest::Method::GET, file)
            .header("Accept-Encoding", "br, gzip")
            .send()
            .await
            .unwrap();
        weight += answer.bytes().await.unwrap().len();
    }
    assert!(weight <= 150_000, "{weight} bytes");
}
