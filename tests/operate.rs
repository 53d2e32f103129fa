//! The console of those who run a pod: who finds it, what it shows, what it changes.

use testpod::page::Page;
use testpod::{Deployment, Member, TestPod};

/// Every address of a pod and of the platform, as the program has them.
const ROUTES: &str = include_str!("../crates/server/src/routes.rs");

/// The line in the plot of members beyond which nobody comes in.
const MEMBERS_LIMIT: &str = "svg[aria-labelledby^='members-title'] .plot-limit";

/// Forms of the console that are a moderator's, too.
const MODERATORS: [&str; 5] = [
    "/operate/members/{segment}/suspend",
    "/operate/members/{segment}/resume",
    "/operate/reports/{segment}/decide",
    "/operate/reports/{segment}/answer",
    "/operate/reports/{segment}/show",
];

fn give(pod: &TestPod, role: &str, member: &Member) {
    pod.deployment().cosse(&[role, "grant", &member.jid, "--pod", pod.host()]);
}

/// A pod with somebody who runs it.
async fn operated(flags: &[&str]) -> (TestPod, Member) {
    let pod = TestPod::with("cantine", flags).await;
    let alice = pod.sign_up("alice").await;
    give(&pod, "operator", &alice);
    (pod, alice)
}

/// The addresses of the console that take a request of this method, with something in the place of each name in braces.
fn routes(method: &str, filled: &str) -> Vec<String> {
    let lines = ROUTES.lines().filter(|line| line.contains(&format!("web::{method}()")));
    let paths = lines.filter_map(|line| line.split('"').nth(1)).filter(|path| path.starts_with("/operate"));
    paths.map(|path| path.replace("{segment}", filled)).collect()
}

/// The address of somebody's page in the console.
async fn page_of(operator: &mut Member, jid: &str) -> String {
    let found = operator.get(&format!("/operate/members?q={jid}")).await.expect(200);
    found.attributes("a.who", "href").pop().unwrap_or_else(|| panic!("no {jid}: {}", found.text()))
}

/// What it says when that member sends that form to each address of the console.
async fn posts_nothing(member: &mut Member, filled: &str) {
    let form = member.browser.form("/settings", "form[action='/settings/language']").await;
    for path in routes("post", filled) {
        let page = member.browser.send(&form.clone().act(&path).with("role", "operator")).await;
        assert_eq!(page.status, 404, "{path}: {}", page.text());
    }
}

#[tokio::test]
async fn nobody_but_those_who_run_a_pod_finds_its_console() {
    let (pod, mut alice) = operated(&[]).await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut bob, mut eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    give(&other, "operator", &eve);
    let id = page_of(&mut alice, &bob.jid).await.rsplit('/').next().unwrap_or_default().to_owned();
    let all = routes("get", &id);
    assert!(all.len() > 8 && routes("post", &id).len() > 6, "{all:?}");
    for path in &all {
        // what is no member has another id, her account is her own server's, and there is no guest
        let is_there = !["/account-suspend", "/reset", "/guest/revoke"].iter().any(|end| path.ends_with(end));
        if is_there && (!path.contains(&id) || path.starts_with("/operate/members/")) {
            alice.get(path).await.expect(200);
        }
        bob.get(path).await.expect(404);
        assert!(pod.browser().get(path).await.path.starts_with("/login"), "{path}");
        pod.deployment().platform().get(path).await.expect(404);
        if path.contains(&id) {
            eve.get(path).await.expect(404);
        }
    }
    posts_nothing(&mut bob, &id).await;
    let form = eve.browser.form("/settings", "form[action='/settings/language']").await;
    for path in routes("post", &id).into_iter().filter(|path| path.contains(&id)) {
        let page = eve.browser.send(&form.clone().act(&path).with("role", "operator")).await;
        assert_eq!(page.status, 404, "{path}: {}", page.text());
    }
    assert!(bob.is_signed_in().await);
    let theirs = eve.get("/operate/members").await.expect(200);
    assert!(theirs.says(&eve.jid) && !theirs.says(&bob.jid), "{}", theirs.text());
}

