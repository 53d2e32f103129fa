//! Chats of two: `/chat`, `/chat/{jid}`.

use testpod::page::{SEND, TROUBLE};
use testpod::{ALPHA, Deployment, Member, PASSWORD, TestPod, Weather, Xmpp, befriend, eventually};

/// What is read of an archive that was never read; the rest when somebody asks for it.
const FETCHED_AT_FIRST: usize = 300;

fn chat(with: &Member) -> String {
    format!("/chat/{}", with.jid)
}

/// Two members of one pod who are each other's contacts.
async fn friends() -> (TestPod, Member, Member) {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    (pod, alice, bob)
}

/// Waits until that is what the chat says, from its first message to its last.
async fn reads(member: &mut Member, with: &str, texts: &[&str]) {
    let what = format!("{} reads in the chat with {with}: {texts:?}", member.jid);
    eventually(&what, async || {
        let page = member.get(&format!("/chat/{with}")).await.expect(200);
        (page.messages().iter().map(|it| it.text.as_str()).collect::<Vec<_>>() == texts).then_some(())
    })
    .await;
}

/// Waits until her message is so.
async fn is(member: &mut Member, with: &str, text: &str, state: &str) {
    eventually(&format!("{text} is {state}"), async || {
        let page = member.get(&format!("/chat/{with}")).await.expect(200);
        page.messages().iter().any(|it| it.text == text && it.state.as_deref() == Some(state)).then_some(())
    })
    .await;
}

/// What is said of her message once it has come back.
async fn comes_back(member: &mut Member, with: &str, text: &str) -> String {
    is(member, with, text, "refused").await;
    member.get(&format!("/chat/{with}")).await.expect(200).texts(TROUBLE).join(" ")
}

/// An XMPP client of the member's own, beside the pod, with carbons.
async fn client(pod: &TestPod, member: &Member) -> Xmpp {
    let mut client = Xmpp::sign_in(pod.deployment().server().address(), &member.jid, PASSWORD).await;
    client.iq("set", "", "<enable xmlns='urn:xmpp:carbons:2'/>").await;
    client
}

#[tokio::test]
async fn two_members_chat_and_both_read_the_same() {
    let (_pod, mut alice, mut bob) = friends().await;
    alice.say(&bob.jid, "Are you there?").await;
    reads(&mut bob, &alice.jid, &["Are you there?"]).await;
    bob.say(&alice.jid, "I am.").await;
    bob.say(&alice.jid, "And you?").await;
    for (mut member, with) in [(alice.clone(), &bob), (bob.clone(), &alice)] {
        reads(&mut member, &with.jid, &["Are you there?", "I am.", "And you?"]).await;
    }
}

