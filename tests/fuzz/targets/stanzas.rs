//! Stanzas: what a session tells of each, and what the readers of payloads make of what is inside.

// dictionary: xml.dict
#![no_main]

use fuzz::{bounded, expand, me, xml};
use libfuzzer_sys::fuzz_target;
use minidom::Element;
use xmpp::fuzzing::{answer, event, pubsub as answers};
use xmpp::pubsub::{Change, Item, Notification};
use xmpp::{Event, avatar, caps, disco, message, microblog, nick, presence, roster, vcard};

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let Some(stanzas) = xml::elements(&input) else { return };
    for stanza in stanzas {
        // what is sent again after a lost stream is kept as text
        xml::over_the_wire(&stanza);
        if let Ok(Some(payload)) = answer(stanza.clone()) {
            payloads(&payload, input.len());
        }
        if let Some(event) = event(stanza, &me()) {
            // whatever is in it: new kinds of events are covered by this alone
            bounded(input.len(), &event);
            told(event, input.len());
        }
    }
});

fn told(event: Event, input: usize) {
    match event {
        Event::Items(notification) => items(notification, input),
        Event::Message(message) => {
            assert!(message.body.is_none_or(|body| body.chars().count() <= message::BODY_MAX));
        }
        Event::RosterPush(roster::Push::Set(item)) => {
            assert!(item.groups.len() <= roster::GROUPS_MAX);
            assert!(
                item.groups.iter().chain(&item.name).all(|name| name.chars().count() <= roster::NAME_MAX)
            );
        }
        Event::Presence(presence::Incoming {
            kind: presence::Kind::Available { status, caps, .. }, ..
        }) => {
            assert!(status.is_none_or(|status| status.chars().count() <= presence::STATUS_MAX));
            caps.iter().for_each(|caps| assert_eq!(caps::Caps::read(&caps.write()).as_ref(), Some(caps)));
        }
        _ => {}
    }
}

fn items(notification: Notification, input: usize) {
    let Notification { service, node, change, .. } = notification;
    assert!(node.len() <= xmpp::pubsub::ID_MAX);
    let Change::Items { items, retracted } = change else { return };
    assert!(items.len() <= xmpp::pubsub::ITEMS_MAX && retracted.len() <= xmpp::pubsub::ITEMS_MAX);
    for item in items {
        let _ = microblog::author(&service, &node, &item);
        read_item(&item, input);
    }
}

fn read_item(item: &Item, input: usize) {
    assert!(!item.id.is_empty() && item.id.len() <= xmpp::pubsub::ID_MAX);
    bounded(input, &microblog::entry(item));
    if let Some(payload) = &item.payload {
        payloads(payload, input);
    }
}

/// Every reader of a payload, on every payload.
fn payloads(payload: &Element, input: usize) {
    bounded(
        input,
        &avatar::read(payload)
            .inspect(|infos| assert!(avatar::best(infos).is_none_or(|best| best.url.is_none()))),
    );
    bounded(input, &nick::read(payload));
    bounded(input, &vcard::read(payload));
    bounded(input, &caps::Caps::read(payload));
    bounded(input, &message::delay(payload));
    bounded(input, &roster::push(None, &me(), payload));
    if let Ok(info) = disco::Info::try_from(payload.clone()) {
        let caps = caps::Caps { node: "n".into(), hash: "sha-1".into(), ver: "v".into() };
        let _ = caps::verifies(&caps, &info);
    }
    bounded(
        input,
        &(answers::published(payload), answers::subscription(payload), answers::configuration(payload)),
    );
    if let Ok(page) = answers::page(payload.clone(), "n") {
        assert!(page.items.len() <= xmpp::pubsub::ITEMS_MAX);
        page.items
            .iter()
            .filter(|item| item.payload.as_ref() != Some(payload))
            .for_each(|item| read_item(item, input));
    }
}
