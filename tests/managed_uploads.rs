//! Files of plain clients on a domain that Cosse makes: as many bytes as were granted, once, and no others (XEP-0363).

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use futures::stream;
use reqwest::header::AUTHORIZATION;
use reqwest::{Body, Client, StatusCode, Url};
use testpod::{Deployment, PASSWORD, TestPod, Xmpp, eventually};

use crate::domains::{deployment, managed};
use crate::logos::stored;

const DOMAIN: &str = "cantine.alpha.test";
const SIZE: u64 = 1_000;

/// Where a file goes, where it is then, and what lets it in.
#[derive(Clone)]
struct Slot {
    put: Url,
    get: Url,
    authorization: String,
}

/// What stands between the two in an answer.
fn between<'a>(answer: &'a str, start: &str, end: &str) -> &'a str {
    let found = answer.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    found.unwrap_or_else(|| panic!("no {start} in {answer}")).0
}

impl Slot {
    async fn new(client: &mut Xmpp) -> Self {
        let granted = client.asks_for_slot(&format!("upload.{DOMAIN}"), SIZE).await.expect("a slot");
        Self {
            put: between(&granted, "<put url='", "'").parse().expect("an address"),
            get: between(&granted, "<get url='", "'").parse().expect("an address"),
            authorization: between(&granted, "<header name='Authorization'>", "<").to_owned(),
        }
    }

    /// No name server knows the domain.
    fn client(&self) -> Client {
        let (host, port) = (self.put.host_str().expect("a host"), self.put.port().expect("a port"));
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Client::builder().no_proxy().resolve(host, address).build().expect("a client")
    }

    /// What is answered to such a file; none where the connection is closed instead.
    async fn sends(&self, file: impl Into<Body>) -> Option<StatusCode> {
        let request = self.client().put(self.put.clone()).header(AUTHORIZATION, &self.authorization);
        request.body(file).send().await.ok().map(|answer| answer.status())
    }

    /// What lies there, if anything does.
    async fn holds(&self) -> Option<Vec<u8>> {
        let answer = self.client().get(self.get.clone()).send().await.expect("an answer");
        let is_there = answer.status().is_success();
        let bytes = answer.bytes().await.expect("the whole answer");
        is_there.then(|| bytes.to_vec())
    }
}

/// Bytes of which none is as the one before it.
fn file(size: u64) -> Vec<u8> {
    (0..=u8::MAX).cycle().take(usize::try_from(size).expect("a size")).collect()
}

/// A plain client of a member of a pod with a domain of its own.
async fn client(deployment: &Arc<Deployment>) -> (TestPod, Xmpp) {
    let pod = managed(deployment, "cantine", DOMAIN, &[]).await;
    let alice = pod.sign_up_at(DOMAIN, "alice").await;
    let client = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    (pod, client)
}

#[tokio::test]
async fn a_file_is_sent_to_its_slot_and_fetched_from_there_and_stays_as_it_is() {
    let deployment = deployment(&[DOMAIN]);
    let (_pod, mut client) = client(&deployment).await;
    let slot = Slot::new(&mut client).await;
    assert_eq!(slot.holds().await, None, "nothing is there before");
    assert_eq!(slot.sends(file(SIZE)).await, Some(StatusCode::CREATED));
    assert_eq!(slot.holds().await, Some(file(SIZE)));
    assert_eq!(slot.sends(vec![0_u8; 1_000]).await, Some(StatusCode::CONFLICT));
    assert_eq!(slot.holds().await, Some(file(SIZE)), "a slot is filled once");
}

