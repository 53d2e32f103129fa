//! The console of the deployment's admins: who finds it, and what they do there.

use testpod::page::{Page, REGISTER, SIGN_IN};
use testpod::{ALPHA, Browser, Deployment, PASSWORD, Postbox, TestPod, Xmpp, eventually};

/// Every address of a pod and of the platform, as the program has them.
const ROUTES: &str = include_str!("../crates/server/src/routes.rs");

/// The addresses of the console that take a request of this method.
fn routes(method: &str) -> Vec<String> {
    let lines = ROUTES.lines().filter(|line| line.contains(&format!("web::{method}()")));
    let paths = lines.filter_map(|line| line.split('"').nth(1)).filter(|path| path.starts_with("/admin"));
    paths.map(|path| path.replace("{segment}", "01ARZ3NDEKTSV4RRFFQ69G5FAV")).collect()
}

/// An account of that name, which is an admin.
async fn account(deployment: &Deployment, name: &str) -> String {
    let jid = format!("{name}@{ALPHA}");
    Xmpp::register(deployment.server().address(), &jid, PASSWORD).await;
    deployment.cosse(&["admin", "grant", &jid]);
    jid
}

/// Signs in at the platform's host.
async fn signs_in(browser: &mut Browser, jid: &str, password: &str) -> Page {
    browser.submit("/login", SIGN_IN, &[("jid", jid), ("password", password)]).await
}

/// A browser of an admin who is signed in.
pub(crate) async fn admin(deployment: &Deployment, name: &str) -> (Browser, String) {
    let jid = account(deployment, name).await;
    let mut browser = deployment.platform();
    let page = signs_in(&mut browser, &jid, PASSWORD).await.expect(200);
    assert_eq!(page.path, "/admin", "{}", page.text());
    (browser, jid)
}

/// The path of a link at the platform's host that somebody printed.
fn path(said: &str) -> String {
    let (_, rest) = said.split_once("/setup/").unwrap_or_else(|| panic!("no link in {said}"));
    format!("/setup/{}", rest.split_whitespace().next().unwrap_or_default())
}

/// The address of a pod's page in the console.
pub(crate) async fn page_of(browser: &mut Browser, pod: &TestPod) -> String {
    page_of_host(browser, pod.host()).await
}

async fn page_of_host(browser: &mut Browser, host: &str) -> String {
    let found = browser.get(&format!("/admin?q={host}")).await.expect(200);
    found.attributes("a.who", "href").pop().unwrap_or_else(|| panic!("no {host}: {}", found.text()))
}

#[tokio::test]
async fn the_first_start_prints_a_link_that_makes_the_first_admin_once() {
    let deployment = Deployment::fresh();
    let link = path(&deployment.logged());
    let mut browser = deployment.platform();
    let form = browser.form(&link, "#setup").await;
    let wrong = browser.send(&form.clone().set("jid", "nobody")).await.expect(422);
    assert!(!wrong.alert().is_empty(), "{}", wrong.text());
    deployment.stop();
    deployment.start();
    let later = path(&deployment.logged());
    assert_ne!(link, later, "each start has its own");
    let jid = format!("first@{ALPHA}");
    let page = browser.submit(&link, "#setup", &[("jid", jid.as_str())]).await.expect(200);
    assert_eq!(page.path, "/admin", "{}", page.text());
    assert_eq!(deployment.cosse(&["admin", "list"]).trim(), jid);
    for used in [&link, &later] {
        let page = deployment.platform().get(used).await.expect(404);
        assert!(page.says("not good any more"), "{}", page.text());
    }
    assert!(browser.get("/admin/audit").await.expect(200).says("became an admin"));
    deployment.stop();
    deployment.start();
    assert!(!deployment.logged().contains("/setup/"), "there is an admin");
}

