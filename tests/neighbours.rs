//! What other programs of the network may send us: entries, presences and requests that no friend would.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};
use testpod::page::REMOVE;
use testpod::{ALPHA, Member, PASSWORD, TestPod, Xmpp, accept, eventually, eventually_ok};

use crate::pictures::png;

const BLOG: &str = "urn:xmpp:microblog:0";

/// An account with a client of its own, which is nobody's member.
async fn stranger(pod: &TestPod, name: &str) -> (Xmpp, String) {
    let jid = TestPod::on(pod.deployment(), "elsewhere", &[]).await.sign_up(name).await.jid;
    let client = Xmpp::sign_in(pod.deployment().server().address(), &jid, PASSWORD).await;
    (client, jid)
}

/// The same, as a contact of the member: each sees the other.
async fn friend(pod: &TestPod, member: &mut Member, name: &str) -> (Xmpp, String) {
    let (mut client, jid) = stranger(pod, name).await;
    client.presence("subscribe", &member.jid).await;
    client.presence("subscribed", &member.jid).await;
    accept(member, &jid).await;
    client.presence("subscribed", &member.jid).await;
    eventually("they are contacts", async || member.get("/contacts").await.is_mutual(&jid).then_some(()))
        .await;
    (client, jid)
}

/// A form that opens a node to everybody.
const OPEN: &str =
    "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field>
    <field var='pubsub#access_model'><value>open</value></field>";

fn entry(title: &str, more: &str) -> String {
    format!("<entry xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{more}</entry>")
}

/// The member's session goes on: what is published next arrives.
async fn still_hears(member: &mut Member, client: &mut Xmpp, text: &str) {
    client.publish(BLOG, &format!("id-{}", text.replace(' ', "-")), &entry(text, "")).await;
    member.sees(text).await;
    member.get("/feed").await.expect(200);
}

#[tokio::test]
async fn dates_of_no_time_at_all_do_no_harm() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut mallory, jid) = friend(&pod, &mut alice, "mallory").await;
    let dates = [
        "0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59-23:59",
        "2026-02-30T00:00:00Z",
        "2026-06-30T23:59:60Z",
        "yesterday",
        "",
    ];
    for (number, date) in dates.iter().enumerate() {
        let text = format!("written at odd time {number}");
        let more = format!("<published>{date}</published><updated>{date}</updated>");
        mallory.publish(BLOG, &format!("date{number}"), &entry(&text, &more)).await;
        let more = format!("<updated>{date}</updated>");
        mallory.publish(BLOG, &format!("updated{number}"), &entry(&format!("{text}, changed"), &more)).await;
        still_hears(&mut alice, &mut mallory, &format!("after date {number}")).await;
    }
    let contact = format!("/contact/{jid}");
    for page in ["/feed", "/feed?filter=contacts", contact.as_str()] {
        let mut next = Some(page.to_owned());
        let mut seen = 0;
        while let Some(path) = next {
            let page = alice.get(&path).await.expect(200);
            seen += page.posts().len();
            next = page.attributes(r#"main a[href*="before="]"#, "href").into_iter().next();
        }
        assert!(seen >= 2 * dates.len(), "{page} shows {seen}");
    }
    let body = alice.get("/feed").await.body;
    assert!(!body.contains("9999-") && !body.contains("0001-"), "a date that nobody believes: {body}");
}

