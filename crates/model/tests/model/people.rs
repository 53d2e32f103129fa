//! Pods, members and posts as the tests need them.

use jid::BareJid;
use model::audit::{Actor, By};
use model::members::Member;
use model::messages::NewMessage;
use model::pictures::{self, Picture};
use model::places::{self, NewMember};
use model::pods::{self, NewPod, Pod, Turn};
use model::posts::{ItemAddress, MICROBLOG, NewPost};
use model::{Database, PodId, handles, sessions};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// The time of every test.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-03-01 12:00:00.123456 UTC);

/// Whoever runs commands, at that time.
pub(crate) fn by() -> By {
    By { actor: Actor::CommandLine, at: NOW }
}

/// A pod is suspended, nobody says why.
pub(crate) fn suspend() -> Turn {
    Turn::Suspend { reason: String::new() }
}

pub(crate) fn jid(text: &str) -> BareJid {
    text.parse().unwrap()
}

/// A pod whose name is the first label of its host.
pub(crate) async fn pod(db: &Database, host: &str) -> Pod {
    let name = host.split('.').next().unwrap();
    pods::create(db, NewPod::new(host, name), &by()).await.unwrap()
}

/// Takes away the pods that cannot come back any more; how many.
pub(crate) async fn purge(db: &Database, now: OffsetDateTime) -> usize {
    let over = pods::over(db, now).await.unwrap();
    for pod in &over {
        pods::purge(db, pod, now).await.unwrap();
    }
    over.len()
}

/// A pod with room for so many.
pub(crate) async fn pod_for(db: &Database, host: &str, members_max: i64) -> Pod {
    pods::create(db, NewPod { members_max, ..NewPod::new(host, "small") }, &by()).await.unwrap()
}

pub(crate) fn newcomer(handle: &str) -> NewMember {
    NewMember { handle: handle.parse().unwrap(), name: String::new(), language: None }
}

/// An account that is signed in, with the handle that is suggested. Its session has the generation 0.
pub(crate) async fn member(db: &Database, pod: &PodId, address: &str) -> Member {
    let member = joined(db, pod, address).await;
    sessions::put(db, &member.owner(), &member.jid, "cosse", NOW).await.unwrap();
    member
}

/// The same before it has a session.
pub(crate) async fn joined(db: &Database, pod: &PodId, address: &str) -> Member {
    let jid = jid(address);
    let place = places::reserve(db, pod, &jid, NOW, Duration::minutes(10)).await.unwrap();
    let handle = handles::suggest(db, pod, &jid, NOW).await.unwrap();
    places::commit(db, &place, newcomer(handle.as_str()), NOW).await.unwrap()
}

/// A small picture of the pod; its hash.
pub(crate) async fn picture<'a>(db: &Database, pod: &PodId, hash: &'a str) -> &'a str {
    let picture =
        Picture { hash: hash.into(), mime: "image/png".into(), bytes: vec![7; 60], width: 64, height: 64 };
    pictures::put(db, pod, picture, NOW).await.unwrap();
    hash
}

/// A post of somebody's blog, so many seconds after [`NOW`] (or before).
pub(crate) fn post(author: &str, item: &str, seconds: i64) -> NewPost {
    let at = NOW + Duration::seconds(seconds);
    NewPost {
        service: jid(author),
        node: MICROBLOG.to_owned(),
        item: item.to_owned(),
        author_jid: Some(jid(author)),
        author_name: None,
        title: Some(format!("title of {item}")),
        html: format!("<p>{item}</p>"),
        text: item.to_owned(),
        tags: vec!["tag".to_owned()],
        alternate: None,
        comments: None,
        in_reply_to: None,
        access: None,
        public: false,
        published_at: at,
        updated_at: at,
    }
}

/// Where an item of a blog is.
pub(crate) fn at<'a>(author: &'a BareJid, item: &'a str) -> ItemAddress<'a> {
    ItemAddress { service: author, node: MICROBLOG, item }
}

/// An incoming message of somebody, live, without any id.
pub(crate) fn message(peer: &str, body: &str) -> NewMessage {
    NewMessage {
        peer: jid(peer),
        incoming: true,
        body: body.to_owned(),
        at: NOW,
        origin_id: None,
        stanza_id: None,
        kept: false,
        markable: false,
        encrypted: false,
        damaged: false,
    }
}
