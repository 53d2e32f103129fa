//! What the demonstration sent as mail.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
};
use ui::pages::OutboxPage;

/// `GET /demo/outbox`.
pub async fn list(visit: Visit) -> Answer {
    // nothing of what exists so far sends mail, so the box is empty
    if visit.app.demo { Ok(visit.show(&OutboxPage { mails: Vec::new() })) } else { Err(Fault::NotFound) }
}
