//! Two people chat, and their other clients know of it.

use crate::person::{Session, network, newcomer};
use crate::server;
use minidom::Element;
use testpod::Kind as Server;
use xmpp::event::Reason;
use xmpp::message::{ChatState, Kind};
use xmpp::{Condition, Event, carbons, chat_states, markers, receipts};
use xmpp_parsers::message::Message;

#[tokio::test]
async fn two_people_chat_and_each_knows_what_became_of_it() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "chat-romeo").await, newcomer(&network, "chat-juliet").await);
    let mut his = Session::present(&network, &romeo, "cosse").await;
    let mut hers = Session::present(&network, &juliet, "cosse").await;
    chat_states::send(&his.handle, juliet.clone(), ChatState::Composing).await.expect("a session");
    his.says(&juliet, "wherefore").await;
    let state = hers.message("a state", |message| message.chat_state).await;
    assert_eq!(state, ChatState::Composing);
    let message = hers.message("a message", Some).await;
    assert_eq!((message.kind, message.body.as_deref()), (Kind::Chat, Some("wherefore!")));
    assert_eq!((message.id.as_deref(), message.origin_id.as_deref()), (Some("wherefore"), Some("wherefore")));
    assert_eq!(message.from.to_bare(), romeo);
    assert!(message.wants_receipt && message.markable && message.stanza_id.is_some());
    assert!(message.delay.is_none() && !message.damaged && !message.encrypted);
    his.is_acknowledged("wherefore").await;
    receipts::received(&hers.handle, message.from.clone(), "wherefore").await.expect("a session");
    markers::displayed(&hers.handle, romeo.clone(), "wherefore").await.expect("a session");
    assert_eq!(his.message("a receipt", |message| message.received).await, "wherefore");
    assert_eq!(his.message("a marker", |message| message.displayed).await, "wherefore");
}

#[tokio::test]
async fn what_one_client_says_and_hears_its_siblings_know() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "copy-romeo").await, newcomer(&network, "copy-juliet").await);
    let mut his = Session::present(&network, &romeo, "cosse").await;
    let mut hers = Session::present(&network, &juliet, "balcony").await;
    let mut other = Session::present(&network, &juliet, "chamber").await;
    carbons::enable(&other.handle).await.expect("carbons");
    hers.says(&romeo, "art-thou").await;
    let at_his = his.message("a message", Some).await;
    let balcony = juliet.with_resource_str("balcony").expect("a resource");
    let answer = Message::chat(jid::Jid::from(balcony)).with_body(Default::default(), "I am".into());
    his.handle.send(answer).await.expect("a session");
    let mut copies = Vec::new();
    while copies.len() < 2 {
        copies.push(
            other
                .hears("a copy", |event| if let Event::Carbon(copy) = event { Some(copy) } else { None })
                .await,
        );
    }
    assert_eq!((copies[0].sent, copies[0].message.origin_id.as_deref()), (true, Some("art-thou")));
    assert_eq!(copies[0].message.to.as_ref().map(jid::Jid::to_bare), Some(romeo.clone()));
    assert_eq!((copies[1].sent, copies[1].message.body.as_deref()), (false, Some("I am")));
    assert_eq!(copies[1].message.from.to_bare(), romeo);
    let live = hers.message("an answer", Some).await;
    assert!(live.stanza_id.is_some());
    assert_eq!(copies[1].message.stanza_id, live.stanza_id, "one message, one id in the archive");
    assert!(copies[0].message.stanza_id.is_some() && copies[0].message.stanza_id != at_his.stanza_id);
}

#[tokio::test]
async fn what_cannot_be_delivered_comes_back_with_its_id() {
    let network = network(server(), server().address());
    let romeo = newcomer(&network, "lonely-romeo").await;
    let mut his = Session::present(&network, &romeo, "cosse").await;
    let nobody = "nobody@alpha.test".parse().expect("an address");
    his.says(&nobody, "hello").await;
    let refused = his.message("a refusal", |message| (message.kind == Kind::Error).then_some(message)).await;
    assert_eq!((refused.id.as_deref(), refused.body), (Some("hello"), None));
    assert_eq!(refused.error.map(|error| error.condition), Some(Condition::ServiceUnavailable));
}

#[tokio::test]
async fn forgeries_are_dropped_and_what_follows_arrives() {
    let network = network(server(), server().address());
    let (eve, juliet) = (newcomer(&network, "eve").await, newcomer(&network, "wary-juliet").await);
    let hers_is = Session::present(&network, &eve, "cosse").await;
    let mut hers = Session::present(&network, &juliet, "cosse").await;
    let inner = format!(
        "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/>
         <message xmlns='jabber:client' from='romeo@alpha.test' to='{juliet}'><body>Elope</body></message></forwarded>"
    );
    let carbon = format!("<received xmlns='urn:xmpp:carbons:2'>{inner}</received>");
    let result = format!("<result xmlns='urn:xmpp:mam:2' queryid='q' id='1'>{inner}</result>");
    let id = format!("<stanza-id xmlns='urn:xmpp:sid:0' by='{juliet}' id='forged'/>");
    for forged in [carbon, result, id] {
        let forged: Element = forged.parse().expect("a payload");
        hers_is.writes(&juliet, "trust me", Some(forged)).await;
    }
    let dropped = |event| if let Event::Dropped(reason) = event { Some(reason) } else { None };
    assert_eq!(hers.hears("a forged copy", dropped).await, Reason::Carbon);
    assert_eq!(hers.hears("a forged result", dropped).await, Reason::Archive);
    let message = hers.message("a message", Some).await;
    assert_eq!(message.body.as_deref(), Some("trust me"));
    match server().kind() {
        // 0.12.3 announces that it takes such ids out, and does not: two ids of one archive are none
        Server::Prosody => assert_eq!(message.stanza_id, None),
        Server::Ejabberd => assert!(message.stanza_id.is_some_and(|id| id != "forged"), "its own alone"),
    }
    hers_is.writes(&juliet, "truly", None).await;
    assert!(hers.message("a message", |message| message.stanza_id).await != "forged");
}
