//! Addresses of chats.

use super::{Segment, query};

/// The list of chats; with `?jid=` (GET) it leads to the chat with that address.
pub fn chats() -> String {
    "/chat".to_owned()
}

/// An older page of the list.
pub fn chats_page(before: Option<&str>) -> String {
    query::with("/chat", &[("before", before)])
}

/// The chat with an address; POST `body` sends.
pub fn chat(jid: &str) -> String {
    format!("/chat/{}", Segment::write(jid))
}

/// What was said earlier: the messages before a place.
pub fn chat_page(jid: &str, before: Option<&str>) -> String {
    query::with(&chat(jid), &[("before", before)])
}

/// Everything in the chat was seen (POST).
pub fn chat_read(jid: &str) -> String {
    format!("{}/read", chat(jid))
}

/// Says whether something is being written: `composing` is `1` or `0` (POST, by the script only).
pub fn chat_typing(jid: &str) -> String {
    format!("{}/typing", chat(jid))
}

/// Sends a message again that may not have been sent or was refused: `message` (POST).
pub fn chat_again(jid: &str) -> String {
    format!("{}/again", chat(jid))
}

/// Forgets such a message: `message` (POST).
pub fn chat_discard(jid: &str) -> String {
    format!("{}/discard", chat(jid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_segment() {
        assert_eq!(chat("bob@lanterne.localhost"), "/chat/bob@lanterne.localhost");
        assert_eq!(chat_again("a'b@c.example"), format!("/chat/{}/again", Segment::write("a'b@c.example")));
        assert_eq!(chat_page("b@c.example", Some("1-a")), "/chat/b@c.example?before=1%2Da");
    }
}