#[tokio::test]
async fn only_admins_come_in_and_nobody_learns_who_is_one() {
    let deployment = Deployment::shared();
    let (mut browser, jid) = admin(&deployment, "gatekeeper").await;
    let stranger = format!("doorless@{ALPHA}");
    Xmpp::register(deployment.server().address(), &stranger, PASSWORD).await;
    let mut said = Vec::new();
    for (jid, password) in [(&jid, "wrong"), (&stranger, PASSWORD), (&stranger, "wrong")] {
        let page = signs_in(&mut deployment.platform(), jid, password).await.expect(422);
        said.push(page.alert());
    }
    assert!(!said[0].is_empty() && said.iter().all(|other| *other == said[0]), "{said:?}");
    let out = browser.get("/admin").await.expect(200).form("form[action='/logout']").expect("a way out");
    browser.send(&out).await.expect(200);
    let page = browser.get("/admin?q=soup").await.expect(200);
    assert_eq!(page.path, "/login?next=%2Fadmin%3Fq%3Dsoup");
    let form = page.form(SIGN_IN).expect("a form").set("jid", &jid).set("password", PASSWORD);
    assert_eq!(browser.send(&form).await.expect(200).path, "/admin?q=soup", "back where she was");
    let elsewhere = deployment.platform().get("/login?next=//evil.example").await.expect(200);
    assert!(!elsewhere.body.contains("evil"), "{}", elsewhere.body);
}

#[tokio::test]
async fn a_link_of_the_command_line_signs_an_admin_in_once_and_who_is_none_any_more_finds_nothing() {
    let deployment = Deployment::shared();
    let jid = format!("stranded@{ALPHA}");
    deployment.cosse(&["admin", "grant", &jid]);
    deployment.cosse(&["admin", "grant", &format!("stays@{ALPHA}")]);
    let link = path(&deployment.cosse(&["admin", "link", &jid]));
    let mut browser = deployment.platform();
    let form = browser.form(&link, "#setup").await;
    browser.send(&form).await.expect(200);
    browser.get("/admin").await.expect(200);
    deployment.platform().get(&link).await.expect(404);
    deployment.cosse(&["admin", "revoke", &jid]);
    for path in routes("get") {
        browser.get(&path).await.expect(404);
    }
    let (_, said, good) = deployment.tries(&["admin", "link", &jid]);
    assert!(!good && said.contains("is no admin"), "{said}");
}

#[tokio::test]
async fn neither_members_nor_operators_nor_strangers_find_the_console() {
    let deployment = Deployment::shared();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    deployment.cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let mut thief = deployment.platform();
    thief.steal(&alice.browser);
    assert!(routes("get").len() > 5 && routes("post").len() > 6);
    for path in routes("get") {
        alice.get(&path).await.expect(404);
        for browser in [&mut thief, &mut deployment.platform()] {
            let page = browser.get(&path).await;
            assert!(page.path.starts_with("/login"), "{path}: {} {}", page.path, page.text());
        }
    }
    let (mut admin, _) = admin(&deployment, "owner").await;
    let mut borrowed = pod.browser();
    borrowed.steal(&admin);
    assert!(borrowed.get("/operate").await.path.starts_with("/login"), "an admin is nobody on a pod");
    let form = thief.form("/login", SIGN_IN).await;
    for path in routes("post") {
        let page = thief.send(&form.clone().act(&path).with("to", "suspend")).await;
        assert!(page.path.starts_with("/login"), "{path}: {} {}", page.path, page.text());
    }
    admin.get("/admin/pods/01ARZ3NDEKTSV4RRFFQ69G5FAV").await.expect(404);
    admin.get("/admin/pods/nonsense").await.expect(404);
}

#[tokio::test]
async fn an_admin_makes_a_pod_with_a_plan_hands_it_over_by_mail_and_watches_it_fill() {
    let (deployment, postbox) = Postbox::shared();
    let (mut browser, _) = admin(&deployment, "founder").await;
    let plan = [("name", "tiny"), ("members", "2"), ("media", "1"), ("sessions", "9"), ("signups", "9")];
    let page = browser.submit("/admin/plans", "#plan", &plan).await.expect(200);
    assert!(page.says("tiny"), "{}", page.text());
    let email = "novice@mail.test";
    let form = browser.form("/admin/pods/new", "#new-pod").await;
    let wrong = [
        ("name", ""),
        ("host", "no_host"),
        ("email", "nobody"),
        ("contact_email", "nobody"),
        ("members", "-1"),
    ];
    let wrong = browser.send(&form.clone().set_all(&wrong)).await.expect(422);
    assert_eq!(wrong.count("#new-pod .field .error"), 5, "{}", wrong.text());
    let form = form.set("name", "Handed over").set("host", "handed-over.localhost").set("plan", "tiny");
    let form = form.set("registration", "closed").set("domain", ALPHA).set("email", email);
    let page = browser.send(&form).await.expect(200);
    assert!(page.says("Nobody so far") && page.count("a[href*='/invite/']") == 0, "{}", page.text());
    let twice = page.form("#hand-over").expect("a form").set("email", email);
    assert!(browser.send(&twice).await.expect(422).says("within the last week"));
    let again = browser.send(&form).await.expect(422);
    assert!(!again.alert().is_empty(), "{}", again.text());
    let shown = deployment.cosse(&["pod", "show", "handed-over.localhost", "--json"]);
    assert!(shown.contains(&format!("\"contact_email\":\"{email}\"")), "who is to run it is warned: {shown}");
    let link = postbox.brings(email).await.link("/invite/");
    let mut operator = deployment.browser("handed-over.localhost");
    let invited = eventually("the pod answers", async || {
        let page = operator.get(&link).await;
        (page.status == 200).then_some(page)
    })
    .await;
    let to = invited.attributes("a[href^='/register?']", "href").remove(0);
    operator.submit(&to, REGISTER, &[("username", "novice"), ("password", PASSWORD)]).await.expect(200);
    assert!(operator.get("/operate/audit").await.expect(200).says(&format!("novice@{ALPHA}")));
    let mine = page_of_host(&mut browser, "handed-over.localhost").await;
    let page = browser.get(&mine).await.expect(200);
    assert!(page.says(&format!("novice@{ALPHA}")) && page.says("1 of 2"), "{}", page.text());
    fills(&deployment, &mut browser, "handed-over.localhost", &mine).await;
}

