//! A comment that somebody reports: moderators hide it and bring it back, and its post stays.

use testpod::page::SIGN_OUT;
use testpod::{Browser, Member, Page, TestPod, befriend, eventually};

use super::reports::{DECIDE, REPORT, give, moderated, opens};

const COMMENT: &str = r#"article[id^="comment-"]"#;
const WORDS: &str = "buy mine, too";

/// Alice's post on a pod that Mona moderates, with a comment of Bob's below it.
struct Scene {
    pod: TestPod,
    alice: Member,
    bob: Member,
    mona: Member,
    visitor: Browser,
    /// The post's page for members, and for everybody.
    links: [String; 2],
}

impl Scene {
    async fn new() -> Self {
        let (pod, mut alice, mona, blog) = moderated().await;
        let (mut bob, mut visitor) = (pod.sign_up("bob").await, pod.browser());
        befriend(&mut alice, &mut bob).await;
        let post = bob.sees("buy this now").await;
        bob.comment(&post, WORDS).await.expect(200);
        let public = visitor.get(&blog).await.expect(200).posts().remove(0).link;
        let mut scene = Self { pod, alice, bob, mona, visitor, links: [post.link, public] };
        eventually("all read it", async || (scene.readers().await == [true; 3]).then_some(())).await;
        scene
    }

    /// Whether the comment is there for a visitor, for whoever wrote the post, and for whoever wrote the comment.
    async fn readers(&mut self) -> [bool; 3] {
        let [hers, public] = &self.links;
        let pages = [self.visitor.get(public).await, self.alice.get(hers).await, self.bob.get(hers).await];
        pages.map(|page| {
            let page = page.expect(200);
            assert!(page.says("buy this now"), "the post stays: {}", page.text());
            page.texts(COMMENT).iter().any(|comment| comment.contains(WORDS))
        })
    }

    /// The visitor reports it; where the form for that is.
    async fn reported(&mut self) -> String {
        let page = self.visitor.get(&self.links[1]).await.expect(200);
        let way = page.attributes(&format!("{COMMENT} a[href^='/report?service=']"), "href").remove(0);
        let receipt = self.visitor.submit(&way, REPORT, &[("kind", "spam")]).await.expect(200);
        assert!(receipt.says(WORDS) && !receipt.says("buy this now"), "{}", receipt.text());
        way
    }
}

/// Sends what a moderator's form says to an address of the console.
async fn tries(member: &mut Member, address: &str) -> Page {
    let form = member.browser.form("/settings", SIGN_OUT).await.act(address);
    member.browser.send(&form.with("verdict", "hidden").with("reason", "Spam.")).await
}

#[tokio::test]
async fn a_comment_is_hidden_from_all_but_whoever_wrote_it_and_shown_again() {
    let mut scene = Scene::new().await;
    let way = scene.reported().await;
    let case = opens(&mut scene.mona).await;
    let fields = [("verdict", "hidden"), ("reason", "Spam.")];
    let decided = scene.mona.browser.submit(&case, DECIDE, &fields).await.expect(200);
    assert!(decided.says("hidden on this pod"), "{}", decided.text());
    assert_eq!(scene.readers().await, [false, false, true]);
    let post = scene.alice.get("/feed").await.post("buy this now").expect("the post");
    assert!(!post.text.contains("1 comment"), "it does not count either: {}", post.text);
    scene.visitor.get(&way).await.expect(404);
    let news = scene.bob.get("/feed").await.expect(200);
    let link = news.attributes(".notice a[href^='/post/']", "href").pop().expect("what was hidden");
    let hidden = scene.bob.get(&link).await.expect(200);
    assert!(hidden.says(WORDS) && hidden.says("Spam."), "{}", hidden.text());
    scene.alice.get(&link).await.expect(404);
    let show = scene.mona.browser.form(&case, "form[action$='/show']").await;
    scene.mona.browser.send(&show).await.expect(200);
    assert_eq!(scene.readers().await, [true; 3]);
    assert!(scene.alice.get("/feed").await.post("buy this now").expect("it").text.contains("1 comment"));
    assert!(!scene.bob.get(&link).await.expect(200).says("Spam."));
}

#[tokio::test]
async fn a_moderator_of_another_pod_neither_reads_nor_hides_nor_shows_it() {
    let mut scene = Scene::new().await;
    let other = TestPod::on(scene.pod.deployment(), "lanterne", &[]).await;
    let mut eve = other.sign_up("eve").await;
    give(&other, "moderator", &eve);
    scene.reported().await;
    let case = opens(&mut scene.mona).await;
    eve.get("/operate/reports").await.expect(200);
    eve.get(&case).await.expect(404);
    let [decide, show] = ["decide", "show"].map(|act| format!("{case}/{act}"));
    tries(&mut eve, &decide).await.expect(404);
    assert_eq!(scene.readers().await, [true; 3]);
    tries(&mut scene.mona, &decide).await.expect(200);
    assert_eq!(scene.readers().await, [false, false, true]);
    tries(&mut eve, &show).await.expect(404);
    assert_eq!(scene.readers().await, [false, false, true]);
}