#[tokio::test]
async fn a_message_arrives_as_a_fragment_and_the_row_of_its_chat_follows() {
    let (_pod, mut alice, mut bob) = friends().await;
    let mut events = bob.events().await;
    alice.say(&bob.jid, "live and in colour").await;
    let message = events.until("the message", |event| event.name == "message").await;
    assert!(message.data.contains("live and in colour"), "{}", message.data);
    assert!(!message.id.is_empty(), "a browser drops what has no id of its own");
    let row = events.until("the row", |event| event.name == "chat").await;
    assert_ne!(row.id, message.id);
    assert!(
        row.data.contains("live and in colour") && row.data.contains(r#"id="count-unread""#),
        "{}",
        row.data
    );
}

#[tokio::test]
async fn what_was_not_read_is_counted_until_it_is() {
    let (_pod, mut alice, mut bob) = friends().await;
    for text in ["one", "two", "three"] {
        alice.say(&bob.jid, text).await;
    }
    reads(&mut bob, &alice.jid, &["one", "two", "three"]).await;
    assert_eq!(bob.get("/chat").await.texts("#count-unread").join(""), "3 unread messages");
    let page = bob.get(&chat(&alice)).await.expect(200);
    let form = page.form(r#"form[action$="/read"]"#).expect("a button without script");
    bob.browser.send(&form).await.expect(200);
    assert_eq!(bob.get("/chat").await.attributes("#count-unread", "hidden").len(), 1);
    // and she hears that he has seen it
    for text in ["one", "two", "three"] {
        is(&mut alice, &bob.jid, text, "displayed").await;
    }
}

#[tokio::test]
async fn who_is_typing_is_told_live() {
    let (_pod, mut alice, mut bob) = friends().await;
    let mut events = bob.events().await;
    let page = alice.get(&chat(&bob)).await.expect(200);
    let form = page.form(SEND).expect("the form").act(&format!("{}/typing", chat(&bob)));
    alice.browser.send(&form.with("composing", "1")).await.expect(204);
    let told = events.until("she is typing", |event| event.name == "typing").await;
    assert!(told.data.contains("alice"), "{}", told.data);
}

#[tokio::test]
async fn any_client_of_hers_is_the_same_conversation() {
    let (pod, mut alice, mut bob) = friends().await;
    let mut phone = client(&pod, &alice).await;
    alice.say(&bob.jid, "from the pod").await;
    phone.until("from the pod").await;
    let to = &bob.jid;
    phone
        .send(&format!("<message to='{to}' type='chat' id='p1'><body>from the phone</body></message>"))
        .await;
    bob.say(&alice.jid, "to all of you").await;
    phone.until("to all of you").await;
    let all = ["from the pod", "from the phone", "to all of you"];
    let mut sorted = Vec::from(all);
    sorted.sort_unstable();
    for (mut member, with) in [(alice, bob.jid.clone()), (bob, String::new())] {
        let with = if with.is_empty() { phone_owner(&member, &pod).await } else { with };
        eventually("both pages have all three", async || {
            let page = member.get(&format!("/chat/{with}")).await.expect(200);
            let mut texts: Vec<String> = page.messages().into_iter().map(|it| it.text).collect();
            texts.sort_unstable();
            (texts == sorted).then_some(())
        })
        .await;
    }
}

/// The only one whom that member has a chat with.
async fn phone_owner(member: &Member, _pod: &TestPod) -> String {
    let page = member.clone().get("/chat").await.expect(200);
    let rows = page.attributes(r#"li[id^="chat-"] a"#, "href");
    rows.first().and_then(|href| href.strip_prefix("/chat/")).expect("a chat").to_owned()
}

#[tokio::test]
async fn a_message_says_how_far_it_came() {
    let (pod, mut alice, mut bob) = friends().await;
    let mut phone = client(&pod, &bob).await;
    alice.say(&bob.jid, "how far?").await;
    is(&mut alice, &bob.jid, "how far?", "received").await;
    let heard = phone.until("how far?").await;
    assert!(
        heard.contains("urn:xmpp:chat-markers:0") || phone.until("</message>").await.contains("markable")
    );
    let id = alice.get(&chat(&bob)).await.attributes("li[data-origin]", "data-origin").pop().expect("its id");
    let mark = format!("<displayed xmlns='urn:xmpp:chat-markers:0' id='{id}'/>");
    phone.send(&format!("<message to='{}' type='chat'>{mark}</message>", alice.jid)).await;
    is(&mut alice, &bob.jid, "how far?", "displayed").await;
    // what his phone has seen, his pod need not show him as new
    reads(&mut bob, &alice.jid, &["how far?"]).await;
    eventually("nothing is unread", async || {
        (bob.get("/chat").await.attributes("#count-unread", "hidden").len() == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_message_to_nobody_comes_back_with_the_reason() {
    let (_pod, mut alice, _bob) = friends().await;
    let nobody = format!("nobody-of-this-name@{ALPHA}");
    alice.say(&nobody, "hello?").await;
    let why = comes_back(&mut alice, &nobody, "hello?").await;
    assert!(why.contains(&format!("{nobody} takes no messages now")), "{why}");
}

#[tokio::test]
async fn a_message_to_somebody_who_has_blocked_her_comes_back_without_a_word_about_that() {
    let (pod, mut alice, bob) = friends().await;
    block(&pod, &bob, &alice.jid).await;
    alice.say(&bob.jid, "why so silent?").await;
    let why = comes_back(&mut alice, &bob.jid, "why so silent?").await;
    assert!(why.contains(&format!("{} takes no messages now", bob.jid)), "{why}");
    assert!(why.contains("Nothing is lost") && !why.contains("blocked"), "{why}");
}

#[tokio::test]
async fn a_message_to_somebody_whom_she_has_blocked_says_what_to_do_and_is_sent_again() {
    let (pod, mut alice, mut bob) = friends().await;
    let mut phone = block(&pod, &alice, &bob.jid).await;
    alice.say(&bob.jid, "one more thing").await;
    let why = comes_back(&mut alice, &bob.jid, "one more thing").await;
    // ejabberd says "not acceptable" and no more (XEP-0191 §3.4 asks for more)
    assert!(why.contains(&format!("ou have blocked {}. Unblock", bob.jid)), "{why}");
    alice.browser.speak("fr");
    let why = alice.get(&chat(&bob)).await.texts(TROUBLE).join(" ");
    assert!(why.contains(&format!("ous avez bloqué {}. Débloquez", bob.jid)), "{why}");
    let item = format!("<item jid='{}'/>", bob.jid);
    phone.iq("set", "", &format!("<unblock xmlns='urn:xmpp:blocking'>{item}</unblock>")).await;
    // ejabberd tells her other clients a moment later than the one that unblocked
    eventually("it is sent again", async || {
        if let Some(form) = alice.get(&chat(&bob)).await.form(r#"form[action$="/again"]"#) {
            alice.browser.send(&form).await.expect(200);
        }
        (bob.whole_chat(&alice.jid).await == ["one more thing"]).then_some(())
    })
    .await;
    is(&mut alice, &bob.jid, "one more thing", "received").await;
    assert_eq!(alice.get(&chat(&bob)).await.texts(TROUBLE), [""; 0]);
}

/// Blocks somebody with a client of one's own (XEP-0191).
async fn block(pod: &TestPod, member: &Member, whom: &str) -> Xmpp {
    let mut phone = client(pod, member).await;
    let item = format!("<item jid='{whom}'/>");
    phone.iq("set", "", &format!("<block xmlns='urn:xmpp:blocking'>{item}</block>")).await;
    phone
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_message() {
    let (_pod, mut alice, mut bob) = friends().await;
    let form = alice.browser.form(&chat(&bob), SEND).await.set("body", "once");
    for _ in 0..3 {
        alice.browser.send(&form).await.expect(200);
    }
    alice.say(&bob.jid, "then").await;
    reads(&mut bob, &alice.jid, &["once", "then"]).await;
    reads(&mut alice, &bob.jid, &["once", "then"]).await;
}

#[tokio::test]
async fn an_empty_message_is_none_and_a_long_one_comes_back() {
    let (_pod, mut alice, bob) = friends().await;
    for body in ["", " \n "] {
        let page = alice.browser.submit(&chat(&bob), SEND, &[("body", body)]).await.expect(422);
        assert!(!page.alert().is_empty(), "{}", page.text());
    }
    let long = "long ".repeat(5_000);
    let page = alice.browser.submit(&chat(&bob), SEND, &[("body", &long)]).await.expect(422);
    assert_eq!(page.form(SEND).expect("the form").value("body"), Some(long.as_str()), "nothing is lost");
    assert!(page.messages().is_empty());
}

#[tokio::test]
async fn hostile_words_are_only_words() {
    let (_pod, mut alice, mut bob) = friends().await;
    let hostile =
        "<script>alert(1)</script> <b onclick=x>*bold*</b> javascript:alert(1) https://good.example/?a=1&b=2";
    alice.say(&bob.jid, hostile).await;
    let page = eventually("he reads it", async || {
        let page = bob.get(&chat(&alice)).await.expect(200);
        page.says("good.example").then_some(page)
    })
    .await;
    assert!(page.messages()[0].text.contains("<script>alert(1)</script>"));
    let html = &page.messages()[0].html;
    assert!(!html.contains("<script") && !html.contains("<b onclick"), "{html}");
    let links = page.attributes(r#"li[id^="message-"] a[rel]"#, "href");
    assert_eq!(links, ["https://good.example/?a=1&b=2"]);
}

#[tokio::test]
async fn a_stranger_and_another_pod_see_nothing_of_it() {
    let (pod, mut alice, mut bob) = friends().await;
    alice.say(&bob.jid, "between us").await;
    reads(&mut bob, &alice.jid, &["between us"]).await;
    let message = bob.get(&chat(&alice)).await.messages()[0].id.clone();
    let mut carol = pod.sign_up("carol").await;
    let elsewhere = TestPod::new("lanterne").await;
    let mut bob_elsewhere = elsewhere.browser();
    bob_elsewhere.steal(&bob.browser);
    for with in [&alice.jid, &bob.jid] {
        let page = carol.get(&format!("/chat/{with}")).await.expect(200);
        assert!(!page.says("between us") && page.messages().is_empty(), "{}", page.text());
        let page = bob_elsewhere.get(&format!("/chat/{with}")).await;
        assert!(page.path.starts_with("/login") && !page.says("between us"), "{}", page.text());
    }
    let form = carol.browser.form(&chat(&bob), SEND).await;
    let id = message.strip_prefix("message-").expect("its key");
    for act in ["again", "discard"] {
        let form = form.clone().act(&format!("{}/{act}", chat(&bob))).with("message", id);
        carol.browser.send(&form).await.expect(200);
    }
    reads(&mut bob, &alice.jid, &["between us"]).await;
}

#[tokio::test]
async fn what_was_said_while_the_program_was_away_is_read_afterwards_once_and_in_order() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    bob.say(&alice.jid, "before").await;
    reads(&mut alice, &bob.jid, &["before"]).await;
    let mut phone = client(&pod, &bob).await;
    deployment.kill();
    let mut all = vec!["before".to_owned()];
    for number in 0..120 {
        let text = format!("number {number}");
        let to = &alice.jid;
        phone
            .send(&format!("<message to='{to}' type='chat' id='n{number}'><body>{text}</body></message>"))
            .await;
        all.push(text);
    }
    phone.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    deployment.start();
    let whole = |member: Member, with: String| {
        let all = all.clone();
        async move {
            let mut member = member;
            eventually(&format!("{} has all", member.jid), async || {
                let texts = member.whole_chat(&with).await;
                assert!(texts.len() <= all.len(), "nothing is there twice: {texts:?}");
                (texts == all).then_some(())
            })
            .await;
        }
    };
    whole(alice.clone(), bob.jid.clone()).await;
    whole(bob.clone(), alice.jid.clone()).await;
}

#[tokio::test]
async fn what_was_said_before_the_pod_knew_her_is_in_her_archive() {
    let pod = TestPod::new("cantine").await;
    let (alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    let dora = format!("dora-{}@{ALPHA}", alice.name);
    let server = pod.deployment().server().address();
    Xmpp::register(server, &dora, PASSWORD).await;
    let mut phone = Xmpp::sign_in(server, &dora, PASSWORD).await;
    let mut all = Vec::new();
    for number in 0..70 {
        let text = format!("old {number}");
        let to = &bob.jid;
        phone
            .send(&format!("<message to='{to}' type='chat' id='o{number}'><body>{text}</body></message>"))
            .await;
        all.push(text);
    }
    phone.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    let mut browser = pod.browser();
    browser.sign_in(&dora).await.expect(200);
    let mut dora = Member { browser, jid: dora, name: "dora".to_owned() };
    eventually("she has all", async || (dora.whole_chat(&bob.jid).await == all).then_some(())).await;
    // what is history is not new
    assert_eq!(dora.get("/chat").await.attributes("#count-unread", "hidden").len(), 1);
    let jid = dora.jid.clone();
    eventually("he has all", async || (bob.whole_chat(&jid).await == all).then_some(())).await;
}

#[tokio::test]
async fn a_chat_longer_than_what_is_fetched_at_first_is_whole_when_one_reads_back_to_its_beginning() {
    let pod = TestPod::new("cantine").await;
    let server = pod.deployment().server().address();
    let [dora, erin] = ["dora", "erin"].map(|name| format!("{name}-{}@{ALPHA}", pod.host()));
    Xmpp::register(server, &dora, PASSWORD).await;
    Xmpp::register(server, &erin, PASSWORD).await;
    let mut phone = Xmpp::sign_in(server, &dora, PASSWORD).await;
    let all: Vec<String> = (0..FETCHED_AT_FIRST + 120).map(|number| format!("old {number}")).collect();
    for text in &all {
        phone.send(&format!("<message to='{erin}' type='chat'><body>{text}</body></message>")).await;
    }
    phone.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    let mut dora = pod.sign_in(&dora).await;
    let rows = format!("SELECT count(*) FROM messages WHERE peer = '{erin}'");
    eventually("the newest are there", async || {
        (pod.deployment().rows(&rows) == [FETCHED_AT_FIRST.to_string()]).then_some(())
    })
    .await;
    assert_eq!(dora.whole_chat(&erin).await, all);
}

#[tokio::test]
async fn what_is_written_while_the_server_is_away_waits_in_the_chat_and_is_sent_afterwards() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    deployment.server().kill();
    eventually("the page says that the server is away", async || {
        let page = alice.get("/feed").await.expect(200);
        (!page.texts("#session").join("").trim().is_empty()).then_some(())
    })
    .await;
    let texts = ["first in the dark", "second in the dark", "not to be sent", "third in the dark"];
    for text in texts {
        alice.say(&bob.jid, text).await;
        is(&mut alice, &bob.jid, text, "waiting").await;
    }
    let page = alice.get(&chat(&bob)).await;
    let forms = page.forms(r#"form[action$="/discard"]"#);
    alice.browser.send(&forms[2]).await.expect(200);
    deployment.server().start();
    let sent = ["first in the dark", "second in the dark", "third in the dark"];
    reads(&mut bob, &alice.jid, &sent).await;
    reads(&mut alice, &bob.jid, &sent).await;
}

#[tokio::test]
async fn a_message_that_may_not_have_been_sent_says_so_and_is_sent_again_or_discarded() {
    let deployment = Deployment::fresh();
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    befriend(&mut alice, &mut bob).await;
    alice.say(&bob.jid, "before").await;
    is(&mut alice, &bob.jid, "before", "received").await;
    // it has taken the words off the cable, reads them no more, and after its end it knows nothing of the stream
    deployment.server().hang();
    for text in ["to be sent again", "to be discarded"] {
        alice.say(&bob.jid, text).await;
        is(&mut alice, &bob.jid, text, "sending").await;
    }
    deployment.server().kill();
    deployment.server().start();
    for text in ["to be sent again", "to be discarded"] {
        is(&mut alice, &bob.jid, text, "unsure").await;
    }
    let page = alice.get(&chat(&bob)).await.expect(200);
    let trouble = page.texts(TROUBLE);
    assert_eq!(trouble, ["This may not have been sent: the connection was cut in between."; 2]);
    let (again, discard) =
        (page.forms(r#"form[action$="/again"]"#), page.forms(r#"form[action$="/discard"]"#));
    assert_eq!((again.len(), discard.len()), (2, 2), "{}", page.text());
    for form in [&again[0], &again[0], &discard[1]] {
        alice.browser.send(form).await.expect(200);
    }
    for (mut member, with) in [(bob.clone(), &alice), (alice.clone(), &bob)] {
        reads(&mut member, &with.jid, &["before", "to be sent again"]).await;
        let archive = client(&pod, &member).await.archive(&with.jid).await;
        assert_eq!(archive, ["before", "to be sent again"], "{}", member.jid);
    }
    assert_eq!(alice.get(&chat(&bob)).await.count(TROUBLE), 0);
}

#[tokio::test]
async fn a_message_that_the_archive_has_was_sent_whatever_became_of_its_stream() {
    let deployment = Deployment::unencrypted(&[]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (mut alice, bob) = (pod.sign_up("alice").await, format!("bob@{ALPHA}"));
    let server = deployment.server().address();
    Xmpp::register(server, &bob, PASSWORD).await;
    let mut bobs = Xmpp::sign_in(server, &bob, PASSWORD).await;
    alice.say(&bob, "before").await;
    is(&mut alice, &bob, "before", "sent").await;
    // from here on the server hears all that is said and cannot say that it did
    deployment.relay().weather(Weather::SilentAfter("the last word".to_owned()));
    let to = alice.jid.clone();
    bobs.send(&format!("<message to='{to}' type='chat'><body>the last word</body></message>")).await;
    bobs.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
    alice.say(&bob, "into the silence").await;
    bobs.until("into the silence</body>").await;
    is(&mut alice, &bob, "into the silence", "sending").await;
    deployment.server().kill();
    deployment.relay().weather(Weather::Fair);
    deployment.server().start();
    is(&mut alice, &bob, "into the silence", "sent").await;
    reads(&mut alice, &bob, &["before", "the last word", "into the silence"]).await;
    let page = alice.get(&format!("/chat/{bob}")).await.expect(200);
    assert_eq!(page.count(TROUBLE), 0, "{}", page.text());
    let mut bobs = Xmpp::sign_in(server, &bob, PASSWORD).await;
    assert_eq!(bobs.archive(&to).await, ["before", "the last word", "into the silence"]);
}

#[tokio::test]
async fn a_chat_that_is_not_there_yet_says_what_to_do() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let page = alice.get("/chat").await.expect(200);
    assert!(!page.attributes(r#"a[href="/contacts"]"#, "href").is_empty(), "{}", page.text());
    let page = alice.get("/chat?jid=somebody@elsewhere.test").await.expect(200);
    assert_eq!(page.path, "/chat/somebody@elsewhere.test");
    for wrong in ["", "not an address", "elsewhere.test", "a@b/c"] {
        let page =
            alice.browser.submit("/chat", r#"form[action="/chat"]"#, &[("jid", wrong)]).await.expect(422);
        assert!(!page.alert().is_empty() || page.says("address"), "{wrong}: {}", page.text());
    }
    for address in
        ["/chat/a%00b", "/chat/~AA", "/chat/a@b/c", "/chat/a@b.test?before=x", "/chat?before=..%2F"]
    {
        assert_eq!(alice.get(address).await.status, 404, "{address}");
    }
}
