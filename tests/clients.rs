//! Ordinary XMPP clients on other servers: what members of a pod and people without one are to each other.

use testpod::page::{ADD_CONTACT, SEND};
use testpod::{Deployment, ON_EJABBERD, ON_PROSODY, PASSWORD, Slixmpp, TestPod, Xmpp, eventually};

#[tokio::test]
async fn slixmpp_on_ejabberd_chats_with_a_member_on_prosody_and_she_reads_its_post() {
    let deployment = Deployment::federated();
    let pod = TestPod::on(&deployment, "cantine", &["--xmpp-domain", ON_PROSODY]).await;
    let mut alice = pod.sign_up_at(ON_PROSODY, "alice").await;
    let carol = format!("carol@{ON_EJABBERD}");
    Xmpp::register(deployment.far().address(), &carol, PASSWORD).await;
    let mut client = Slixmpp::sign_in(deployment.far(), &carol, PASSWORD).await;

    alice.browser.submit("/contacts", ADD_CONTACT, &[("jid", &carol)]).await.expect(200);
    client.accept(&alice.jid).await;
    eventually("they are contacts", async || {
        let page = alice.get("/contacts").await;
        if let Some(form) = page.form_about(testpod::page::ACCEPT, &carol) {
            alice.browser.send(&form).await.expect(200);
        }
        page.is_mutual(&carol).then_some(())
    })
    .await;

    alice.say(&carol, "Good evening, *Carol*").await;
    client.hears(&alice.jid, "Good evening, *Carol*").await;
    let mut events = alice.events().await;
    client.say(&alice.jid, "Good evening, Alice").await;
    events
        .until("it arrives live", |event| {
            event.name == "message" && event.data.contains("Good evening, Alice")
        })
        .await;
    client.is_told("received", &alice.jid).await;
    let states = eventually("hers was seen", async || {
        let messages = alice.get(&format!("/chat/{carol}")).await.expect(200).messages();
        let seen = messages.iter().any(|it| it.state.as_deref() == Some("displayed"));
        seen.then_some(messages)
    })
    .await;
    let texts: Vec<_> = states.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["Good evening, *Carol*", "Good evening, Alice"]);

    client.publish("first", "written with slixmpp").await;
    alice.sees("written with slixmpp").await;
    assert!(alice.get(&format!("/chat/{carol}")).await.form(SEND).is_some());
}
