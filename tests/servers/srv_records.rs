//! Where a domain's servers are, as its SRV records say: several, some of them dead (RFC 2782, XEP-0368 §3).

use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::time::{Duration, Instant};

use testpod::{ALPHA, BETA, Deaf, Deployment, GAMMA, Names, PLAIN, Refusing, Relay, TestPod, befriend};

use super::{account, refused};

/// Waiting for one dead address takes a sign-in some ten seconds at most; the system itself would wait for two minutes.
const IN_TIME: Duration = Duration::from_secs(30);

const DIRECT_TLS: &str = "_xmpps-client";
const STARTTLS: &str = "_xmpp-client";

/// Says that a domain's service of this kind is also at this address.
fn service(names: &Names, kind: &str, domain: &str, priority: u16, address: SocketAddr) {
    names.service(&format!("{kind}._tcp.{domain}"), priority, "xmpp.test", address.port());
}

/// A name server that knows the address of all targets.
fn names() -> Names {
    let names = Names::fresh();
    names.address_of("xmpp.test");
    names
}

/// Signs somebody from there in, and says how long it took.
async fn arrives(pod: &TestPod, domain: &str) -> Duration {
    let jid = account(pod.deployment(), "wanderer", domain).await;
    let start = Instant::now();
    let mut member = pod.sign_in(&jid).await;
    let took = start.elapsed();
    member.post("here I am", "contacts").await;
    took
}

#[tokio::test]
async fn where_the_best_target_is_dead_the_next_is_taken_in_time() {
    let names = names();
    let deployment = Deployment::named(&names);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let mute = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let (deaf, dead) = (Deaf::new(), Refusing::new());
    for (domain, why, best) in [
        (ALPHA, "nothing listens", dead.address()),
        (BETA, "packets are swallowed", deaf.address()),
        (PLAIN, "nothing is said", mute.local_addr().expect("its address")),
    ] {
        service(&names, STARTTLS, domain, 5, best);
        service(&names, STARTTLS, domain, 30, dead.address());
        service(&names, STARTTLS, domain, 10, deployment.server().address());
        let took = arrives(&pod, domain).await;
        assert!(took < IN_TIME, "{why}: {took:?}");
    }
    mute.set_nonblocking(true).expect("a listener");
    let asked = std::iter::from_fn(|| mute.accept().ok()).count();
    assert_eq!(asked, 1, "a sign-in is several connections, and only the first waits for it");
}

#[tokio::test]
async fn both_kinds_of_service_are_mixed_by_priority() {
    let names = names();
    let deployment = Deployment::named(&names);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let direct = Relay::to(deployment.server().direct());
    let starttls = Relay::to(deployment.server().address());
    let used = |relay: &Relay| relay.connections() > 0;
    service(&names, DIRECT_TLS, BETA, 20, direct.address());
    service(&names, STARTTLS, BETA, 10, starttls.address());
    arrives(&pod, BETA).await;
    assert!(used(&starttls) && !used(&direct), "TLS from the first byte is not better");
    let dead = Refusing::new();
    service(&names, DIRECT_TLS, ALPHA, 10, dead.address());
    service(&names, DIRECT_TLS, ALPHA, 20, direct.address());
    service(&names, STARTTLS, ALPHA, 30, starttls.address());
    let before = starttls.connections();
    arrives(&pod, ALPHA).await;
    assert!(used(&direct), "the second of its kind comes before the first of the other");
    assert_eq!(starttls.connections(), before);
}

#[tokio::test]
async fn a_service_that_is_not_offered_and_a_name_that_nobody_knows_are_no_server() {
    let names = names();
    let deployment = Deployment::named(&names);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    // the domain itself has an address where a server listens: who says "not offered" is not tried there
    names.address_of(ALPHA);
    for kind in [DIRECT_TLS, STARTTLS] {
        names.service(&format!("{kind}._tcp.{ALPHA}"), 0, ".", 0);
    }
    service(&names, STARTTLS, GAMMA, 0, deployment.server().address());
    names.service(&format!("{DIRECT_TLS}._tcp.{GAMMA}"), 0, ".", 0);
    for domain in [ALPHA, BETA] {
        let why = refused(&pod, &format!("wanderer@{domain}")).await;
        assert!(why.contains(&format!("There is no server called {domain}")), "{why}");
    }
    arrives(&pod, GAMMA).await;
}

#[tokio::test]
async fn a_session_that_is_cut_comes_back_through_the_next_target() {
    let names = names();
    let deployment = Deployment::named(&names);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let (first, next) = (deployment.relay(), Relay::to(deployment.server().address()));
    service(&names, STARTTLS, ALPHA, 1, first.address());
    service(&names, STARTTLS, ALPHA, 2, next.address());
    let mut alice = pod.sign_up("alice").await;
    service(&names, STARTTLS, BETA, 1, deployment.server().address());
    let mut bob = pod.sign_in(&account(&deployment, "bob", BETA).await).await;
    befriend(&mut alice, &mut bob).await;
    let before = next.connections();
    first.down();
    bob.post("said while she was cut off", "contacts").await;
    alice.sees("said while she was cut off").await;
    assert!(next.connections() > before);
    alice.post("here again", "contacts").await;
    bob.sees("here again").await;
}

#[tokio::test]
async fn a_name_server_that_says_nothing_is_not_waited_for_long() {
    let silent = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let host = format!("{ALPHA}=dns:{}", silent.local_addr().expect("its address"));
    let deployment = Deployment::with(&[("COSSE_XMPP_HOST", &host)]);
    let pod = TestPod::on(&deployment, "cantine", &[]).await;
    let start = Instant::now();
    let why = refused(&pod, &format!("wanderer@{ALPHA}")).await;
    assert!(why.contains("did not answer in time"), "{why}");
    assert!(start.elapsed() < IN_TIME, "{:?}", start.elapsed());
}
