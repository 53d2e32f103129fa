//! throwaway
use crate::databases::on_both;
use crate::people::*;
use model::posts::{self, *};
use model::contacts::{self, RosterItem, Subscription};
on_both! { async fn speed(fresh) {
    let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
    let alice = member(db, &pod, "alice@a.example").await;
    for c in 0..50 { contacts::put(db, &alice.owner(), RosterItem{jid: jid(&format!("c{c}@a.example")), name: None, subscription: Subscription::Both, ask: false, groups: vec![]}, NOW).await.unwrap(); }
    let t = std::time::Instant::now();
    for i in 0..3000_i64 { let who = if i % 10 == 0 { "alice@a.example".into() } else { format!("c{}@a.example", i % 50) };
        let mut p = post(&who, &i.to_string(), -i); p.html = "x".repeat(800); p.public = i % 20 == 0; p.comments = Some(CommentsNode{service: jid(&who), node: format!("comments/{i}")});
        posts::receive(db, &alice.owner(), alice.jid.domain(), p, NOW).await.unwrap(); }
    eprintln!("receive {:?}", t.elapsed() / 3000);
    let mut before = None; let t = std::time::Instant::now();
    for n in 0..200 { let f = posts::feed(db, &alice.owner(), Filter::All, before, 20).await.unwrap(); assert_eq!(f.len(), 20); if n % 10 == 0 { before = f.last().map(|p| p.cursor()); } }
    eprintln!("feed {:?}", t.elapsed() / 200);
    let f = posts::feed(db, &alice.owner(), Filter::All, None, 20).await.unwrap();
    let nodes: Vec<_> = f.iter().filter_map(|p| p.comments.clone()).collect();
    let t = std::time::Instant::now();
    for _ in 0..200 { posts::count_comments(db, &alice.owner().into(), &nodes).await.unwrap(); }
    eprintln!("counts {:?}", t.elapsed() / 200);
    let t = std::time::Instant::now();
    for _ in 0..200 { assert_eq!(posts::public_of_member(db, &pod, &alice.jid, None, 20).await.unwrap().len(), 20); }
    eprintln!("blog {:?}", t.elapsed() / 200);
    let tok = model::browsers::create(db, &alice.owner(), "x", NOW).await.unwrap().token;
    let t = std::time::Instant::now();
    for _ in 0..200 { model::browsers::by_token(db, &pod, &tok).await.unwrap().unwrap(); }
    eprintln!("by_token {:?}", t.elapsed() / 200);
} }
