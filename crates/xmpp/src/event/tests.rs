//! Whom a session believes.

use super::*;

fn me() -> BareJid {
    BareJid::new("ana@alpha.test").unwrap()
}

fn heard(from: &str, kind: &str, inside: &str, damaged: bool) -> Heard {
    let from = if from.is_empty() { String::new() } else { format!("from='{from}'") };
    let xml = format!("<message xmlns='jabber:client' {from} type='{kind}'>{inside}</message>");
    read_message(xml.parse().unwrap(), &Arrival { account: &me(), stanza_ids: true, damaged })
}

fn event(from: &str, kind: &str, inside: &str) -> Event {
    match heard(from, kind, inside, false) {
        Heard::Event(event) => event,
        Heard::Archived(found) => panic!("{found:?}"),
    }
}

fn carbon(name: &str, from: &str, to: &str, inside: &str) -> String {
    format!(
        "<{name} xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>
         <message xmlns='jabber:client' from='{from}' to='{to}' type='chat' id='1'>{inside}</message>
         </forwarded></{name}>"
    )
}

const ITEMS: &str =
    "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n'><item id='1'/></items></event>
    <delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/>";

#[test]
fn a_services_event_is_believed() {
    for (from, service) in
        [("ben@beta.test", "ben@beta.test"), ("pubsub.beta.test", "pubsub.beta.test"), ("", "ana@alpha.test")]
    {
        let Event::Items(notification) = event(from, "headline", ITEMS) else { panic!("{from}") };
        assert_eq!((notification.service.as_str(), notification.delay.is_some()), (service, true));
    }
}

#[test]
fn an_event_that_no_service_sends_is_not() {
    for (from, kind) in
        [("ben@beta.test/phone", "headline"), ("room@muc.test/ana", "groupchat"), ("ben@beta.test", "error")]
    {
        assert!(matches!(event(from, kind, ITEMS), Event::Dropped(Reason::PubSubEvent)), "{from}");
    }
    let nonsense = "<event xmlns='http://jabber.org/protocol/pubsub#event'/>";
    assert!(matches!(event("ben@beta.test", "headline", nonsense), Event::Other));
}

#[test]
fn a_copy_from_our_own_account_is_believed() {
    let said = carbon("sent", "ana@alpha.test/phone", "ben@beta.test", "<body>Hi</body>");
    let heard = carbon("received", "ben@beta.test/x", "ana@alpha.test/phone", "<body>Hi</body>");
    for (copy, sent) in [(said, true), (heard, false)] {
        for from in ["ana@alpha.test", ""] {
            let Event::Carbon(carbon) = event(from, "chat", &copy) else { panic!("{copy}") };
            assert_eq!((carbon.sent, carbon.message.body.as_deref()), (sent, Some("Hi")));
        }
    }
}

#[test]
fn a_copys_time_and_id_come_from_our_server() {
    let delay = "<delay xmlns='urn:xmpp:delay' stamp='2026-05-04T10:11:12Z'/>";
    let id = "<stanza-id xmlns='urn:xmpp:sid:0' by='ana@alpha.test' id='7'/>";
    let copy = carbon("sent", "ana@alpha.test/phone", "ben@beta.test", &(id.to_owned() + delay));
    let Event::Carbon(plain) = event("ana@alpha.test", "chat", &copy) else { panic!("no copy") };
    assert_eq!((plain.message.stanza_id.as_deref(), plain.message.delay), (Some("7"), None));
    for delayed in [
        copy.replace(
            "<forwarded xmlns='urn:xmpp:forward:0'>",
            &format!("<forwarded xmlns='urn:xmpp:forward:0'>{delay}"),
        ),
        format!("{copy}{delay}"),
    ] {
        let Event::Carbon(carbon) = event("ana@alpha.test", "chat", &delayed) else { panic!("no copy") };
        assert!(carbon.message.delay.is_some(), "{delayed}");
    }
}

