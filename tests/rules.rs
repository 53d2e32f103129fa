//! Rules in versions, announced before they hold, and what the law wants said.

use testpod::{Deployment, Member, TestPod, eventually};

const RULES: &str = "#rules";
const LEGAL: &str = "#legal";
const PRIVACY: &str = "#privacy";

async fn operated(rules: &str) -> (TestPod, Member) {
    run_by_alice(TestPod::with("cantine", &[format!("--rules={rules}").as_str()]).await).await
}

async fn run_by_alice(pod: TestPod) -> (TestPod, Member) {
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn writes(operator: &mut Member, form: &str, body: &str, days: &str) {
    let fields = [("body", body), ("days", days)];
    operator.browser.submit("/operate/texts", form, &fields).await.expect(200);
}

/// What is announced on a pod holds, as far as its rows say.
fn two_weeks_pass(pod: &TestPod) {
    let pod_id = format!("(select pod_id from hosts where host = '{}')", pod.host());
    let held = format!("update texts set since = made_at where version = 2 and pod_id = {pod_id}");
    pod.deployment().sql(&held);
}

/// An operator announces rules and takes them back: asked about what is announced then, and told where it was.
async fn is_called_off(operator: &mut Member, reader: &mut Member) {
    const QUESTION: &str = "form[action$='/withdraw']";
    const ADDRESS: &str = "/operate/texts/rules/withdraw";
    writes(operator, RULES, "Be kindest", "20").await;
    reader.get("/rules").await.expect(200);
    let rash = operator.get(ADDRESS).await.expect(200).form(QUESTION).expect("a question");
    writes(operator, RULES, "Be kinder", "14").await;
    let other = operator.browser.send(&rash).await.expect(200);
    assert_eq!(other.path, ADDRESS, "another change is asked about, and not taken back");
    let done = operator.browser.send(&other.form(QUESTION).expect("a question")).await.expect(200);
    assert!(!done.says("A change is announced"), "{}", done.text());
    assert_eq!(operator.get(ADDRESS).await.expect(200).path, "/operate/texts", "nothing is asked");
    let feed = reader.get("/feed").await.expect(200);
    assert!(feed.says("is called off. They stay as they are"), "she had read it: {}", feed.text());
    let page = reader.get("/rules").await.expect(200);
    assert!(page.says("is called off") && !page.says("Be kinder"), "{}", page.text());
    assert!(!reader.get("/feed").await.says("called off"), "she has read that, too");
}

#[tokio::test]
async fn new_rules_are_announced_and_the_old_ones_hold_until_their_day() {
    let (pod, mut alice) = operated("Be kind").await;
    let mut bob = pod.sign_up("bob").await;
    assert!(!bob.get("/feed").await.says("rules of this pod will change"));
    let form = alice.browser.form("/operate/texts", RULES).await;
    assert_eq!((form.value("body"), form.value("days")), (Some("Be kind"), Some("14")));
    alice.browser.send(&form.set("body", "Be *kinder*")).await.expect(200);
    let page = pod.browser().get("/rules").await.expect(200);
    assert!(page.says("Be kind") && page.says("In force since") && page.says("Be kinder"), "{}", page.text());
    assert!(pod.browser().get("/").await.says("Be kind"));
    let feed = bob.get("/feed").await.expect(200);
    assert!(feed.says("rules of this pod will change"), "{}", feed.text());
    bob.get("/rules").await.expect(200);
    assert!(!bob.get("/feed").await.says("rules of this pod will change"), "she has read them");
    assert!(alice.get("/feed").await.says("rules of this pod will change"), "the other has not");
    two_weeks_pass(&pod);
    let page = pod.browser().get("/rules").await.expect(200);
    assert!(page.says("Be kinder") && page.says("Version 1"), "{}", page.text());
    let old = pod.browser().get("/rules/1").await.expect(200);
    assert!(old.says("Be kind") && old.says("until"), "{}", old.text());
    eventually("the front page has them, too", async || {
        pod.browser().get("/").await.says("Be *kinder*").then_some(())
    })
    .await;
    assert!(!alice.get("/feed").await.says("rules of this pod will change"));
}

#[tokio::test]
async fn a_change_of_what_is_said_of_privacy_is_told_until_one_has_read_it_or_it_holds() {
    const TOLD: &str = "What is said of privacy on this pod will change on";
    let (pod, mut alice) = operated("Be kind").await;
    let mut bob = pod.sign_up("bob").await;
    writes(&mut alice, PRIVACY, "Nobody is photographed.", "0").await;
    assert!(!bob.get("/feed").await.says(TOLD), "the first one holds at once");
    writes(&mut alice, PRIVACY, "Nobody is filmed.", "14").await;
    let page = pod.browser().get("/privacy").await.expect(200);
    assert!(page.says("Nobody is photographed.") && page.says("Nobody is filmed."), "{}", page.text());
    let feed = bob.get("/feed").await.expect(200);
    assert!(feed.says(TOLD) && !feed.says("rules of this pod will change"), "{}", feed.text());
    assert_eq!(feed.texts(".notice a[href='/privacy']"), ["Read what will hold"]);
    bob.get("/rules").await.expect(200);
    assert!(bob.get("/feed").await.says(TOLD), "that is another page");
    bob.get("/privacy").await.expect(200);
    assert!(!bob.get("/feed").await.says(TOLD), "she has read it");
    assert!(alice.get("/feed").await.says(TOLD), "the other has not");
    two_weeks_pass(&pod);
    let page = pod.browser().get("/privacy").await.expect(200);
    assert!(page.says("Nobody is filmed.") && !page.says("photographed"), "{}", page.text());
    assert!(pod.browser().get("/privacy/1").await.expect(200).says("Nobody is photographed."));
    assert!(!alice.get("/feed").await.says(TOLD));
}

#[tokio::test]
async fn rules_from_the_command_line_are_versions_too() {
    let (pod, mut alice) = operated("Be kind").await;
    let said = pod.deployment().cosse(&["pod", "set", pod.host(), "--rules", "Be kinder"]);
    assert!(said.contains("hold from"), "{said}");
    assert!(pod.browser().get("/rules").await.expect(200).says("Be kinder"));
    pod.deployment().cosse(&["pod", "set", pod.host(), "--rules", "Be kindest", "--rules-in", "0"]);
    let page = pod.browser().get("/rules").await.expect(200);
    let replaced = page.says("Be kindest") && !page.says("Be kinder");
    assert!(replaced, "what did not hold yet is replaced: {}", page.text());
    assert!(pod.browser().get("/rules/1").await.expect(200).says("Be kind"));
    let log = alice.get("/operate/audit").await.expect(200);
    assert!(log.says("New rules were written"), "{}", log.text());
}

#[tokio::test]
async fn what_operators_add_to_the_legal_notice_and_to_privacy_stands_there() {
    let (pod, mut alice) = operated("Be kind").await;
    let page = pod.browser().get("/legal").await.expect(200);
    assert!(page.says(&alice.name) && page.says("adds no terms"), "{}", page.text());
    writes(&mut alice, LEGAL, "Responsible: **Alice** <script>alert(1)</script>", "0").await;
    writes(&mut alice, PRIVACY, "Nobody is photographed.", "0").await;
    let page = pod.browser().get("/legal").await.expect(200);
    assert!(page.says("Responsible: Alice") && !page.body.contains("<script>alert"), "{}", page.text());
    assert!(pod.browser().get("/privacy").await.expect(200).says("Nobody is photographed."));
    let hostile = "Be **kinder** <script>alert(1)</script> [here](javascript:alert(1)) <img src=x onerror=x>";
    writes(&mut alice, RULES, hostile, "0").await;
    for path in ["/rules", "/rules/2", "/"] {
        let page = pod.browser().get(path).await.expect(200);
        let harm = ["main script:not([src])", "main [onerror]", "main a[href^='javascript']"];
        assert!(harm.iter().all(|what| page.count(what) == 0), "{path}: {}", page.body);
    }
    assert!(pod.browser().get("/rules").await.says("Be kinder"));
    assert_eq!(pod.browser().get("/").await.count("a[href='/legal']"), 1);
}

#[tokio::test]
async fn the_legal_notice_and_the_page_on_privacy_say_who_is_responsible_where_and_how_they_are_reached() {
    let deployment = Deployment::with(&[
        ("COSSE_LEGAL_NAME", "Les Potagers <b>du</b> Quai"),
        ("COSSE_LEGAL_ADDRESS", "1 quai des Pods; 44000 Nantes"),
        ("COSSE_LEGAL_CONTACT", "legal@pods.example"),
    ]);
    let mut all = Vec::new();
    for name in ["cantine", "lanterne"] {
        let (pod, mut alice) = run_by_alice(TestPod::on(&deployment, name, &[]).await).await;
        writes(&mut alice, LEGAL, &format!("The kitchen of {name} answers."), "0").await;
        all.push((name, pod, alice));
    }
    for (name, pod, alice) in &mut all {
        let legal = pod.browser().get("/legal").await.expect(200);
        let privacy = pod.browser().get("/privacy").await.expect(200);
        let host = legal.texts("section[aria-labelledby='host']").join(" ");
        let short = privacy.texts("section[aria-labelledby='responsible']").join(" ");
        let said =
            ["Les Potagers <b>du</b> Quai", "1 quai des Pods 44000 Nantes", "Contact: legal@pods.example"];
        for words in said {
            assert!(host.contains(words) && short.contains(words), "{words}: {host} / {short}");
        }
        assert!(short.contains(&alice.name), "who runs the pod: {short}");
        for page in [&legal, &privacy] {
            assert!(page.says(&alice.name) && page.says(&alice.jid), "who runs the pod: {}", page.text());
            let added = ["cantine", "lanterne"].map(|of| page.says(&format!("The kitchen of {of} answers.")));
            assert_eq!(added, [*name == "cantine", *name == "lanterne"], "{}", page.text());
        }
        assert!(privacy.says("on the machines of whoever runs"), "{}", privacy.text());
        assert_eq!(privacy.count("[aria-labelledby='responsible'] a[href='/legal']"), 1, "{}", privacy.body);
        alice.browser.submit("/settings", "#language", &[("language", "fr")]).await.expect(200);
        let french = alice.get("/privacy").await.expect(200);
        assert!(french.says("Qui est responsable") && french.says("Contact : legal@pods.example"));
    }
}

#[tokio::test]
async fn where_nobody_says_who_runs_the_deployment_the_page_on_privacy_says_who_runs_the_pod() {
    let pod = TestPod::new("cantine").await;
    let said = async || {
        let page = pod.browser().get("/privacy").await.expect(200);
        page.texts("section[aria-labelledby='responsible']").join(" ")
    };
    let before = said().await;
    assert!(before.contains("Nobody who runs this pod") && !before.contains("Contact:"), "{before}");
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let after = said().await;
    assert!(after.contains(&alice.name) && !after.contains("Nobody who runs this pod"), "{after}");
}

#[tokio::test]
async fn texts_are_their_pods_and_their_operators() {
    let (pod, mut alice) = operated("Be kind").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    writes(&mut alice, RULES, "Be kinder", "0").await;
    let mut bob = pod.sign_up("bob").await;
    for path in ["/rules/1", "/rules/2", "/legal/1"] {
        other.browser().get(path).await.expect(404);
    }
    for nonsense in ["/rules/3", "/rules/0", "/rules/-1", "/rules/x", "/legal/1"] {
        assert_eq!(pod.browser().get(nonsense).await.status, 404, "{nonsense}");
    }
    assert!(!other.browser().get("/rules").await.expect(200).says("Be kinder"));
    for path in ["/operate/texts", "/operate/texts/rules/withdraw"] {
        bob.get(path).await.expect(404);
    }
    let form = alice.browser.form("/operate/texts", RULES).await.set("days", "soon").set("body", "Be loud");
    let again = alice.browser.send(&form).await.expect(422);
    assert_eq!(again.form(RULES).expect("the form").value("body"), Some("Be loud"));
    assert!(pod.browser().get("/rules").await.says("Be kinder"), "nothing half-done stays");
}

#[tokio::test]
async fn a_change_of_what_members_go_by_is_told_them_for_two_weeks_whoever_makes_it() {
    let (pod, mut alice) = operated("Be kind").await;
    let mut bob = pod.sign_up("bob").await;
    writes(&mut alice, PRIVACY, "Nobody is photographed.", "0").await;
    assert!(pod.browser().get("/privacy").await.expect(200).says("Nobody is photographed."), "the first one");
    for (form, days) in [(RULES, "0"), (RULES, "13"), (PRIVACY, "0")] {
        let typed = alice.browser.form("/operate/texts", form).await.set("body", "Be loud").set("days", days);
        let again = alice.browser.send(&typed).await.expect(422);
        assert!(again.says("told of a change 14 days before"), "{form} {days}: {}", again.text());
        assert_eq!(again.form(form).expect("the form").value("days"), Some(days));
    }
    let (cli, host) = (pod.deployment(), pod.host());
    for refused in [
        &["pod", "set", host, "--name", "Loud", "--rules", "Be loud", "--rules-in", "13"][..],
        &["pod", "text", "set", host, "privacy", "--text", "Be loud", "--days", "0"][..],
    ] {
        let (_, why, is_done) = cli.tries(refused);
        assert!(!is_done && why.contains("Write 14 or more"), "{refused:?}: {why}");
    }
    let front = pod.browser().get("/").await.expect(200);
    assert!(!front.says("Loud"), "nothing half-done stays: {}", front.text());
    for path in ["/rules", "/privacy"] {
        assert!(!pod.browser().get(path).await.expect(200).says("Be loud"), "{path}");
    }
    is_called_off(&mut alice, &mut bob).await;
    writes(&mut alice, RULES, "Be kinder", "14").await;
    writes(&mut alice, PRIVACY, "Nobody is filmed.", "365").await;
    let page = pod.browser().get("/rules").await.expect(200);
    assert!(page.says("Be kind") && page.says("Be kinder"), "{}", page.text());
    writes(&mut alice, LEGAL, "Responsible: Alice", "0").await;
    writes(&mut alice, LEGAL, "Responsible: Bob", "0").await;
    let page = pod.browser().get("/legal").await.expect(200);
    let is_true = page.says("Responsible: Bob") && !page.says("Responsible: Alice");
    assert!(is_true, "who answers is said as it is today: {}", page.text());
}

#[tokio::test]
async fn the_refusal_of_a_change_that_is_too_early_is_french_on_a_french_page() {
    let (pod, mut alice) = operated("Be kind").await;
    pod.sign_up("bob").await;
    alice.browser.submit("/settings", "#language", &[("language", "fr")]).await.expect(200);
    let typed = alice.browser.form("/operate/texts", RULES).await.set("body", "Be loud").set("days", "1");
    let again = alice.browser.send(&typed).await.expect(422);
    assert!(again.says("prévenus d’un changement 14 jours avant"), "{}", again.text());
}
