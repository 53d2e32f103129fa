//! Contacts: `/contacts`, `/contact/{jid}`.

use testpod::page::{ADD_CONTACT, PROFILE, REMOVE};
use testpod::{ALPHA, Deployment, Kind, PASSWORD, TestPod, Xmpp, accept, befriend, eventually};

#[tokio::test]
async fn who_is_asked_accepts_and_both_are_contacts() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, lanterne.sign_up("bob").await);
    alice.browser.submit("/contacts", ADD_CONTACT, &[("jid", &bob.jid)]).await.expect(200);
    accept(&mut bob, &alice.jid).await;
    bob.post("for my new friend", "contacts").await;
    alice.sees("for my new friend").await;
    assert!(alice.get(&format!("/contact/{}", bob.jid)).await.expect(200).says(&bob.jid));
}

#[tokio::test]
async fn what_is_no_address_comes_back_with_a_sentence() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let own = alice.jid.clone();
    for wrong in ["", "not an address", "@", own.as_str()] {
        let page = alice.browser.submit("/contacts", ADD_CONTACT, &[("jid", wrong)]).await.expect(422);
        assert_eq!(
            page.form(ADD_CONTACT).and_then(|it| it.value("jid").map(str::to_owned)).as_deref(),
            Some(wrong)
        );
        assert!(!page.alert().is_empty(), "{}", page.text());
    }
}

#[tokio::test]
async fn one_who_was_removed_gets_no_more_posts() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let old = alice.post("while we were friends", "contacts").await;
    let seen = bob.sees("while we were friends").await;
    let page = alice.get(&format!("/contact/{}/remove", bob.jid)).await.expect(200);
    let form = page.form_about(REMOVE, &bob.jid).expect("a form that asks whether to remove him");
    alice.browser.send(&form).await.expect(200);
    alice.post("after we parted", "contacts").await;
    eventually("he may not read her any more", async || {
        let feed = bob.get("/feed").await;
        (feed.post("while we were friends").is_none()).then_some(())
    })
    .await;
    assert!(bob.get("/feed").await.post("after we parted").is_none());
    bob.get(&seen.link).await.expect(404);
    alice.get(&old.link).await.expect(200);
}

#[tokio::test]
async fn who_leaves_with_one_of_two_clients_is_still_here() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut phone = Xmpp::sign_in(pod.deployment().server().address(), &bob.jid, PASSWORD).await;
    phone.send("<presence><show>away</show><status>on the phone</status></presence>").await;
    eventually("she sees his phone", async || {
        alice.get("/contacts").await.says("on the phone").then_some(())
    })
    .await;
    phone.send("<presence type='unavailable'/>").await;
    let page = eventually("the phone is gone", async || {
        let page = alice.get("/contacts").await;
        (!page.says("on the phone")).then_some(page)
    })
    .await;
    assert_eq!(page.texts(".here").len(), 1, "his pod is there: {}", page.text());
}

#[tokio::test]
async fn a_contact_who_has_a_blog_only_a_little_later_is_followed_before_she_writes() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mut alice = pod.sign_up("alice").await;
    let (server, claire) = (deployment.server().address(), format!("claire@{ALPHA}"));
    Xmpp::register(server, &claire, PASSWORD).await;
    let mut client = Xmpp::sign_in(server, &claire, PASSWORD).await;
    client.presence("subscribe", &alice.jid).await;
    client.presence("subscribed", &alice.jid).await;
    accept(&mut alice, &claire).await;
    client.presence("subscribed", &alice.jid).await;
    let followed = || {
        let rows = deployment.rows(&format!("select jid from contacts where jid = '{claire}' and followed"));
        !rows.is_empty()
    };
    eventually("they are contacts", async || alice.get("/contacts").await.is_mutual(&claire).then_some(()))
        .await;
    assert!(!followed(), "she has no blog yet");
    let create = "<create node='urn:xmpp:microblog:0'/>";
    client
        .iq("set", "", &format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{create}</pubsub>"))
        .await;
    eventually("she is followed", async || followed().then_some(())).await;
}

#[tokio::test]
async fn somebody_unknown_has_a_page_or_none_but_no_error() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.get(&format!("/contact/nobody-here@{ALPHA}")).await;
    assert!(matches!(page.status.as_u16(), 200 | 404), "{}", page.text());
}

#[tokio::test]
async fn whom_a_server_does_not_let_read_any_more_sees_what_he_has_read_no_more() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.post("for a while", "contacts").await;
    let seen = bob.sees("for a while").await;
    let mut phone = Xmpp::sign_in(deployment.server().address(), &alice.jid, PASSWORD).await;
    let node = "node='urn:xmpp:microblog:0'";
    let closing = match deployment.server().kind() {
        // takes no affiliations at a personal node
        Kind::Prosody => {
            let field =
                |name: &str, value: &str| format!("<field var='{name}'><value>{value}</value></field>");
            let form_type = field("FORM_TYPE", "http://jabber.org/protocol/pubsub#node_config");
            let form = form_type + &field("pubsub#access_model", "whitelist");
            format!("<configure {node}><x xmlns='jabber:x:data' type='submit'>{form}</x></configure>")
        }
        // lets subscribers read what is for a list of accounts
        Kind::Ejabberd => {
            let outcast = format!("<affiliation jid='{}' affiliation='outcast'/>", bob.jid);
            format!("<affiliations {node}>{outcast}</affiliations>")
        }
    };
    let owner = "http://jabber.org/protocol/pubsub#owner";
    phone.iq("set", "", &format!("<pubsub xmlns='{owner}'>{closing}</pubsub>")).await;
    // the next stream asks for it
    deployment.server().stop();
    deployment.server().start();
    eventually("bob sees it no more", async || (bob.get(&seen.link).await.status == 404).then_some(())).await;
    assert!(bob.get("/feed").await.expect(200).post("for a while").is_none());
    assert!(alice.get("/feed").await.expect(200).post("for a while").is_some());
}

#[tokio::test]
async fn a_name_that_a_contact_changes_anywhere_is_on_the_page_at_once() {
    let (cantine, lanterne) = (TestPod::new("cantine").await, TestPod::new("lanterne").await);
    let (mut alice, mut bob) = (cantine.sign_up("alice").await, cantine.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    let mut phone = Xmpp::sign_in(cantine.deployment().server().address(), &bob.jid, PASSWORD).await;
    let mut elsewhere = lanterne.sign_in(&bob.jid).await;
    let mut events = alice.events().await;
    let nick = "http://jabber.org/protocol/nick";
    phone.publish(nick, "current", &format!("<nick xmlns='{nick}'>Bob Le Guen</nick>")).await;
    events.until("his name", |it| it.name == "contact" && it.data.contains("Bob Le Guen")).await;
    assert!(alice.get("/contacts").await.expect(200).says("Bob Le Guen"));
    elsewhere.browser.submit("/settings", PROFILE, &[("name", "Robert Le Guen")]).await.expect(200);
    events.until("his new name", |it| it.name == "contact" && it.data.contains("Robert Le Guen")).await;
    let page = alice.get("/contacts").await.expect(200);
    assert!(page.says("Robert Le Guen") && !page.says("Bob Le Guen"), "{}", page.text());
}
