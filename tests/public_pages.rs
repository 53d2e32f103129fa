//! Public pages are kept in memory: whoever looks sees what is true now, and nothing that was made for somebody else.

use reqwest::Method;
use testpod::page::PROFILE;
use testpod::{Browser, Deployment, Fleet, Member, PASSWORD, Page, TestPod, Xmpp, eventually};

/// The public pages of a member.
fn pages_of(member: &Member) -> [String; 2] {
    [format!("/@{}", member.name), format!("/@{}/feed.atom", member.name)]
}

/// Opens a page, with one more header.
async fn ask(browser: &Browser, method: Method, path: &str, header: (&str, &str)) -> reqwest::Response {
    browser.request(method, path).header(header.0, header.1).send().await.unwrap()
}

/// Deletes the post whose page is at this address.
async fn delete(member: &mut Member, link: &str) {
    member.browser.submit(&format!("{link}/delete"), testpod::page::DELETE, &[]).await.expect(200);
}

/// Each of them says this on each page, or none does, at once.
async fn say(visitors: &mut [Browser], paths: &[String], text: &str, they_do: bool) {
    for path in paths {
        for visitor in &mut *visitors {
            let page = visitor.get(path).await.expect(200);
            assert_eq!(page.body.contains(text), they_do, "{text} at {path}: {}", page.body);
        }
    }
}

/// Changes a blog in all ways, and looks at it after each, at all of these nodes.
async fn is_seen_at_once(pod: &TestPod, visitors: &mut [Browser]) {
    let mut alice = pod.sign_up("alice").await;
    let (paths, blog) = (pages_of(&alice), &pages_of(&alice)[..1]);
    say(visitors, &paths, "an early post", false).await;
    alice.publish("an early post", "everyone").await.expect(200);
    say(visitors, &paths, "an early post", true).await;
    let post = alice.post("a late post", "everyone").await;
    say(visitors, &paths, "a late post", true).await;
    let link = visitors[0].get(&blog[0]).await.post("a late post").expect("its post").link;
    say(visitors, std::slice::from_ref(&link), "a word about it", false).await;
    alice.comment(&post, "a word about it").await.expect(200);
    say(visitors, std::slice::from_ref(&link), "a word about it", true).await;
    alice.browser.submit("/settings", PROFILE, &[("name", "Alice Martin")]).await.expect(200);
    say(visitors, &[link.clone(), paths[0].clone(), paths[1].clone()], "Alice Martin", true).await;
    pod.deployment().cosse(&["pod", "set", pod.host(), "--name", "Under the chestnut"]);
    say(visitors, &[link.clone(), paths[0].clone(), paths[1].clone()], "Under the chestnut", true).await;
    delete(&mut alice, &post.link).await;
    say(visitors, &paths, "a late post", false).await;
    for visitor in &mut *visitors {
        visitor.get(&link).await.expect(404);
    }
    say(visitors, &paths, "an early post", true).await;
}

#[tokio::test]
async fn a_change_is_seen_at_once() {
    let pod = TestPod::new("cantine").await;
    is_seen_at_once(&pod, &mut [pod.browser()]).await;
}

#[tokio::test]
async fn a_change_is_seen_at_once_at_both_of_two_web_nodes() {
    let fleet = Fleet::of(1);
    let pod = TestPod::on(fleet.deployment(), "cantine", &[]).await;
    let visitor = pod.browser();
    is_seen_at_once(&pod, &mut [fleet.balanced(&visitor), visitor]).await;
}

#[tokio::test]
async fn a_change_is_seen_at_once_where_no_page_is_kept() {
    let deployment = Deployment::with(&[("COSSE_PAGE_MEMORY", "0")]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    is_seen_at_once(&pod, &mut [pod.browser()]).await;
}

#[tokio::test]
async fn a_pod_that_is_suspended_shows_nothing_any_more() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("while it lasted", "everyone").await;
    let mut visitor = pod.browser();
    let paths = pages_of(&alice);
    say(std::slice::from_mut(&mut visitor), &paths, "while it lasted", true).await;
    pod.deployment().cosse(&["pod", "suspend", pod.host()]);
    for path in &paths {
        let answer = ask(&visitor, Method::GET, path, ("If-None-Match", "*")).await;
        assert_eq!(answer.status(), 503, "{path}: nobody is told that what she has is still good");
    }
    pod.deployment().cosse(&["pod", "resume", pod.host()]);
    eventually("it is back", async || (visitor.get(&paths[0]).await.status == 200).then_some(())).await;
    say(std::slice::from_mut(&mut visitor), &paths, "while it lasted", true).await;
    pod.deployment().cosse(&["pod", "delete", pod.host()]);
    for path in &paths {
        visitor.get(path).await.expect(404);
    }
}

