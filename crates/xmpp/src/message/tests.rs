//! Messages as people send them, and as nobody should.

use super::*;
use time::macros::datetime;

fn account() -> BareJid {
    BareJid::new("ana@alpha.test").unwrap()
}

fn try_read(xml: &str, stanza_ids: bool) -> Option<Incoming> {
    let element: Element = xml.replacen("<message", "<message xmlns='jabber:client'", 1).parse().unwrap();
    read(&element, &Arrival { account: &account(), stanza_ids, damaged: false })
}

fn incoming(xml: &str) -> Incoming {
    try_read(xml, true).unwrap()
}

#[test]
fn a_message_is_read() {
    let message = incoming(
        "<message from='ben@beta.test/x' to='ana@alpha.test/y' type='chat' id='1'><body>Hi</body><thread>t</thread>
         <request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>
         <active xmlns='http://jabber.org/protocol/chatstates'/><origin-id xmlns='urn:xmpp:sid:0' id='o'/>
         <stanza-id xmlns='urn:xmpp:sid:0' by='ana@alpha.test' id='s'/></message>",
    );
    let expected = Incoming {
        from: Jid::new("ben@beta.test/x").unwrap(),
        to: Jid::new("ana@alpha.test/y").ok(),
        kind: Kind::Chat,
        body: Some("Hi".into()),
        id: Some("1".into()),
        origin_id: Some("o".into()),
        stanza_id: Some("s".into()),
        delay: None,
        wants_receipt: true,
        markable: true,
        received: None,
        displayed: None,
        chat_state: Some(ChatState::Active),
        subject: None,
        error: None,
        encrypted: false,
        damaged: false,
    };
    assert_eq!(message, expected);
}

#[test]
fn a_stanza_id_counts_only_where_the_server_guards_it() {
    let xml = "<message from='b@c'><stanza-id xmlns='urn:xmpp:sid:0' id='1' by='ana@alpha.test'/></message>";
    assert_eq!(incoming(xml).stanza_id.as_deref(), Some("1"));
    assert_eq!(try_read(xml, false).unwrap().stanza_id, None);
}

#[test]
fn only_our_own_server_says_that_a_message_is_old() {
    let delayed = |from: &str| {
        let delay = format!("<delay xmlns='urn:xmpp:delay' {from} stamp='2026-05-04T10:11:12Z'/>");
        incoming(&format!("<message from='ben@beta.test/x'><body>Hi</body>{delay}</message>")).delay
    };
    for ours in ["from='alpha.test'", "from='ana@alpha.test'", "from='ana@alpha.test/x'"] {
        assert_eq!(delayed(ours), Some(datetime!(2026-05-04 10:11:12 UTC)), "{ours}");
    }
    for other in ["", "from=''", "from='beta.test'", "from='ben@beta.test/x'", "from='eve@alpha.test'"] {
        assert_eq!(delayed(other), None, "{other}");
    }
    let both = "<message from='b@c'><delay xmlns='urn:xmpp:delay' from='b@c' stamp='2099-01-01T00:00:00Z'/>
        <delay xmlns='urn:xmpp:delay' from='alpha.test' stamp='2026-05-04T10:11:12Z'/></message>";
    assert_eq!(incoming(both).delay, Some(datetime!(2026-05-04 10:11:12 UTC)));
}

#[test]
fn odd_parts_do_not_cost_the_rest() {
    let message = incoming(
        "<message from='ben@beta.test' to='@@' type='dance' id=''><thread>1</thread><thread>2</thread>
         <body xml:lang='fr'>Salut</body><body>Hi<b>!</b></body><body>Hi again</body><subject/><thread><thread/></thread>
         <stanza-id/><origin-id xmlns='urn:xmpp:sid:0'/><received xmlns='urn:xmpp:receipts'/><request xmlns='x'/>
         <delay xmlns='urn:xmpp:delay' from='alpha.test' stamp='99999999999-01-01T00:00:00Z'/><error/></message>",
    );
    assert_eq!((message.kind, message.body.as_deref()), (Kind::Normal, Some("Hi")));
    assert_eq!((message.to, message.id, message.subject, message.delay), (None, None, None, None));
    assert_eq!((message.received, message.origin_id, message.error), (None, None, None));
}

#[test]
fn the_text_without_a_language_comes_first() {
    let message =
        incoming("<message><body xml:lang='fr'>Salut</body><body xml:lang='de'>Hallo</body></message>");
    assert_eq!(message.body.as_deref(), Some("Salut"));
    assert_eq!(message.from.as_str(), "ana@alpha.test");
}