#[tokio::test]
async fn hostile_entries_are_cleaned_cut_or_left_out() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut mallory, jid) = friend(&pod, &mut alice, "mallory").await;
    let script = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p onclick='x()' style='position:fixed'>scripted words
        <script>alert(1)</script><a href='javascript:alert(2)'>press</a><img src='x' onerror='alert(3)'/>
        <svg xmlns='http://www.w3.org/2000/svg' onload='alert(4)'><script>alert(5)</script></svg></p></div></content>";
    mallory.publish(BLOG, "script", &entry("&lt;script&gt;alert(0)&lt;/script&gt; titled", script)).await;
    let html = "<content type='html'>&lt;p&gt;coded words&lt;/p&gt;&lt;script&gt;alert(6)&lt;/script&gt;&lt;iframe src=//evil.example&gt;</content>";
    mallory.publish(BLOG, "html", &entry("", html)).await;
    let links = "<content>linked words</content><link rel='alternate' type='text/html' href='javascript:alert(7)'/>
        <link rel='replies' href='xmpp:?;node='/><link rel='replies' href='javascript:alert(8)'/>
        <link rel='enclosure' href='file:///etc/passwd' type='image/png'/><author><name>&#x202e;Alice</name><uri>xmpp:alice@alpha.test</uri></author>";
    mallory.publish(BLOG, "links", &entry("", links)).await;
    for text in ["scripted words", "coded words", "linked words"] {
        let post = alice.sees(text).await;
        let low = post.html.to_lowercase();
        assert_eq!(HARMFUL.iter().find(|it| low.contains(**it)), None, "{}", post.html);
        assert!(
            !post.text.contains("alice@alpha.test"),
            "the author is whom the server names: {}",
            post.text
        );
        alice.get(&post.link).await.expect(200);
    }
    // not the page alone: what is kept is clean, too
    let kept = pod.deployment().rows(&format!("SELECT html FROM posts WHERE author_jid = '{jid}'"));
    let kept = kept.join("\n").to_lowercase();
    assert!(["scripted words", "coded words"].iter().all(|it| kept.contains(it)), "{kept}");
    assert_eq!(HARMFUL.iter().find(|it| kept.contains(**it)), None, "{kept}");
    let links = pod.deployment().rows(&format!(
        "SELECT alternate, comments_service, comments_node FROM posts WHERE author_jid = '{jid}'"
    ));
    assert!(links.iter().all(|it| !it.contains("javascript")), "{links:?}");
}

/// What no page may have, whoever wrote it.
const HARMFUL: [&str; 8] = [
    "<script",
    "onerror",
    "onclick",
    "onload=",
    "<iframe",
    "position:fixed",
    "href=\"javascript",
    "file:///",
];

#[tokio::test]
async fn entries_of_any_size_are_cut_or_left_out() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut mallory, _) = friend(&pod, &mut alice, "mallory").await;
    mallory.publish(BLOG, "many", &entry("many tags", &"<category term='x'/>".repeat(2_000))).await;
    mallory.publish(BLOG, "long", &entry(&"long ".repeat(20_000), "")).await;
    for text in ["many tags", "long long"] {
        let post = alice.sees(text).await;
        assert!(post.html.len() < 300_000, "{} bytes", post.html.len());
        alice.get(&post.link).await.expect(200);
    }
    // what is markup can become longer when it is cleaned, and longer than anything that is kept
    for (id, piece) in [("blanks", "\u{a0}"), ("tags", "&lt;p&gt;"), ("links", "&lt;a href=/&gt;x&lt;/a&gt;")]
    {
        let grows = piece.repeat(150_000 / piece.len());
        let content = format!("<content type='html'>growing words {grows}</content>");
        mallory.publish(BLOG, id, &entry("", &content)).await;
    }
    mallory
        .publish(BLOG, "feed", "<feed xmlns='http://www.w3.org/2005/Atom'><title>no post</title></feed>")
        .await;
    mallory.publish(BLOG, "odd", "<x xmlns='y'/>").await;
    still_hears(&mut alice, &mut mallory, "after hostile entries").await;
    assert!(alice.get("/feed").await.post("no post").is_none());
}

#[tokio::test]
async fn ids_with_slashes_dots_and_quotes_have_pages() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut mallory, _) = friend(&pod, &mut alice, "mallory").await;
    let long = "x".repeat(900);
    for (number, id) in
        ["a/b/c", "../../etc", "%00%2f", "~tilde", "&quot;&lt;b&gt;", "feed.atom", "été ☃", ".", &long]
            .iter()
            .enumerate()
    {
        let text = format!("odd id number {number}");
        mallory.publish(BLOG, id, &entry(&text, "")).await;
        let post = alice.sees(&text).await;
        assert!(alice.get(&post.link).await.expect(200).says(&text), "{}", post.link);
    }
}

