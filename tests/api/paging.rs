//! Lists that are read one by one.

use std::collections::BTreeSet;

use super::*;
use crate::admin;
use crate::invites::joins;

/// Keys of rows that nobody makes here without waiting for somebody.
const KEYS: [&str; 2] = ["01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2"];

/// What tells an item from the others of its list: the first of these that it has.
const NAMES: [&str; 8] = ["id", "number", "jid", "host", "kid", "name", "email", "kind"];

fn key(item: &Value) -> String {
    let name = NAMES.into_iter().find(|name| !item[*name].is_null());
    item[name.unwrap_or_else(|| panic!("say here what tells {item} from others"))].to_string()
}

fn keys(page: &Value) -> Vec<String> {
    page["items"].as_array().expect("a list").iter().map(key).collect()
}

/// Two things or more in each list of a pod, and of the deployment that it is on.
async fn filled(pod: &TestPod) {
    let program = Program::new(pod.deployment(), ALL, &[]);
    let at = program.path_of(pod).await;
    people(pod, &program, &at).await;
    for n in 1..=2 {
        let soup = json!({ "title": format!("Soup {n}") });
        program.post(&format!("{at}/announcements"), soup.clone()).await.expect(201);
        program.post("/api/v1/announcements", soup).await.expect(201);
        let spam = json!({ "reason": "Spam" });
        program.put(&format!("{at}/blocks/spam{n}.example"), spam.clone()).await.expect(200);
        program.put(&format!("/api/v1/blocks/everywhere{n}.example"), spam).await.expect(200);
        let entry = json!({ "day": "2026-11-01", "direction": "in", "amount": "5", "words": "the tin" });
        program.post(&format!("{at}/funds"), entry).await.expect(201);
        program.put(&format!("/api/v1/plans/plan-{n}"), json!({ "members_max": n })).await.expect(200);
        program.put(&format!("/api/v1/admins/admin{n}@{ALPHA}"), json!({})).await.expect(200);
        let host = json!({ "host": format!("more-{n}.localhost"), "although_like": true });
        program.post(&format!("{at}/hosts"), host).await.expect(201);
        let new = json!({ "host": format!("other-{n}.localhost"), "name": "Other", "although_like": true });
        program.post("/api/v1/pods", new).await.expect(201);
        let said = json!({ "subject": format!("spam{n}.example"), "action": "warn", "reason": "Spam" });
        program.post("/api/v1/statements", said).await.expect(201);
    }
    for kind in ["rules", "legal"] {
        program.put(&format!("{at}/texts/{kind}"), json!({ "body": "Be kind" })).await.expect(200);
    }
    program.post(&format!("{at}/keys"), json!({})).await.expect(200);
    visited(pod).await;
    written_down(pod);
}

/// Who came, by which invitations, what was reported of one of them and of the pod, and who runs it.
async fn people(pod: &TestPod, program: &Program, at: &str) {
    let made = program.post(&format!("{at}/invites"), json!({ "uses": 2 })).await.expect(201);
    program.post(&format!("{at}/invites"), json!({ "days": 3 })).await.expect(201);
    let code = text(&made["link"]).rsplit('/').next().expect("a code").to_owned();
    for name in ["leafone", "leaftwo"] {
        assert_eq!(joins(&mut pod.browser(), &format!("/invite/{code}"), name).await, Ok(()));
    }
    let alice = pod.sign_up("alice").await;
    for words in ["Spam", "Again"] {
        let about = format!("/report?member={}", alice.name);
        pod.browser().submit(&about, "#report", &[("words", words)]).await.expect(200);
        let about = format!("/pods/{}/report", pod.host());
        pod.deployment().platform().submit(&about, "#pod-report", &[("words", words)]).await.expect(200);
    }
    for name in ["one", "other"] {
        program.put(&format!("{at}/operators/{name}@{ALPHA}"), json!({})).await.expect(200);
    }
}

/// Visits for support that nobody has come to yet.
async fn visited(pod: &TestPod) {
    let (mut browser, _) = admin::admin(pod.deployment(), "pager").await;
    let form = format!("{}/visit", admin::page_of(&mut browser, pod).await);
    for reason in ["No mail arrives", "Nor does this"] {
        browser.submit(&form, "#visit", &[("reason", reason)]).await.expect(200);
    }
}

/// Rows as they would be if people had asked to be let in and to wait, mails and notices had not come, and waves had been undone.
fn written_down(pod: &TestPod) {
    const TOLD: &str = "recipient, language, kind, detail, state, due_at, queued_at";
    let now = "current_timestamp";
    for (n, id) in KEYS.into_iter().enumerate() {
        for (table, columns, values) in [
            (
                "applications",
                "email, language, reason, state, created_at",
                format!("'ada{n}@mail.test', 'en', 'Soup', 'open', {now}"),
            ),
            (
                "waiters",
                "email, language, state, created_at",
                format!("'eve{n}@mail.test', 'en', 'unconfirmed', {now}"),
            ),
            ("mails", TOLD, format!("'eve{n}@mail.test', 'en', 'place-free', '', 'failed', {now}, {now}")),
            (
                "notices",
                TOLD,
                format!(
                    "'one@{ALPHA}', 'en', 'requests-wait', '{{\"requests-wait\":{{\"asking\":1}}}}', \
                     'failed', {now}, {now}"
                ),
            ),
            ("waves", "at, size", format!("{now}, 1")),
        ] {
            pod.deployment().sql(&format!(
                "insert into {table} (pod_id, id, {columns}) select pod_id, '{id}', {values} from hosts \
                 where host = '{}'",
                pod.host()
            ));
        }
    }
}

/// What the document says is a list, with what must be asked there.
fn lists(document: &Value, pod: &str) -> Vec<String> {
    let all = operations(document).into_iter().filter(|(method, _, operation)| {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        *method == Method::GET && schema["properties"]["next"].is_object()
    });
    let lists = all.map(|(_, address, _)| match address.replace("/api/v1/pods/{pod}", pod) {
        // one of three ways to look for them must be said
        list if list.ends_with("/sign-ups") => format!("{list}?from=2001-01-01&until=2999-01-01&"),
        list => format!("{list}?"),
    });
    lists.collect()
}

/// The keys of a list, one page after the other with one item each.
async fn one_by_one(program: &Program, list: &str) -> Vec<String> {
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = program.get(&format!("{list}limit=1{next}")).await.expect(200);
        let here = keys(&page);
        assert_eq!(here.len(), 1, "{list}: {page}");
        seen.extend(here);
        assert!(seen.len() < 150, "{list} has an end: {seen:?}");
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn each_list_is_read_one_by_one_in_its_order_and_each_is_there_once() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    filled(&pod).await;
    let program = Program::new(&deployment, ALL, &[]);
    let lists = lists(&document(&deployment).await, &program.path_of(&pod).await);
    assert!(lists.len() > 20, "{lists:?}");
    for list in lists {
        assert!(!list.contains('{'), "say here what is in {list}");
        // what the program does by itself may be written into a log between one page and the next
        let seen = eventually_ok(&format!("{list} is the same one by one"), async || {
            let each = one_by_one(&program, &list).await;
            let whole = keys(&program.get(&format!("{list}limit=200")).await.expect(200));
            if each == whole { Ok(each) } else { Err(format!("{each:?} is not {whole:?}")) }
        })
        .await;
        assert!(seen.len() > 1, "there are several at {list}: {seen:?}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{list}: {seen:?}");
    }
}
