//! Requests that are done once, however often they come.

use futures::future::join_all;
use model::answers::{self, Begun, KEPT};
use model::{Database, TokenId};
use time::Duration;

use crate::databases::on_both;
use crate::people::NOW;

const REQUEST: &[u8] = b"one";

async fn begins(db: &Database, token: &TokenId, key: &str, request: &[u8], after: Duration) -> Begun {
    answers::begin(db, token, key, request, NOW + after).await.unwrap()
}

on_both! {
    async fn the_same_request_gets_the_same_answer_for_a_day(fresh) {
        let (db, token) = (&fresh.db, TokenId::new(NOW));
        assert_eq!(begins(db, &token, "k", REQUEST, Duration::ZERO).await, Begun::Fresh);
        assert_eq!(begins(db, &token, "k", REQUEST, Duration::ZERO).await, Begun::UnderWay);
        assert_eq!(begins(db, &token, "k", b"two", Duration::ZERO).await, Begun::Another);
        answers::finish(db, &token, "k", b"done".to_vec()).await.unwrap();
        let day = KEPT - Duration::seconds(1);
        assert_eq!(begins(db, &token, "k", REQUEST, day).await, Begun::Answered(b"done".to_vec()));
        assert_eq!(begins(db, &token, "k", b"two", day).await, Begun::Another);
        assert_eq!(begins(db, &token, "k", b"two", KEPT).await, Begun::Fresh, "it is forgotten");
    }

    async fn a_key_is_one_tokens_own(fresh) {
        let (db, one, other) = (&fresh.db, TokenId::new(NOW), TokenId::new(NOW));
        assert_eq!(begins(db, &one, "k", REQUEST, Duration::ZERO).await, Begun::Fresh);
        assert_eq!(begins(db, &other, "k", b"two", Duration::ZERO).await, Begun::Fresh);
        assert_eq!(begins(db, &one, "l", b"two", Duration::ZERO).await, Begun::Fresh);
    }

    async fn what_was_not_done_can_be_tried_again_and_what_was_cannot(fresh) {
        let (db, token) = (&fresh.db, TokenId::new(NOW));
        begins(db, &token, "k", REQUEST, Duration::ZERO).await;
        answers::give_up(db, &token, "k").await.unwrap();
        assert_eq!(begins(db, &token, "k", b"two", Duration::ZERO).await, Begun::Fresh);
        answers::finish(db, &token, "k", vec![1]).await.unwrap();
        answers::give_up(db, &token, "k").await.unwrap();
        assert_eq!(begins(db, &token, "k", b"two", Duration::ZERO).await, Begun::Answered(vec![1]));
    }

    async fn of_twenty_at_the_same_instant_one_is_first(fresh) {
        let (db, token) = (&fresh.db, TokenId::new(NOW));
        let begun = join_all((0..20).map(|_| begins(db, &token, "k", REQUEST, Duration::ZERO))).await;
        assert_eq!(begun.iter().filter(|it| **it == Begun::Fresh).count(), 1);
        assert_eq!(begun.iter().filter(|it| **it == Begun::UnderWay).count(), 19);
    }

    async fn answers_are_forgotten_after_a_day(fresh) {
        let (db, token) = (&fresh.db, TokenId::new(NOW));
        begins(db, &token, "old", REQUEST, Duration::ZERO).await;
        begins(db, &token, "new", REQUEST, Duration::hours(1)).await;
        assert_eq!(answers::expire(db, NOW + KEPT).await.unwrap(), 1);
        assert_eq!(begins(db, &token, "new", REQUEST, KEPT).await, Begun::UnderWay);
    }
}