#[tokio::test]
async fn an_admin_makes_a_pod_with_a_domain_that_cosse_makes_too() {
    let domain = "cantine.alpha.test";
    let deployment = crate::domains::deployment(&[domain]);
    let (mut browser, _) = admin(&deployment, "founder").await;
    let form = browser.form("/admin/pods/new", "#new-pod").await.set("name", "Cantine");
    let form = form.set("host", "cantine.localhost").set("registration", "open");
    let nameless = form.clone().set("domain_kind", "shared");
    let wrong = browser.send(&nameless).await.expect(422);
    assert_eq!(wrong.count("#new-pod .field .error"), 1, "no domain is shared here: {}", wrong.text());
    let form = form.set("domain_kind", "managed").set("domain", domain).set("contact_email", "all@mail.test");
    browser.send(&form).await.expect(200);
    let shown = deployment.cosse(&["pod", "show", "cantine.localhost", "--json"]);
    assert!(shown.contains("\"contact_email\":\"all@mail.test\""), "{shown}");
    eventually("the form offers it", async || {
        let mut visitor = deployment.browser("cantine.localhost");
        visitor.get("/register").await.says(&format!("@{domain}")).then_some(())
    })
    .await;
    let taken = browser.send(&form.set("host", "lanterne.localhost")).await.expect(422);
    assert_eq!(taken.count("#new-pod .field .error"), 1, "{}", taken.text());
}

