//! Which addresses a stranger's DNS may send us to: only public ones, so that nobody reaches into our own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether an address that DNS named may be connected to.
pub(super) fn allows(address: SocketAddr) -> bool {
    (address.port() >= 1024 || address.port() == 443) && is_public(address.ip())
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The special-purpose registry of IPv4 (RFC 6890); link-local holds the clouds' metadata address.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT, RFC 6598
        || (a == 198 && (b == 18 || b == 19)) // benchmarks, RFC 2544
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99); // 6to4 relays
    !special
}

/// Only global unicast, less the ways to say an IPv4 address in IPv6.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded =
        |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match (a, b) {
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => embedded(g, h), // NAT64, RFC 6052
        (0x2002, _) => embedded(b, c),                                    // 6to4, RFC 3056
        (0x2001, 0x0db8) => false,                                        // documentation
        (0x2001, 0..=0x01ff) => false,                                    // Teredo, ORCHID and others
        (0x3fff, 0..=0x0fff) => false,                                    // documentation
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(address: &str) -> bool {
        allows(address.parse().unwrap())
    }

    #[test]
    fn public_addresses_are_allowed() {
        for address in ["9.9.9.9:5222", "[2620:fe::fe]:5223", "1.1.1.1:443", "[64:ff9b::909:909]:5222"] {
            assert!(allowed(address), "{address}");
        }
    }

    #[test]
    fn what_is_not_public_is_refused() {
        for address in [
            "127.0.0.1",
            "127.8.9.1",
            "10.0.0.1",
            "172.16.3.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "192.0.0.192",
            "[::]",
            "[::1]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:9.9.9.9]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2001:db8::1]",
            "[2001::1]",
            "[fec0::1]",
            "[100::1]",
        ] {
            assert!(!allowed(&format!("{address}:5222")), "{address}");
        }
    }

    #[test]
    fn low_ports_other_than_443_are_refused() {
        for port in [0, 22, 25, 80, 1023] {
            assert!(!allowed(&format!("9.9.9.9:{port}")), "{port}");
        }
        assert!(allowed("9.9.9.9:1024"));
    }
}
