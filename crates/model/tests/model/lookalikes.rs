//! Names that can be taken for others: found, decided, and forgotten with their pods.

use model::Database;
use model::listed_pods::{self, Outcome, State};
use model::lookalikes::{self, Verdict};

use crate::databases::on_both;
use crate::people::NOW;

const POD: &str = "gardem.example";

/// One that is there in that state.
async fn known(db: &Database, domain: &str, state: State) {
    listed_pods::submit(db, domain, NOW).await.unwrap();
    settle(db, domain, state, false).await;
}

async fn settle(db: &Database, domain: &str, state: State, forget: bool) {
    let turn = listed_pods::get(db, domain).await.unwrap().unwrap().turn;
    let outcome = Outcome {
        state,
        since: NOW,
        good_at: None,
        expires_at: None,
        good: 0,
        total: 0,
        reason: String::new(),
        due_at: None,
        found: None,
        was_good: None,
        line: None,
        forget,
        decided: None,
    };
    assert!(listed_pods::settle(db, domain, turn, outcome, NOW).await.unwrap());
}

async fn note(db: &Database, other: &str) {
    let alike = vec![(other.to_owned(), format!("is one slip of the hand from {other}"))];
    lookalikes::note(db, POD, alike, NOW).await.unwrap();
}

on_both! {
    async fn whoever_is_shown_or_watched_has_a_name_of_its_own(fresh) {
        let db = &fresh.db;
        for (domain, state) in [
            ("a.example", State::Listed),
            ("b.example", State::Probation),
            ("c.example", State::Down),
            ("d.example", State::Gone),
            ("e.example", State::Review),
        ] {
            known(db, domain, state).await;
        }
        let standing = lookalikes::standing(db).await.unwrap();
        let told: Vec<_> = standing.iter().map(|one| (one.domain.as_str(), one.is_listed)).collect();
        assert_eq!(told, [("a.example", true), ("b.example", false), ("c.example", true)]);
        assert_eq!(standing[0].first_seen, NOW);
    }

    async fn what_is_decided_holds_until_it_is_taken_back(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Review).await;
        note(db, "garden.example").await;
        assert_eq!(lookalikes::waiting(db, 9).await.unwrap().len(), 1);
        lookalikes::decide(db, POD, Verdict::LetIn, "They are friends.", "admin@a.example", NOW).await.unwrap();
        note(db, "garden.example").await;
        note(db, "gardens.example").await;
        let found = lookalikes::find(db, POD).await.unwrap();
        assert_eq!(found.iter().map(|one| one.verdict).collect::<Vec<_>>(), [Some(Verdict::LetIn), None]);
        assert_eq!((found[0].reason.as_str(), found[0].decided_at), ("They are friends.", Some(NOW)));
        let waiting = lookalikes::waiting(db, 9).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.other.as_str()).collect::<Vec<_>>(), ["gardens.example"]);
        lookalikes::undo(db, POD).await.unwrap();
        assert_eq!(lookalikes::waiting(db, 9).await.unwrap().len(), 2);
        settle(db, POD, State::Listed, false).await;
        assert!(lookalikes::waiting(db, 9).await.unwrap().is_empty(), "nobody waits");
    }

    async fn a_pod_that_is_forgotten_takes_it_along(fresh) {
        let db = &fresh.db;
        known(db, POD, State::Review).await;
        note(db, "garden.example").await;
        settle(db, POD, State::Review, true).await;
        assert!(lookalikes::find(db, POD).await.unwrap().is_empty());
    }
}
