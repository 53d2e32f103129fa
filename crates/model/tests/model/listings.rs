//! What pods say of themselves: their keys, what was said last, and what their operators add.

use model::audit;
use model::federation::feed::{self, Told};
use model::listings::{self, Issued, Key, Organization, Settings, Visibility};
use model::roles::{self, Role};
use time::Duration;
use time::macros::date;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, joined, pod};

/// What other directories hear of the pod.
const TOLD: (&str, Told) = ("cantine.example", Told::Listed);

fn key(kid: &str, from: time::OffsetDateTime) -> Key {
    Key::new(kid.to_owned(), "public".to_owned(), vec![1, 2, 3], from, date!(2027 - 03 - 01))
}

fn issued(serial: i64) -> Issued {
    let (digest, document) = ("digest".to_owned(), format!("{{\"serial\":{serial}}}"));
    Issued { serial, digest, document, issued_at: NOW }
}

on_both! {
    async fn however_many_make_a_first_key_one_stays(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let [one, other] = [key("one", NOW), key("other", NOW)];
        let (first, second) =
            tokio::join!(listings::begin(db, &cantine, &one), listings::begin(db, &cantine, &other));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first, second);
        assert_eq!(listings::keys(db, &cantine).await.unwrap(), first);
        assert_eq!((first.len(), first[0].not_after()), (1, date!(2027 - 03 - 01)));
        assert!(listings::keys(db, &lanterne).await.unwrap().is_empty());
    }

    async fn a_next_key_is_named_once_and_what_was_in_use_before_is_forgotten(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let week = Duration::days(7);
        listings::begin(db, &cantine, &key("first", NOW)).await.unwrap();
        let named = listings::name_next(db, &cantine, &key("second", NOW + week), &by()).await.unwrap();
        let again = listings::name_next(db, &cantine, &key("third", NOW + week), &by()).await.unwrap();
        assert_eq!(named, again, "one is named already");
        let kids = |keys: &[Key]| keys.iter().map(|key| key.kid.clone()).collect::<Vec<_>>();
        assert_eq!(kids(&named), ["first", "second"]);
        let later = audit::By { at: NOW + week, ..by() };
        let next = listings::name_next(db, &cantine, &key("third", NOW + week * 2), &later).await.unwrap();
        assert_eq!(kids(&next), ["second", "third"]);
        assert_eq!(listings::keys(db, &cantine).await.unwrap(), next);
        listings::replace(db, &cantine, &key("fourth", NOW), &by()).await.unwrap();
        assert_eq!(kids(&listings::keys(db, &cantine).await.unwrap()), ["fourth"]);
        assert_eq!(audit::first_broken(db, &cantine).await.unwrap(), None);
    }

    async fn of_two_who_issue_at_once_one_does(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        assert!(listings::issue(db, &cantine, &issued(1), None, TOLD).await.unwrap());
        assert!(!listings::issue(db, &cantine, &issued(2), None, TOLD).await.unwrap());
        assert!(listings::issue(db, &cantine, &issued(5), Some(1), TOLD).await.unwrap());
        assert!(!listings::issue(db, &cantine, &issued(6), Some(1), TOLD).await.unwrap());
        assert!(!listings::issue(db, &lanterne, &issued(6), Some(5), TOLD).await.unwrap());
        let told: Vec<_> = feed::page(db, 0, 9).await.unwrap().into_iter().map(|row| row.serial).collect();
        assert_eq!(told, [5], "others hear of what was issued");
        for (pod, last) in [(cantine, Some(issued(5))), (lanterne, None)] {
            assert_eq!(listings::facts(db, &pod, NOW).await.unwrap().unwrap().issued, last);
        }
    }

    async fn what_operators_say_comes_back_and_is_of_their_own_pod(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let said = Settings {
            visibility: Visibility::Unlisted,
            topics: vec!["soup".to_owned(), "neighbours".to_owned()],
            country: "fr".to_owned(),
            organization: Organization::NonGovernmental,
            min_age: Some(16),
            abuse: vec!["mailto:abuse@cantine.example".to_owned()],
            ..Settings::default()
        };
        for _ in 0..2 {
            listings::set(db, &cantine, &said, &by()).await.unwrap();
            assert_eq!(listings::settings(db, &cantine).await.unwrap(), said);
        }
        assert_eq!(listings::settings(db, &lanterne).await.unwrap(), Settings::default());
        assert_eq!(listings::all_settings(db).await.unwrap(), [(cantine, said)]);
    }

    async fn a_listing_is_made_of_what_is_true_now(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        joined(db, &cantine, "alice@a.example").await;
        roles::grant(db, &cantine, &jid("mod@a.example"), Role::Moderator, &by()).await.unwrap();
        roles::grant(db, &cantine, &jid("op@a.example"), Role::Operator, &by()).await.unwrap();
        listings::begin(db, &cantine, &key("first", NOW)).await.unwrap();
        listings::issue(db, &cantine, &issued(1), None, TOLD).await.unwrap();
        let facts = listings::facts(db, &cantine, NOW).await.unwrap().unwrap();
        assert_eq!((facts.pod.members_used, facts.signups_today), (1, 1));
        assert_eq!(facts.holders, [jid("op@a.example"), jid("mod@a.example")]);
        assert_eq!((facts.keys.len(), facts.issued), (1, Some(issued(1))));
        assert_eq!(listings::signups_today(db, NOW).await.unwrap().get(&cantine), Some(&1));
        let tomorrow = listings::facts(db, &cantine, NOW + Duration::DAY).await.unwrap().unwrap();
        assert_eq!(tomorrow.signups_today, 0);
        let other = listings::facts(db, &lanterne, NOW).await.unwrap().unwrap();
        assert!(other.holders.is_empty() && other.keys.is_empty() && other.issued.is_none());
    }
}