/// A second member takes the last place of a pod, and its page says so.
async fn fills(deployment: &Deployment, browser: &mut Browser, host: &str, mine: &str) {
    deployment.cosse(&["pod", "set", host, "--registration", "open"]);
    eventually("a second member comes in", async || {
        let mut second = deployment.browser(host);
        let page = second.get("/register").await;
        let form = page.form(REGISTER)?;
        let form = form.set("username", "second-of-two").set("password", PASSWORD);
        (second.send(&form).await.status == 200).then_some(())
    })
    .await;
    let page = browser.get(mine).await.expect(200);
    assert!(page.says("2 of 2") && page.says("full"), "{}", page.text());
    eventually("nobody else comes in", async || {
        let page = deployment.browser(host).get("/register").await.expect(200);
        page.form(REGISTER).is_none().then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_pod_is_closed_deleted_and_restored_and_a_day_too_early_is_refused() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "closer").await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mine = page_of(&mut browser, &pod).await;
    let turns = async |browser: &mut Browser, to: &str| {
        let form = browser.form(&mine, "form.actions[action='/admin/turn']").await.with("to", to);
        browser.send(&form).await.expect(200).form("#turn").expect("it asks")
    };
    let close = turns(&mut browser, "close").await;
    for day in ["", "soon", "2020-01-01"] {
        let page = browser.send(&close.clone().set("on", day).set("farewell", "Adieu")).await.expect(422);
        let form = page.form("#turn").expect("the form again");
        assert!(form.value("farewell") == Some("Adieu") && !page.alert().is_empty(), "{}", page.text());
    }
    let close = close.set("on", "2999-01-31");
    let page = browser.send(&close.clone().set("moved_to", pod.host())).await.expect(422);
    assert_eq!(page.form("#turn").expect("the form again").value("moved_to"), Some(pod.host()));
    let page = browser.send(&close.set("moved_to", "elsewhere.example")).await.expect(200);
    assert!(page.says("closing"), "{}", page.text());
    let delete = turns(&mut browser, "delete").await;
    browser.send(&delete).await.expect(200);
    eventually("it is gone", async || (pod.browser().get("/").await.status == 404).then_some(())).await;
    let restore = turns(&mut browser, "restore").await;
    browser.send(&restore).await.expect(200);
    eventually("it is back", async || (pod.browser().get("/").await.status == 200).then_some(())).await;
}

#[tokio::test]
async fn plans_and_figures_are_set_in_the_browser_and_by_command_line() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "planner").await;
    deployment.cosse(&["plan", "set", "choir", "--members-max", "7"]);
    let pod = TestPod::on(&deployment, "cantine", &["--plan", "choir"]).await;
    let mine = page_of(&mut browser, &pod).await;
    assert!(browser.get(&mine).await.expect(200).says("0 of 7"));
    deployment.cosse(&["plan", "set", "choir", "--members-max", "8"]);
    assert!(browser.get(&mine).await.expect(200).says("0 of 8"));
    let form = browser.form(&mine, "#limits").await;
    let wrong = browser.send(&form.clone().set("plan", "").set("members", "many")).await.expect(422);
    assert!(wrong.says("whole number"), "{}", wrong.text());
    browser.send(&form.clone().set("plan", "").set("members", "9")).await.expect(200);
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    assert!(shown.contains("\"members_max\":9") && shown.contains("\"plan\":null"), "{shown}");
    browser.send(&form.set("plan", "choir").set("upload", "500")).await.expect(200);
    let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
    let figures = ["\"members_max\":8", "\"plan\":\"choir\"", "\"upload_max\":512000"];
    assert!(figures.iter().all(|figure| shown.contains(figure)), "{shown}");
    let page = browser.submit("/admin/plans", "#plan", &[("name", "choir"), ("members", "5")]).await;
    assert!(page.status == 422, "{}", page.text());
    let typed = [("name", "choir"), ("members", "5"), ("media", "1"), ("sessions", "9"), ("signups", "9")];
    let form = browser.form("/admin/plans", "#plan").await.set_all(&typed);
    let asks = browser.send(&form.set("upload", "700")).await.expect(200);
    assert!(asks.says("One pod has it"), "{}", asks.text());
    assert!(browser.get(&mine).await.expect(200).says("0 of 8"), "nothing is done before it was asked");
    browser.send(&asks.form("#sure").expect("a form")).await.expect(200);
    let page = browser.get(&mine).await.expect(200);
    assert!(page.says("0 of 5"), "{}", page.text());
    assert_eq!(page.form("#limits").expect("its limits").value("upload"), Some("700"));
    let removal = browser.form("/admin/plans", "form[action='/admin/plans/choir/remove']").await;
    let asks = browser.send(&removal).await.expect(200);
    assert!(asks.says("keeps its limits"), "{}", asks.text());
    browser.send(&asks.form("#sure").expect("a form")).await.expect(200);
    let (_, said, good) = deployment.tries(&["pod", "set", pod.host(), "--plan", "choir"]);
    assert!(!good && said.contains("there is no plan choir"), "{said}");
    let health = browser.get("/admin/health").await.expect(200);
    assert!(health.says("Migrations"), "{}", health.text());
    let log = browser.get("/admin/audit?act=plan-remove").await.expect(200);
    assert!(log.says("The plan choir was removed") && !log.says("was made, at"), "{}", log.text());
    assert!(deployment.tries(&["doctor"]).0.contains("good   the audit log of the deployment"));
}

#[tokio::test]
async fn a_member_who_is_here_takes_the_pod_over_with_one_button() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut eve) = (pod.sign_up("alice").await, other.sign_up("eve").await);
    let said = pod.deployment().cosse(&["invite", "create", "--pod", pod.host(), "--role", "operator"]);
    let link = said.trim().strip_prefix(pod.host()).expect("the pod's own host").to_owned();
    let form = alice.browser.form(&link, "form[action$='/take']").await;
    let own = eve.browser.form("/settings", "form[action='/settings/language']").await;
    eve.browser.send(&own.act(&form.action)).await.expect(404);
    alice.get("/operate").await.expect(404);
    let page = alice.browser.send(&form).await.expect(200);
    assert_eq!(page.path, "/operate", "{}", page.text());
    alice.browser.send(&form).await.expect(404);
}