#[tokio::test]
async fn a_stranger_puts_nothing_into_the_feed() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut eve, jid) = stranger(&pod, "eve").await;
    let comments = format!("{BLOG}:comments/hers");
    for node in [BLOG, &comments] {
        eve.publish(node, "0", &entry("before anybody looks", "")).await;
        // her nodes are open, and she says that alice is subscribed to them: her server tells alice, who does not follow her
        eve.owns(&format!(
            "<configure node='{node}'><x xmlns='jabber:x:data' type='submit'>{OPEN}</x></configure>"
        ))
        .await;
        let alice = format!("<subscription jid='{}' subscription='subscribed'/>", alice.jid);
        eve.owns(&format!("<subscriptions node='{node}'>{alice}</subscriptions>")).await;
    }
    eve.presence("subscribe", &alice.jid).await;
    accept(&mut alice, &jid).await;
    let event = "http://jabber.org/protocol/pubsub#event";
    let forged = format!(
        "<message to='{0}' type='headline'><event xmlns='{event}'><items node='{BLOG}'><item id='1'>{1}</item></items></event></message>",
        alice.jid,
        entry("forged by eve", "")
    );
    let mut events = alice.events().await;
    eve.send(&forged).await;
    // her server asks what alice's session wants to hear of, and tells it then
    for number in 0..5 {
        eve.publish(BLOG, &format!("pushed{number}"), &entry("pushed by eve", "")).await;
        eve.publish(&comments, &format!("pushed{number}"), &entry("pushed by eve", "")).await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    alice.publish("my own words", "contacts").await.expect(200);
    let seen =
        events.until("her own", |it| it.data.contains("by eve") || it.data.contains("my own words")).await;
    assert!(seen.data.contains("my own words"), "{seen:?}");
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let feed = alice.get("/feed").await;
    assert!(feed.post("by eve").is_none(), "{}", feed.text());
    // alice asked her back; that her account asked first is no word of hers, and her session on the other pod does not give it
    assert!(!alice.get("/contacts").await.is_mutual(&jid), "eve let nobody see her");
}

/// Shows a picture of so many pixels across, by a node that everybody may read (XEP-0084 §4), and tells somebody of it. Its hash, and what was told.
async fn show_picture(client: &mut Xmpp, side: u32, to: &str) -> (String, String) {
    let file = png(side, side);
    let hash: String = Sha1::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
    let (data, metadata) = ("urn:xmpp:avatar:data", "urn:xmpp:avatar:metadata");
    let bytes = STANDARD.encode(&file);
    client.publish(data, &hash, &format!("<data xmlns='{data}'>{bytes}</data>")).await;
    client
        .owns(&format!(
            "<configure node='{data}'><x xmlns='jabber:x:data' type='submit'>{OPEN}</x></configure>"
        ))
        .await;
    let info = format!("<info bytes='{}' id='{hash}' type='image/png'/>", file.len());
    let described = format!("<metadata xmlns='{metadata}'>{info}</metadata>");
    client.publish(metadata, &hash, &described).await;
    let items = format!("<items node='{metadata}'><item id='{hash}'>{described}</item></items>");
    let event = format!("<event xmlns='http://jabber.org/protocol/pubsub#event'>{items}</event>");
    let told = format!("<message to='{to}' type='headline'>{event}</message>");
    client.send(&told).await;
    (hash, told)
}

#[tokio::test]
async fn pictures_of_strangers_are_not_kept_and_of_contacts_only_the_last() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let kept = format!(
        "SELECT hash FROM pictures WHERE pod_id = (SELECT pod_id FROM hosts WHERE host = '{}')",
        pod.host()
    );
    let kept = || pod.deployment().rows(&kept);
    let (mut eve, _) = stranger(&pod, "eve").await;
    for side in 1..=5 {
        show_picture(&mut eve, side * 8, &alice.jid).await;
    }
    let (mut mallory, _) = friend(&pod, &mut alice, "mallory").await;
    for side in [64, 72] {
        let (hash, told) = show_picture(&mut mallory, side, &alice.jid).await;
        eventually_ok("only the contact's last picture is kept", async || {
            let kept = kept();
            if kept == [hash.clone()] {
                return Ok(());
            }
            // as her server does each time that she comes
            mallory.send(&told).await;
            Err(format!("{kept:?} are, and not {hash}"))
        })
        .await;
    }
    let shown = pod.deployment().cosse(&["pod", "show", pod.host(), "--json"]);
    let (_, used) = shown.split_once("\"storage_used\":").expect("what is used");
    assert!(!used.starts_with("0,"), "it counts: {shown}");
}

