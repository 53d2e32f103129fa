//! The admins' list of pods: three hundred of them searched, sorted and paged, and many acted on at once.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use testpod::page::Page;
use testpod::{Browser, Deployment, TestPod, eventually};

use crate::admin::{admin, page_of};

/// Pods that are made, beside the one of which they are copies.
const MADE: usize = 299;

/// Pods of a page.
const PAGE: usize = 50;

/// What each of them has of the first one.
const COPIED: &str = "state tagline accent language rules registration accounts allowed_domains members_max storage_max sessions_max \
    signups_per_day session_days message_days signups_today signups_day created_at state_since state_before state_reason closing_at \
    farewell contact_email waiting signups_paused_at";

const LIST: &str = "form[action='/admin/turn']";

/// Three hundred pods: many are equal in whatever they are sorted by.
async fn crowd(deployment: &Arc<Deployment>) -> TestPod {
    let pod = TestPod::on(deployment, "first", &[]).await;
    eventually("what pods use was counted, which is done once an hour", async || {
        let done = deployment.rows("SELECT job FROM job_runs WHERE job = 'quotas'");
        (!done.is_empty()).then_some(())
    })
    .await;
    let row = |n: usize| {
        let (id, members, media, sessions) = (id(n), n % 7, (n % 11) * 1_000, n % 5);
        format!(
            "SELECT '{id}' AS id, '{}' AS name, '{}' AS host, {members} AS members, {media} AS media, {sessions} AS sessions",
            name(n),
            host(n)
        )
    };
    let made = (1..=MADE).map(row).collect::<Vec<_>>().join(" UNION ALL ");
    let columns: Vec<&str> = COPIED.split_whitespace().collect();
    let theirs = columns.iter().map(|column| format!("theirs.{column}")).collect::<Vec<_>>().join(", ");
    deployment.sql(&format!(
        "INSERT INTO pods (id, name, members_used, storage_used, sessions_used, {}) \
        SELECT made.id, made.name, made.members, made.media, made.sessions, {theirs} FROM pods AS theirs \
        CROSS JOIN ({made}) AS made WHERE theirs.id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        columns.join(", "),
        pod.host(),
    ));
    deployment.sql(&format!(
        "INSERT INTO hosts (pod_id, host, is_primary, served) SELECT made.id, made.host, theirs.is_primary, theirs.served \
        FROM hosts AS theirs CROSS JOIN ({made}) AS made WHERE theirs.host = '{}'",
        pod.host(),
    ));
    for month in 1..=12 {
        let of = (1..=MADE).filter(|n| n % 12 + 1 == month).map(|n| format!("'{}'", id(n)));
        let of = of.collect::<Vec<_>>().join(", ");
        let since = format!("2025-{month:02}-01 00:00:00");
        deployment.sql(&format!("UPDATE pods SET created_at = '{since}' WHERE id IN ({of})"));
    }
    pod
}

fn id(n: usize) -> String {
    format!("01CRWD{n:020}")
}

fn name(n: usize) -> String {
    format!("Herd {:02}", n % 13)
}

fn host(n: usize) -> String {
    format!("crowd-{n:03}.localhost")
}

/// The host names of all that are made, in the order in which they must come.
fn sorted<K: Ord>(key: impl Fn(usize) -> K) -> Vec<String> {
    let mut all: Vec<usize> = (1..=MADE).collect();
    all.sort_by_key(|n| (key(*n), host(*n)));
    all.into_iter().map(host).collect()
}

fn hosts(page: &Page) -> Vec<String> {
    page.texts("table.pod-records bdi.address")
}

/// All host names from there on, page by page, as links lead.
async fn all_from(browser: &mut Browser, path: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = browser.get(&path).await.expect(200);
        let here = hosts(&page);
        next = page.attributes("a[rel='next']", "href").pop();
        assert!(here.len() == PAGE || next.is_none(), "{path}: {} pods", here.len());
        found.extend(here);
        assert!(found.len() <= MADE + 1, "{path}: there are no more");
    }
    found
}

/// Ticks all of a page, and says what is to become of them; their host names.
async fn turn_all(browser: &mut Browser, path: &str, to: &str) -> BTreeSet<String> {
    let page = browser.get(path).await.expect(200);
    let boxes = page.attributes("table.pod-records input[type='checkbox']", "name");
    let list = page.form(LIST).expect("the list");
    let list = boxes.iter().fold(list, |list, name| list.with(name, "1")).with("to", to);
    let asked = browser.send(&list).await.expect(200);
    let sure = asked.form("#turn").expect("it asks first");
    assert!(asked.says(&boxes.len().to_string()), "{}", asked.text());
    let done = browser.send(&sure).await.expect(200);
    assert_eq!(done.path, path, "back where she was");
    hosts(&page).into_iter().collect()
}

#[tokio::test]
async fn three_hundred_pods_are_searched_sorted_and_paged_without_doubles_or_gaps() {
    let deployment = Deployment::fresh();
    let pod = crowd(&deployment).await;
    let (mut browser, _) = admin(&deployment, "herder").await;
    assert!(browser.get("/admin").await.expect(200).says("300"));
    let orders = [
        ("", sorted(name)),
        ("?sort=members", sorted(|n| Reverse(n % 7))),
        ("?sort=media", sorted(|n| Reverse(n % 11))),
        ("?sort=sessions", sorted(|n| Reverse(n % 5))),
        ("?sort=created", sorted(|n| Reverse(n % 12))),
    ];
    for (query, expected) in orders {
        let mut found = all_from(&mut browser, &format!("/admin{query}")).await;
        assert_eq!(found.len(), MADE + 1, "{query}");
        found.retain(|host| host != pod.host());
        assert_eq!(found, expected, "{query}");
    }
    let tens = (70..80).map(host).collect::<BTreeSet<_>>();
    let found = all_from(&mut browser, "/admin?q=CROWD-07").await;
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), tens);
    let named: Vec<String> = (1..=MADE).filter(|n| n % 13 == 5).map(host).collect();
    assert_eq!(all_from(&mut browser, "/admin?q=herd%2005").await, named);
    let found = all_from(&mut browser, "/admin?q=crowd-&sort=media").await;
    assert_eq!(found, sorted(|n| Reverse(n % 11)), "what is searched is sorted and paged, too");
    for nothing in ["/admin?q=crowd_0", "/admin?page=7", "/admin?plan=none-of-the-kind"] {
        assert_eq!(hosts(&browser.get(nothing).await.expect(200)).len(), 0, "{nothing}");
    }
}

