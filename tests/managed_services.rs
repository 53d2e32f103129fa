//! What a plain client finds on a domain that Cosse makes, beside accounts: rooms, nodes for communities, room for files.

use testpod::{PASSWORD, Xmpp, eventually_ok};

use crate::domains::{deployment, managed};

const CANTINE: &str = "cantine.alpha.test";
const LANTERNE: &str = "lanterne.alpha.test";

/// Goes into a room (XEP-0045 §7.2) and waits until she is in.
async fn joins(client: &mut Xmpp, room: &str, nick: &str) {
    let into = "<x xmlns='http://jabber.org/protocol/muc'/>";
    client.send(&format!("<presence to='{room}/{nick}'>{into}</presence>")).await;
    client.until("code='110'").await;
}

fn on_nodes(inside: &str) -> String {
    format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{inside}</pubsub>")
}

fn item(node: &str, id: &str) -> String {
    let entry = "<entry xmlns='http://www.w3.org/2005/Atom'><title>Soup</title></entry>";
    on_nodes(&format!("<publish node='{node}'><item id='{id}'>{entry}</item></publish>"))
}

#[tokio::test]
async fn members_talk_in_a_room_that_one_of_them_makes_and_strangers_make_none() {
    let deployment = deployment(&[CANTINE, LANTERNE]);
    let pod = managed(&deployment, "cantine", CANTINE, &[]).await;
    let other = managed(&deployment, "lanterne", LANTERNE, &[]).await;
    let (alice, bob) = (pod.sign_up_at(CANTINE, "alice").await, pod.sign_up_at(CANTINE, "bob").await);
    let eve = other.sign_up_at(LANTERNE, "eve").await;
    let server = deployment.server().address();
    let room = format!("soup@rooms.{CANTINE}");
    let mut of_alice = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    joins(&mut of_alice, &room, "alice").await;
    // a room that is new is locked until whoever makes it says how it is to be (XEP-0045 §10.1.2)
    let usual = "<x xmlns='jabber:x:data' type='submit'/>";
    let usual = format!("<query xmlns='http://jabber.org/protocol/muc#owner'>{usual}</query>");
    of_alice.iq("set", &room, &usual).await;
    let mut of_bob = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    joins(&mut of_bob, &room, "bob").await;
    let said = "<body>there is soup</body>";
    of_alice.send(&format!("<message to='{room}' type='groupchat'>{said}</message>")).await;
    of_bob.until("there is soup").await;
    let mut of_eve = Xmpp::sign_in(server, &eve.jid, PASSWORD).await;
    let own = format!("own@rooms.{CANTINE}");
    let into = "<x xmlns='http://jabber.org/protocol/muc'/>";
    of_eve.send(&format!("<presence to='{own}/eve'>{into}</presence>")).await;
    of_eve.until("not-allowed").await;
}

#[tokio::test]
async fn a_member_makes_a_node_that_others_read_and_only_she_writes() {
    let deployment = deployment(&[CANTINE, LANTERNE]);
    let pod = managed(&deployment, "cantine", CANTINE, &[]).await;
    let other = managed(&deployment, "lanterne", LANTERNE, &[]).await;
    let (alice, bob) = (pod.sign_up_at(CANTINE, "alice").await, pod.sign_up_at(CANTINE, "bob").await);
    let eve = other.sign_up_at(LANTERNE, "eve").await;
    let (server, service) = (deployment.server().address(), format!("pubsub.{CANTINE}"));
    let mut of_alice = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    of_alice.iq("set", &service, &on_nodes("<create node='recipes'/>")).await;
    of_alice.iq("set", &service, &item("recipes", "soup")).await;
    let mut of_bob = Xmpp::sign_in(server, &bob.jid, PASSWORD).await;
    let read = of_bob.items_of(&service, "recipes").await.expect("what is there");
    assert!(read.contains("Soup"), "{read}");
    let refused = of_bob.ask("set", &service, &item("recipes", "bread")).await.unwrap_err();
    assert!(refused.contains("forbidden"), "{refused}");
    let delete = "<delete node='recipes'/>";
    let delete = format!("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>{delete}</pubsub>");
    assert!(of_bob.ask("set", &service, &delete).await.is_err(), "it is hers");
    let mut of_eve = Xmpp::sign_in(server, &eve.jid, PASSWORD).await;
    let foreign = of_eve.ask("set", &service, &on_nodes("<create node='hers'/>")).await.unwrap_err();
    assert!(foreign.contains("forbidden"), "{foreign}");
    of_alice.iq("set", &service, &delete).await;
}

#[tokio::test]
async fn nobody_lays_files_on_the_domain_of_another_pod() {
    let deployment = deployment(&[CANTINE, LANTERNE]);
    let pod = managed(&deployment, "cantine", CANTINE, &[]).await;
    let other = managed(&deployment, "lanterne", LANTERNE, &[]).await;
    let (alice, eve) = (pod.sign_up_at(CANTINE, "alice").await, other.sign_up_at(LANTERNE, "eve").await);
    let server = deployment.server().address();
    let (hers, elsewhere) = (format!("upload.{CANTINE}"), format!("upload.{LANTERNE}"));
    let mut of_alice = Xmpp::sign_in(server, &alice.jid, PASSWORD).await;
    of_alice.asks_for_slot(&hers, 1_000).await.expect("her own pod's");
    let mut of_eve = Xmpp::sign_in(server, &eve.jid, PASSWORD).await;
    of_eve.asks_for_slot(&elsewhere, 1_000).await.expect("her own pod's");
    for (client, service) in [(&mut of_alice, &elsewhere), (&mut of_eve, &hers)] {
        assert!(client.asks_for_slot(service, 1_000).await.is_err(), "{service}");
    }
    for pod in [&pod, &other] {
        eventually_ok("each counts its own", async || {
            let shown = deployment.cosse(&["pod", "show", pod.host(), "--json"]);
            if shown.contains(r#""storage_used":1000,"#) { Ok(()) } else { Err(shown) }
        })
        .await;
    }
}
