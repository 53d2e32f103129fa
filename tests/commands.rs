//! What the command line does for those who run a pod, as the console and the API do it.

use std::path::Path;

use serde_json::{Value, json};
use testpod::page::POST;
use testpod::{ALPHA, PASSWORD, TestPod, Xmpp, eventually};

use crate::domains;
use crate::reports::{APPEAL, REPORT, give, moderated, reports};

/// What a command prints as JSON.
fn told(pod: &TestPod, arguments: &[&str]) -> Value {
    serde_json::from_str(&pod.deployment().cosse(arguments)).expect("JSON")
}

/// What a command complains of.
#[track_caller]
fn refused(pod: &TestPod, arguments: &[&str]) -> String {
    let (out, why, good) = pod.deployment().tries(arguments);
    assert!(!good, "{arguments:?} was done: {out}");
    why
}

fn file(folder: &Path, name: &str, says: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, says).expect("a file");
    path.display().to_string()
}

#[tokio::test]
async fn sign_ups_are_looked_at_undone_and_let_in_again() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut bob, mut eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    let all = ["wave", "remove", "--pod", pod.host(), "--from", "2001-01-01", "--until", "2999-01-01"];
    let seen = pod.deployment().cosse(&all);
    assert!(seen.contains(&bob.jid) && !seen.contains(&eve.jid) && seen.contains("--yes"), "{seen}");
    assert!(bob.is_signed_in().await, "it was only looked at");
    assert!(pod.deployment().cosse(&[&all[..], &["--yes"]].concat()).contains("1 sign-ups are undone"));
    eventually("he is out", async || (!bob.is_signed_in().await).then_some(())).await;
    assert!(eve.is_signed_in().await);
    let wave = told(&pod, &["wave", "list", "--pod", pod.host(), "--json"])[0].clone();
    let id = wave["id"].as_str().expect("a key");
    let why = refused(&pod, &["wave", "undo", id, "--pod", other.host()]);
    assert!(why.contains("has no such wave"), "{why}");
    pod.deployment().cosse(&["wave", "undo", id, "--pod", pod.host()]);
    refused(&pod, &["wave", "undo", id, "--pod", pod.host()]);
    assert!(pod.sign_in(&bob.jid).await.is_signed_in().await);
    for wrong in [
        &["--from", "2001-01-01"][..],
        &["--from", "2001-02-30", "--until", "2999-01-01"],
        &["--network", "x", "--invite", "y"],
        &["--invite", "nothing"],
        &[],
    ] {
        refused(&pod, &[&all[..4], wrong].concat());
    }
}

#[tokio::test]
async fn the_ledger_and_what_is_said_of_gifts_are_kept() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let add = ["fund", "add", "--pod", pod.host()];
    pod.deployment()
        .cosse(&[&add[..], &["--in", "12,5", "--words", "the tin", "--day", "2026-11-01"]].concat());
    let entry = told(&pod, &["fund", "list", "--pod", pod.host(), "--json"])[0].clone();
    assert_eq!((&entry["amount"], &entry["direction"]), (&json!("12.50"), &json!("in")));
    let id = entry["id"].as_str().expect("a key");
    for wrong in
        [&["--in", "0"][..], &["--in", "1", "--out", "1"], &["--out", "1e9"], &["--in", "1", "--day", "x"]]
    {
        refused(&pod, &[&add[..], wrong].concat());
    }
    refused(&pod, &["fund", "remove", id, "--pod", other.host()]);
    pod.deployment().cosse(&["fund", "correct", id, "--pod", pod.host(), "--out", "3", "--words", "bread"]);
    pod.deployment().cosse(&["fund", "remove", id, "--pod", pod.host()]);
    refused(&pod, &["fund", "remove", id, "--pod", pod.host()]);
    pod.deployment().cosse(&["fund", "restore", id, "--pod", pod.host()]);
    let listed = pod.deployment().cosse(&["fund", "list", "--pod", pod.host()]);
    assert!(listed.contains("-3.00 EUR") && listed.contains("bread"), "{listed}");
    let gifts = ["fund", "gifts", "--pod", pod.host()];
    let said = ["--shown-to", "everyone", "--words", "Ten *euros*", "--amounts", "5 12.50"];
    pod.deployment().cosse(&[&gifts[..], &said].concat());
    refused(&pod, &[&gifts[..], &["--links", "http://a.example"]].concat());
    let shown = pod.deployment().cosse(&gifts);
    assert!(shown.contains("everyone") && shown.contains("5.00 12.50"), "{shown}");
    eventually("all read it", async || pod.browser().get("/funds").await.says("Ten euros").then_some(()))
        .await;
}