/// The form that takes an announcement back, by its title.
fn withdrawal(deployment: &Deployment, title: &str) -> String {
    let listed = deployment.cosse(&["announcement", "list"]);
    let line = listed.lines().find(|line| line.contains(title)).expect("its line");
    let id = line.split_whitespace().next().expect("its id");
    format!("form[action='/admin/announcements/{id}/withdraw']")
}

#[tokio::test]
async fn what_the_deployment_announces_in_its_console_is_on_the_pods_that_are_named_and_taken_back_from_all()
{
    const FORM: &str = "#announcement";
    let deployment = Deployment::shared();
    let (mut browser, jid) = admin(&deployment, "herald").await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (second, other) =
        (TestPod::on(&deployment, "buvette", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let form = browser.form("/admin/announcements", FORM).await.with("everyone", "1");
    let form = form.set("title", "Out of order").set("text", "For *an hour* <script>alert(1)</script>");
    let form = form.set("pods", &format!("{}\r\n{}", pod.host(), second.host().to_uppercase()));
    for (field, value) in [("title", ""), ("until", "2001-01-01"), ("pods", "nobody-lives-here.example")] {
        let page = browser.send(&form.clone().set(field, value)).await.expect(422);
        assert_eq!(page.count(".summary li"), 1, "{field}: {}", page.text());
        assert_eq!(page.form(FORM).expect("the form again").value(field), Some(value));
    }
    for _ in 0..2 {
        browser.send(&form).await.expect(200);
    }
    for pod in [&pod, &second] {
        let front = pod.browser().get("/").await.expect(200);
        assert!(front.says("Out of order") && front.says("Announced by the platform"), "{}", front.text());
        assert_eq!((front.count(".announcement em"), front.count(".announcement script")), (1, 0));
    }
    assert!(!other.browser().get("/").await.says("Out of order"));
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    assert_eq!(log.matches("announcement-make").count(), 1, "sent twice is said once: {log}");
    assert!(log.contains(&jid), "{log}");
    // she goes back, and sends what the browser kept of the form
    browser.send(&form.set("title", "Back in order")).await.expect(200);
    let front = pod.browser().get("/").await.expect(200);
    assert!(front.says("Out of order") && front.says("Back in order"), "{}", front.text());
    let withdraw = withdrawal(&deployment, "Out of order");
    let asked = browser.submit("/admin/announcements", &withdraw, &[]).await.expect(200);
    let stays = pod.browser().get("/").await.says("Out of order");
    assert!(stays && asked.says("from 2 pods"), "{}", asked.text());
    let page = browser.send(&asked.form("#sure").expect("it asks first")).await.expect(200);
    assert!(page.form(&withdraw).is_none(), "{}", page.text());
    for pod in [&pod, &second] {
        eventually("it is gone", async || (!pod.browser().get("/").await.says("Out of order")).then_some(()))
            .await;
    }
}

/// Figures that no limit has.
const ABSURD: [&str; 6] = ["-1", "9223372036854775807", "99999999999999999999", "1e9", "1.5", "many"];

#[tokio::test]
async fn limits_below_zero_or_beyond_all_measure_are_refused_and_the_pod_stays_as_it_is() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "measurer").await;
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let limits = || {
        let said = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        ["members_max", "storage_max", "sessions_max", "signups_per_day", "upload_max"]
            .map(|name| shown[name].clone())
    };
    let before = limits();
    for flag in ["--members-max", "--storage-max", "--sessions-max", "--signups-per-day", "--upload-max"] {
        for figure in ABSURD {
            let given = format!("{flag}={figure}");
            for arguments in [["pod", "set", pod.host()], ["plan", "set", "absurd"]] {
                let (_, why, good) = deployment.tries(&[&arguments[..], &[given.as_str()]].concat());
                assert!(!good && why.contains(flag), "{arguments:?} {given}: {why}");
            }
        }
    }
    for flag in ["--session-days", "--message-days"] {
        for figure in ABSURD.into_iter().chain(["0"]) {
            let (_, why, good) = deployment.tries(&["pod", "set", pod.host(), &format!("{flag}={figure}")]);
            assert!(!good && why.contains(flag), "{flag} {figure}: {why}");
        }
    }
    let mine = page_of(&mut browser, &pod).await;
    let form = browser.form(&mine, "#limits").await;
    for field in ["members", "media", "sessions", "signups", "upload"] {
        for figure in ABSURD {
            let page = browser.send(&form.clone().set(field, figure)).await.expect(422);
            assert_eq!(page.count("#limits .field .error"), 1, "{field} {figure}: {}", page.text());
            assert_eq!(page.form("#limits").expect("the form again").value(field), Some(figure));
        }
    }
    assert!(!deployment.cosse(&["plan", "list"]).contains("absurd"));
    assert_eq!(limits(), before);
}

