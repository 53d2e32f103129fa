//! Where a domain's server may be: an override, else SRV records of both kinds mixed (XEP-0368), else the domain itself.

use super::{Network, Security, policy};
use crate::sign_in::SignInError;
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{Name, RData};
use jid::DomainRef;
use std::net::SocketAddr;

/// The port for clients where DNS names none (RFC 6120 §3.2.2).
const PORT: u16 = 5222;
/// How many SRV targets, and how many addresses of each, are tried.
const MOST: usize = 6;

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
        if let Some(host) = self.overridden(domain) {
            return Ok(vec![Target { address: host.address, security: host.security }]);
        }
        let resolver = self.resolver.as_ref().ok_or(SignInError::Unreachable("no name server".into()))?;
        let looked_up = resolve(resolver, domain, rand::random::<f64>);
        tokio::time::timeout(self.deadlines.names, looked_up).await.map_err(|_| SignInError::Timeout)?
    }
}

async fn resolve(
    resolver: &TokioResolver,
    domain: &DomainRef,
    random: impl FnMut() -> f64,
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
    addresses(resolver, in_order(services, random)).await
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
    drawn.into_iter().map(|(_, service)| service).take(MOST).collect()
}

/// The addresses that the policy allows.
async fn addresses(resolver: &TokioResolver, services: Vec<Service>) -> Result<Vec<Target>, SignInError> {
    let (mut targets, mut refused, mut failure) = (Vec::new(), false, SignInError::UnknownServer);
    for service in services {
        let found = match resolver.lookup_ip(service.host.clone()).await {
            Ok(found) => found,
            Err(error) => {
                failure = unresolved(&error);
                continue;
            }
        };
        for ip in found.iter().take(MOST) {
            let address = SocketAddr::new(ip, service.port);
            match policy::allows(address) {
                true => targets.push(Target { address, security: service.security }),
                false => refused = true,
            }
        }
    }
    match targets.is_empty() {
        false => Ok(targets),
        true if refused => Err(SignInError::RefusedAddress),
        true => Err(failure),
    }
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

    #[test]
    fn names_beyond_ascii_become_a_labels() {
        let domain = DomainPart::new("bücher.example").unwrap().into_owned();
        assert_eq!(ascii(&domain), Ok("xn--bcher-kva.example".to_owned()));
    }
}
