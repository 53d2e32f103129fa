//! Mails that did not arrive are found among those of all pods.

use model::applications::{self, NewApplication};
use model::mails::{self, Outcome};
use model::{Database, PodId, undelivered};

use crate::databases::on_both;
use crate::people::{NOW, by, pod};

/// A mail of this pod, of which this becomes.
async fn becomes(db: &Database, pod: &PodId, to: &str, outcome: Outcome) {
    let new = NewApplication { email: to.parse().unwrap(), language: "fr".into(), reason: "I cook".into() };
    applications::ask(db, pod, new, NOW).await.unwrap();
    let asked = applications::open(db, pod).await.unwrap().pop().unwrap();
    applications::refuse(db, pod, &asked.id, "no room", &by()).await.unwrap();
    let claimed = mails::claim(db, NOW).await.unwrap().unwrap();
    mails::settle(db, &claimed, outcome, NOW).await.unwrap();
}

on_both! {
    async fn what_was_given_up_or_is_unsure_is_listed_of_all_pods_and_nothing_else(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        becomes(db, &one, "alice@mail.example", Outcome::Refused("550 nobody here".into())).await;
        becomes(db, &other, "bob@mail.example", Outcome::Unsure("it broke off".into())).await;
        becomes(db, &one, "claire@mail.example", Outcome::Sent).await;
        let all = undelivered::list(db, None, 99).await.unwrap();
        let mut pods: Vec<PodId> = all.iter().map(|mail| mail.pod_id).collect();
        pods.sort();
        let mut both = [one, other];
        both.sort();
        assert_eq!(pods, both);
        assert!(all[0].id > all[1].id, "the newest first");
        let older = undelivered::list(db, Some(all[0].id), 99).await.unwrap();
        assert_eq!(older, all[1..]);
        mails::again(db, &all[1].pod_id, &all[1].id, &by()).await.unwrap();
        assert_eq!(undelivered::list(db, None, 99).await.unwrap(), all[..1]);
    }
}