#[tokio::test]
async fn what_a_pod_says_of_itself_is_written_by_command() {
    let pod = TestPod::new("cantine").await;
    let folder = tempfile::tempdir().expect("a folder");
    let privacy = file(folder.path(), "privacy.md", "We keep *little* <script>alert(1)</script>");
    pod.deployment().cosse(&["pod", "text", "set", pod.host(), "privacy", "--file", &privacy]);
    eventually("it is read", async || {
        pod.browser().get("/privacy").await.says("We keep little").then_some(())
    })
    .await;
    let later = ["pod", "text", "set", pod.host(), "privacy", "--text", "We keep nothing"];
    assert!(pod.deployment().cosse(&later).contains("holds from"));
    let texts = told(&pod, &["pod", "text", "list", pod.host(), "--json"]);
    assert_eq!((&texts[0]["holds"], &texts[1]["holds"]), (&json!(true), &json!(false)), "{texts}");
    let withdraw = ["pod", "text", "withdraw", pod.host(), "privacy"];
    assert!(pod.deployment().cosse(&withdraw).contains("stays as it is"));
    refused(&pod, &withdraw);
    refused(&pod, &["pod", "text", "set", pod.host(), "poems", "--text", "x"]);
    refused(&pod, &["pod", "text", "set", pod.host(), "rules"]);
    let listing = ["pod", "listing", pod.host()];
    let said = ["--visibility", "unlisted", "--topics", "soup, bread", "--daily-budget", "20"];
    pod.deployment().cosse(&[&listing[..], &said].concat());
    refused(&pod, &[&listing[..], &["--daily-budget", "-1"]].concat());
    refused(&pod, &[&listing[..], &["--country", "france"]].concat());
    let shown = pod.deployment().cosse(&listing);
    assert!(shown.contains("unlisted") && shown.contains("soup, bread") && shown.contains("20"), "{shown}");
    let introduction = ["pod", "introduction", pod.host()];
    let said = ["--link", "https://a.example Our wiki", "--languages", "br"];
    pod.deployment().cosse(&[&introduction[..], &said].concat());
    refused(&pod, &[&introduction[..], &["--link", "javascript:alert(1)"]].concat());
    let shown = pod.deployment().cosse(&introduction);
    assert!(shown.contains("https://a.example/ Our wiki") && shown.contains("br"), "{shown}");
    let log = pod.deployment().cosse(&["pod", "audit", pod.host()]);
    for act in ["text-change", "text-withdraw", "listing-change", "introduction-change"] {
        assert!(log.contains(act), "{act}: {log}");
    }
}

