//! How many were sent where, and who runs which pod.

use futures::future::join_all;
use model::pod_providers::{self, Answer, HOLDS};
use model::{Database, sent};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::NOW;

const POD: &str = "garden.example";
const COOP: &str = "coop.example";

async fn is_confirmed(db: &Database, provider: &str, now: OffsetDateTime) -> bool {
    let known = pod_providers::of(db, vec![POD.to_owned(), "other.example".to_owned()]).await.unwrap();
    assert!(known.len() <= 1, "{known:?}");
    known.iter().any(|it| it.confirms(provider, now))
}

on_both! {
    async fn everybody_who_is_sent_is_counted_once_for_that_pod_and_day(fresh) {
        let db = &fresh.db;
        let counted = join_all((0..20).map(|_| sent::count(db, POD, NOW))).await;
        let mut counted: Vec<i64> = counted.into_iter().map(Result::unwrap).collect();
        counted.sort_unstable();
        assert_eq!(counted, (1..=20).collect::<Vec<i64>>(), "no two are the same one");
        assert_eq!(sent::count(db, "other.example", NOW).await.unwrap(), 1);
        assert_eq!(sent::count(db, POD, NOW + Duration::DAY).await.unwrap(), 1);
        assert_eq!(sent::today(db, NOW).await.unwrap().len(), 2);
        assert_eq!(sent::today(db, NOW).await.unwrap()[POD], 20);
        let names = vec![POD.to_owned(), "nobody.example".to_owned()];
        assert_eq!(sent::today_of(db, names, NOW).await.unwrap(), [(POD.to_owned(), 20)]);
    }

    async fn days_are_forgotten_after_400(fresh) {
        let db = &fresh.db;
        sent::count(db, POD, NOW).await.unwrap();
        assert_eq!(sent::expire(db, NOW + Duration::days(400)).await.unwrap(), 0);
        assert_eq!(sent::expire(db, NOW + Duration::days(401)).await.unwrap(), 1);
        assert!(sent::today(db, NOW).await.unwrap().is_empty());
    }

    async fn a_provider_is_confirmed_for_as_long_as_its_dns_does_not_say_otherwise(fresh) {
        let db = &fresh.db;
        let keep = async |provider: &'static str, answer: Answer, at: OffsetDateTime| {
            pod_providers::keep(db, POD, provider, answer, at).await.unwrap();
        };
        keep(COOP, Answer::None, NOW).await;
        assert!(!is_confirmed(db, COOP, NOW).await, "nobody answered");
        keep(COOP, Answer::Yes, NOW).await;
        assert!(is_confirmed(db, COOP, NOW).await && !is_confirmed(db, "other.example", NOW).await);
        keep(COOP, Answer::None, NOW + Duration::DAY).await;
        assert!(is_confirmed(db, COOP, NOW + Duration::DAY).await, "a silent name server takes nothing away");
        assert!(!is_confirmed(db, COOP, NOW + HOLDS).await, "but not for ever");
        keep(COOP, Answer::No, NOW).await;
        assert!(!is_confirmed(db, COOP, NOW).await);
        keep(COOP, Answer::Yes, NOW).await;
        keep("other.example", Answer::None, NOW).await;
        assert!(!is_confirmed(db, COOP, NOW).await, "the listing names another");
        assert!(!is_confirmed(db, "other.example", NOW).await, "whose DNS said nothing yet");
        assert_eq!(pod_providers::expire(db, NOW + Duration::days(30)).await.unwrap(), 0);
        assert_eq!(pod_providers::expire(db, NOW + Duration::days(31)).await.unwrap(), 1);
    }
}
