//! Looking for members.

use model::members::{self, Place, Profile, Search, Sort};
use model::roles::{self, Role};
use model::{Database, PodId, browsers};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, joined, pod};

/// The handles of those who are found.
async fn found(db: &Database, pod: &PodId, search: Search) -> Vec<String> {
    let found = members::search(db, pod, &search, None, 100).await.unwrap();
    found.into_iter().map(|it| it.member.handle.to_string()).collect()
}

fn words(words: &str) -> Search {
    Search { words: words.to_owned(), ..Search::default() }
}

/// Alice, who is called Élodie Moreau, then bob_x, then claire.
async fn three(db: &Database, pod: &PodId) {
    for address in ["alice@a.example", "bob_x@b.example", "claire@a.example"] {
        joined(db, pod, address).await;
    }
    let alice = members::by_handle(db, pod, &"alice".parse().unwrap()).await.unwrap().unwrap();
    let profile = Profile { name: "Élodie Moreau 100%".into(), ..Profile::default() };
    members::set_profile(db, &alice.owner(), profile).await.unwrap();
}

on_both! {
    async fn words_are_found_in_handles_addresses_and_names(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        three(db, &pod).await;
        let cases: [(&str, &[&str]); 9] = [
            ("LICE", &["alice"]),
            ("b.example", &["bob_x"]),
            ("moreau", &["alice"]),
            ("Élodie", &["alice"]),
            ("100%", &["alice"]),
            ("b%x", &[]),
            ("b_b", &[]),
            ("b_x", &["bob_x"]),
            (r"\", &[]),
        ];
        for (said, expected) in cases {
            assert_eq!(found(db, &pod, words(said)).await, expected, "{said}");
        }
    }

    async fn states_and_roles_narrow_the_list(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        three(db, &pod).await;
        let all = members::search(db, &pod, &Search::default(), None, 100).await.unwrap();
        assert_eq!(members::count(db, &pod).await.unwrap(), 3);
        roles::grant(db, &pod, &all[1].member.jid, Role::Moderator, &by()).await.unwrap();
        members::suspend(db, &all[2].member.owner(), "", Role::Operator, &by()).await.unwrap();
        let of = |suspended, role| Search { suspended, role, ..Search::default() };
        let handle = |index: usize| all[index].member.handle.to_string();
        assert_eq!(found(db, &pod, of(Some(true), None)).await, [handle(2)]);
        assert_eq!(found(db, &pod, of(Some(false), None)).await, [handle(0), handle(1)]);
        assert_eq!(found(db, &pod, of(None, Some(Some(Role::Moderator)))).await, [handle(1)]);
        assert_eq!(found(db, &pod, of(None, Some(None))).await, [handle(0), handle(2)]);
        assert!(found(db, &pod, of(None, Some(Some(Role::Operator)))).await.is_empty());
        assert!(found(db, &pod, of(Some(true), Some(Some(Role::Moderator)))).await.is_empty());
    }

    async fn page_by_page_each_is_there_once_in_either_order(fresh) {
        let db = &fresh.db;
        let (pod, other) = (pod(db, "cantine.example").await.id, pod(db, "lanterne.example").await.id);
        joined(db, &other, "stranger@a.example").await;
        for number in 0..7_i64 {
            let member = joined(db, &pod, &format!("member{number}@a.example")).await;
            let browser = browsers::create(db, &member.owner(), "Firefox", NOW).await.unwrap().browser;
            // two of them in the same instant
            browsers::touch(db, &browser, NOW + Duration::hours((number * 3 % 7).min(5) + 1)).await.unwrap();
        }
        for sort in [Sort::Newest, Sort::Seen] {
            let search = Search { sort, ..Search::default() };
            let whole = members::search(db, &pod, &search, None, 100).await.unwrap();
            let (mut after, mut pages): (Option<Place>, Vec<_>) = (None, Vec::new());
            loop {
                let page = members::search(db, &pod, &search, after, 2).await.unwrap();
                let Some(last) = page.last() else { break };
                after = last.place(sort).to_string().parse().ok();
                pages.extend(page);
            }
            assert_eq!(pages, whole);
            assert_eq!(whole.len(), 7);
            if sort == Sort::Seen {
                assert!(whole.is_sorted_by(|one, other| one.member.seen_at >= other.member.seen_at));
            }
        }
    }
}
