//! Browsers and their tokens.

use model::browsers::{self, Token};
use model::{Error, members};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, member, pod};

on_both! {
    async fn a_token_leads_to_the_browser_and_the_member(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await;
        let signed_in = browsers::create(db, &alice.owner(), "Firefox on Linux", NOW).await.unwrap();
        let token = Token::parse(&signed_in.token.reveal()).unwrap();
        let visitor = browsers::by_token(db, &pod, &token, NOW).await.unwrap().unwrap();
        assert_eq!((visitor.browser, visitor.member), (signed_in.browser, alice));
        let nobodys = Token::parse(&"0".repeat(64)).unwrap();
        assert_eq!(browsers::by_token(db, &pod, &nobodys, NOW).await.unwrap(), None);
        assert_eq!(Token::parse("x"), None);
        assert!(!format!("{token:?}").contains(&token.reveal()));
    }

    async fn a_browser_is_noted_once_a_minute(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let browser = browsers::create(db, &alice, "Firefox", NOW).await.unwrap().browser;
        browsers::touch(db, &browser, NOW + Duration::seconds(59)).await.unwrap();
        assert_eq!(browsers::list(db, &alice).await.unwrap()[0].seen_at, NOW);
        let later = NOW + Duration::seconds(60);
        browsers::touch(db, &browser, later).await.unwrap();
        assert_eq!(browsers::list(db, &alice).await.unwrap()[0].seen_at, later);
        assert_eq!(members::get(db, &alice).await.unwrap().unwrap().seen_at, later);
        let over = later + Duration::days(400);
        assert_eq!(browsers::expire(db, over).await.unwrap(), 0);
        assert_eq!(browsers::expire(db, over + Duration::seconds(1)).await.unwrap(), 1);
    }

    async fn browsers_are_signed_out_one_by_one_or_together(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        let bob = member(db, &pod, "bob@a.example").await.owner();
        let mut hers = Vec::new();
        for label in ["one", "two", "three"] {
            hers.push(browsers::create(db, &alice, label, NOW).await.unwrap());
        }
        let others = browsers::remove(db, &bob, &hers[0].browser.id).await;
        assert!(matches!(others, Err(Error::NotFound("browser"))));
        browsers::remove(db, &alice, &hers[0].browser.id).await.unwrap();
        assert_eq!(browsers::by_token(db, &pod, &hers[0].token, NOW).await.unwrap(), None);
        assert_eq!(browsers::remove_others(db, &alice, &hers[1].browser.id).await.unwrap(), 1);
        assert_eq!(browsers::list(db, &alice).await.unwrap(), [hers[1].browser.clone()]);
        assert_eq!(browsers::remove_all(db, &alice).await.unwrap(), 1);
    }
}
