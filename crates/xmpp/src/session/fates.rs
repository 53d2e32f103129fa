//! What became of our messages: the server has them, or nobody knows.

use super::{Event, Exit, Listener, Session};
use minidom::Element;

impl<L: Listener> Session<L> {
    /// XEP-0198 §4: the server has handled so many of our stanzas. Told before the state is stored, so that it is told again
    /// rather than never.
    pub(super) async fn acknowledged(&mut self, h: u32) -> Result<(), Exit> {
        let handled = self.state.acknowledge(h);
        let ids = handled.iter().filter_map(|stanza| message_id(&stanza.parse().ok()?)).collect();
        self.tell_acknowledged(ids).await
    }

    /// Tells which messages the server has.
    pub(super) async fn tell_acknowledged(&mut self, ids: Vec<String>) -> Result<(), Exit> {
        if ids.is_empty() { Ok(()) } else { self.tell(Event::Acknowledged { ids }).await }
    }

    /// Tells which of a dead stream's messages may not have been sent. IQs have their answer; presence is said anew.
    pub(super) async fn tell_unsure(&mut self, stanzas: Vec<String>) -> Result<(), Exit> {
        for id in stanzas.iter().filter_map(|stanza| message_id(&stanza.parse().ok()?)) {
            self.tell(Event::Unsure(id)).await?;
        }
        Ok(())
    }
}

/// The id of a message.
pub(crate) fn message_id(stanza: &Element) -> Option<String> {
    (stanza.name() == "message").then(|| stanza.attr("id").map(str::to_owned)).flatten()
}
