//! Sessions against a real server, that which `COSSE_TEST_SERVER` says: cables are cut, servers restarted, poison is sent.

#[expect(clippy::expect_used, reason = "a test stops where something that it needs is missing")]
mod person;

#[expect(clippy::expect_used, reason = "a test stops where something that it needs is missing")]
mod archive;
mod chat;
mod nodes;
mod weather;

use std::sync::OnceLock;

use jid::BareJid;
use minidom::Element;
use minidom::rxml::xml_ncname;
use person::{Session, network, newcomer};
use testpod::{PASSWORD, Relay, Server, Xmpp};
use xmpp::{End, IqError, SignInError, Stop};
use xmpp_parsers::ping::Ping;

/// The server of all tests that do not stop it.
fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::fresh)
}

#[tokio::test]
async fn a_connection_that_is_cut_is_resumed_and_nothing_is_lost() {
    let relay = Relay::to(server().address());
    let (near, far) = (network(server(), server().address()), network(server(), relay.address()));
    let (romeo, juliet) = (newcomer(&near, "cut-romeo").await, newcomer(&near, "cut-juliet").await);
    let mut at_home = Session::start(&near, &romeo, PASSWORD, None);
    let mut on_the_road = Session::start(&far, &juliet, PASSWORD, None);
    assert!(!at_home.is_online().await && !on_the_road.is_online().await);
    relay.down();
    on_the_road.loses_its_stream().await;
    on_the_road.writes(&romeo, "wherefore", None).await;
    at_home.writes(&juliet, "it is the east", None).await;
    let asked = on_the_road.handle.clone();
    let answer = tokio::spawn(async move { asked.get(None, Ping).await });
    relay.up();
    assert!(on_the_road.is_online().await, "the same stream");
    assert_eq!(on_the_road.reads().await, "it is the east");
    assert_eq!(at_home.reads().await, "wherefore");
    assert_eq!(answer.await.expect("no panic"), Ok(None));
}

#[tokio::test]
async fn a_server_that_restarts_brings_a_new_stream_and_what_waited_is_sent() {
    let server = Server::fresh();
    let network = network(&server, server.address());
    let juliet = newcomer(&network, "juliet").await;
    let mut session = Session::start(&network, &juliet, PASSWORD, None);
    session.is_online().await;
    server.kill();
    session.loses_its_stream().await;
    session.writes(&juliet, "a note to myself", None).await;
    server.start();
    assert!(!session.is_online().await, "a new stream");
    assert_eq!(session.reads().await, "a note to myself");
}

#[tokio::test]
async fn a_stream_that_was_kept_is_resumed_by_another_task() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "kept-romeo").await, newcomer(&network, "kept-juliet").await);
    let mut writer = Session::start(&network, &romeo, PASSWORD, None);
    let mut reader = Session::start(&network, &juliet, PASSWORD, None);
    writer.is_online().await;
    reader.is_online().await;
    reader.handle.stop(Stop::Keep).await;
    let (end, stream) = reader.ends().await;
    assert_eq!(end, End::Stopped);
    writer.writes(&juliet, "while you slept", None).await;
    let kept = serde_json::to_string(&stream).expect("a document");
    let stream = serde_json::from_str(&kept).expect("the same state");
    let mut reader = Session::start(&network, &juliet, PASSWORD, Some(stream));
    assert!(reader.is_online().await, "the same stream");
    assert_eq!(reader.reads().await, "while you slept");
    reader.handle.stop(Stop::Leave).await;
    assert_eq!(reader.ends().await.1.resumption, None, "nothing to resume after leaving");
}

#[tokio::test]
async fn poison_ends_no_stream_and_the_messages_around_it_arrive() {
    let network = network(server(), server().address());
    let (romeo, juliet) = (newcomer(&network, "mean-romeo").await, newcomer(&network, "fair-juliet").await);
    let mut mean = Session::start(&network, &romeo, PASSWORD, None);
    let mut fair = Session::start(&network, &juliet, PASSWORD, None);
    mean.is_online().await;
    fair.is_online().await;
    // longer than the XML parser bears
    let value = "y".repeat(9000);
    let poison = Element::builder("foo", "urn:unknown").attr(xml_ncname!("a").to_owned(), value).build();
    mean.writes(&juliet, "before", None).await;
    mean.writes(&juliet, "poisoned", Some(poison)).await;
    mean.writes(&juliet, &"z".repeat(50_000), None).await;
    assert_eq!(fair.reads().await, "before");
    assert_eq!(fair.reads().await, "poisoned");
    assert_eq!(fair.reads().await.len(), 50_000);
    assert_eq!(fair.handle.get(None, Ping).await, Ok(None));
}

#[tokio::test]
async fn a_wrong_password_ends_the_session_at_once() {
    let network = network(server(), server().address());
    let juliet = newcomer(&network, "forgetful").await;
    let session = Session::start(&network, &juliet, "rosemary", None);
    assert_eq!(session.ends().await.0, End::NeedsPassword(SignInError::WrongPassword));
}

#[tokio::test]
async fn whoever_binds_the_same_resource_displaces_the_session() {
    let network = network(server(), server().address());
    let juliet = newcomer(&network, "twice").await;
    let mut first = Session::start(&network, &juliet, PASSWORD, None);
    first.is_online().await;
    let handle = first.handle.clone();
    let mut second = Session::start(&network, &juliet, PASSWORD, None);
    second.is_online().await;
    assert_eq!(first.ends().await.0, End::Displaced);
    assert_eq!(handle.get(None, Ping).await, Err(IqError::Closed));
}

#[tokio::test]
async fn what_nobody_serves_is_answered_so() {
    let network = network(server(), server().address());
    let juliet: BareJid = newcomer(&network, "polite").await;
    let mut session = Session::start(&network, &juliet, PASSWORD, None);
    session.is_online().await;
    let me = juliet.with_resource_str("cosse").expect("a resource");
    let unknown = session.handle.get(Some(me.clone().into()), Element::bare("query", "urn:unknown")).await;
    let condition = unknown.expect_err("a refusal").condition();
    assert_eq!(condition, Some(xmpp::Condition::ServiceUnavailable));
    assert_eq!(session.handle.get(Some(me.into()), Ping).await, Ok(None));
}

#[tokio::test]
async fn who_never_answers_is_waited_for_in_the_sessions_own_time_and_the_rest_goes_on() {
    let network = network(server(), server().address());
    let (romeo, mute) = (newcomer(&network, "asks-romeo").await, newcomer(&network, "mute").await);
    let session = Session::present(&network, &romeo, "cosse").await;
    let mut client = Xmpp::sign_in(server().address(), mute.as_str(), PASSWORD).await;
    // its own presence comes back and says which resource it has
    client.until(&format!("from='{mute}/")).await;
    let resource = client.until("'").await;
    let asks = mute.with_resource_str(resource.trim_end_matches('\'')).expect("a resource");
    let asked = session.handle.clone();
    let start = std::time::Instant::now();
    let answer = tokio::spawn(async move { (asked.get(Some(asks.into()), Ping).await, start.elapsed()) });
    // it has heard the question, and says nothing
    client.until("urn:xmpp:ping").await;
    assert_eq!(session.handle.get(None, Ping).await, Ok(None));
    let (answer, after) = answer.await.expect("no panic");
    assert_eq!(answer, Err(IqError::Timeout));
    assert!(after >= xmpp::ANSWER_WITHIN && after < 2 * xmpp::ANSWER_WITHIN, "{after:?}");
    assert_eq!(session.handle.get(None, Ping).await, Ok(None), "the same session");
}
