//! What lies of one directory come to at the others, and what so many of them cost.

use super::liar::{Feed, Liar, row};
use super::{FEED, LONG, SPANS, among, deployment, found, state};
use super::{until_asked_again, until_read, until_state, until_wrong};
use crate::polling::announce;
use crate::polling::wild::{DOMAIN, Wild};
use directory::feed::Told;
use serde_json::{Value, json};
use testpod::{Deployment, eventually, eventually_within};

/// That a directory answers at that host, whatever goes on.
async fn answers(deployment: &Deployment, host: &str) {
    let mut browser = deployment.browser(host);
    for path in ["/pods", "/api/v1/directory/pods", FEED] {
        browser.get(path).await.expect(200);
    }
}

/// Until a peer was asked twice more; both directories answer meanwhile.
async fn until_pulled_again(deployment: &Deployment, peer: &str, both: [(&Deployment, &str); 2]) {
    let turn = || {
        let turn = deployment.rows(&format!("SELECT turn FROM directory_peers WHERE host = '{peer}'"));
        turn.concat().parse::<i64>().expect("a number")
    };
    let before = turn();
    eventually_within(LONG, "the peer is asked again", async || {
        for (deployment, host) in both {
            answers(deployment, host).await;
        }
        if turn() > before + 2 { Ok(()) } else { Err("not yet") }
    })
    .await;
}

/// What is told of a pod in a feed.
async fn told(deployment: &Deployment, host: &str, domain: &str) -> Option<Value> {
    let page = deployment.browser(host).get(&format!("{FEED}?limit=500")).await.expect(200);
    let page: Value = serde_json::from_str(&page.body).expect("JSON");
    let mut rows = page["rows"].as_array().expect("rows").iter();
    rows.find(|row| row["domain"] == domain).map(|row| row["state"].clone())
}

#[tokio::test]
async fn what_a_liar_says_reaches_neither_who_follows_it_nor_whoever_follows_that_one() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let near = deployment("alder.test", &format!("{} {}", wild.setting(), liar.setting(&["magpie.test"])));
    let far = deployment("aspen.test", &format!("{} {}", wild.setting(), found("alder.test", &near)));
    let both = [(&*near, "alder.test"), (&*far, "aspen.test")];
    let (good, removed) = (format!("good.{DOMAIN}"), format!("removed.{DOMAIN}"));
    for host in [&good, &removed] {
        wild.is_good(host);
    }
    let rows = vec![row(&good, 9, Told::Listed), row(&removed, 9, Told::Listed)];
    liar.tells("one.magpie.test", Feed::Rows(rows, 2));
    near.cosse(&["directory", "peer", "add", "one.magpie.test"]);
    until_state(&near, &good, "listed").await;
    until_state(&near, &removed, "listed").await;
    near.cosse(&["directory", "keep-out", &removed, "--reason", "Spam."]);
    let invented = ["one.invented.magpie.test", "two.invented.magpie.test"];
    let mut lies = vec![row(&good, 1, Told::Listed), row(&removed, 99, Told::Listed)];
    lies.extend(invented.map(|name| row(name, 1, Told::Listed)));
    lies.push(row(&good, 2, Told::Tombstone));
    // before the honest one is followed, and after
    for peer in ["two.magpie.test", "three.magpie.test"] {
        liar.tells(peer, Feed::Rows(lies.clone(), 5));
        near.cosse(&["directory", "peer", "add", peer]);
        until_asked_again(&liar, peer).await;
        if peer == "two.magpie.test" {
            far.cosse(&["directory", "peer", "add", "alder.test"]);
            until_state(&far, &good, "listed").await;
        }
    }
    until_pulled_again(&far, "alder.test", both).await;
    for name in invented {
        assert_eq!((state(&near, name).as_str(), state(&far, name).as_str()), ("submitted", ""), "{name}");
        assert_eq!(told(&near, "alder.test", name).await, None, "it is not passed on");
    }
    assert_eq!((state(&near, &removed).as_str(), state(&far, &removed).as_str()), ("blocked", ""));
    assert_eq!(told(&near, "alder.test", &removed).await, Some(json!("tombstone")));
    for (deployment, host) in both {
        assert_eq!(state(deployment, &good), "listed");
        let serial = deployment.rows(&format!("SELECT serial FROM listed_pods WHERE domain = '{good}'"));
        assert_eq!(serial, ["7"], "it says so itself");
        assert_eq!(told(deployment, host, &good).await, Some(json!("listed")));
    }
}

