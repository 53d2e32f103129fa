//! The directory on the platform's host: `/`, `/pods`, `/pick`, `/go`.

use testpod::{TestPod, eventually};

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
