//! Replies that are waited for, whatever carries them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::oneshot;

/// Who waits for which reply. A clone is another handle on the same list.
#[derive(Clone, Debug, Default)]
pub(super) struct Tickets(Arc<Mutex<HashMap<String, oneshot::Sender<Vec<u8>>>>>);

/// A reply that is waited for; it is forgotten when nobody waits for it any more.
#[derive(Debug)]
pub struct Expected {
    receiver: oneshot::Receiver<Vec<u8>>,
    ticket: String,
    tickets: Tickets,
}

impl Tickets {
    /// Waits for the reply to a ticket that nobody else has.
    pub(super) fn expect(&self, ticket: String) -> Expected {
        let (sender, receiver) = oneshot::channel();
        self.lock().insert(ticket.clone(), sender);
        Expected { receiver, ticket, tickets: self.clone() }
    }

    /// Hands a reply to whoever waits for it.
    pub(super) fn reply(&self, ticket: &str, bytes: Vec<u8>) {
        if let Some(waiting) = self.lock().remove(ticket) {
            // nobody waits any more: the reply came too late, and the page has said so
            let _ = waiting.send(bytes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, oneshot::Sender<Vec<u8>>>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Expected {
    /// What the command must name.
    #[must_use]
    pub fn ticket(&self) -> &str {
        &self.ticket
    }

    /// The reply, or `None` when the time is over.
    pub async fn within(mut self, limit: Duration) -> Option<Vec<u8>> {
        tokio::time::timeout(limit, &mut self.receiver).await.ok()?.ok()
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.tickets.lock().remove(&self.ticket);
    }
}