/// As if it were the next hour for a peer that has cost enough.
fn next_hour(deployment: &Deployment, peer: &str) {
    let then = "'2026-01-01 00:00:00'";
    let set = format!("hour = {then}, due_at = {then}");
    deployment.sql(&format!("UPDATE directory_peers SET {set} WHERE host = '{peer}'"));
}

/// How many names of the crowd are taken down.
fn crowd(deployment: &Deployment) -> usize {
    deployment.rows("SELECT domain FROM listed_pods WHERE domain LIKE '%.crowd.test'").len()
}

#[tokio::test]
async fn a_hundred_thousand_rows_cost_the_same_in_each_round_and_the_directory_answers() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let deployment = among(&wild, &liar, &["magpie.test", "crowd.test"]);
    let (new, known) = ("new.magpie.test", "known.magpie.test");
    liar.tells(new, Feed::Crowd);
    deployment.cosse(&["directory", "peer", "add", new]);
    until_wrong(&deployment, new, "cut off: more than 300 new names").await;
    assert_eq!(crowd(&deployment), 300);
    next_hour(&deployment, new);
    eventually_within(LONG, "it is read on", async || {
        answers(&deployment, "localhost").await;
        let taken = crowd(&deployment);
        if taken == 600 { Ok(()) } else { Err(taken.to_string()) }
    })
    .await;
    let names = (0..100).map(|n| row(&format!("n{n:05}.crowd.test"), 1, Told::Listed));
    liar.tells(known, Feed::Repeats(names.collect()));
    deployment.cosse(&["directory", "peer", "add", known]);
    until_wrong(&deployment, known, "cut off: more than 10000 rows").await;
    let asked = liar.asked(known);
    next_hour(&deployment, known);
    eventually_within(LONG, "it is read on", async || {
        answers(&deployment, "localhost").await;
        if liar.asked(known) == asked + 100 { Ok(()) } else { Err(liar.asked(known).to_string()) }
    })
    .await;
    assert_eq!(crowd(&deployment), 600, "what is known is known");
    let listed = deployment.rows("SELECT domain FROM listed_pods WHERE state = 'listed'");
    assert!(listed.is_empty(), "nobody was there: {listed:?}");
}

#[tokio::test]
async fn a_name_that_a_peer_gives_and_that_looks_like_a_listed_one_is_refused_and_an_admin_reads_why() {
    let (wild, liar) = (Wild::fresh(), Liar::fresh());
    let loopback = format!("modem.test={} {}", wild.address(), liar.setting(&["magpie.test"]));
    let deployment =
        Deployment::with(&[("COSSE_DIRECTORY_LOOPBACK", &loopback), ("COSSE_DIRECTORY_SPANS", SPANS)]);
    wild.is_good("modem.test");
    announce(&deployment, "modem.test").await;
    until_state(&deployment, "modem.test", "listed").await;
    eventually("the name is protected", async || {
        let (status, ..) = announce(&deployment, "modern.test").await;
        // what was read of names is good for some seconds
        deployment.sql("DELETE FROM listed_pods WHERE domain = 'modern.test'");
        (status == 422).then_some(())
    })
    .await;
    let peer = "alike.magpie.test";
    liar.tells(peer, Feed::Rows(vec![row("modern.test", 1, Told::Listed)], 1));
    deployment.cosse(&["directory", "peer", "add", peer]);
    let (mut admin, _) = crate::admin::admin(&deployment, "alike-admin").await;
    let line = "can be taken for others: 1; the first is modern.test: it looks the same as modem.test";
    until_read(&mut admin, peer, line).await;
    assert_eq!(state(&deployment, "modern.test"), "");
}
