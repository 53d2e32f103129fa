//! Commands that are not yet done.

use model::Error;
use model::waiting::{self, State};

use crate::databases::on_both;
use crate::people::{NOW, member, pod};

on_both! {
    async fn a_command_waits_until_it_is_done(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = member(db, &pod, "alice@a.example").await.owner();
        assert!(waiting::put(db, &alice, 0, "1", "{\"a\":1}", NOW).await.unwrap());
        assert!(!waiting::put(db, &alice, 0, "1", "{\"a\":2}", NOW).await.unwrap());
        assert!(waiting::put(db, &alice, 0, "2", "{}", NOW).await.unwrap());
        waiting::fail(db, &alice, "1", "the server refused it").await.unwrap();
        let list = waiting::list(db, &alice).await.unwrap();
        assert_eq!((list.len(), list[0].body.as_str(), list[0].state), (2, "{\"a\":1}", State::Failed));
        waiting::again(db, &alice, "1").await.unwrap();
        assert_eq!(waiting::list(db, &alice).await.unwrap()[0].reason, None);
        waiting::done(db, &alice, "1").await.unwrap();
        waiting::done(db, &alice, "1").await.unwrap();
        assert!(matches!(waiting::fail(db, &alice, "1", "").await, Err(Error::NotFound("command"))));
    }
}