#[tokio::test]
async fn a_moderator_finds_the_members_and_nothing_else() {
    let (pod, mut alice) = operated(&[]).await;
    let (mut bob, claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    give(&pod, "moderator", &bob);
    let feed = bob.get("/feed").await;
    assert_eq!(feed.count("a[href='/operate/members']"), 1);
    let hers = page_of(&mut bob, &alice.jid).await;
    let hers_too = |path: &String| path.starts_with("/operate/members") || path == "/operate/reports";
    for path in routes("get", "x").into_iter().filter(|path| !hers_too(path)) {
        bob.get(&path).await.expect(404);
    }
    let page = bob.get(&hers).await.expect(200);
    assert_eq!(
        page.count("main form, main a[href$='/suspend'], main a[href$='/remove']"),
        0,
        "{}",
        page.body
    );
    bob.get(&format!("{hers}/suspend")).await.expect(404);
    let plain = page_of(&mut bob, &claire.jid).await;
    let page = bob.get(&plain).await.expect(200);
    assert_eq!((page.count("a[href$='/suspend']"), page.count("a[href$='/remove'], #role")), (1, 0));
    bob.get(&format!("{plain}/remove")).await.expect(404);
    let form = bob.browser.form(&format!("{plain}/suspend"), "#suspend").await;
    for path in [format!("{hers}/suspend"), format!("{plain}/remove"), format!("{plain}/role")] {
        let page = bob.browser.send(&form.clone().act(&path).with("role", "operator")).await;
        assert_eq!(page.status, 404, "{path}: {}", page.text());
    }
    bob.browser.send(&form).await.expect(200);
    let resume = bob.browser.form(&plain, "form[action$='/resume']").await;
    bob.browser.send(&resume).await.expect(200);
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} was suspended", claire.jid)), "{}", log.text());
    assert!(log.says(&format!("{} was let in again", claire.jid)) && log.says(&bob.jid), "{}", log.text());
}