#[test]
fn forged_copies_are_dropped() {
    let said = carbon("sent", "ana@alpha.test/phone", "ben@beta.test", "<body>Hi</body>");
    let heard = carbon("received", "ben@beta.test/x", "ana@alpha.test/phone", "<body>Hi</body>");
    for from in ["eve@evil.test", "ana@alpha.test/phone", "alpha.test", "eve@evil.test/ana@alpha.test"] {
        for copy in [&said, &heard, &format!("<body>x</body>{said}"), &format!("{ITEMS}{heard}")] {
            assert!(matches!(event(from, "chat", copy), Event::Dropped(Reason::Carbon)), "{from} {copy}");
        }
    }
}

#[test]
fn a_copy_of_what_is_not_ours_is_dropped() {
    let ours = "ana@alpha.test/phone";
    let inner = carbon("received", "ben@beta.test", ours, "<body>Hi</body>");
    let result = "<result xmlns='urn:xmpp:mam:2' id='1'/>";
    for copy in [
        carbon("sent", "ben@beta.test", ours, "<body>Hi</body>"),
        carbon("received", ours, "ben@beta.test", "<body>Hi</body>"),
        carbon("received", "", ours, "<body>Hi</body>"),
        carbon("sent", ours, "ben@beta.test", &inner),
        carbon("received", "ben@beta.test", ours, result),
        inner.repeat(2),
        "<sent xmlns='urn:xmpp:carbons:2'/>".to_owned(),
        "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'/></sent>".to_owned(),
    ] {
        assert!(matches!(event("ana@alpha.test", "chat", &copy), Event::Dropped(Reason::Carbon)), "{copy}");
    }
}

#[test]
fn results_of_our_own_archive_alone_are_read() {
    let result = "<result xmlns='urn:xmpp:mam:2' id='1' queryid='q'/>";
    for from in ["eve@evil.test", "ana@alpha.test/phone", "alpha.test"] {
        assert!(matches!(event(from, "chat", result), Event::Dropped(Reason::Archive)), "{from}");
    }
    for from in ["", "ana@alpha.test"] {
        assert!(matches!(heard(from, "normal", result, false), Heard::Archived(found) if found.query == "q"));
    }
    let unasked = "<result xmlns='urn:xmpp:mam:2' id='1'/>";
    assert!(matches!(event("ana@alpha.test", "chat", unasked), Event::Dropped(Reason::Archive)));
}

#[test]
fn a_message_that_was_cut_says_so_wherever_it_stands() {
    let Heard::Event(Event::Message(message)) = heard("ben@beta.test/x", "chat", "<body>Hi</body>", true)
    else {
        panic!("not read")
    };
    assert!(message.damaged);
    let copy = carbon("received", "ben@beta.test/x", "ana@alpha.test", "<body>Hi</body>");
    let Heard::Event(Event::Carbon(carbon)) = heard("ana@alpha.test", "chat", &copy, true) else {
        panic!("not read")
    };
    assert!(carbon.message.damaged);
    assert!(matches!(event("@", "chat", "<body>Hi</body>"), Event::Damaged));
}

#[test]
fn a_carbon_with_an_event_in_it_is_no_event() {
    let both = format!("{ITEMS}<sent xmlns='urn:xmpp:carbons:2'/>");
    assert!(matches!(event("eve@evil.test", "headline", &both), Event::Dropped(Reason::Carbon)));
}

#[test]
fn a_false_roster_push_is_dropped() {
    let push = |from: &str| {
        let xml = format!(
            "<iq xmlns='jabber:client' type='set' id='1' from='{from}'><query xmlns='jabber:iq:roster'><item jid='eve@evil.test'/></query></iq>"
        );
        read_iq(Iq::try_from(xml.parse::<Element>().unwrap()).unwrap(), &me())
    };
    assert!(matches!(push("eve@evil.test"), Event::Dropped(Reason::RosterPush)));
    assert!(matches!(push("ana@alpha.test"), Event::RosterPush(_)));
}

#[test]
fn a_message_is_a_message() {
    let Event::Message(message) = event("ben@beta.test/x", "chat", "<body>Hi</body>") else {
        panic!("not read")
    };
    assert_eq!(message.body.as_deref(), Some("Hi"));
}
