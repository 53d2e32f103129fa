//! What is told of pods, whom the directory follows, and what is said.

use model::audit::deployment;
use model::federation::feed::{self, Told};
use model::federation::peers::{self, Change, Peer};
use model::federation::statements::{self, NewStatement};
use model::federation::{self, NewKey, handovers};
use model::listed_pods::{self, Found, Outcome, State};
use model::{Database, Error};
use time::macros::date;
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by};

const POD: &str = "garden.example";
const PEER: &str = "dir.example";

/// As after a look, in that state, with a document of that serial.
fn outcome(state: State, serial: i64) -> Outcome {
    let document = format!("{serial}").into_bytes();
    let found = Found { document, serial, keys: "{}".into(), address: "9.9.9.9".into() };
    Outcome {
        state,
        since: NOW,
        good_at: Some(NOW),
        expires_at: Some(NOW + Duration::days(3)),
        good: 1,
        total: 1,
        reason: String::new(),
        due_at: None,
        found: (serial > 0).then_some(found),
        was_good: None,
        line: None,
        forget: false,
        decided: None,
    }
}

async fn turns(db: &Database, domain: &str, state: State, serial: i64, now: OffsetDateTime) {
    listed_pods::submit(db, domain, NOW).await.unwrap();
    let turn = listed_pods::get(db, domain).await.unwrap().unwrap().turn;
    assert!(listed_pods::settle(db, domain, turn, outcome(state, serial), now).await.unwrap());
}

async fn told(db: &Database, after: i64) -> Vec<(i64, String, i64, Told)> {
    let rows = feed::page(db, after, 9).await.unwrap();
    rows.into_iter().map(|row| (row.number, row.domain, row.serial, row.state)).collect()
}

fn is_empty(document: &str) -> bool {
    document == "{}"
}

fn key(kid: &str) -> NewKey {
    let not_after = date!(2036 - 01 - 01);
    NewKey { kid: kid.to_owned(), public_key: "x".to_owned(), secret: vec![1, 2], not_after }
}

/// The names of the keys that led to the one in use.
async fn led(db: &Database) -> Vec<String> {
    handovers::list(db).await.unwrap().into_iter().map(|handover| handover.kid).collect()
}

fn says(subject: &str) -> NewStatement {
    let expires_at = NOW + Duration::days(30);
    NewStatement { subject: subject.to_owned(), document: "{}".to_owned(), expires_at }
}