#[tokio::test]
async fn a_post_that_is_not_for_everyone_any_more_is_not_shown_any_more() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for all to read", "everyone").await;
    let (paths, mut visitor) = (pages_of(&alice), pod.browser());
    say(std::slice::from_mut(&mut visitor), &paths, "for all to read", true).await;
    let link = visitor.get(&paths[0]).await.post("for all to read").expect("its post").link;
    visitor.get(&link).await.expect(200);
    let mut phone = Xmpp::sign_in(pod.deployment().server().address(), &alice.jid, PASSWORD).await;
    let item = link.rsplit('/').next().expect("an item");
    let entry = "<entry xmlns='http://www.w3.org/2005/Atom'><title>among friends</title></entry>";
    phone.publish("urn:xmpp:microblog:0", item, entry).await;
    alice.sees("among friends").await;
    for text in ["for all to read", "among friends"] {
        say(std::slice::from_mut(&mut visitor), &paths, text, false).await;
    }
    visitor.get(&link).await.expect(404);
}

#[tokio::test]
async fn a_host_name_that_becomes_another_pods_shows_nothing_of_the_first() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut here = cantine.sign_up("alice").await;
    let mut there = lanterne.sign_in(&here.jid).await;
    here.post("said in the canteen", "everyone").await;
    there.post("said at the lantern", "everyone").await;
    let (deployment, paths) = (cantine.deployment(), pages_of(&here));
    let spare = format!("spare-{}", cantine.host());
    deployment.cosse(&["pod", "host", "add", &spare, "--pod", cantine.host()]);
    let mut visitor = [deployment.browser(&spare)];
    say(&mut visitor, &paths, "said in the canteen", true).await;
    let other = format!("SELECT pod_id FROM hosts WHERE host = '{}'", lanterne.host());
    deployment.rows(&format!("UPDATE hosts SET pod_id = ({other}) WHERE host = '{spare}'"));
    say(&mut visitor, &paths, "said in the canteen", false).await;
    say(&mut visitor, &paths, "said at the lantern", true).await;
}

#[tokio::test]
async fn the_same_name_on_another_pod_is_another_blog() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let mut here = cantine.sign_up("alice").await;
    let mut there = lanterne.sign_in(&here.jid).await;
    let paths = pages_of(&here);
    let (mut visitor, mut elsewhere) = ([cantine.browser()], [lanterne.browser()]);
    here.post("said in the canteen", "everyone").await;
    say(&mut visitor, &paths, "said in the canteen", true).await;
    say(&mut elsewhere, &paths, "said in the canteen", false).await;
    there.post("said at the lantern", "everyone").await;
    say(&mut elsewhere, &paths, "said at the lantern", true).await;
    say(&mut visitor, &paths, "said at the lantern", false).await;
}

#[tokio::test]
async fn what_a_member_sees_is_never_shown_to_visitors_nor_the_other_way_round() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let mut bob = pod.sign_up("bob").await;
    let post = alice.post("for all to read", "everyone").await;
    let mut visitor = pod.browser();
    let blog = format!("/@{}", alice.name);
    let link = visitor.get(&blog).await.post("for all to read").expect("its post").link;
    assert_ne!(post.link, link, "members have another page");
    for path in [&blog, &link] {
        for _ in 0..2 {
            for member in [&mut alice, &mut bob] {
                let page = member.get(path).await.expect(200);
                assert_eq!(page.attributes("body", "data-member"), [member.jid.as_str()], "{path}");
                assert!(page.header("cache-control").contains("no-store"), "{path}");
            }
            for mut visitor in [visitor.clone(), pod.browser()] {
                is_for_anybody(&visitor.get(path).await.expect(200));
            }
        }
    }
}

/// Nothing on the page belongs to one reader.
fn is_for_anybody(page: &Page) {
    assert_eq!(page.count("[data-member], [data-events], form, input"), 0, "{}: {}", page.path, page.body);
    assert_eq!(page.header("set-cookie"), "", "{}", page.path);
    assert_eq!(page.header("cache-control"), "no-cache", "{}", page.path);
    for name in ["cookie", "accept-language", "accept-encoding"] {
        assert!(page.header("vary").contains(name), "{}: {}", page.path, page.header("vary"));
    }
}

