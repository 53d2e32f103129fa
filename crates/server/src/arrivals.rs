//! From which network somebody signs up, cut so that it is no single house's.

use crate::{app::App, extract::Visit};
use model::{MemberId, Owner, arrivals};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use time::OffsetDateTime;

/// Notes from where a member came, if she has just become one. That it cannot be noted keeps nobody out.
pub async fn note(visit: &Visit, member: MemberId) {
    let Ok(pod) = visit.pod() else { return };
    note_from(&visit.app, &Owner { pod: pod.id, member }, visit.address, visit.now).await;
}

/// The same where she came by no page of ours.
pub async fn note_from(app: &App, owner: &Owner, address: IpAddr, now: OffsetDateTime) {
    let noted = arrivals::note(&app.database, owner, &network(address), now).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "it was not noted from where a member came");
    }
}

/// The network of an address: a /24 of IPv4, a /48 of IPv6.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_more_than_one_house() {
        for (address, cut) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ] {
            assert_eq!(network(address.parse().unwrap()), cut);
        }
    }
}
