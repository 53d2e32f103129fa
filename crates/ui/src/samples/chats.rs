//! Samples of chats and messages.

use super::{person, stranger};
use crate::chats::{Chat, ChatList};
use crate::messages::{Message, MessageState};
use crate::people::Person;
use crate::refusals::{Because, Refusal};
use jid::BareJid;
use time::{Duration, OffsetDateTime};

/// Chats, the newest first.
pub fn chats(now: OffsetDateTime) -> ChatList {
    let bob = person("bob", "Bob Le Guen");
    let claire = person("claire", "Claire Amrani");
    let david = person("david", "David");
    let last = |from: &Person, incoming: bool, minutes: i64, body: &str| {
        let state = (!incoming).then_some(MessageState::Displayed);
        let id = format!("01LAST{minutes}");
        message(from, &id, incoming, now - Duration::minutes(minutes), body, state)
    };
    let locked = last(&david, true, 3_000, "I sent you a locked message.")
        .map(|one| Message { encrypted: true, ..one });
    let chat = |person: &Person, last: Option<Message>, unread| Chat { person: person.clone(), last, unread };
    ChatList {
        chats: vec![
            chat(
                &bob,
                last(
                    &bob,
                    true,
                    4,
                    "> the big one?\nYes, *the big pot*. And the ladle that goes with it, if nobody has it.",
                ),
                3,
            ),
            chat(&claire, last(&claire, false, 190, "See you at six then!"), 0),
            chat(&david, locked, 1),
            chat(
                &stranger(),
                last(&stranger(), true, 80_000, "A veryveryveryveryveryveryveryverylongword"),
                0,
            ),
            chat(&person("emil", "Emil"), None, 0),
        ],
        older: Some("2026-11-01".to_owned()),
        past: false,
    }
}

/// A chat with Bob over two days.
pub fn messages(now: OffsetDateTime) -> Vec<Message> {
    let lines: [(i64, bool, &str); 12] = [
        (1_640, true, "Did you find the key of the workshop?"),
        (1_638, false, "Behind the bar, where it always hangs."),
        (1_637, false, "The left door sticks: lift and push."),
        (1_600, true, "Got it, thank you!"),
        (
            190,
            false,
            "Soup on Thursday: leek and potato, for about twenty. Last year's list is at https://cantine.example/soup/list and I would start from that.",
        ),
        (
            188,
            true,
            "> leek and potato\n\nMy favourite. I can bring:\n- bread (two loaves)\n- the _small_ pot",
        ),
        (187, true, "And *salt*, we always forget the ~pepper~ salt."),
        (60, false, "The oven's program, so that it does not beep all night:"),
        (59, false, "```\nset 180 90\nbeep off\n```"),
        (20, false, "Who has the big pot?"),
        (5, true, "Me."),
        (4, true, "Yes, the big pot. And the ladle that goes with it, if nobody has it."),
    ];
    let bob = person("bob", "Bob Le Guen");
    lines
        .iter()
        .enumerate()
        .filter_map(|(index, (minutes, incoming, body))| {
            let state = if index < 9 { MessageState::Displayed } else { MessageState::Received };
            let at = now - Duration::minutes(*minutes);
            message(&bob, &format!("01HCHAT{index:02}"), *incoming, at, body, (!incoming).then_some(state))
        })
        .collect()
}

/// Messages in every state, and what could not be read.
pub fn troubled_messages(now: OffsetDateTime) -> Vec<Message> {
    let refused = MessageState::Refused(Refusal {
        because: Because::NotTaken,
        said: "No such user here <b>".to_owned(),
    });
    let states = [
        MessageState::Displayed,
        MessageState::Received,
        MessageState::Sent,
        refused,
        MessageState::Unsure,
        MessageState::Sending,
        MessageState::Waiting,
    ];
    let bob = person("bob", "Bob Le Guen");
    let unread = |id: &str, body: &str| message(&bob, id, true, now - Duration::minutes(30), body, None);
    let locked = unread("01HLOCKED", "This message is locked.").map(|one| Message { encrypted: true, ..one });
    let damaged = unread("01HDAMAGED", "Half of a").map(|one| Message { damaged: true, ..one });
    let lost = unread("01HLOST", "").map(|one| Message { damaged: true, ..one });
    let own = states.into_iter().enumerate().filter_map(|(index, state)| {
        let at = now - Duration::minutes(20 - i64::try_from(index).unwrap_or_default());
        message(&bob, &format!("01HSTATE{index}"), false, at, "Is anybody at the canteen?", Some(state))
    });
    [locked, damaged, lost].into_iter().flatten().chain(own).collect()
}

fn message(
    peer: &Person,
    id: &str,
    incoming: bool,
    at: OffsetDateTime,
    body: &str,
    state: Option<MessageState>,
) -> Option<Message> {
    let peer: BareJid = peer.jid.clone()?;
    let position = i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or_default();
    let origin = (!incoming).then(|| format!("command-{id}"));
    let body = body.to_owned();
    Some(Message {
        id: id.to_owned(),
        peer,
        incoming,
        body,
        at,
        position,
        state,
        origin,
        encrypted: false,
        damaged: false,
    })
}
