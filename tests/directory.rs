//! The directory on the platform's host: `/`, `/pods`, `/pick`, `/go`.

use crate::polling::kept::{Kept, keep};
use crate::polling::wild::Wild;
use crate::polling::{deployment, host};
use serde_json::{Value, json};
use testpod::{Names, Page, TestPod, eventually};

/// Is the pod in the directory's list?
async fn lists(pod: &TestPod) -> bool {
    let page = pod.deployment().platform().get(&format!("/pods?q={}", pod.host())).await.expect(200);
    page.texts("article.pod .address").iter().any(|it| it == pod.host())
}

#[tokio::test]
async fn a_pod_is_listed_while_it_has_room_and_dropped_when_it_is_full() {
    let pod =
        TestPod::with("room-for-two", &["--members-max", "2", "--tagline", "two chairs and a table"]).await;
    eventually("it is listed", async || lists(&pod).await.then_some(())).await;
    pod.sign_up("alice").await;
    assert!(lists(&pod).await, "one place is free");
    pod.sign_up("bob").await;
    eventually("it is dropped", async || (!lists(&pod).await).then_some(())).await;
    pod.deployment().cosse(&["pod", "set", pod.host(), "--members-max", "3"]);
    eventually("it is back", async || lists(&pod).await.then_some(())).await;
}

#[tokio::test]
async fn a_suspended_pod_is_not_listed() {
    let pod = TestPod::new("asleep").await;
    eventually("it is listed", async || lists(&pod).await.then_some(())).await;
    pod.deployment().cosse(&["pod", "suspend", pod.host()]);
    eventually("it is dropped", async || (!lists(&pod).await).then_some(())).await;
    pod.deployment().cosse(&["pod", "resume", pod.host()]);
    eventually("it is back", async || lists(&pod).await.then_some(())).await;
}

#[tokio::test]
async fn the_first_page_is_a_directory_with_a_sentence_for_each_pod() {
    let pod = TestPod::with("chairs", &["--tagline", "chairs are mended here"]).await;
    let page = pod.deployment().platform().get("/").await.expect(200);
    assert_eq!(page.count("h1"), 1, "{}", page.body);
    eventually("it is there with its sentence", async || {
        let found = pod.deployment().platform().get(&format!("/pods?q={}", pod.host())).await.expect(200);
        found.says("chairs are mended here").then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_search_that_finds_nothing_says_so_calmly() {
    let pod = TestPod::new("cantine").await;
    let page = pod.deployment().platform().get("/pods?q=no-such-pod-anywhere").await.expect(200);
    assert_eq!(page.count("article.pod"), 0);
    assert!(!page.text().is_empty());
}

#[tokio::test]
async fn the_command_line_lists_it_as_json() {
    let pod = TestPod::new("counted").await;
    let listed: serde_json::Value =
        serde_json::from_str(&pod.deployment().cosse(&["pod", "list", "--json"])).expect("JSON");
    assert!(listed.to_string().contains(pod.host()), "{listed}");
}

/// The pods of a page, in their order.
fn hosts(page: &Page) -> Vec<String> {
    page.texts("article.pod .address")
}

#[tokio::test]
async fn a_list_of_many_pods_has_pages_and_each_pod_is_on_one_of_them() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let all: Vec<String> = (0..53).map(|number| host(&format!("pod-{number:03}"))).collect();
    let pods: Vec<Kept<'_>> = all.iter().map(|it| Kept::new(it, json!({}))).collect();
    keep(&deployment, &wild, &pods);
    let mut browser = deployment.platform();
    eventually("all are known", async || browser.get("/pods").await.says("53 pods.").then_some(())).await;
    let begin = browser.get("/pods?sort=name").await.expect(200);
    assert_eq!(hosts(&begin), all[..48]);
    assert!(begin.says("Page 1 of 2") && begin.count("nav.pager a[rel='prev']") == 0, "{}", begin.text());
    let next = begin.attributes("nav.pager a[rel='next']", "href").remove(0);
    let end = browser.get(&next).await.expect(200);
    assert_eq!(hosts(&end), all[48..]);
    assert!(end.says("Page 2 of 2") && end.count("nav.pager a[rel='next']") == 0, "{}", end.text());
    let before = end.attributes("nav.pager a[rel='prev']", "href").remove(0);
    assert_eq!(hosts(&browser.get(&before).await.expect(200)), all[..48]);
    let beyond = browser.get("/pods?sort=name&page=9").await.expect(200);
    assert_eq!(hosts(&beyond), all[48..], "a page beyond the last is the last");
    let mut drawn = hosts(&browser.get("/pods").await.expect(200));
    drawn.extend(hosts(&browser.get("/pods?page=2").await.expect(200)));
    drawn.sort();
    assert_eq!(drawn, all, "the draw is the same on each of a visitor's pages");
    let some = browser.get(&format!("/pods?q={}", all[7])).await.expect(200);
    assert!(hosts(&some) == all[7..8] && some.count("nav.pager") == 0, "{}", some.text());
}

/// A pod that is there since that day, with so many members.
fn tree<'a>(host: &'a str, since: &str, members: &str, mut says: Value) -> Kept<'a> {
    says["provider"] = json!({ "id": "https://coop.example/", "since": since });
    says["capacity"] = json!({ "members_band": members });
    Kept::new(host, says)
}

