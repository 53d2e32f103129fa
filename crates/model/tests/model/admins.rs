//! Who looks after the deployment, how they come in, and what is written down of it.

use futures::future::join_all;
use model::admins::{self, browsers, links};
use model::audit::deployment::{self, Act, Filter};
use model::audit::{Actor, By};
use model::{Database, Error};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod};

async fn log(db: &Database) -> Vec<(i64, Act, String)> {
    let all = deployment::list(db, &Filter::default(), None, 100).await.unwrap();
    all.into_iter().map(|entry| (entry.number, entry.act, entry.object)).collect()
}

on_both! {
    async fn the_last_admin_stays(fresh) {
        let db = &fresh.db;
        let (alice, bob) = (jid("alice@a.example"), jid("bob@a.example"));
        admins::grant(db, &alice, &by()).await.unwrap();
        admins::grant(db, &alice, &by()).await.unwrap();
        assert!(matches!(admins::revoke(db, &alice, &by()).await, Err(Error::LastAdmin)));
        assert!(matches!(admins::revoke(db, &bob, &by()).await, Err(Error::NotFound("admin"))));
        admins::grant(db, &bob, &by()).await.unwrap();
        let by = by();
        let left = join_all([&alice, &bob].map(|admin| admins::revoke(db, admin, &by))).await;
        assert_eq!(left.iter().filter(|done| done.is_ok()).count(), 1, "{left:?}");
        assert_eq!(admins::list(db).await.unwrap().len(), 1);
        let acts: Vec<_> = log(db).await.into_iter().map(|(_, act, _)| act).collect();
        assert_eq!(acts, [Act::AdminRevoke, Act::AdminGrant, Act::AdminGrant]);
    }

    async fn a_browser_is_signed_in_for_hours_and_not_for_ever(fresh) {
        let (db, alice) = (&fresh.db, jid("alice@a.example"));
        admins::grant(db, &alice, &by()).await.unwrap();
        let token = browsers::enter(db, &alice, NOW).await.unwrap();
        let at = |hours| NOW + Duration::hours(hours);
        for hours in [0, 11, 22, 33] {
            let visitor = browsers::by_token(db, &token, at(hours)).await.unwrap().unwrap();
            assert_eq!((visitor.jid, visitor.is_admin), (alice.clone(), true));
        }
        assert_eq!(browsers::by_token(db, &token, at(45)).await.unwrap(), None, "twelve hours without a visit");
        for hours in (33..168).step_by(11) {
            browsers::by_token(db, &token, at(hours)).await.unwrap().unwrap();
        }
        assert_eq!(browsers::by_token(db, &token, at(168)).await.unwrap(), None, "seven days");
        assert_eq!(browsers::expire(db, at(168)).await.unwrap(), 1);
        let token = browsers::enter(db, &alice, NOW).await.unwrap();
        browsers::leave(db, &token).await.unwrap();
        browsers::leave(db, &token).await.unwrap();
        assert_eq!(browsers::by_token(db, &token, NOW).await.unwrap(), None);
    }

    async fn who_is_no_admin_any_more_is_none_at_once_and_signs_in_anew_as_one(fresh) {
        let (db, alice) = (&fresh.db, jid("alice@a.example"));
        admins::grant(db, &alice, &by()).await.unwrap();
        admins::grant(db, &jid("bob@a.example"), &by()).await.unwrap();
        let token = browsers::enter(db, &alice, NOW).await.unwrap();
        let link = links::make(db, &alice, &by()).await.unwrap();
        admins::revoke(db, &alice, &by()).await.unwrap();
        assert!(!browsers::by_token(db, &token, NOW).await.unwrap().unwrap().is_admin);
        admins::grant(db, &alice, &by()).await.unwrap();
        assert_eq!(browsers::by_token(db, &token, NOW).await.unwrap(), None);
        assert_eq!(links::get(db, &link, NOW).await.unwrap(), None, "nor by a link of then");
    }

    async fn of_many_who_would_be_the_first_admin_one_is(fresh) {
        let db = &fresh.db;
        let mut tokens = Vec::new();
        for _ in 0..5 {
            tokens.push(links::first(db, NOW).await.unwrap().unwrap());
        }
        let people: Vec<_> = (0..5).map(|number| jid(&format!("admin{number}@a.example"))).collect();
        let following = tokens.iter().zip(&people).map(|(token, jid)| links::follow(db, token, Some(jid), NOW));
        let followed = join_all(following).await;
        assert_eq!(followed.iter().filter(|done| done.is_ok()).count(), 1, "{followed:?}");
        assert_eq!(admins::list(db).await.unwrap().len(), 1);
        assert_eq!(links::first(db, NOW).await.unwrap(), None, "there is one now");
        for token in &tokens {
            assert_eq!(links::get(db, token, NOW).await.unwrap(), None);
        }
    }

    async fn a_link_is_good_once_and_for_a_day(fresh) {
        let (db, alice) = (&fresh.db, jid("alice@a.example"));
        let first = links::first(db, NOW).await.unwrap().unwrap();
        assert_eq!(links::get(db, &first, NOW).await.unwrap(), Some(links::Link::First));
        assert_eq!(links::get(db, &first, NOW + links::KEPT).await.unwrap(), None);
        let late = links::follow(db, &first, Some(&alice), NOW + links::KEPT).await;
        assert!(matches!(late, Err(Error::NotFound("link"))));
        let nobody = links::follow(db, &first, None, NOW).await;
        assert!(matches!(nobody, Err(Error::NotFound("link"))));
        assert!(matches!(links::make(db, &alice, &by()).await, Err(Error::NotFound("admin"))));
        links::follow(db, &first, Some(&alice), NOW).await.unwrap();
        let link = links::make(db, &alice, &by()).await.unwrap();
        assert_eq!(links::get(db, &link, NOW).await.unwrap(), Some(links::Link::Of(alice.clone())));
        let token = links::follow(db, &link, None, NOW).await.unwrap();
        assert_eq!(browsers::by_token(db, &token, NOW).await.unwrap().unwrap().jid, alice);
        let again = links::follow(db, &link, None, NOW).await;
        assert!(matches!(again, Err(Error::NotFound("link"))));
        browsers::enter(db, &alice, NOW).await.unwrap();
        let acts: Vec<_> = log(db).await.into_iter().map(|(_, act, _)| act).collect();
        let expected =
            [Act::AdminEnter, Act::AdminFollow, Act::AdminLink, Act::AdminFollow, Act::AdminGrant];
        assert_eq!(acts, expected);
    }

    async fn what_is_done_to_the_deployment_is_written_down_and_cannot_be_changed_unseen(fresh) {
        let db = &fresh.db;
        let alice = By { actor: Actor::Person(jid("alice@a.example")), at: NOW };
        pod(db, "cantine.example").await;
        admins::grant(db, &jid("bob@a.example"), &alice).await.unwrap();
        let expected = [(2, Act::AdminGrant, "bob@a.example"), (1, Act::PodCreate, "cantine.example")];
        assert_eq!(log(db).await, expected.map(|(number, act, object)| (number, act, object.to_owned())));
        let filter = Filter { actor: Some(alice.actor.clone()), act: None };
        assert_eq!(deployment::list(db, &filter, None, 9).await.unwrap().len(), 1);
        let filter = Filter { actor: Some(alice.actor), act: Some(Act::PodCreate) };
        assert!(deployment::list(db, &filter, None, 9).await.unwrap().is_empty());
        assert_eq!(deployment::list(db, &Filter::default(), Some(2), 9).await.unwrap().len(), 1);
        assert_eq!(deployment::first_broken(db).await.unwrap(), None);
        fresh.execute("UPDATE platform_audit SET object = 'eve@a.example' WHERE number = 2").await;
        assert_eq!(deployment::first_broken(db).await.unwrap(), Some(2));
        fresh.execute("DELETE FROM platform_audit WHERE number = 2").await;
        assert_eq!(deployment::first_broken(db).await.unwrap(), Some(2));
    }
}
