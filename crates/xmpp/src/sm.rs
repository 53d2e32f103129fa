//! XEP-0198: Stream Management, as state that can be kept and taken over by another process.

use crate::session::message_id;
use jid::FullJid;
use serde::{Deserialize, Serialize};

/// All that is needed to go on with a stream after its TCP connection, or its process, has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamState {
    /// How to resume the stream; none while there is no stream that can be resumed.
    pub resumption: Option<Resumption>,
    /// Stanzas of the server that were handled: its `h` (modulo 2³²).
    pub inbound: u32,
    /// Our stanzas that the server has acknowledged (modulo 2³²).
    pub acknowledged: u32,
    /// Whether the server guards its stanza ids (XEP-0359 §6), as it said when the stream began.
    #[serde(default)]
    pub stanza_ids: bool,
    /// Our stanzas after those, oldest first, as XML; each was written at least once, or is about to be.
    pub unacknowledged: Vec<String>,
    /// Our stanzas that came while there was no stream, oldest first, as XML; none was ever written.
    pub waiting: Vec<String>,
}

/// The server's promise to keep a stream for us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumption {
    /// The stream's name (`previd`).
    pub id: String,
    /// The address that the stream is bound to.
    pub bound: FullJid,
}

impl StreamState {
    /// The ids of our messages that the server has not acknowledged, as far as they came to be kept: each message is, before it is
    /// written.
    #[must_use]
    pub fn message_ids(&self) -> Vec<String> {
        let kept = self.unacknowledged.iter().chain(&self.waiting);
        kept.filter_map(|stanza| message_id(&stanza.parse().ok()?)).collect()
    }

    /// Our stanza, about to be written.
    pub(crate) fn push(&mut self, stanza: String) {
        self.unacknowledged.push(stanza);
    }

    /// The server has handled so many of our stanzas, modulo 2³². After another process has taken over, it may have
    /// handled some that were written and not stored; a count that goes back is not believed. Returns the stanzas.
    pub(crate) fn acknowledge(&mut self, h: u32) -> Vec<String> {
        let newly = h.wrapping_sub(self.acknowledged);
        if newly > u32::MAX / 2 {
            tracing::warn!(h, acknowledged = self.acknowledged, "the server's count went back");
            return Vec::new();
        }
        let known = self.unacknowledged.len().min(usize::try_from(newly).unwrap_or(usize::MAX));
        self.acknowledged = h;
        // no room is kept for those that are gone
        let left = self.unacknowledged.split_off(known);
        std::mem::replace(&mut self.unacknowledged, left)
    }

    /// One more of the server's stanzas is handled.
    pub(crate) fn handle(&mut self) {
        self.inbound = self.inbound.wrapping_add(1);
    }

    /// What was handled, by us and by the server: it moves as long as the stream gets further.
    pub(crate) fn counts(&self) -> (u32, u32) {
        (self.inbound, self.acknowledged)
    }

    /// Begins a new stream. What waits goes on waiting; what the old stream left unacknowledged is returned.
    pub(crate) fn restart(&mut self, resumption: Option<Resumption>) -> Vec<String> {
        let waiting = std::mem::take(&mut self.waiting);
        std::mem::replace(self, Self { resumption, waiting, ..Self::default() }).unacknowledged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(acknowledged: u32, unacknowledged: &[&str]) -> StreamState {
        let unacknowledged = unacknowledged.iter().map(|stanza| (*stanza).to_owned()).collect();
        StreamState { acknowledged, unacknowledged, ..StreamState::default() }
    }

    #[test]
    fn an_acknowledgement_takes_from_the_front() {
        let mut state = state(5, &["a", "b", "c"]);
        assert_eq!(state.acknowledge(7), ["a", "b"]);
        assert_eq!((state.acknowledged, state.unacknowledged), (7, vec!["c".to_owned()]));
    }

    #[test]
    fn counts_wrap_around() {
        let mut state = StreamState { inbound: u32::MAX, ..state(u32::MAX, &["a", "b"]) };
        state.acknowledge(0);
        state.handle();
        assert_eq!((state.acknowledged, state.inbound), (0, 0));
        assert_eq!(state.unacknowledged, ["b"]);
    }

    #[test]
    fn a_count_beyond_what_is_known_clears_all_and_one_that_goes_back_nothing() {
        let mut beyond = state(5, &["a"]);
        assert_eq!(beyond.acknowledge(9), ["a"]);
        assert_eq!((beyond.acknowledged, beyond.unacknowledged.len()), (9, 0));
        let mut back = state(5, &["a"]);
        assert!(back.acknowledge(4).is_empty());
        assert_eq!((back.acknowledged, back.unacknowledged.len()), (5, 1));
    }

    #[test]
    fn a_new_stream_counts_from_nothing_and_keeps_what_waits() {
        let mut state = state(5, &["a"]);
        (state.inbound, state.stanza_ids) = (3, true);
        state.waiting.push("w".into());
        assert_eq!(state.restart(None), ["a"]);
        assert_eq!(state, StreamState { waiting: vec!["w".into()], ..StreamState::default() });
    }

    #[test]
    fn what_an_older_version_kept_is_read() {
        let kept = r#"{"resumption":null,"inbound":3,"acknowledged":2,"unacknowledged":["a"],"waiting":[]}"#;
        let state: StreamState = serde_json::from_str(kept).unwrap();
        assert_eq!((state.inbound, state.stanza_ids), (3, false));
    }
}
