//! Where a domain's server may be: a fixed address, else SRV records of both kinds mixed (XEP-0368), else the domain itself.

use super::{DEADLINES, Network, Security, Way, policy, within};
use crate::sign_in::SignInError;
use futures::future::join_all;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{Name, RData};
use jid::DomainRef;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::time::Instant;

/// The port for clients where DNS names none (RFC 6120 §3.2.2).
const PORT: u16 = 5222;
/// How many SRV targets are looked up.
const SERVICES: usize = 6;
/// How many addresses of each are tried,
const ADDRESSES: usize = 3;
/// and how many of all: each must have time to answer.
const MOST: usize = 8;

/// A server's address that may be connected to, and what must protect the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) security: Security,
}

/// What an SRV record says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Service {
    priority: u16,
    weight: u16,
    host: Name,
    port: u16,
    security: Security,
}

impl Network {
    /// Where to try, in this order; never empty.
    pub(crate) async fn targets(&self, domain: &DomainRef) -> Result<Vec<Target>, SignInError> {
        let (resolver, allowed): (_, Policy) = match self.known(domain).map(|known| &known.way) {
            Some(Way::Fixed(target)) => return Ok(vec![*target]),
            Some(Way::Named(resolver)) => (resolver.as_ref(), |_| true),
            None => (
                self.resolver.as_ref().ok_or(SignInError::Unreachable("no name server".into()))?,
                policy::allows,
            ),
        };
        let looked_up = resolve(resolver, domain, DEADLINES.address, allowed);
        let mut targets = within(DEADLINES.names, looked_up).await?;
        self.silent.last(domain, &mut targets, Instant::now());
        Ok(targets)
    }
}

/// Whether an address may be connected to.
type Policy = fn(SocketAddr) -> bool;

async fn resolve(
    resolver: &TokioResolver,
    domain: &DomainRef,
    patience: Duration,
    allowed: Policy,
) -> Result<Vec<Target>, SignInError> {
    let name = full_name(domain.as_str())?;
    let (direct, starttls) = tokio::join!(
        services(resolver, &name, "_xmpps-client", Security::Direct),
        services(resolver, &name, "_xmpp-client", Security::Starttls),
    );
    let refused = [&direct, &starttls].iter().any(|answer| matches!(answer, Some(list) if list.is_empty()));
    let mut services: Vec<Service> = direct.into_iter().chain(starttls).flatten().collect();
    if services.is_empty() {
        if refused {
            return Err(SignInError::UnknownServer);
        }
        services.push(Service {
            priority: 0,
            weight: 0,
            host: name,
            port: PORT,
            security: Security::Starttls,
        });
    }
    let services = in_order(services, rand::random::<f64>);
    let addresses = services.iter().map(|service| addresses(resolver, service, patience));
    chosen(&services, join_all(addresses).await, allowed)
}

/// The records of one kind; `None` where there are none, empty where they say "not offered" (RFC 2782: target `.`).
async fn services(
    resolver: &TokioResolver,
    domain: &Name,
    kind: &str,
    security: Security,
) -> Option<Vec<Service>> {
    let name = Name::from_ascii(format!("{kind}._tcp.{domain}")).ok()?;
    let answer = resolver.srv_lookup(name).await.ok()?;
    let records = answer.answers().iter().filter_map(|record| match &record.data {
        RData::SRV(srv) => Some(srv),
        _ => None,
    });
    let offered = records.filter(|srv| !srv.target.is_root()).map(|srv| Service {
        priority: srv.priority,
        weight: srv.weight,
        host: srv.target.clone(),
        port: srv.port,
        security,
    });
    Some(offered.collect())
}

/// By priority, and within one at random by weight (RFC 2782), both kinds alike (XEP-0368 §3).
fn in_order(services: Vec<Service>, mut random: impl FnMut() -> f64) -> Vec<Service> {
    let mut drawn: Vec<(f64, Service)> = services
        .into_iter()
        .map(|service| (-random().max(f64::MIN_POSITIVE).ln() / f64::from(service.weight).max(0.01), service))
        .collect();
    drawn.sort_by(|(a_draw, a), (b_draw, b)| a.priority.cmp(&b.priority).then(a_draw.total_cmp(b_draw)));
    drawn.into_iter().map(|(_, service)| service).take(SERVICES).collect()
}

/// The addresses of one target. One that nobody can name in time does not keep the others.
async fn addresses(
    resolver: &TokioResolver,
    service: &Service,
    patience: Duration,
) -> Result<Vec<IpAddr>, SignInError> {
    let found = async { resolver.lookup_ip(service.host.clone()).await.map_err(|error| unresolved(&error)) };
    Ok(within(patience, found).await?.iter().collect())
}