#[tokio::test]
async fn a_moderator_finds_no_form_of_the_console_but_her_own() {
    let (pod, mut alice) = operated(&[]).await;
    let (mut bob, mut claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    give(&pod, "moderator", &bob);
    let id = page_of(&mut alice, &claire.jid).await.rsplit('/').next().unwrap_or_default().to_owned();
    let (all, hers) = (routes("post", &id), MODERATORS.map(|path| path.replace("{segment}", &id)));
    assert!(all.len() > 40, "the table of addresses was read: {all:?}");
    assert!(hers.iter().all(|path| all.contains(path)), "say no more than there is");
    let log = || pod.deployment().cosse(&["pod", "audit", pod.host()]);
    let before = log();
    let form = bob.browser.form("/settings", "form[action='/settings/language']").await;
    for path in all.iter().filter(|path| !hers.contains(path)) {
        let page = bob.browser.send(&form.clone().act(path).with("role", "operator")).await;
        assert_eq!(page.status, 404, "{path}: {}", page.text());
    }
    assert_eq!(log(), before, "nothing was done");
    assert!(claire.is_signed_in().await);
    // the same member is within her reach
    let member = format!("/operate/members/{id}");
    let suspend = bob.browser.form(&format!("{member}/suspend"), "#suspend").await.set("reason", "Spam");
    bob.browser.send(&suspend).await.expect(200);
    assert!(!claire.is_signed_in().await && log() != before);
}

#[tokio::test]
async fn the_overview_says_what_is_used_of_each_limit_and_how_it_went() {
    // what a process writes down when it starts may come a moment late: all of it is written over
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &["--members-max", "2", "--signups-per-day", "10"]).await;
    let mut alice = pod.sign_up("alice").await;
    give(&pod, "operator", &alice);
    let young = alice.get("/operate").await.expect(200);
    assert!(young.says("1 of 2 (50 %)") && young.says("still to come"), "{}", young.text());
    assert_eq!((young.texts(".meter").len(), young.count("svg[role='img']")), (4, 0));
    pod.sign_up("bob").await;
    testpod::eventually("the pod is full", async || alice.get("/operate").await.says("full").then_some(()))
        .await;
    // of today, what was written down is old by now
    for (ago, members) in [(1, 1), (0, 1), (200, 9)] {
        pod.deployment().sql(&format!(
            "INSERT INTO usages SELECT id, signups_day - {ago}, {members}, 1, 4096, 1, 1 FROM pods \
             WHERE id = (SELECT pod_id FROM hosts WHERE host = '{}') \
             ON CONFLICT (pod_id, day) DO UPDATE SET members = excluded.members, storage = excluded.storage, \
             active = excluded.active, sessions = excluded.sessions, signups = excluded.signups",
            pod.host()
        ));
    }
    let page = alice.get("/operate?days=90").await.expect(200);
    assert_eq!((page.count("svg[role='img']"), page.count(".figures tbody tr")), (5, 2), "{}", page.text());
    assert!(page.says("3 people joined in these days, 2 at most in one day"), "{}", page.text());
    assert!(page.says("From 1 on") && page.says("; 2 at most") && page.says("4 kB"), "{}", page.text());
    assert_eq!(page.texts(".desks a[aria-current]"), ["Overview", "90 days"]);
    let limits = alice.get("/operate/quotas").await.expect(200);
    assert!(limits.says("2 of 2") && limits.count("main form") == 0, "{}", limits.text());
    let lines = |page: &Page| (page.count(".plot-limit"), page.count(MEMBERS_LIMIT));
    assert_eq!(lines(&page), (1, 1), "a limit that is far off is not drawn: {}", page.body);
    deployment.cosse(&["pod", "set", pod.host(), "--members-max", "500"]);
    testpod::eventually("none is near", async || {
        (lines(&alice.get("/operate?days=90").await.expect(200)) == (0, 0)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn members_are_searched_filtered_and_sorted_at_addresses_that_keep_it() {
    let (pod, alice) = operated(&[]).await;
    let (bob, claire) = (pod.sign_up("bob").await, pod.sign_up("claire").await);
    give(&pod, "moderator", &bob);
    let found = |page: &Page| {
        [&alice.jid, &bob.jid, &claire.jid].map(|jid| page.texts("main .address").contains(jid))
    };
    let (mut browser, loud) =
        (alice.browser.clone(), format!("/operate/members?q={}", bob.name.to_uppercase()));
    let cases = [
        ("/operate/members", [true, true, true]),
        (loud.as_str(), [false, true, false]),
        ("/operate/members?q=%25", [false, false, false]),
        ("/operate/members?q=%00", [true, true, true]),
        ("/operate/members?role=member", [false, false, true]),
        ("/operate/members?role=operator&state=active&sort=seen", [true, false, false]),
        ("/operate/members?state=suspended", [false, false, false]),
    ];
    for (path, expected) in cases {
        let page = browser.get(path).await.expect(200);
        assert_eq!(found(&page), expected, "{path}: {}", page.text());
    }
    let form = browser.form("/operate/members?role=moderator&sort=seen", "form.search").await;
    assert_eq!((form.value("role"), form.value("sort")), (Some("moderator"), Some("seen")));
    browser.get("/operate/members?after=nothing").await.expect(404);
}

#[tokio::test]
async fn the_list_of_members_goes_on_where_the_page_before_ended() {
    let (pod, mut alice) = operated(&["--members-max", "100"]).await;
    pod.deployment().sql(&format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) \
         INSERT INTO members (pod_id, id, jid, domain, handle, name, about, website, created_at, seen_at) \
         SELECT pod_id, '01J000000000000000000000' || (10 + i), i || '@crowd.test', 'crowd.test', 'crowd' || i, '', '', '', \
         created_at, seen_at FROM n, members WHERE jid = '{}' AND pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        alice.jid,
        pod.host()
    ));
    let first = alice.get("/operate/members").await.expect(200);
    assert!(first.says("51 members in all"), "{}", first.text());
    assert_eq!(first.texts("a.who").len(), 50);
    let next = first.attributes("a[rel='next']", "href").remove(0);
    let last = alice.get(&next).await.expect(200);
    assert_eq!((last.texts("a.who").len(), last.count("a[rel='next']")), (1, 0));
    assert!(!first.texts("a.who").contains(&last.texts("a.who")[0]));
}

#[tokio::test]
async fn the_last_who_runs_the_pod_stays_and_gives_the_role_on() {
    let (pod, mut alice) = operated(&[]).await;
    let mut bob = pod.sign_up("bob").await;
    let me = alice.jid.clone();
    let (mine, his) = (page_of(&mut alice, &me).await, page_of(&mut alice, &bob.jid).await);
    let page = alice.get(&mine).await.expect(200);
    assert_eq!(page.count("a[href$='/suspend'], a[href$='/remove']"), 0, "nobody suspends herself");
    let step_down = alice.browser.form(&mine, "#role").await.set("role", "member");
    let sure = alice.browser.send(&step_down).await.expect(200).form("#sure").expect("it is asked about");
    let refused = alice.browser.send(&sure).await.expect(422);
    assert!(refused.says("Make another member an operator first"), "{}", refused.text());
    let give = alice.browser.form(&his, "#role").await;
    alice.browser.send(&give.clone().set("role", "tsar")).await.expect(400);
    alice.browser.send(&give.set("role", "operator")).await.expect(200);
    bob.get("/operate").await.expect(200);
    let page = alice.browser.send(&sure).await.expect(200);
    assert_eq!(page.path, "/feed");
    alice.get("/operate").await.expect(404);
    let log = bob.get("/operate/audit").await.expect(200);
    assert!(log.says(&format!("{} is no longer an operator", alice.jid)), "{}", log.text());
}

#[tokio::test]
async fn a_role_is_given_at_once_and_taken_away_only_after_it_was_asked() {
    let (pod, mut alice) = operated(&[]).await;
    let mut bob = pod.sign_up("bob").await;
    let his = page_of(&mut alice, &bob.jid).await;
    for (role, may_run, is_asked) in [
        ("moderator", false, false),
        ("operator", true, false),
        ("moderator", false, true),
        ("member", false, true),
    ] {
        let form = alice.browser.form(&his, "#role").await.set("role", role);
        let was = bob.get("/operate").await.status;
        let page = alice.browser.send(&form).await.expect(200);
        let sure = page.form("#sure");
        assert_eq!(sure.is_some(), is_asked, "{role}: {}", page.text());
        if let Some(sure) = sure {
            assert_eq!(bob.get("/operate").await.status, was, "to be asked does nothing");
            alice.browser.send(&sure).await.expect(200);
        }
        let page = alice.browser.form(&his, "#role").await;
        assert_eq!(page.value("role"), Some(role));
        assert_eq!(bob.get("/operate").await.status == 200, may_run, "{role}");
    }
}

#[tokio::test]
async fn the_look_of_the_pod_is_changed_and_seen_at_once() {
    let (pod, mut alice) = operated(&[]).await;
    let form = alice.browser.form("/operate/branding", "#branding").await;
    let wrong = alice.browser.send(&form.clone().set("name", " ").set("accent", "green")).await.expect(422);
    assert!(wrong.says("six digits") && wrong.form("#branding").is_some(), "{}", wrong.text());
    let long = alice.browser.send(&form.clone().set("tagline", &"x".repeat(201))).await.expect(422);
    assert!(long.says("200"), "{}", long.text());
    let typed = form.set("name", "Chez\r\n <Nous>").set("tagline", "À table").set("accent", "FFFF00");
    let page = alice.browser.send(&typed.set("language", "fr")).await.expect(200);
    assert!(page.texts(".brand").iter().all(|brand| brand.contains("Chez <Nous>")), "{}", page.text());
    assert!(page.says("changed so that it can be read"), "{}", page.text());
    let front = pod.browser().get("/").await.expect(200);
    assert!(front.says("Chez <Nous>") && front.says("À table"), "{}", front.text());
    assert_eq!(front.count("link[href='/style/ffff00.css']"), 1);
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("Settings were changed") && log.says("#ffff00"), "{}", log.text());
}

#[tokio::test]
async fn who_comes_in_is_decided_in_the_browser_and_members_stay() {
    let (pod, mut alice) = operated(&[]).await;
    let form = alice.browser.form("/operate/registration", "#registration").await;
    let strangers = form.clone().set("accounts", "listed").set("domains", "jabber.example");
    pod.deployment().sql(&format!(
        "UPDATE pods SET xmpp_domain = NULL WHERE id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    ));
    alice.browser.send(&strangers).await.expect(200);
    assert!(pod.sign_in(&alice.jid).await.is_signed_in().await, "she is a member");
    let wrong =
        [("domains", "a b@c"), ("session_days", "0"), ("message_days", "36501"), ("contact_email", "nobody")];
    let wrong = alice.browser.send(&form.clone().set_all(&wrong)).await.expect(422);
    assert!(wrong.says("is no server name") && wrong.says("whole number"), "{}", wrong.text());
    assert_eq!(wrong.count("#registration .field .error"), 4, "{}", wrong.text());
    alice.browser.send(&form.clone().set("registration", "anarchy")).await.expect(400);
    let closed = form.set("registration", "closed").set("session_days", "7");
    let page = alice.browser.send(&closed.set("domains", "jabber.example, jabber.example")).await.expect(200);
    let saved = page.form("#registration").expect("the form");
    let values = ["registration", "domains", "session_days"].map(|name| saved.value(name));
    assert_eq!(values, [Some("closed"), Some("jabber.example"), Some("7")]);
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"registration\":\"closed\"") && shown.contains("\"session_days\":7"), "{shown}");
}

#[tokio::test]
async fn an_operator_says_in_the_browser_how_long_messages_are_kept_and_who_is_told_of_limits() {
    let (pod, mut alice) = operated(&[]).await;
    let first = alice.get("/privacy").await.expect(200);
    assert!(first.says("90 days") && !first.says("90 days, since"), "{}", first.text());
    let form = alice.browser.form("/operate/registration", "#registration").await;
    let set = form.set("message_days", "365").set("contact_email", "alice@mail.test");
    let saved = alice.browser.send(&set).await.expect(200).form("#registration").expect("the form");
    let values = ["message_days", "contact_email"].map(|name| saved.value(name));
    assert_eq!(values, [Some("365"), Some("alice@mail.test")]);
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"message_days\":365") && shown.contains("alice@mail.test"), "{shown}");
    let privacy = alice.get("/privacy").await.expect(200);
    assert!(privacy.says("365 days, since"), "{}", privacy.text());
    assert!(!privacy.says("alice@mail.test"), "{}", privacy.text());
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("Before, these days"), "{}", log.text());
    let none = saved.set("contact_email", "");
    alice.browser.send(&none).await.expect(200);
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(!shown.contains("alice@mail.test"), "{shown}");
}