#[tokio::test]
async fn a_friend_speaks_for_nobody_else() {
    let pod = TestPod::new("cantine").await;
    let (mut alice, mut bob) = (pod.sign_up("alice").await, pod.sign_up("bob").await);
    testpod::befriend(&mut alice, &mut bob).await;
    bob.post("what bob wrote", "contacts").await;
    let link = alice.sees("what bob wrote").await.link;
    let item = link.rsplit('/').next().expect("an item").to_owned();
    let (mut mallory, jid) = friend(&pod, &mut alice, "mallory").await;
    let event = "http://jabber.org/protocol/pubsub#event";
    for inside in [
        format!("<items node='{BLOG}'><retract id='{item}'/></items>"),
        format!(
            "<items node='{BLOG}'><item id='{item}' publisher='{}'>{}</item></items>",
            bob.jid,
            entry("in bob's name", "")
        ),
        format!("<purge node='{BLOG}'/>"),
        format!("<delete node='{BLOG}'/>"),
    ] {
        for from in ["", &format!("from='{}'", bob.jid), &format!("from='{}'", alice.jid)] {
            let event = format!("<event xmlns='{event}'>{inside}</event>");
            let said = format!("<message to='{}' {from} type='headline'>{event}</message>", alice.jid);
            // ejabberd ends the stream of whoever says to be another
            let mut other = Xmpp::sign_in(pod.deployment().server().address(), &jid, PASSWORD).await;
            other.send(&said).await;
            other.leave().await;
        }
    }
    mallory.publish(BLOG, &item, &entry("the same id", "")).await;
    alice.sees("the same id").await;
    assert!(alice.get(&link).await.expect(200).says("what bob wrote"));
    assert!(!alice.get("/feed").await.says("in bob's name"));
}

#[tokio::test]
async fn who_was_removed_hears_nothing_more_from_the_server() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut mallory, jid) = friend(&pod, &mut alice, "mallory").await;
    let post = alice.post("while we were friends", "contacts").await;
    let item = post.link.rsplit('/').next().expect("an item").to_owned();
    for node in [BLOG, &format!("{BLOG}:comments/{item}")] {
        mallory.subscribe(&alice.jid, node, &jid).await;
    }
    alice.post("still friends", "contacts").await;
    mallory.until("still friends").await;
    alice.comment(&post, "a word to friends").await.expect(200);
    mallory.until("a word to friends").await;
    remove(&mut alice, &jid).await;
    alice.post("after we parted", "contacts").await;
    // the comments of each post are seen to afterwards, as many as there are
    let (mut words, mut silent) = (0, 0);
    eventually("she hears no comments either", async || {
        words += 1;
        alice.comment(&post, &format!("word {words}")).await.expect(200);
        alice.say(&jid, &format!("message {words}")).await;
        let heard = mallory.until(&format!("message {words}</body>")).await;
        assert!(!heard.contains("after we parted"), "{heard}");
        silent = if heard.contains("<p>word ") { 0 } else { silent + 1 };
        // one that is late is heard in the next round
        (silent >= 2).then_some(())
    })
    .await;
}

/// Takes a contact off the list.
async fn remove(member: &mut Member, jid: &str) {
    let page = member.get(&format!("/contact/{jid}/remove")).await.expect(200);
    let form = page.form_about(REMOVE, jid).expect("a form that asks whether to remove");
    member.browser.send(&form).await.expect(200);
}