#[test]
fn an_empty_text_is_none() {
    for empty in ["<body/>", "<body></body>", "<body> \n</body>", "<body xmlns='x'>Hi</body>"] {
        assert_eq!(incoming(&format!("<message>{empty}</message>")).body, None, "{empty}");
    }
}

#[test]
fn what_is_long_is_cut() {
    let text = "é".repeat(2 * BODY_MAX);
    let message = incoming(&format!("<message><subject>{text}</subject><body>{text}</body></message>"));
    assert_eq!(message.body.unwrap().chars().count(), BODY_MAX);
    assert_eq!(message.subject.unwrap().chars().count(), SUBJECT_MAX);
}

#[test]
fn a_huge_id_is_none_and_cannot_be_answered() {
    let huge = "x".repeat(ID_MAX + 1);
    let message = incoming(&format!(
        "<message id='{huge}'><request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>
         <received xmlns='urn:xmpp:receipts' id='{huge}'/><displayed xmlns='urn:xmpp:chat-markers:0' id='{huge}'/>
         <origin-id xmlns='urn:xmpp:sid:0' id='{huge}'/></message>"
    ));
    assert_eq!((message.id, message.origin_id), (None, None));
    assert_eq!((message.received, message.displayed), (None, None));
    assert!(!message.wants_receipt && !message.markable);
}

#[test]
fn a_word_about_a_message_asks_for_none_itself() {
    let message = incoming(
        "<message id='2'><received xmlns='urn:xmpp:receipts' id='1'/><request xmlns='urn:xmpp:receipts'/>
         <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>",
    );
    assert_eq!((message.received.as_deref(), message.displayed.as_deref()), (Some("1"), Some("1")));
    assert!(!message.wants_receipt && !message.markable);
}

#[test]
fn a_sender_without_an_address_is_nobody() {
    for from in ["", "@", "a@b@c/", "/x", &format!("{}@b", "x".repeat(5_000))] {
        assert_eq!(
            try_read(&format!("<message from='{from}'><body>Hi</body></message>"), true),
            None,
            "{from}"
        );
    }
}

#[test]
fn a_refusal_is_read_and_our_own_words_are_not() {
    let echo = "<body>Hi</body><request xmlns='urn:xmpp:receipts'/><displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>
        <composing xmlns='http://jabber.org/protocol/chatstates'/><origin-id xmlns='urn:xmpp:sid:0' id='7'/>";
    let refused = |error: &str| {
        let message =
            incoming(&format!("<message from='ben@beta.test' type='error' id='7'>{echo}{error}</message>"));
        assert_eq!((message.kind, message.id.as_deref(), message.body), (Kind::Error, Some("7"), None));
        assert!(!message.wants_receipt && message.displayed.is_none() && message.chat_state.is_none());
        message.error.unwrap()
    };
    let full = refused(
        "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
         <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'> Ben is away </text></error>",
    );
    let text = Some("Ben is away".to_owned());
    assert_eq!(full, Refusal { condition: Condition::ServiceUnavailable, blocked: false, text });
    let blocked = refused(
        "<error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
         <blocked xmlns='urn:xmpp:blocking:errors'/></error>",
    );
    assert_eq!(blocked, Refusal { condition: Condition::NotAcceptable, blocked: true, text: None });
    let unknown = Refusal { condition: Condition::UndefinedCondition, blocked: false, text: None };
    for odd in ["", "<error/>", "<error type='cancel'><dance xmlns='x'/></error>", "<error xmlns='x'/>"] {
        assert_eq!(refused(odd), unknown, "{odd}");
    }
}

#[test]
fn nesting_without_end_costs_nothing() {
    let deep = format!("{}x{}", "<b>".repeat(500), "</b>".repeat(500));
    let message = incoming(&format!("<message><x>{deep}</x><body>Hi{deep}</body>{deep}</message>"));
    assert_eq!(message.body.as_deref(), Some("Hi"));
}

#[test]
fn a_time_that_utc_has_no_room_for_is_none() {
    for (stamp, is) in [("9999-12-31T23:59:59-23:59", false), ("2026-05-04T12:11:12+02:00", true)] {
        let payload: Element = format!("<delay xmlns='urn:xmpp:delay' stamp='{stamp}'/>").parse().unwrap();
        assert_eq!(delay(&payload).is_some(), is, "{stamp}");
    }
}
