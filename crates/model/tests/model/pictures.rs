//! Pictures and the storage that they take.

use model::pictures::{self, Picture, SIZE_MAX};
use model::pods::{self, Change};
use model::{Error, Quota};

use crate::databases::on_both;
use crate::people::{NOW, by, pod};

fn picture(hash: &str, size: usize) -> Picture {
    Picture { hash: hash.into(), mime: "image/png".into(), bytes: vec![7; size], width: 64, height: 64 }
}

on_both! {
    async fn a_picture_counts_once_while_there_is_room(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        pods::set(db, &pod, Change { storage_max: Some(100), ..Change::default() }, &by()).await.unwrap();
        pictures::put(db, &pod, picture("a", 60), NOW).await.unwrap();
        pictures::put(db, &pod, picture("a", 60), NOW).await.unwrap();
        let full = pictures::put(db, &pod, picture("b", 60), NOW).await;
        assert!(matches!(full, Err(Error::Full(Quota::Storage))));
        assert_eq!(pictures::get(db, &pod, "b").await.unwrap(), None);
        assert_eq!(pictures::get(db, &pod, "a").await.unwrap(), Some(picture("a", 60)));
        pictures::remove(db, &pod, "a").await.unwrap();
        pictures::remove(db, &pod, "a").await.unwrap();
        assert_eq!(pods::get(db, &pod).await.unwrap().unwrap().storage_used, 0);
        let large = pictures::put(db, &pod, picture("c", SIZE_MAX + 1), NOW).await;
        assert!(matches!(large, Err(Error::TooLarge("picture"))));
        assert_eq!(pictures::get(db, &pod, "a\0").await.unwrap(), None);
    }
}