on_both! {
    async fn a_pod_is_told_once_it_is_listed_and_whenever_it_changes(fresh) {
        let db = &fresh.db;
        turns(db, POD, State::Probation, 1, NOW).await;
        assert!(told(db, 0).await.is_empty(), "nobody hears of what was never listed");
        turns(db, POD, State::Listed, 1, NOW).await;
        turns(db, POD, State::Listed, 1, NOW).await;
        assert_eq!(told(db, 0).await, [(1, POD.to_owned(), 1, Told::Listed)]);
        turns(db, "other.example", State::Listed, 4, NOW).await;
        turns(db, POD, State::Blocked, 0, NOW).await;
        let tombstone = (3, POD.to_owned(), 1, Told::Tombstone);
        assert_eq!(told(db, 1).await, [(2, "other.example".to_owned(), 4, Told::Listed), tombstone.clone()]);
        assert_eq!(told(db, 2).await, [tombstone]);
        let own = federation::own(db).await.unwrap();
        assert_eq!((own.last_number, own.lost), (3, 0));
        assert_eq!(feed::listed_since(db, NOW, 0, 9).await.unwrap(), (vec!["other.example".to_owned()], 1));
    }

    async fn whoever_missed_a_tombstone_is_known_by_its_number(fresh) {
        let db = &fresh.db;
        turns(db, POD, State::Listed, 1, NOW).await;
        turns(db, POD, State::Tombstone, 0, NOW).await;
        assert_eq!(feed::sweep(db, NOW).await.unwrap(), 0);
        assert_eq!(feed::sweep(db, NOW + Duration::SECOND).await.unwrap(), 1);
        assert_eq!(federation::own(db).await.unwrap().lost, 2);
        assert!(told(db, 0).await.is_empty());
    }

    async fn the_directory_has_one_key_however_many_make_it(fresh) {
        let db = &fresh.db;
        assert_eq!(federation::own(db).await.unwrap().kid, "");
        let (one, two) = tokio::join!(federation::begin(db, key("one")), federation::begin(db, key("two")));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((&one.kid, one.not_after()), (&two.kid, date!(2036 - 01 - 01)));
    }

    async fn a_key_is_followed_once_and_the_last_ones_lead_to_it(fresh) {
        let db = &fresh.db;
        federation::begin(db, key("0")).await.unwrap();
        for number in 0..10 {
            let (old, new) = (number.to_string(), (number + 1).to_string());
            handovers::follow(db, &old, key(&new), Some(format!("after {old}")), &by()).await.unwrap();
            let again = handovers::follow(db, &old, key("other"), Some("{}".into()), &by()).await;
            assert!(matches!(again, Err(Error::NotFound("key"))), "{again:?}");
            assert_eq!(federation::own(db).await.unwrap().kid, new);
        }
        assert_eq!(led(db).await, ["2", "3", "4", "5", "6", "7", "8", "9"]);
        assert_eq!(handovers::list(db).await.unwrap()[7].document, "after 9");
        handovers::follow(db, "10", key("11"), None, &by()).await.unwrap();
        assert!(led(db).await.is_empty(), "nothing leads to a key whose predecessor was lost");
        handovers::follow(db, "11", key("12"), Some("{}".into()), &by()).await.unwrap();
        assert_eq!(led(db).await, ["11"]);
        assert_eq!(deployment::first_broken(db).await.unwrap(), None);
    }

    async fn a_statement_is_kept_as_another_key_signed_it(fresh) {
        let db = &fresh.db;
        statements::make(db, says(POD), None, &by()).await.unwrap();
        let id = statements::own(db, NOW).await.unwrap()[0].id;
        for (before, new, kept) in [("{}", "anew", "anew"), ("{}", "late", "anew")] {
            statements::sign_anew(db, &id, before, new).await.unwrap();
            assert_eq!(statements::own(db, NOW).await.unwrap()[0].document, kept);
        }
    }

    async fn a_peer_is_one_process_turn_and_keeps_what_it_was_at(fresh) {
        let db = &fresh.db;
        peers::add(db, PEER, true, &by()).await.unwrap();
        assert!(matches!(peers::add(db, PEER, true, &by()).await, Err(Error::Taken("peer"))));
        let claimed = peers::claim(db, NOW).await.unwrap().unwrap();
        assert_eq!(peers::claim(db, NOW).await.unwrap(), None, "it is somebody's already");
        let after = Peer { cursor: "c".into(), known: 7, due_at: NOW + Duration::HOUR, ..claimed.clone() };
        let said = Some(vec![says(POD), says("b.example")]);
        let doubts = vec!["doubted".to_owned()];
        peers::settle(db, &after, said, Some("taken".into()), doubts.clone(), NOW).await.unwrap();
        assert_eq!(peers::list(db).await.unwrap(), std::slice::from_ref(&after));
        assert_eq!(statements::trusted(db, NOW).await.unwrap().len(), 2);
        peers::settle(db, &after, Some(vec![says(POD)]), Some("taken".into()), doubts, NOW).await.unwrap();
        let lines = listed_pods::log(db, Some(PEER), 9).await.unwrap();
        let mut lines: Vec<&str> = lines.iter().map(|line| line.line.as_str()).collect();
        lines.sort_unstable();
        assert_eq!(lines, ["doubted", "taken", "taken"], "what is doubted is said once");
        assert_eq!(statements::about(db, Some(&[POD.to_owned()]), NOW, 9).await.unwrap().len(), 1);
        peers::change(db, PEER, Change::Paused(true), &by()).await.unwrap();
        assert_eq!(peers::claim(db, NOW + Duration::DAY).await.unwrap(), None);
        assert!(statements::trusted(db, NOW).await.unwrap().is_empty());
        peers::remove(db, PEER, &by()).await.unwrap();
        assert!(statements::about(db, None, NOW, 9).await.unwrap().is_empty());
        assert!(matches!(peers::remove(db, PEER, &by()).await, Err(Error::NotFound("peer"))));
        peers::settle(db, &after, Some(vec![says(POD)]), None, Vec::new(), NOW).await.unwrap();
        assert!(statements::about(db, None, NOW, 9).await.unwrap().is_empty(), "it is not followed any more");
        assert_eq!(deployment::first_broken(db).await.unwrap(), None);
    }

    async fn what_was_said_is_taken_back_once_and_ends(fresh) {
        let db = &fresh.db;
        statements::make(db, says(POD), None, &by()).await.unwrap();
        let own = statements::own(db, NOW).await.unwrap();
        statements::withdraw(db, &own[0].id, &by()).await.unwrap();
        let again = statements::withdraw(db, &own[0].id, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("statement"))));
        assert!(statements::about(db, None, NOW, 9).await.unwrap().is_empty());
        assert!(statements::own(db, NOW).await.unwrap()[0].withdrawn);
        assert_eq!(statements::sweep(db, NOW + Duration::days(31)).await.unwrap(), 1);
    }

    async fn what_several_processes_say_is_said_once(fresh) {
        let db = &fresh.db;
        let unless = Some(is_empty as fn(&str) -> bool);
        for _ in 0..2 {
            statements::make(db, says(POD), unless, &by()).await.unwrap();
        }
        statements::make(db, says("b.example"), unless, &by()).await.unwrap();
        assert_eq!(statements::own(db, NOW).await.unwrap().len(), 2);
    }

    async fn what_was_withdrawn_is_remembered_for_as_long_as_it_must(fresh) {
        let db = &fresh.db;
        statements::make(db, says(POD), None, &by()).await.unwrap();
        let id = statements::own(db, NOW).await.unwrap()[0].id;
        let (month, year) = (NOW + Duration::days(30), NOW + Duration::days(365));
        statements::remember(db, &id, year).await.unwrap();
        assert_eq!(statements::own(db, NOW).await.unwrap()[0].expires_at, month, "it is said");
        statements::withdraw(db, &id, &by()).await.unwrap();
        statements::remember(db, &id, year).await.unwrap();
        assert_eq!(statements::sweep(db, NOW + Duration::days(31)).await.unwrap(), 0);
        assert!(statements::own(db, NOW + Duration::days(31)).await.unwrap()[0].withdrawn);
    }

    async fn one_alone_is_never_enough(fresh) {
        let db = &fresh.db;
        for (agree, kept) in [(1, 2), (3, 3), (0, 0)] {
            federation::set_agree(db, agree, &by()).await.unwrap();
            assert_eq!(federation::own(db).await.unwrap().agree, kept);
        }
    }
}