#[tokio::test]
async fn newcomers_choose_the_order_and_where_which_language_and_how_to_join() {
    let (wild, names) = (Wild::fresh(), Names::fresh());
    let deployment = deployment(&wild, &names);
    let [ash, birch, cedar, dogwood] = ["ash", "birch", "cedar", "dogwood"].map(host);
    let asks = json!({ "mode": "approval", "effective": "approval" });
    let at = |country: &str, region: &str, languages: &[&str]| json!({ "country": country, "region": region, "languages": languages });
    let trees = [
        tree(&ash, "2020-01-01", "250-499", at("fr", "Europe", &["fr"])),
        tree(&birch, "2023-01-01", "10-49", at("de", "Europe", &["de", "en"])),
        tree(&cedar, "2026-01-01", "50-99", at("br", "America", &["pt-br"])),
        tree(&dogwood, "2026-02-01", "0-9", json!({ "registration": asks, "languages": ["br"] })),
    ];
    keep(&deployment, &wild, &trees);
    let mut browser = deployment.platform();
    eventually("all are known", async || browser.get("/pods").await.says("4 pods.").then_some(())).await;
    for (asked, wanted) in [
        // whoever approves first comes after those that take one at once, whatever the order
        ("sort=name", vec![&ash, &birch, &cedar, &dogwood]),
        ("sort=newest", vec![&cedar, &birch, &ash, &dogwood]),
        ("sort=smallest", vec![&birch, &cedar, &ash, &dogwood]),
        ("sort=name&region=europe", vec![&ash, &birch]),
        ("sort=name&country=FR", vec![&ash]),
        ("sort=name&language=pt", vec![&cedar]),
        ("sort=name&language=en", vec![&birch]),
        ("sort=name&mode=open", vec![&ash, &birch, &cedar]),
        ("sort=name&mode=approval", vec![&dogwood]),
        ("sort=name&region=Europe&language=de&mode=open", vec![&birch]),
        ("sort=name&country=fr&language=de", vec![]),
    ] {
        let page = browser.get(&format!("/pods?{asked}")).await.expect(200);
        assert_eq!(hosts(&page).iter().collect::<Vec<_>>(), wanted, "{asked}: {}", page.text());
    }
    let page = browser.get("/pods?sort=smallest&country=de").await.expect(200);
    let chosen = page.attributes("form.search option[selected]", "value");
    assert_eq!(chosen, ["smallest", "de"], "the form says what was asked for");
}
