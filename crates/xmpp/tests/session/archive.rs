//! The archive is read page by page, whatever others put into it.

use crate::person::{Session, nested, network, newcomer};
use crate::server;
use minidom::Element;
use minidom::rxml::xml_ncname;
use testpod::Kind;
use xmpp::Condition;
use xmpp::archive::{self, Archived, Query};

fn bodies(messages: &[Archived]) -> Vec<&str> {
    messages.iter().filter_map(|archived| archived.message.body.as_deref()).collect()
}

/// What a page has. While ejabberd writes a row of its archive to the disk, it reads it twice: its id says that it is one.
fn rows(mut messages: Vec<Archived>) -> Vec<Archived> {
    if server().kind() == Kind::Ejabberd {
        messages.dedup_by(|one, other| one.id == other.id);
    }
    messages
}

/// Everything, page by page in one direction; oldest first.
pub(crate) async fn whole(session: &Session, mut query: Query) -> Vec<Archived> {
    let (backwards, mut whole) = (query.before.is_some(), Vec::new());
    loop {
        let page = archive::page(&session.handle, &query).await.expect("a page");
        assert!(page.messages.len() <= query.max as usize);
        if backwards {
            whole.splice(0..0, rows(page.messages));
            query.before = page.first;
        } else {
            whole.extend(rows(page.messages));
            query.after = page.last;
        }
        if page.complete {
            return whole;
        }
    }
}

#[tokio::test]
async fn the_archive_is_paged_forward_and_backward() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "page-romeo").await, newcomer(&network, "page-juliet").await);
    let nurse = newcomer(&network, "page-nurse").await;
    let his = Session::present(&network, &romeo, "cosse").await;
    let hers = Session::present(&network, &nurse, "cosse").await;
    let mut session = Session::present(&network, &juliet, "cosse").await;
    let said: Vec<String> = (0..7).map(|number| format!("m{number}")).collect();
    let mut ids = Vec::new();
    for id in &said {
        his.says(&juliet, id).await;
        ids.push(session.message("a message", |message| message.stanza_id).await);
    }
    hers.says(&juliet, "madam").await;
    session.reads().await;
    let expected: Vec<String> = said.iter().map(|id| format!("{id}!")).chain(["madam!".to_owned()]).collect();
    let forwards = whole(&session, Query { max: 3, ..Query::default() }).await;
    let backwards = whole(&session, Query { max: 3, before: Some(String::new()), ..Query::default() }).await;
    assert_eq!(bodies(&forwards), expected);
    assert_eq!(forwards, backwards);
    let archived: Vec<&String> = forwards.iter().map(|archived| &archived.id).collect();
    assert_eq!(archived[..7], ids.iter().collect::<Vec<_>>(), "live ids are the archive's");
    let with = whole(&session, Query { with: Some(nurse), max: 3, ..Query::default() }).await;
    assert_eq!(bodies(&with), ["madam!"]);
    let after =
        Query { after: Some(ids[4].clone()), start: Some(forwards[0].stamp), max: 10, ..Query::default() };
    assert_eq!(bodies(&whole(&session, after).await), ["m5!", "m6!", "madam!"]);
    let own = whole(&his, Query { max: 50, ..Query::default() }).await;
    assert_eq!(
        own.iter().filter_map(|archived| archived.message.origin_id.clone()).collect::<Vec<_>>(),
        said
    );
    assert!(own.iter().all(|archived| archived.message.from.to_bare() == romeo));
}

#[tokio::test]
async fn an_archive_that_is_empty_or_has_lost_the_place_says_so() {
    let network = network(server(), server().address());
    let juliet = newcomer(&network, "empty-juliet").await;
    let nurse = newcomer(&network, "empty-nurse").await;
    let session = Session::present(&network, &juliet, "cosse").await;
    let page = archive::page(&session.handle, &Query { max: 10, ..Query::default() }).await.expect("a page");
    assert!(page.complete && page.messages.is_empty());
    session.says(&nurse, "come").await;
    xmpp::presence::settled(&session.handle).await.expect("an answer");
    let after = async |place: &str| {
        archive::page(&session.handle, &Query { after: Some(place.into()), max: 10, ..Query::default() })
            .await
    };
    let lost = after("never-was").await;
    match server().kind() {
        Kind::Prosody => {
            let error = lost.expect_err("no such place");
            assert_eq!(error.condition(), Some(Condition::ItemNotFound));
        }
        // its ids are moments, each of which is a place; what is none is before all of them
        Kind::Ejabberd => {
            assert_eq!(bodies(&rows(lost.expect("a page").messages)), ["come!"]);
            assert_eq!(bodies(&rows(after("1").await.expect("a page").messages)), ["come!"]);
        }
    }
}

#[tokio::test]
async fn poison_in_the_archive_costs_nothing_but_itself() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "vial-romeo").await, newcomer(&network, "vial-juliet").await);
    let mean = Session::present(&network, &romeo, "cosse").await;
    let long = Element::builder("foo", "urn:unknown").attr(xml_ncname!("a").to_owned(), "y".repeat(9000));
    let forged: Element = "<sent xmlns='urn:xmpp:carbons:2'/>".parse().expect("a payload");
    mean.writes(&juliet, "before", None).await;
    mean.writes(&juliet, "long", Some(long.build())).await;
    mean.writes(&juliet, "between", None).await;
    // what nests deeper than 127 Prosody's file storage loses
    mean.writes(&juliet, "deep", Some(nested(100))).await;
    mean.writes(&juliet, "forged", Some(forged)).await;
    mean.writes(&juliet, &"z".repeat(100_000), None).await;
    mean.writes(&juliet, "after", None).await;
    xmpp::presence::settled(&mean.handle).await.expect("an answer");
    let session = Session::present(&network, &juliet, "cosse").await;
    for query in [
        Query { max: 3, ..Query::default() },
        Query { before: Some(String::new()), max: 3, ..Query::default() },
    ] {
        let messages = whole(&session, query).await;
        let read: Vec<(&str, bool)> = (messages.iter())
            .map(|archived| {
                let body = archived.message.body.as_deref().expect("a text");
                (&body[..body.len().min(7)], archived.message.damaged)
            })
            .collect();
        let expected =
            [("before", false), ("long", true), ("between", false), ("deep", false), ("zzzzzzz", false)];
        assert_eq!(read[..5], expected);
        assert_eq!(read[5..], [("after", false)]);
        assert_eq!(messages[4].message.body.as_ref().map(String::len), Some(xmpp::message::BODY_MAX));
    }
}
