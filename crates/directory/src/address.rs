//! Which addresses of strangers may be fetched from: only public ones, so that nobody reaches into a network of ours.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether it is an address of the open internet. One of IPv6 that holds one of IPv4 is judged by that.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The special-purpose registry of IPv4 (RFC 6890). Link-local holds the metadata address of the clouds.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, d] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT, RFC 6598
        || (a == 198 && (b == 18 || b == 19)) // benchmarks, RFC 2544
        || (a == 192 && b == 0 && c == 0) // protocols, RFC 6890
        || (a == 192 && b == 88 && c == 99) // 6to4 relays, RFC 7526
        || [a, b, c, d] == [168, 63, 129, 16]; // metadata of Azure, which looks public
    !special
}

/// Only global unicast (RFC 4291 §2.4), less what is documentation, and less the ways to say an IPv4 address that is not public. The
/// mapped and the compatible ones are no addresses of any other machine: all are refused.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let holds = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match (a, b) {
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => holds(g, h), // NAT64, RFC 6052
        (0x2002, _) => holds(b, c),                              // 6to4, RFC 3056
        (0x2001, 0x0db8) => false,                               // documentation, RFC 3849
        (0x2001, 0..=0x01ff) => false,                           // Teredo, ORCHID and others, RFC 2928
        (0x3fff, 0..=0x0fff) => false,                           // documentation, RFC 9637
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::is_public;

    fn public(address: &str) -> bool {
        is_public(address.parse().unwrap())
    }

    #[test]
    fn addresses_of_the_open_internet_are_fetched_from() {
        for address in [
            "9.9.9.9",
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2620:fe::fe",
            "2a00:1450:4001::1",
            "64:ff9b::909:909",
            "2002:909:909::1",
        ] {
            assert!(public(address), "{address}");
        }
    }

    #[test]
    fn addresses_of_our_own_networks_and_of_none_are_not() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.9.1",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.3.4",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn nor_are_those_of_ipv6() {
        for address in [
            "::",
            "::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn an_address_within_another_hides_nothing() {
        for address in [
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:9.9.9.9",
            "::127.0.0.1",
            "::10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::a00:1",
            "64:ff9b::1:a00:1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "2002:a9fe:a9fe::1",
            "2002:c0a8:101::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }
}