#[tokio::test]
async fn the_guest_is_named_by_her_password_and_who_has_a_role_is_listed() {
    let pod = TestPod::new("cantine").await;
    let (alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    assert_eq!(pod.deployment().cosse(&["operator", "list", "--pod", pod.host()]).trim(), alice.jid);
    assert!(pod.deployment().cosse(&["moderator", "list", "--pod", pod.host()]).trim().is_empty());
    let folder = tempfile::tempdir().expect("a folder");
    let (right, wrong) = (file(folder.path(), "right", PASSWORD), file(folder.path(), "wrong", "not hers"));
    let name = |jid: &str, file: &str| {
        let arguments = ["guest", "name", jid, "--pod", pod.host(), "--password-file", file];
        pod.deployment().tries(&arguments)
    };
    let (_, why, good) = name(&bob.jid, &wrong);
    assert!(!good && why.contains("does not sign in") && !why.contains("not hers"), "{why}");
    let (_, why, good) = name(&alice.jid, &right);
    assert!(!good && why.contains("has no role"), "{why}");
    assert!(bob.is_signed_in().await, "nothing was done");
    let (said, why, good) = name(&bob.jid, &right);
    assert!(good, "{said}{why}");
    assert!(pod.deployment().cosse(&["guest", "show", "--pod", pod.host()]).contains(&bob.jid));
    eventually("who was signed in as him is out", async || (!bob.is_signed_in().await).then_some(())).await;
    pod.deployment().cosse(&["guest", "revoke", "--pod", pod.host()]);
    refused(&pod, &["guest", "revoke", "--pod", pod.host()]);
}

#[tokio::test]
async fn an_account_is_suspended_and_a_link_is_printed_once_for_another_password() {
    let domain = "cantine.alpha.test";
    let deployment = domains::deployment(&[domain]);
    let pod = domains::managed(&deployment, "cantine", domain, &[]).await;
    let bob = pod.sign_up_at(domain, "bob").await;
    let act = |act: &str| deployment.cosse(&["member", act, &bob.jid, "--pod", pod.host()]);
    let server = deployment.server().address();
    act("suspend-account");
    assert!(!Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    act("resume-account");
    assert!(Xmpp::is_password(server, &bob.jid, PASSWORD).await);
    let link = act("reset-link");
    let path = link.trim().replace(pod.browser().origin(), "");
    pod.browser().submit(&path, "#reset", &[("password", "another of mine")]).await.expect(200);
    assert!(Xmpp::is_password(server, &bob.jid, "another of mine").await);
    pod.browser().get(&path).await.expect(410);
    let log = deployment.cosse(&["pod", "audit", pod.host()]);
    for act in ["account-suspend", "account-resume", "reset-issue"] {
        assert!(log.contains(act), "{act}: {log}");
    }
    let nobody = refused(&pod, &["member", "reset-link", &format!("nobody@{ALPHA}"), "--pod", pod.host()]);
    assert!(nobody.contains("is no member"), "{nobody}");
}

#[tokio::test]
async fn a_pod_announces_something_itself_and_withdraws_it() {
    let pod = TestPod::new("cantine").await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let (mut alice, mut eve) = (pod.sign_up("alice").await, other.sign_up("eve").await);
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    let make = ["pod", "announcement", "make", pod.host()];
    let said = pod.deployment().cosse(&[&make[..], &["No soup", "--text", "*today*", "--everyone"]].concat());
    let id = said.split(' ').next().expect("its key").to_owned();
    assert!(alice.get("/feed").await.says("No soup") && pod.browser().get("/").await.says("No soup"));
    assert!(!eve.get("/feed").await.says("No soup"));
    let later = ["Soup again", "--from", "2999-01-01", "--until", "2999-01-02"];
    pod.deployment().cosse(&[&make[..], &later].concat());
    assert!(!alice.get("/feed").await.says("Soup again"), "not yet");
    let all = told(&pod, &["pod", "announcement", "list", pod.host(), "--json"]);
    assert_eq!((&all[0]["state"], &all[1]["state"]), (&json!("ahead"), &json!("shown")), "{all}");
    assert_eq!((&all[1]["id"], &all[1]["of_deployment"]), (&json!(id), &json!(false)), "{all}");
    for wrong in [
        &["No soup", "--from", "2999-01-02", "--until", "2999-01-01"][..],
        &["No soup", "--until", "2001-01-01"],
        &["No soup", "--from", "tomorrow"],
        &[" "],
    ] {
        refused(&pod, &[&make[..], wrong].concat());
    }
    let asks =
        alice.get("/operate/announcements").await.expect(200).attributes("a[href$='/withdraw']", "href");
    assert_eq!(asks.len(), 2, "it is the pod's own: its operators can withdraw it");
    let why = refused(&pod, &["pod", "announcement", "withdraw", other.host(), &id]);
    assert!(why.contains("no such announcement"), "{why}");
    pod.deployment().cosse(&["pod", "announcement", "withdraw", pod.host(), &id]);
    assert!(!alice.get("/feed").await.says("No soup"));
    let list = pod.deployment().cosse(&["pod", "announcement", "list", pod.host()]);
    assert!(list.contains(&format!("{id}  withdrawn")), "{list}");
    pod.deployment().cosse(&["announce", "We move", "--pod", pod.host()]);
    let list = told(&pod, &["pod", "announcement", "list", pod.host(), "--json"]);
    let theirs = list[0]["id"].as_str().expect("its key");
    refused(&pod, &["pod", "announcement", "withdraw", pod.host(), theirs]);
}

/// What a command does to the report with that receipt.
fn on_report(pod: &TestPod, host: &str, receipt: &str, act: &[&str]) -> (String, String, bool) {
    let key = receipt.trim_start_matches("/report/").split('.').next().expect("a key");
    pod.deployment().tries(&[&["report", act[0], key, "--pod", host][..], &act[1..]].concat())
}

#[tokio::test]
async fn a_report_is_read_and_decided_its_appeal_is_answered_and_what_was_hidden_is_shown_again() {
    let (pod, alice, mut mona, blog) = moderated().await;
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let mut visitor = pod.browser();
    let receipt = reports(&mut visitor, &blog, "Again \u{1b}[31m& again").await;
    let shown = on_report(&pod, pod.host(), &receipt, &["show"]).0;
    assert!(shown.contains("buy this now") && shown.contains("& again"), "{shown}");
    assert!(shown.contains(&alice.jid) && shown.contains("/post/") && !shown.contains('\u{1b}'), "{shown}");
    let turn = ["answer", "--upheld", "no", "--reason", "I looked again."];
    for (act, host) in [
        (&["show"][..], other.host()),
        (&["decide", "--verdict", "hidden", "--reason", "Spam."][..], other.host()),
        (&["decide", "--verdict", "hidden", "--reason", " "][..], pod.host()),
        (&["decide", "--verdict", "burnt", "--reason", "Spam."][..], pod.host()),
        (&turn[..], pod.host()),
    ] {
        let (out, why, good) = on_report(&pod, host, &receipt, act);
        assert!(!good, "{act:?} was done: {out}{why}");
    }
    let done = |act: &[&str]| {
        let (out, why, good) = on_report(&pod, pod.host(), &receipt, act);
        assert!(good, "{act:?}: {why}");
        out
    };
    done(&["decide", "--verdict", "dismissed", "--reason", "Let her."]);
    visitor.submit(&receipt, APPEAL, &[("words", "Look again.")]).await.expect(200);
    assert!(done(&turn).contains("is turned"));
    assert!(visitor.get(&receipt).await.expect(200).says("I looked again."));
    let posts = async || pod.browser().get(&blog).await.expect(200).count(POST);
    eventually("it is hidden", async || (posts().await == 0).then_some(())).await;
    let case: Value = serde_json::from_str(&done(&["show", "--json"])).expect("JSON");
    assert_eq!((&case["hidden"], &case["appeal"]), (&json!(true), &json!("Look again.")), "{case}");
    assert_eq!((&case["report"]["state"], &case["report"]["upheld"]), (&json!("over"), &json!(false)));
    assert!(!on_report(&pod, other.host(), &receipt, &["show-again"]).2, "it is of one pod");
    done(&["show-again"]);
    eventually("it is shown again", async || (posts().await == 1).then_some(())).await;
    let listed = told(&pod, &["report", "list", "--pod", pod.host(), "--last", "9", "--json"]);
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["state"]), (Some(1), &json!("over")), "{listed}");
    assert!(mona.get("/operate/reports").await.says("No reports"));
}