#[tokio::test]
async fn nothing_is_granted_for_a_file_that_is_empty_or_of_which_too_much_or_more_than_a_line_is_said() {
    let deployment = deployment(&[DOMAIN]);
    let (pod, mut client) = client(&deployment).await;
    let (long, service) = ("a".repeat(10_000), format!("upload.{DOMAIN}"));
    for wrong in [
        "filename='a.png' size='0'".to_owned(),
        "filename='a.png' size='-1'".to_owned(),
        "filename='a.png' size='1.5'".to_owned(),
        "filename='a.png' size='0x10'".to_owned(),
        "filename='a.png' size='1000000000000000000'".to_owned(),
        "filename='a.png'".to_owned(),
        format!("filename='{long}.png' size='10'"),
        format!("filename='a.png' size='10' content-type='image/{long}'"),
        format!("filename='a.png' size='10' of-mine='{long}'"),
        "filename='a.png' size='10' content-type='image/png&#13;&#10;Content-Type: text/html'".to_owned(),
        "filename='a&#10;.png' size='10'".to_owned(),
    ] {
        let asked = format!("<request xmlns='urn:xmpp:http:upload:0' {wrong}/>");
        let refused = client.ask("get", &service, &asked).await.expect_err(&wrong);
        assert!(refused.contains("bad-request"), "{wrong}: {refused}");
    }
    // what is as long as a name can be
    let name = format!("<request xmlns='urn:xmpp:http:upload:0' filename='{}' size='10'/>", "a".repeat(255));
    client.ask("get", &service, &name).await.expect("a slot");
    eventually("it alone counts", async || (stored(&pod) == 10).then_some(())).await;
}

#[tokio::test]
async fn more_than_was_granted_is_refused_and_so_is_whoever_was_granted_nothing() {
    let deployment = deployment(&[DOMAIN]);
    let (_pod, mut client) = client(&deployment).await;
    let (slot, other) = (Slot::new(&mut client).await, Slot::new(&mut client).await);
    for size in [SIZE + 1, SIZE * 2, SIZE - 1] {
        assert_eq!(slot.sends(file(size)).await, Some(StatusCode::PAYLOAD_TOO_LARGE), "{size}");
    }
    // whose length is not said before
    let pieces = stream::iter([Ok::<_, io::Error>(file(SIZE)), Ok(file(SIZE))]);
    let answer = slot.sends(Body::wrap_stream(pieces)).await;
    assert!(answer.is_none_or(|status| !status.is_success()), "{answer:?}");
    let nobody = Slot { authorization: "Bearer nothing".to_owned(), ..slot.clone() };
    assert_eq!(nobody.sends(file(SIZE)).await, Some(StatusCode::UNAUTHORIZED));
    let elsewhere = Slot { authorization: other.authorization, ..slot.clone() };
    assert_eq!(elsewhere.sends(file(SIZE)).await, Some(StatusCode::BAD_REQUEST), "granted for another file");
    assert_eq!(slot.holds().await, None, "nothing half-done stays");
    assert_eq!(slot.sends(file(SIZE)).await, Some(StatusCode::CREATED));
}

#[tokio::test]
async fn while_what_was_uploaded_cannot_be_counted_nothing_is_let_in_and_what_is_known_stays() {
    let deployment = deployment(&[DOMAIN]);
    let pod = managed(&deployment, "cantine", DOMAIN, &[]).await;
    let alice = pod.sign_up_at(DOMAIN, "alice").await;
    let server = deployment.server();
    Slot::new(&mut Xmpp::sign_in(server.address(), &alice.jid, PASSWORD).await).await;
    eventually("it counts", async || (stored(&pod) == SIZE).then_some(())).await;
    let folder = DOMAIN.replace('.', "%2e");
    let list = server.data().join(format!("data/upload%2e{folder}/uploads.list"));
    server.stop();
    let before = fs::read(&list).expect("what was let in");
    fs::write(&list, "this is no list").expect("a file");
    server.start();
    eventually("she signs in", async || {
        Xmpp::is_password(server.address(), &alice.jid, PASSWORD).await.then_some(())
    })
    .await;
    let mut client = Xmpp::sign_in(server.address(), &alice.jid, PASSWORD).await;
    let service = format!("upload.{DOMAIN}");
    let refused = client.asks_for_slot(&service, SIZE).await.expect_err("no slot");
    assert!(refused.contains("resource-constraint") && refused.contains("cannot be counted"), "{refused}");
    assert_eq!(stored(&pod), SIZE, "what is known stays");
    fs::write(&list, before).expect("a file");
    client.asks_for_slot(&service, SIZE).await.expect("a slot");
    eventually("both count", async || (stored(&pod) == 2 * SIZE).then_some(())).await;
}
