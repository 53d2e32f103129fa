//! What a pod says of itself: a welcome, links, and the languages that are spoken there.

use model::audit::{self, Act};
use model::introductions::{self, Introduction, Link};
use model::{PodId, versions};

use crate::databases::on_both;
use crate::people::{NOW, by, pod};

pub(crate) fn said() -> Introduction {
    let link = |address: &str, label: &str| Link { address: address.into(), label: label.into() };
    Introduction {
        links: vec![link("https://a.example/wiki", "Our wiki"), link("xmpp:soup@b.example?join", "Soup")],
        languages: vec!["br".into(), "pt-br".into()],
        welcome: "Come in, *été* and all".into(),
    }
}

on_both! {
    async fn what_a_pod_says_of_itself_is_kept_and_its_alone(fresh) {
        let (db, cantine) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let lanterne = pod(db, "lanterne.example").await.id;
        let version = versions::of_public(db, &cantine).await.unwrap();
        assert_eq!(introductions::get(db, &cantine).await.unwrap(), Introduction::default());
        introductions::set(db, &cantine, &said(), &by()).await.unwrap();
        assert_eq!(introductions::get(db, &cantine).await.unwrap(), said());
        assert_eq!(introductions::get(db, &lanterne).await.unwrap(), Introduction::default());
        assert!(versions::of_public(db, &cantine).await.unwrap() > version);
        introductions::set(db, &cantine, &Introduction::default(), &by()).await.unwrap();
        assert_eq!(introductions::get(db, &cantine).await.unwrap(), Introduction::default());
        let log = audit::list(db, &cantine, None, 2).await.unwrap();
        for (entry, characters) in log.iter().zip([0, 22]) {
            assert_eq!(entry.act, Act::IntroductionChange);
            let told = format!("\"welcome_characters\":{characters}");
            assert!(entry.detail.contains(&told) && !entry.detail.contains("Come in"), "{}", entry.detail);
        }
        assert!(introductions::set(db, &PodId::new(NOW), &said(), &by()).await.is_err());
    }
}
