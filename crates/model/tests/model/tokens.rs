//! Tokens of the API.

use model::audit::deployment::{self, Act, Filter};
use model::audit::{self, Actor, By};
use model::pods::{self, Change, Narrowed, State};
use model::tokens::{self, NewToken, Reach, Scope, Secret, Token};
use model::{Database, Error};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, pod};

async fn made(db: &Database, name: &str, reach: Reach) -> (Token, Secret) {
    let scopes = vec![Scope::PodsRead, Scope::MembersWrite];
    let expires_at = Some(NOW + Duration::days(1));
    tokens::create(db, NewToken { name: name.into(), scopes, reach, expires_at }, &by()).await.unwrap()
}

async fn shown(db: &Database, secret: &Secret, after: Duration) -> Option<Token> {
    tokens::by_secret(db, secret, NOW + after).await.unwrap()
}

on_both! {
    async fn a_token_is_good_for_what_it_was_made_for_until_it_ends(fresh) {
        let db = &fresh.db;
        let (one, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        let (token, secret) = made(db, "billing", Reach::Some(vec![one])).await;
        let read = Secret::parse(&secret.reveal()).unwrap();
        assert_eq!(shown(db, &read, Duration::ZERO).await, Some(token.clone()));
        assert!(token.may(Scope::PodsRead) && !token.may(Scope::PodsWrite));
        assert!(token.reach.contains(&one) && !token.reach.contains(&other));
        assert!(shown(db, &read, Duration::hours(23)).await.is_some());
        assert!(shown(db, &read, Duration::days(1)).await.is_none(), "it has expired");
        let guessed = Secret::parse(&format!("cosse_{}", "0".repeat(64))).unwrap();
        assert!(shown(db, &guessed, Duration::ZERO).await.is_none());
        let (all, _) = made(db, "all", Reach::All).await;
        assert!(all.reach.contains(&one) && all.reach.contains(&other));
        let names: Vec<String> = tokens::list(db).await.unwrap().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["all", "billing"]);
    }

    async fn a_token_that_is_revoked_is_nothing_and_its_name_is_nobody_elses(fresh) {
        let db = &fresh.db;
        let (_, secret) = made(db, "billing", Reach::All).await;
        tokens::revoke(db, "billing", &by()).await.unwrap();
        assert!(shown(db, &secret, Duration::ZERO).await.is_none());
        assert!(matches!(tokens::revoke(db, "billing", &by()).await, Err(Error::NotFound("token"))));
        let new = NewToken { name: "billing".into(), scopes: vec![], reach: Reach::All, expires_at: None };
        assert!(matches!(tokens::create(db, new, &by()).await, Err(Error::Taken("token"))));
        assert_eq!(tokens::list(db).await.unwrap()[0].revoked_at, Some(NOW));
        let log = deployment::list(db, &Filter::default(), None, 9).await.unwrap();
        let acts: Vec<_> = log.iter().map(|entry| entry.act).collect();
        assert_eq!(acts, [Act::TokenRevoke, Act::TokenCreate]);
        assert!(log.iter().all(|entry| entry.object == "billing"), "{log:?}");
        assert!(log[1].detail.contains("members:write") && !log[1].detail.contains("cosse_"), "{log:?}");
    }

    async fn a_token_of_a_pod_that_is_gone_is_for_none(fresh) {
        let db = &fresh.db;
        let id = pod(db, "cantine.example").await.id;
        let (_, secret) = made(db, "billing", Reach::Some(vec![id])).await;
        fresh.execute("DELETE FROM token_pods").await;
        let left = shown(db, &secret, Duration::ZERO).await.unwrap();
        assert_eq!(left.reach, Reach::Some(vec![]));
        assert!(!left.reach.contains(&id));
    }

    async fn a_token_is_noted_once_a_minute(fresh) {
        let db = &fresh.db;
        let (token, secret) = made(db, "billing", Reach::All).await;
        tokens::touch(db, &token, NOW).await.unwrap();
        let token = shown(db, &secret, Duration::ZERO).await.unwrap();
        tokens::touch(db, &token, NOW + Duration::seconds(59)).await.unwrap();
        assert_eq!(shown(db, &secret, Duration::ZERO).await.unwrap().used_at, Some(NOW));
        tokens::touch(db, &token, NOW + Duration::seconds(60)).await.unwrap();
        let used = shown(db, &secret, Duration::ZERO).await.unwrap().used_at;
        assert_eq!(used, Some(NOW + Duration::seconds(60)));
    }

    async fn the_log_of_a_pod_says_which_token_did_it(fresh) {
        let db = &fresh.db;
        let id = pod(db, "cantine.example").await.id;
        let by = By { actor: Actor::Token("billing".into()), at: NOW };
        pods::set(db, &id, Change { members_max: Some(5), ..Change::default() }, &by).await.unwrap();
        let entry = audit::list(db, &id, None, 1).await.unwrap().remove(0);
        assert_eq!((entry.actor.to_string().as_str(), &entry.actor), ("(token billing)", &by.actor));
        assert_eq!(audit::first_broken(db, &id).await.unwrap(), None);
    }

    async fn pods_come_page_by_page_and_only_those_that_are_wanted(fresh) {
        let db = &fresh.db;
        let mut all = Vec::new();
        for number in 0..5 {
            all.push(pod(db, &format!("choir{number}.example")).await.id);
        }
        all.sort_unstable();
        let first = pods::page(db, &Narrowed::default(), None, 3).await.unwrap();
        assert_eq!(first.iter().map(|pod| pod.id).collect::<Vec<_>>(), all[..3]);
        let rest = pods::page(db, &Narrowed::default(), Some(&all[2]), 3).await.unwrap();
        assert_eq!(rest.iter().map(|pod| pod.id).collect::<Vec<_>>(), all[3..]);
        let among = Narrowed { among: Some(vec![all[1], all[4]]), ..Narrowed::default() };
        assert_eq!(pods::page(db, &among, None, 9).await.unwrap().len(), 2);
        assert!(pods::page(db, &Narrowed { among: Some(vec![]), ..among }, None, 9).await.unwrap().is_empty());
        let named = Narrowed { words: "CHOIR3".into(), ..Narrowed::default() };
        assert_eq!(pods::page(db, &named, None, 9).await.unwrap()[0].host, "choir3.example");
        let percent = Narrowed { words: "%".into(), ..Narrowed::default() };
        assert!(pods::page(db, &percent, None, 9).await.unwrap().is_empty());
        pods::turn(db, &all[0], pods::Turn::Delete, &by()).await.unwrap();
        assert_eq!(pods::page(db, &Narrowed::default(), None, 9).await.unwrap().len(), 4);
        let deleted = Narrowed { state: Some(State::Deleted), ..Narrowed::default() };
        assert_eq!(pods::page(db, &deleted, None, 9).await.unwrap()[0].id, all[0]);
    }
}