#[tokio::test]
async fn a_report_that_is_read_by_command_is_in_the_pods_log() {
    let (pod, _, _, blog) = moderated().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    let other = TestPod::on(pod.deployment(), "lanterne", &[]).await;
    let receipt = reports(&mut pod.browser(), &blog, "").await;
    let key = receipt.trim_start_matches("/report/").split('.').next().expect("a key");
    told(&pod, &["report", "list", "--pod", pod.host(), "--json"]);
    assert!(!on_report(&pod, other.host(), &receipt, &["show"]).2);
    let log = |host: &str| pod.deployment().cosse(&["pod", "audit", host]);
    assert!(!log(pod.host()).contains("report-read") && !log(other.host()).contains("report-read"));
    assert!(on_report(&pod, pod.host(), &receipt, &["show"]).2);
    let log = log(pod.host());
    let line = log.lines().find(|line| line.contains("report-read")).expect("a line of the log");
    assert!(line.contains("(command line)") && line.contains(key), "{log}");
    let page = oscar.get("/operate/audit").await.expect(200);
    assert!(page.says(&format!("Report {key} was read")), "{}", page.text());
    assert_eq!(log.matches("report-read").count(), 1, "{log}");
}

#[tokio::test]
async fn whoever_is_reported_is_suspended_by_command_unless_she_runs_the_pod() {
    let (pod, mut alice, _, _) = moderated().await;
    let mut oscar = pod.sign_up("oscar").await;
    give(&pod, "operator", &oscar);
    let suspend = ["decide", "--verdict", "suspended", "--reason", "Insults."];
    for (name, is_done, why) in [(&oscar.name, false, "no member"), (&alice.name, true, "")] {
        let about = format!("/report?member={name}");
        let receipt = pod.browser().submit(&about, REPORT, &[("words", "Insults")]).await.expect(200).path;
        let hide = on_report(&pod, pod.host(), &receipt, &["decide", "--verdict", "hidden", "--reason", "x"]);
        assert!(!hide.2 && hide.1.contains("not hidden"), "{}", hide.1);
        let (_, told, good) = on_report(&pod, pod.host(), &receipt, &suspend);
        assert!(good == is_done && told.contains(why), "{name}: {told}");
    }
    eventually("she is out", async || (!alice.is_signed_in().await).then_some(())).await;
    assert!(oscar.is_signed_in().await);
}
