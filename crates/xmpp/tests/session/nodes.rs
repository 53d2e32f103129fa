//! Personal nodes, as servers make them.

use futures::future::join_all;
use minidom::Element;
use testpod::PASSWORD;
use xmpp::pubsub::{self, Access, Config};

use super::person::{Session, network, newcomer};
use super::server;

const ACCOUNTS: usize = 12;
const NODES: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn what_many_publish_in_the_same_moment_to_nodes_that_are_not_there_yet_is_published() {
    let network = network(server(), server().address());
    let sessions = join_all((0..ACCOUNTS).map(async |number| {
        let jid = newcomer(&network, &format!("node-maker-{number}")).await;
        let mut session = Session::start(&network, &jid, PASSWORD, None);
        session.is_online().await;
        session
    }))
    .await;
    let everything = sessions.iter().flat_map(|session| (0..NODES).map(move |node| publish(session, node)));
    for published in join_all(everything).await {
        assert_eq!(published, Ok(()));
    }
}

async fn publish(session: &Session, node: usize) -> Result<(), xmpp::IqError> {
    let (name, payload) = (format!("urn:example:{node}"), Element::bare("it", "urn:example"));
    let config = Config::default().access(Access::Open);
    pubsub::publish(&session.handle, None, &name, Some(pubsub::CURRENT), payload, &config).await.map(|_| ())
}
