//! What a pod costs and is given: the ledger that its operators keep, and gifts at a free price.

use testpod::{Member, TestPod};

const ENTRY: &str = "#entry";
const GIFTS: &str = "#gifts";

/// A pod with somebody who runs it.
async fn operated(name: &str) -> (TestPod, Member) {
    let pod = TestPod::new(name).await;
    let alice = pod.sign_up("alice").await;
    pod.deployment().cosse(&["operator", "grant", &alice.jid, "--pod", pod.host()]);
    (pod, alice)
}

async fn shows_to(operator: &mut Member, who: &str) {
    let fields = [
        ("shown_to", who),
        ("words", "Ten euros a *month*."),
        ("links", "https://gifts.example/cantine"),
        ("amounts", "3 10,50"),
    ];
    operator.browser.submit("/operate/gifts", GIFTS, &fields).await.expect(200);
}

async fn writes(operator: &mut Member, direction: &str, amount: &str, words: &str) {
    let fields = [("direction", direction), ("amount", amount), ("words", words)];
    operator.browser.submit("/operate/funds", ENTRY, &fields).await.expect(200);
}

#[tokio::test]
async fn the_funds_are_read_by_whom_the_operators_choose_and_by_nobody_of_another_pod() {
    let ((pod, mut alice), other) = (operated("cantine").await, TestPod::new("lanterne").await);
    let (mut bob, mut eve) = (pod.sign_up("bob").await, other.sign_up("eve").await);
    writes(&mut alice, "in", "50", "the tin").await;
    writes(&mut alice, "out", "12.05", "the machine").await;
    bob.get("/funds").await.expect(404);
    alice.get("/funds").await.expect(200);
    assert!(!bob.get("/welcome").await.says("A gift, if you like"));
    shows_to(&mut alice, "members").await;
    let page = bob.get("/funds").await.expect(200);
    for said in ["50.00\u{a0}EUR", "12.05\u{a0}EUR", "37.95\u{a0}EUR", "10.50\u{a0}EUR"] {
        assert!(page.body.contains(said), "{said}: {}", page.text());
    }
    assert!(page.says("Ten euros a month.") && page.says("nothing is fine"), "{}", page.text());
    assert!(!page.says("the machine"), "entries are for operators");
    assert_eq!(page.attributes(".gift-links a", "href"), ["https://gifts.example/cantine"]);
    let welcome = bob.get("/welcome").await.expect(200);
    assert!(welcome.says("A gift, if you like") && welcome.says("nothing is fine"), "{}", welcome.text());
    assert_eq!(bob.get("/about").await.count("a[href='/funds']"), 1);
    let mut visitor = pod.browser();
    assert!(visitor.get("/funds").await.path.starts_with("/login"));
    assert_eq!(visitor.get("/about").await.count("a[href='/funds']"), 0);
    shows_to(&mut alice, "everyone").await;
    visitor.get("/funds").await.expect(200);
    eve.get("/funds").await.expect(404);
    bob.get("/operate/funds").await.expect(404);
    bob.get("/operate/funds/ledger.csv").await.expect(404);
}

#[tokio::test]
async fn an_entry_is_corrected_taken_out_and_put_back_and_the_ledger_is_a_file() {
    let (_, mut alice) = operated("cantine").await;
    writes(&mut alice, "out", "10", "=1+1, \"quoted\"").await;
    let page = alice.get("/operate/funds").await.expect(200);
    let entry = page.attributes("td a[href^='/operate/funds/']", "href").remove(0);
    let corrected = alice.browser.submit(&entry, ENTRY, &[("amount", "10.50")]).await.expect(200);
    assert!(corrected.body.contains("−10.50\u{a0}EUR"), "{}", corrected.text());
    let file = alice.get("/operate/funds/ledger.csv").await.expect(200);
    assert!(file.header("content-type").starts_with("text/csv"));
    let line = file.body.lines().nth(1).expect("one entry").to_owned();
    assert!(line.contains(",out,10.50,EUR,\"'=1+1, \"\"quoted\"\"\""), "{line}");
    let remove = corrected.form("form[action$='/remove']").expect("it can be taken out");
    let page = alice.browser.send(&remove).await.expect(200);
    assert!(page.says("Taken out of the ledger"), "{}", page.text());
    alice.get(&entry).await.expect(404);
    assert_eq!(alice.get("/operate/funds/ledger.csv").await.body.lines().count(), 1);
    let restore = page.form("form[action$='/restore']").expect("it can be put back");
    alice.browser.send(&restore).await.expect(200);
    alice.get(&entry).await.expect(200);
    let log = alice.get("/operate/audit").await.expect(200);
    for said in ["written into the", "was corrected", "taken out of the", "put back into the"] {
        assert!(log.says(said), "{said}: {}", log.text());
    }
}

#[tokio::test]
async fn what_is_no_money_and_no_safe_link_comes_back() {
    let (_, mut alice) = operated("cantine").await;
    for amount in ["", "0", "-5", "1.234", "1e9", "a lot", "99999999999999"] {
        let page = alice.browser.submit("/operate/funds", ENTRY, &[("amount", amount), ("words", "x")]).await;
        assert!(page.expect(422).says("That is no amount"), "{amount}");
    }
    let page = alice.browser.submit("/operate/funds", ENTRY, &[("amount", "1"), ("day", "2026-02-30")]).await;
    assert!(page.expect(422).says("no day of the calendar"));
    assert!(alice.get("/operate/funds").await.says("Nothing is written down yet"));
    for (links, amounts) in
        [("http://gifts.example", ""), ("javascript:alert(1)", ""), ("gifts.example", ""), ("", "ten")]
    {
        let fields = [("links", links), ("amounts", amounts)];
        alice.browser.submit("/operate/gifts", GIFTS, &fields).await.expect(422);
    }
}
