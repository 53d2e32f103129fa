//! Rules are versions: each stays readable, and one may be announced before it holds.

use model::audit::{self, Act, By};
use model::pods::{self, Change, NewPod};
use model::roles::{self, Role};
use model::texts::{self, ANNOUNCED, Kind, SETTLING, TOLD};
use model::{Database, Error, PodId};
use time::{Duration, OffsetDateTime};

use crate::databases::on_both;
use crate::people::{NOW, by, member, pod};

async fn announce(db: &Database, pod: &PodId, body: &str, since: OffsetDateTime) {
    texts::announce(db, pod, Kind::Rules, body, since, &by()).await.unwrap();
}

async fn rules(db: &Database, pod: &PodId) -> String {
    pods::get(db, pod).await.unwrap().unwrap().rules
}

async fn held(db: &Database, pod: &PodId, now: OffsetDateTime) -> Option<(i64, String)> {
    let text = texts::current(db, pod, Kind::Rules, now).await.unwrap();
    text.map(|text| (text.version, text.body))
}

async fn bodies(db: &Database, pod: &PodId) -> Vec<String> {
    let mut bodies = Vec::new();
    for text in texts::list(db, pod, Kind::Rules).await.unwrap() {
        bodies.push(texts::get(db, pod, Kind::Rules, text.version).await.unwrap().unwrap().body);
    }
    bodies
}

