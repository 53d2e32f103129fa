//! From which network somebody signs up, cut so that it is no single house's.

use crate::{app::App, extract::Visit, limits::WideNetwork};
use model::{MemberId, Owner, arrivals};
use std::net::IpAddr;
use time::OffsetDateTime;

/// Notes from where a member came, if she has just become one. That it cannot be noted keeps nobody out.
pub async fn note(visit: &Visit, member: MemberId) {
    let Ok(pod) = visit.pod() else { return };
    note_from(&visit.app, &Owner { pod: pod.id, member }, visit.address, visit.now).await;
}

/// The same where she came by no page of ours.
pub async fn note_from(app: &App, owner: &Owner, address: IpAddr, now: OffsetDateTime) {
    let noted = arrivals::note(&app.database, owner, &WideNetwork::from(address).to_string(), now).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "it was not noted from where a member came");
    }
}