#[tokio::test]
async fn the_row_of_a_pod_says_how_much_of_its_limits_it_uses() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "gauger").await;
    let pod = TestPod::on(&deployment, "gauge", &["--members-max", "3", "--sessions-max", "7"]).await;
    let other = TestPod::on(&deployment, "gauge", &["--members-max", "5"]).await;
    for name in ["alice", "bob"] {
        pod.sign_up(name).await;
    }
    for (pod, members) in [(&pod, "2 of 3"), (&other, "0 of 5")] {
        let path = format!("/admin?q={}", pod.host());
        let what = format!("{} is {members}", pod.host());
        let figures = eventually(&what, async || {
            let page = browser.get(&path).await.expect(200);
            assert_eq!(hosts(&page), [pod.host()]);
            let figures = page.texts("table.pod-records td.amount .meter-small");
            (figures.first().map(String::as_str) == Some(members)).then_some(figures)
        })
        .await;
        assert_eq!(figures.len(), 3, "members, media and sessions: {figures:?}");
    }
    let row = browser.get(&format!("/admin?q={}", pod.host())).await.expect(200);
    assert!(row.texts("table.pod-records .meter-small")[2].ends_with(" of 7"), "{}", row.text());
}

#[tokio::test]
async fn a_page_of_three_hundred_pods_is_suspended_and_another_made_read_only_at_once() {
    let deployment = Deployment::fresh();
    crowd(&deployment).await;
    let (mut browser, _) = admin(&deployment, "drover").await;
    let suspended = turn_all(&mut browser, "/admin?page=2", "suspend").await;
    let read_only = turn_all(&mut browser, "/admin?page=3", "read-only").await;
    assert_eq!((suspended.len(), read_only.len()), (PAGE, PAGE));
    for (state, expected) in [("suspended", &suspended), ("read-only", &read_only)] {
        let found = all_from(&mut browser, &format!("/admin?state={state}")).await;
        assert_eq!(&found.into_iter().collect::<BTreeSet<_>>(), expected, "{state}");
    }
    let active = all_from(&mut browser, "/admin?state=active").await;
    assert_eq!(active.len(), MADE + 1 - 2 * PAGE);
    let (Some(out), Some(open)) = (suspended.first(), read_only.first()) else { panic!("two pages of pods") };
    eventually("it is suspended", async || {
        (deployment.browser(out).get("/").await.status == 503).then_some(())
    })
    .await;
    deployment.browser(open).get("/").await.expect(200);
    assert_eq!(turn_all(&mut browser, "/admin?state=suspended", "resume").await, suspended);
    assert!(all_from(&mut browser, "/admin?state=suspended").await.is_empty());
    eventually("it is open again", async || {
        (deployment.browser(out).get("/").await.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn many_pods_are_suspended_at_once_after_a_question_and_come_back() {
    let deployment = Deployment::shared();
    let (mut browser, jid) = admin(&deployment, "keeper").await;
    let mut pods = Vec::new();
    for _ in 0..3 {
        pods.push(TestPod::on(&deployment, "herd", &[]).await);
    }
    let mut list = browser.form("/admin?q=herd", "form[action='/admin/turn']").await;
    for pod in &pods[..2] {
        let id = page_of(&mut browser, pod).await.rsplit('/').next().unwrap_or_default().to_owned();
        list = list.with(&format!("pod-{id}"), "1");
    }
    let asks = browser.send(&list.clone().with("to", "suspend")).await.expect(200);
    assert!(asks.says("Suspend 2 pods?") && asks.says(pods[0].host()), "{}", asks.text());
    pods[0].browser().get("/").await.expect(200);
    let sure = asks.form("#turn").expect("a form").set("reason", "moving house");
    assert_eq!(browser.send(&sure).await.expect(200).path, "/admin?q=herd", "back where she was");
    for pod in &pods[..2] {
        eventually("it is suspended", async || {
            let page = pod.browser().get("/").await;
            (page.status == 503 && page.says("moving house")).then_some(())
        })
        .await;
    }
    pods[2].browser().get("/").await.expect(200);
    let filtered = browser.get("/admin?q=herd&state=suspended").await.expect(200);
    assert!(filtered.says(pods[0].host()) && !filtered.says(pods[2].host()), "{}", filtered.text());
    let asks = browser.send(&list.with("to", "resume")).await.expect(200);
    browser.send(&asks.form("#turn").expect("a form")).await.expect(200);
    eventually("it is in use", async || (pods[0].browser().get("/").await.status == 200).then_some(())).await;
    let again = browser.send(&asks.form("#turn").expect("a form")).await.expect(422);
    assert!(again.alert().contains("state"), "{}", again.text());
    let mine = page_of(&mut browser, &pods[0]).await;
    assert!(browser.get(&mine).await.expect(200).says(&jid), "its log says who did it");
}