#[tokio::test]
async fn who_is_told_something_has_a_page_of_her_own() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for all to read", "everyone").await;
    let (blog, mut visitor) = (format!("/@{}", alice.name), pod.browser());
    visitor.get(&blog).await.expect(200);
    let told = ask(&visitor, Method::GET, &blog, ("Cookie", "notice=signed-out")).await;
    assert!(told.headers()["cache-control"].to_str().unwrap().contains("no-store"));
    assert!(told.text().await.unwrap().contains("class=\"notice"));
    let page = visitor.get(&blog).await.expect(200);
    assert_eq!(page.count(".notice"), 0, "{}", page.body);
}

#[tokio::test]
async fn each_reads_it_in_her_language() {
    let pod = TestPod::with("cantine", &["--language", "fr"]).await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("for all to read", "everyone").await;
    let blog = format!("/@{}", alice.name);
    for language in ["en", "fr", "en", "fr"] {
        let mut visitor = pod.browser();
        visitor.speak(language);
        let page = visitor.get(&blog).await.expect(200);
        assert_eq!(page.attributes("html", "lang"), [language]);
        assert_eq!(page.header("content-language"), language);
    }
    let mut stranger = pod.browser();
    stranger.speak("de");
    assert_eq!(stranger.get(&blog).await.attributes("html", "lang"), ["fr"], "the pod's own");
    pod.deployment().cosse(&["pod", "set", pod.host(), "--language", "en"]);
    assert_eq!(
        stranger.get(&blog).await.attributes("html", "lang"),
        ["en"],
        "the pod's own, which is another now"
    );
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("the same as before", "everyone").await;
    let mut visitor = pod.browser();
    for path in pages_of(&alice) {
        let page = visitor.get(&path).await.expect(200);
        let tag = page.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "it is the same however it is compressed: {tag}");
        for known in [tag.clone(), format!("\"another\", {tag}"), "*".to_owned()] {
            let again = ask(&visitor, Method::GET, &path, ("If-None-Match", &known)).await;
            assert_eq!(again.status(), 304, "{path} with {known}");
            assert_eq!(again.headers()["etag"], tag);
            assert_eq!(again.headers()["vary"], page.header("vary"));
            assert_eq!(again.text().await.unwrap(), "");
        }
        let other = ask(&visitor, Method::GET, &path, ("If-None-Match", "\"another\"")).await;
        assert_eq!((other.status().as_u16(), other.text().await.unwrap()), (200, page.body));
        alice.publish("one more", "everyone").await.expect(200);
        let changed = ask(&visitor, Method::GET, &path, ("If-None-Match", &tag)).await;
        assert_eq!(changed.status(), 200);
        assert_ne!(changed.headers()["etag"], tag);
    }
    let tag = visitor.get(&pages_of(&alice)[0]).await.header("etag").to_owned();
    let hers = ask(&alice.browser, Method::GET, &pages_of(&alice)[0], ("If-None-Match", &tag)).await;
    assert_eq!(hers.status(), 200, "a member is not told that a visitor's page is still good");
}

#[tokio::test]
async fn it_is_compressed_for_who_takes_it_so_and_its_head_is_that_of_the_whole() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    alice.post("the same as before", "everyone").await;
    let visitor = pod.browser();
    for path in pages_of(&alice) {
        let plain = ask(&visitor, Method::GET, &path, ("Accept-Encoding", "identity")).await;
        let tag = plain.headers()["etag"].clone();
        assert!(!plain.headers().contains_key("content-encoding"));
        let length = plain.bytes().await.unwrap().len();
        let gzip = ask(&visitor, Method::GET, &path, ("Accept-Encoding", "gzip, deflate, br")).await;
        assert_eq!(
            (&gzip.headers()["content-encoding"], &gzip.headers()["etag"]),
            (&"gzip".parse().unwrap(), &tag)
        );
        let bytes = gzip.bytes().await.unwrap();
        assert!(bytes.starts_with(&[0x1f, 0x8b]) && bytes.len() < length, "{path}");
        let head = ask(&visitor, Method::HEAD, &path, ("Accept-Encoding", "identity")).await;
        assert_eq!((head.status().as_u16(), &head.headers()["etag"]), (200, &tag));
        assert_eq!(head.headers()["content-length"], length.to_string().as_str());
        assert_eq!(head.bytes().await.unwrap().len(), 0);
        let known = ask(&visitor, Method::HEAD, &path, ("If-None-Match", tag.to_str().unwrap())).await;
        assert_eq!(known.status(), 304);
    }
}