/// The first addresses that may be connected to.
fn chosen(
    services: &[Service],
    found: Vec<Result<Vec<IpAddr>, SignInError>>,
    allowed: Policy,
) -> Result<Vec<Target>, SignInError> {
    let (mut targets, mut failure) = (Vec::new(), SignInError::UnknownServer);
    for (service, found) in services.iter().zip(found) {
        match found {
            Ok(found) => {
                targets.extend(found.into_iter().take(ADDRESSES).map(|ip| Target {
                    address: SocketAddr::new(ip, service.port),
                    security: service.security,
                }))
            }
            Err(error) => failure = error,
        }
    }
    if targets.is_empty() {
        return Err(failure);
    }
    targets.retain(|target| allowed(target.address));
    targets.truncate(MOST);
    if targets.is_empty() { Err(SignInError::RefusedAddress) } else { Ok(targets) }
}

fn unresolved(error: &NetError) -> SignInError {
    match error.is_nx_domain() || error.is_no_records_found() {
        true => SignInError::UnknownServer,
        false => SignInError::Unreachable(error.to_string()),
    }
}

/// The absolute name, so that no search domain is tried.
fn full_name(domain: &str) -> Result<Name, SignInError> {
    let mut name = Name::from_utf8(domain).map_err(|_| SignInError::UnknownServer)?;
    name.set_fqdn(true);
    Ok(name)
}

/// A domain as certificates and name servers write it (RFC 5890: A-labels).
pub(crate) fn ascii(domain: &DomainRef) -> Result<String, SignInError> {
    let name = full_name(domain.as_str())?.to_ascii();
    Ok(name.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jid::DomainPart;

    fn service(priority: u16, weight: u16, port: u16) -> Service {
        Service { priority, weight, host: Name::root(), port, security: Security::Direct }
    }

    fn ports(services: Vec<Service>, random: impl FnMut() -> f64) -> Vec<u16> {
        in_order(services, random).into_iter().map(|service| service.port).collect()
    }

    #[test]
    fn a_lower_priority_comes_first_whatever_the_weight() {
        let services = vec![service(20, 65535, 1), service(5, 0, 2), service(10, 1, 3)];
        assert_eq!(ports(services, || 0.5), [2, 3, 1]);
    }

    #[test]
    fn within_a_priority_weight_decides_more_often() {
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state) / f64::from(u32::MAX)
        };
        let first =
            (0..1000).filter(|_| ports(vec![service(1, 10, 1), service(1, 90, 2)], &mut random)[0] == 2);
        assert!((850..950).contains(&first.count()));
    }

    fn addresses_of(texts: &[&str]) -> Result<Vec<IpAddr>, SignInError> {
        Ok(texts.iter().map(|text| text.parse().unwrap()).collect())
    }

    fn chosen_of(
        found: Vec<Result<Vec<IpAddr>, SignInError>>,
        allowed: Policy,
    ) -> Result<Vec<String>, SignInError> {
        let services: Vec<_> = (1..).map(|port| service(port, 0, port)).take(found.len()).collect();
        let targets = chosen(&services, found, allowed)?;
        Ok(targets.into_iter().map(|target| target.address.to_string()).collect())
    }

    #[test]
    fn a_target_without_an_address_does_not_keep_the_others() {
        let found =
            vec![Err(SignInError::Timeout), addresses_of(&["9.9.9.9"]), Err(SignInError::UnknownServer)];
        assert_eq!(chosen_of(found, |_| true), Ok(vec!["9.9.9.9:2".to_owned()]));
        assert_eq!(chosen_of(vec![Err(SignInError::Timeout)], |_| true), Err(SignInError::Timeout));
    }

    #[test]
    fn only_addresses_that_may_be_connected_to_are_tried() {
        let found = || vec![addresses_of(&["10.0.0.1", "9.9.9.9"]), addresses_of(&["127.0.0.1"])];
        let public = |address: SocketAddr| address.ip() == IpAddr::from([9, 9, 9, 9]);
        assert_eq!(chosen_of(found(), public), Ok(vec!["9.9.9.9:1".to_owned()]));
        assert_eq!(chosen_of(found(), |_| false), Err(SignInError::RefusedAddress));
        assert_eq!(chosen_of(found(), |_| true).map(|targets| targets.len()), Ok(3));
    }

    #[test]
    fn one_target_with_many_addresses_leaves_room_for_the_next() {
        let many: Vec<String> = (0..20).map(|number| format!("10.0.0.{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let targets = chosen_of(vec![addresses_of(&many), addresses_of(&["9.9.9.9"])], |_| true).unwrap();
        assert_eq!(targets.len(), 4);
        let targets = chosen_of(vec![addresses_of(&many); 6], |_| true).unwrap();
        assert_eq!(targets.len(), MOST);
    }

    #[test]
    fn names_beyond_ascii_become_a_labels() {
        let domain = DomainPart::new("bücher.example").unwrap().into_owned();
        assert_eq!(ascii(&domain), Ok("xn--bcher-kva.example".to_owned()));
    }
}