on_both! {
    async fn every_change_of_the_rules_is_a_version(fresh) {
        let db = &fresh.db;
        let new = NewPod { rules: "Be kind".into(), ..NewPod::new("cantine.example", "Cantine") };
        let pod = pods::create(db, new, &by()).await.unwrap().id;
        assert_eq!(held(db, &pod, NOW).await, Some((1, "Be kind".into())));
        let change = Change { rules: Some("Be kinder".into()), ..Change::default() };
        pods::set(db, &pod, change, &by()).await.unwrap();
        announce(db, &pod, "Be kindest", NOW).await;
        assert_eq!(held(db, &pod, NOW).await, Some((3, "Be kindest".into())));
        assert_eq!(rules(db, &pod).await, "Be kindest");
        assert_eq!(bodies(db, &pod).await, ["Be kindest", "Be kinder", "Be kind"]);
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str()), (Act::TextChange, "rules"));
    }

    async fn what_is_announced_holds_from_its_day_on(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let day = NOW + ANNOUNCED;
        announce(db, &pod, "Old", NOW).await;
        announce(db, &pod, "New", day).await;
        assert_eq!(held(db, &pod, day - Duration::seconds(1)).await, Some((1, "Old".into())));
        assert_eq!(held(db, &pod, day).await, Some((2, "New".into())));
        let next = texts::next(db, &pod, Kind::Rules, NOW).await.unwrap().unwrap();
        assert_eq!((next.version, next.since), (2, day));
        assert_eq!(texts::next(db, &pod, Kind::Rules, day).await.unwrap(), None);
        assert_eq!(texts::turn(db, day - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(rules(db, &pod).await, "Old");
        assert_eq!(texts::turn(db, day).await.unwrap(), 1);
        assert_eq!(rules(db, &pod).await, "New");
        assert_eq!(texts::turn(db, day).await.unwrap(), 0, "once");
    }

    async fn what_was_due_and_was_replaced_before_a_job_saw_it_does_not_come_into_force(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        announce(db, &pod, "Old", NOW).await;
        announce(db, &pod, "New", NOW + Duration::days(1)).await;
        let later = By { at: NOW + Duration::days(2), ..by() };
        texts::announce(db, &pod, Kind::Rules, "Newest", later.at, &later).await.unwrap();
        assert_eq!(texts::turn(db, later.at).await.unwrap(), 0);
        assert_eq!(rules(db, &pod).await, "Newest");
        texts::announce(db, &pod, Kind::Rules, "Newest", later.at, &later).await.unwrap();
        assert_eq!(bodies(db, &pod).await, ["Newest", "New", "Old"], "the same is no other version");
    }

    async fn what_was_announced_and_does_not_hold_yet_is_replaced(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        announce(db, &pod, "Old", NOW).await;
        announce(db, &pod, "Rash", NOW + ANNOUNCED).await;
        texts::read(db, &alice.owner(), Kind::Rules, 2).await.unwrap();
        announce(db, &pod, "Wise", NOW + ANNOUNCED).await;
        assert_eq!(bodies(db, &pod).await, ["Wise", "Old"]);
        assert!(texts::unread(db, &alice.owner(), Kind::Rules, NOW).await.unwrap().is_some(), "it is another one");
    }

    async fn what_was_announced_can_be_taken_back_until_its_day_and_who_was_told_is_told(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = crate::people::pod(db, "lanterne.example").await.id;
        let alice = member(db, &pod, "alice@a.example").await.owner();
        announce(db, &pod, "Old", NOW).await;
        announce(db, &pod, "Rash", NOW + ANNOUNCED).await;
        texts::read(db, &alice, Kind::Rules, 2).await.unwrap();
        let elsewhere = texts::withdraw(db, &other, Kind::Rules, &by()).await;
        assert!(matches!(elsewhere, Err(Error::NotFound(_))), "another pod has announced nothing");
        let too_late = By { at: NOW + ANNOUNCED, ..by() };
        let refused = texts::withdraw(db, &pod, Kind::Rules, &too_late).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "it holds");
        texts::withdraw(db, &pod, Kind::Rules, &by()).await.unwrap();
        assert_eq!(bodies(db, &pod).await, ["Old"]);
        assert_eq!(texts::turn(db, NOW + ANNOUNCED).await.unwrap(), 0);
        assert_eq!(rules(db, &pod).await, "Old");
        let log = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((log.act, log.object.as_str()), (Act::TextWithdraw, "rules"));
        let again = texts::withdraw(db, &pod, Kind::Rules, &by()).await;
        assert!(matches!(again, Err(Error::NotFound(_))), "once");
        let told = texts::unread_withdrawal(db, &alice, Kind::Rules, NOW).await.unwrap().unwrap();
        assert_eq!((told.version, told.since), (2, NOW + ANNOUNCED), "though she had read what was announced");
        texts::read(db, &alice, Kind::Rules, told.version).await.unwrap();
        assert_eq!(texts::unread_withdrawal(db, &alice, Kind::Rules, NOW).await.unwrap(), None);
    }

    async fn nobody_is_told_of_what_was_taken_back_before_she_came_long_ago_or_for_another(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let earlier = By { at: NOW - Duration::seconds(1), ..by() };
        for (body, since) in [("Old", earlier.at), ("Rash", NOW + ANNOUNCED)] {
            texts::announce(db, &pod, Kind::Rules, body, since, &earlier).await.unwrap();
        }
        texts::withdraw(db, &pod, Kind::Rules, &earlier).await.unwrap();
        assert!(texts::withdrawn(db, &pod, Kind::Rules, NOW).await.unwrap().is_some());
        let told = texts::unread_withdrawal(db, &alice, Kind::Rules, NOW).await.unwrap();
        assert_eq!(told, None, "she came after");
        announce(db, &pod, "Rasher", NOW + ANNOUNCED).await;
        assert_eq!(texts::withdrawn(db, &pod, Kind::Rules, NOW).await.unwrap(), None, "there is another");
        assert!(texts::unread(db, &alice, Kind::Rules, NOW).await.unwrap().is_some());
        texts::withdraw(db, &pod, Kind::Rules, &by()).await.unwrap();
        let last = NOW + ANNOUNCED + TOLD;
        for (now, is_told) in [(last - Duration::seconds(1), true), (last, false)] {
            let told = texts::unread_withdrawal(db, &alice, Kind::Rules, now).await.unwrap();
            assert_eq!(told.is_some(), is_told, "{now}");
        }
    }

    async fn a_member_is_told_of_new_rules_until_she_has_read_them(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        announce(db, &pod, "Old", NOW).await;
        assert_eq!(texts::unread(db, &alice, Kind::Rules, NOW).await.unwrap(), None);
        announce(db, &pod, "New", NOW + ANNOUNCED).await;
        let told = texts::unread(db, &alice, Kind::Rules, NOW).await.unwrap().unwrap();
        for _ in 0..2 {
            texts::read(db, &alice, Kind::Rules, told.version).await.unwrap();
        }
        assert_eq!(texts::unread(db, &alice, Kind::Rules, NOW).await.unwrap(), None);
        assert_eq!(texts::unread(db, &alice, Kind::Rules, NOW + ANNOUNCED).await.unwrap(), None, "they hold");
    }

    async fn what_members_go_by_changes_after_two_weeks_at_the_earliest(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        roles::grant(db, &pod, &alice.jid, Role::Operator, &by()).await.unwrap();
        announce(db, &pod, "Old", NOW).await;
        announce(db, &pod, "New", NOW).await;
        assert_eq!(held(db, &pod, NOW).await, Some((2, "New".into())), "only she reads them who runs the pod");
        member(db, &pod, "bob@a.example").await;
        let early = NOW + ANNOUNCED - Duration::seconds(1);
        for since in [NOW, early] {
            let refused = texts::announce(db, &pod, Kind::Rules, "Newer", since, &by()).await;
            assert!(matches!(refused, Err(Error::TooSoon(first)) if first == NOW + ANNOUNCED));
            let checked = texts::check(db, &pod, Kind::Rules, "Newer", since, NOW).await;
            assert!(matches!(checked, Err(Error::TooSoon(_))));
        }
        announce(db, &pod, "New", NOW).await;
        assert!(!texts::check(db, &pod, Kind::Rules, "New", NOW, NOW).await.unwrap(), "it holds already");
        assert_eq!(bodies(db, &pod).await, ["New", "Old"]);
        announce(db, &pod, "Newer", NOW + ANNOUNCED).await;
        let privacy = texts::announce(db, &pod, Kind::Privacy, "No photographs", NOW, &by()).await;
        assert!(privacy.is_ok(), "the first one");
        for body in ["Alice", "Bob"] {
            texts::announce(db, &pod, Kind::Legal, body, NOW, &by()).await.unwrap();
        }
    }

    async fn whoever_is_made_an_operator_for_a_moment_is_told_like_other_members(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        roles::grant(db, &pod, &alice.jid, Role::Operator, &by()).await.unwrap();
        let bob = member(db, &pod, "bob@a.example").await;
        announce(db, &pod, "Old", NOW).await;
        let soon = By { at: NOW + SETTLING + Duration::seconds(1), ..by() };
        roles::grant(db, &pod, &bob.jid, Role::Moderator, &by()).await.unwrap();
        roles::grant(db, &pod, &bob.jid, Role::Operator, &soon).await.unwrap();
        let later = By { at: soon.at + ANNOUNCED - Duration::seconds(1), ..by() };
        let refused = texts::announce(db, &pod, Kind::Rules, "New", later.at, &later).await;
        assert!(matches!(refused, Err(Error::TooSoon(_))), "he is one of those who go by them");
        // said once more it is the same role
        roles::grant(db, &pod, &bob.jid, Role::Operator, &later).await.unwrap();
        let settled = By { at: soon.at + ANNOUNCED, ..by() };
        texts::announce(db, &pod, Kind::Rules, "New", settled.at, &settled).await.unwrap();
        assert_eq!(held(db, &pod, settled.at).await, Some((2, "New".into())), "he has run it for as long");
    }

    async fn what_says_nothing_is_not_the_first_word(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        member(db, &pod, "bob@a.example").await;
        announce(db, &pod, "", NOW).await;
        assert!(texts::is_first(db, &pod, Kind::Rules, NOW).await.unwrap(), "nothing was said so far");
        announce(db, &pod, "Be kind", NOW).await;
        assert_eq!(held(db, &pod, NOW).await, Some((2, "Be kind".into())));
        assert!(!texts::is_first(db, &pod, Kind::Rules, NOW).await.unwrap());
        for body in ["", "Be loud"] {
            let refused = texts::announce(db, &pod, Kind::Rules, body, NOW, &by()).await;
            assert!(matches!(refused, Err(Error::TooSoon(_))), "{body:?} changes what is said");
        }
        let later = NOW + ANNOUNCED;
        announce(db, &pod, "", later).await;
        assert!(!texts::is_first(db, &pod, Kind::Rules, later).await.unwrap(), "there were rules");
    }

    async fn a_text_of_another_kind_or_pod_is_another(fresh) {
        let (db, one) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "lanterne.example").await.id;
        announce(db, &one, "Be kind", NOW).await;
        texts::announce(db, &one, Kind::Legal, "Alice", NOW, &by()).await.unwrap();
        assert_eq!(held(db, &one, NOW).await, Some((1, "Be kind".into())));
        assert_eq!(rules(db, &one).await, "Be kind", "a legal text is none of the rules");
        for kind in Kind::ALL {
            assert!(texts::list(db, &other, *kind).await.unwrap().is_empty());
        }
        let nowhere = texts::announce(db, &PodId::new(NOW), Kind::Rules, "x", NOW, &by()).await;
        assert!(matches!(nowhere, Err(Error::NotFound("pod"))));
    }

    async fn rules_that_were_there_before_the_migration_are_the_first_version(fresh) {
        let db = &fresh.db;
        let new = NewPod { rules: "Be kind".into(), ..NewPod::new("cantine.example", "Cantine") };
        let pod = pods::create(db, new, &by()).await.unwrap().id;
        for way in ["down", "up"] {
            fresh.execute(&fresh.migration("2026-05-06-000200_texts", way)).await;
        }
        assert_eq!(held(db, &pod, NOW).await, Some((1, "Be kind".into())));
        assert_eq!(texts::turn(db, NOW).await.unwrap(), 0);
    }
}