#[tokio::test]
async fn host_names_that_cannot_be_or_are_taken_are_refused_in_the_console() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "christener").await;
    let taken = TestPod::on(&deployment, "cantine", &[]).await;
    let form = browser.form("/admin/pods/new", "#new-pod").await.set("name", "Misnamed");
    // one of its letters is Cyrillic
    let mixed = "g\u{430}rden.localhost";
    let impossible = ["https://garden.test", "10.0.0.1", "garden", mixed, "admin.localhost", "localhost"];
    for host in impossible.into_iter().chain([taken.host()]) {
        let page = browser.send(&form.clone().set("host", host)).await.expect(422);
        assert_eq!(page.count("#new-pod .field .error"), 1, "{host}: {}", page.text());
        assert_eq!(page.form("#new-pod").expect("the form again").value("host"), Some(host));
    }
    deployment.cosse(&["pod", "create", "wheelbarrow.test", "--name", "Wheelbarrow", "--trusted"]);
    let like = form.set("host", "whelbarrow.test");
    let page = browser.send(&like).await.expect(422);
    assert!(page.says("wheelbarrow.test"), "it says which: {}", page.text());
    let made = browser.get("/admin?q=Misnamed").await.expect(200);
    assert_eq!(made.count("a.who"), 0, "nothing half-done stays");
    browser.send(&like.with("although_like", "1")).await.expect(200);
}

#[tokio::test]
async fn a_pod_gets_host_names_with_the_records_that_prove_them_and_loses_one_after_a_question() {
    let deployment = Deployment::shared();
    let (mut browser, _) = admin(&deployment, "namer").await;
    let (pod, other) =
        (TestPod::on(&deployment, "cantine", &[]).await, TestPod::on(&deployment, "lanterne", &[]).await);
    let mine = page_of(&mut browser, &pod).await;
    for host in ["", "https://garden.test", other.host()] {
        let page = browser.submit(&mine, "#host-add", &[("host", host)]).await.expect(422);
        assert_eq!(page.count("#host-add .field .error"), 1, "{host}: {}", page.text());
        assert_eq!(page.form("#host-add").expect("the form again").value("host"), Some(host));
    }
    let page = browser.submit(&mine, "#host-add", &[("host", "belvedere.test")]).await.expect(200);
    let record = "_cosse.belvedere.test. TXT \"cosse-pod=";
    assert!(page.says("to be proven") && page.says(record), "{}", page.text());
    let third = format!("third-{}", pod.host());
    for _ in 0..2 {
        let page = browser.submit(&mine, "#host-add", &[("host", &third)]).await.expect(200);
        assert!(page.says(&third), "{}", page.text());
    }
    eventually("it shows the pod", async || {
        (deployment.browser(&third).get("/").await.status == 200).then_some(())
    })
    .await;
    let theirs = page_of(&mut browser, &other).await;
    let removal = browser.form(&mine, "form[action$='/hosts/remove']").await.set("host", &third);
    browser.send(&removal.clone().act(&format!("{theirs}/hosts/remove"))).await.expect(404);
    browser.send(&removal.clone().set("host", pod.host()).with("sure", "1")).await.expect(404);
    let asks = browser.send(&removal).await.expect(200);
    assert!(asks.says(&third) && asks.says("90 days"), "{}", asks.text());
    assert!(deployment.cosse(&["pod", "host", "list", "--pod", pod.host()]).contains(&third));
    browser.send(&asks.form("#sure").expect("a form")).await.expect(200);
    let listed = deployment.cosse(&["pod", "host", "list", "--pod", pod.host()]);
    assert!(!listed.contains(&third) && listed.contains(pod.host()), "{listed}");
    eventually("it shows nothing", async || {
        (deployment.browser(&third).get("/").await.status == 404).then_some(())
    })
    .await;
}