#[tokio::test]
async fn what_a_pod_uses_is_written_down_while_the_program_runs() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    pod.sign_up("alice").await;
    deployment.stop();
    deployment.start();
    testpod::eventually("the day is written down", async || {
        let rows = deployment.rows("SELECT members FROM usages");
        (rows == ["1"]).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_the_console_are_in_groups_and_the_one_that_is_shown_is_marked() {
    let (pod, mut alice) = operated(&[]).await;
    let mut bob = pod.sign_up("bob").await;
    give(&pod, "moderator", &bob);
    let all = alice.get("/operate").await.expect(200);
    assert_eq!(all.texts(".desks-title"), ["People", "Safety", "Pod"]);
    for path in all.attributes(".desks-grouped a", "href") {
        let page = alice.get(&path).await.expect(200);
        assert_eq!(page.attributes(".desks-grouped a[aria-current='page']", "href"), [path]);
    }
    let few = bob.get("/operate/members").await.expect(200);
    assert_eq!(few.texts(".desks-title"), ["People", "Safety"]);
    assert_eq!(few.attributes(".desks-grouped a", "href"), ["/operate/members", "/operate/reports"]);
}

#[tokio::test]
async fn on_a_server_of_its_own_the_console_says_which_limits_do_not_hold() {
    let (_, mut alice) = operated(&[]).await;
    let page = alice.get("/operate/registration").await.expect(200);
    for said in ["making accounts past the limit of members", "nor limit what is uploaded there"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
}
