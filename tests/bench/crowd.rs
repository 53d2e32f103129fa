//! A pod with members, alone in its deployment, and then as one of a thousand like it.

use std::time::Duration;

use testpod::{BETA, Browser, Deployment, Member, TestPod};

use crate::figures::{Figure, Figures};
use crate::pods::page;
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store};
use crate::written;

/// Members of each pod.
const MEMBERS: usize = 20;

/// What each other pod gets of what the first one has: tables, and their columns besides `pod_id`.
const COPIED: [(&str, &str); 6] = [
    ("members", "id jid domain handle name about website picture language created_at seen_at"),
    (
        "posts",
        "id told_by service node item revision first_hand on_blog public access author_jid author_name title html text tags \
        alternate comments_service comments_node in_reply_to published_at updated_at received_at retracted_at",
    ),
    ("grants", "member_id post_id revision in_feed published_at"),
    (
        "contacts",
        "member_id jid in_roster name subscription ask groups pending_in pending_note nick picture show status updated_at promised \
        followed",
    ),
    (
        "chats",
        "member_id peer unread read_position marked_position peer_position last_id last_position oldest_stanza_id \
        oldest_position complete",
    ),
    (
        "messages",
        "member_id id peer incoming body at position state refusal refused_because origin_id stanza_id markable encrypted damaged",
    ),
];

/// How long the program has for what follows when pods are made.
const SETTLING: Duration = Duration::from_secs(15);

/// Measures the same pages of the same pod, alone and among many, with each database.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let size = scale.pick(100, 1000);
    for store in [Store::Sqlite, Store::Postgres] {
        let stage = Stage::new(store, &[("COSSE_PAGE_MEMORY", "0")]);
        let pod = stage.pod("cantine", BETA).await;
        let [alice, bob] = inhabit(&stage, &pod).await;
        let visitor = pod.browser();
        let pages = [
            ("feed", "/feed".to_owned(), &alice.browser),
            ("chat", format!("/chat/{}", bob.jid), &alice.browser),
            ("blog", format!("/@{}", alice.name), &visitor),
        ];
        for (pods, target) in [(1, ""), (size, "as with one")] {
            fill(&stage, store, &pod, pods);
            // jobs go through a thousand pods every few seconds, so that it is never quiet for long
            tokio::time::sleep(SETTLING).await;
            for (key, path, browser) in &pages {
                figures.add(Figure {
                    key: format!("crowd.{}.{pods}.{key}_ms", store.key()),
                    what: format!("{path}, p50, pods of {MEMBERS} members: {pods}, {}", store.name())
                        .replace(&bob.jid, "{jid}")
                        .replace(&alice.name, "{name}"),
                    measured: Some(page(&[Browser::clone(browser)], path).await),
                    unit: "ms",
                    target,
                });
            }
        }
    }
}

/// The pod gets its members, who write.
async fn inhabit(stage: &Stage, pod: &TestPod) -> [Member; 2] {
    let mut members = stage.members(pod, BETA, MEMBERS).await;
    let (mut alice, mut bob) = (members.remove(0), members.remove(0));
    testpod::befriend(&mut alice, &mut bob).await;
    written::posts_and_messages(&mut alice, &mut bob).await;
    for member in &mut members {
        for number in 1..=5 {
            member.publish(&format!("Post {number} of {}", member.name), "everyone").await.expect(200);
        }
    }
    [alice, bob]
}

/// Makes pods until there are so many, each with members, posts and messages like those of the first one. PostgreSQL gets to know its
/// tables each time, as it does by itself within a minute; SQLite never does.
fn fill(stage: &Stage, store: Store, pod: &TestPod, pods: usize) {
    say(&format!("pods in the deployment: {pods}"));
    let deployment = stage.deployment();
    if pods > 1 {
        for number in 1..pods {
            let host = format!("crowd-{number}.localhost");
            deployment.cosse(&["pod", "create", &host, "--name", "A pod"]);
        }
        copy(deployment, pod);
    }
    if store == Store::Postgres {
        deployment.sql("ANALYZE");
    }
}

/// Gives each other pod what the first one has.
fn copy(deployment: &Deployment, pod: &TestPod) {
    for (table, columns) in COPIED {
        let columns: Vec<&str> = columns.split_whitespace().collect();
        deployment.sql(&format!(
            "INSERT INTO {table} (pod_id, {}) SELECT pods.id, {} FROM pods CROSS JOIN {table} AS theirs \
            WHERE theirs.pod_id = (SELECT pod_id FROM hosts WHERE host = '{}') AND pods.id <> theirs.pod_id",
            columns.join(", "),
            columns.iter().map(|column| format!("theirs.{column}")).collect::<Vec<_>>().join(", "),
            pod.host(),
        ));
    }
    let count = "(SELECT COUNT(*) FROM members WHERE members.pod_id = pods.id)";
    deployment.sql(&format!("UPDATE pods SET members_used = {count}"));
}
