//! Whose addresses are taken together.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// Who is taken for one: an address of IPv4, or all addresses that one customer of IPv6 has at least (a /64, RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// What is around it.
    #[must_use]
    pub fn wide(self) -> WideNetwork {
        self.0.into()
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
            v4 => v4,
        })
    }
}

/// What is more than one house, and the most that somebody has without being a provider: a /24 of IPv4, a /48 of IPv6. Written as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WideNetwork(IpAddr);

impl From<IpAddr> for WideNetwork {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                Ipv4Addr::new(a, b, c, 0).into()
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).into()
            }
        })
    }
}

impl fmt::Display for WideNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, if self.0.is_ipv4() { 24 } else { 48 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::from(text.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn all_addresses_of_a_customer_are_one_network() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn a_wide_network_is_more_than_one_house() {
        for (address, wide) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(WideNetwork::from(address).to_string(), wide);
            assert_eq!(Network::from(address).wide(), address.into());
        }
        assert_ne!(network("203.0.113.77").wide(), network("203.0.114.77").wide());
        assert_ne!(network("2001:db8:1::1").wide(), network("2001:db8:2::1").wide());
    }
}