#[tokio::test]
async fn requests_and_words_of_any_length_are_cut() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut eve, jid) = stranger(&pod, "eve").await;
    let long = "please ".repeat(1_500);
    let nick = "Eve \u{202e}gnorw".repeat(50);
    eve.send(&format!(
        "<presence type='subscribe' to='{}'><status>{long}</status><nick xmlns='http://jabber.org/protocol/nick'>{nick}</nick></presence>",
        alice.jid
    ))
    .await;
    let page = eventually("she is asked", async || {
        Some(alice.get("/contacts").await).filter(|page| page.body.contains(&jid))
    })
    .await;
    assert!(page.body.len() < 60_000 && page.text().matches("please").count() < 100, "{}", page.text());
    accept(&mut alice, &jid).await;
    eve.presence("subscribed", &alice.jid).await;
    for text in ["\u{202e}drawkcab", "two\nlines", &"status ".repeat(3_000)] {
        eve.send(&format!("<presence><show>dnd</show><status>{text}</status></presence>")).await;
    }
    eve.publish(
        "http://jabber.org/protocol/nick",
        "current",
        &format!("<nick xmlns='http://jabber.org/protocol/nick'>{}</nick>", "N".repeat(9_000)),
    )
    .await;
    still_hears(&mut alice, &mut eve, "after long words").await;
    let page = alice.get("/contacts").await.expect(200);
    assert!(page.body.len() < 60_000 && !page.text().contains(&"N".repeat(200)), "{} bytes", page.body.len());
}

#[tokio::test]
async fn a_storm_of_presences_is_a_few_changes_of_the_page() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut bob, _) = friend(&pod, &mut alice, "bob").await;
    let mut events = alice.events().await;
    let storm: String =
        (0..1_000).map(|number| format!("<presence><status>mood {number}</status></presence>")).collect();
    bob.send(&storm).await;
    still_hears(&mut alice, &mut bob, "after the storm").await;
    let mut changes = 0;
    events
        .until("the end of it", |it| {
            changes += usize::from(it.name == "contact" || it.name == "resync");
            it.data.contains("mood 999")
        })
        .await;
    assert!(changes < 100, "1,000 presences were {changes} changes");
    assert!(alice.get("/contacts").await.expect(200).says("mood 999"));
}

#[tokio::test]
async fn a_roster_of_five_thousand_is_read_and_shown() {
    let pod = TestPod::new("cantine").await;
    let jid = format!("popular@{ALPHA}");
    let server = pod.deployment().server();
    Xmpp::register(server.address(), &jid, PASSWORD).await;
    server.write_roster(&jid, (0..5_000).map(|number| format!("friend{number}@{ALPHA}"))).await;
    let mut member = pod.sign_in(&jid).await;
    let page = eventually("the contacts are there", async || {
        Some(member.get("/contacts").await.expect(200)).filter(|page| page.body.contains("friend4999@"))
    })
    .await;
    assert!(page.body.contains("friend0@"));
    member.post("to all my five thousand", "contacts").await;
}

#[tokio::test]
async fn a_pod_that_is_suspended_or_has_closed_leaves_the_network_and_comes_back_with_it() {
    let pod = TestPod::new("cantine").await;
    let mut alice = pod.sign_up("alice").await;
    let (mut bob, jid) = friend(&pod, &mut alice, "bob").await;
    bob.until(&format!("from='{}/", alice.jid)).await;
    pod.deployment().cosse(&["pod", "suspend", pod.host()]);
    bob.until("type='unavailable'").await;
    pod.deployment().cosse(&["pod", "resume", pod.host()]);
    bob.until("<c ").await;
    still_hears(&mut alice, &mut bob, "after the pause").await;
    pod.deployment().cosse(&["pod", "close", pod.host(), "--on", "2031-05-01"]);
    alice.say(&jid, "until the day").await;
    let heard = bob.until("until the day</body>").await;
    assert!(!heard.contains("type='unavailable'"), "the day has not come: {heard}");
    let this = format!("id = (SELECT pod_id FROM hosts WHERE host = '{}')", pod.host());
    pod.deployment().sql(&format!("UPDATE pods SET closing_at = '2020-01-01 00:00:00' WHERE {this}"));
    bob.until("type='unavailable'").await;
    pod.deployment().cosse(&["pod", "resume", pod.host()]);
    bob.until("<c ").await;
    still_hears(&mut alice, &mut bob, "after the farewell").await;
    pod.deployment().cosse(&["pod", "delete", pod.host()]);
    bob.until("type='unavailable'").await;
}
