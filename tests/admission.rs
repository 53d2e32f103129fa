//! Sessions that come back after a restart do so at a steady pace; who is waited for does not wait for them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::join_all;
use testpod::{BETA, Deployment, Member, TestPod, eventually};

/// Members of one server; one a second comes back.
const CROWD: u32 = 15;

const SETTINGS: [(&str, &str); 3] =
    [("COSSE_SIGN_INS_PER_SERVER", "1"), ("RUST_LOG", "info,xmpp::session::live=debug"), ("NO_COLOR", "1")];

struct Crowd {
    deployment: Arc<Deployment>,
    pod: TestPod,
    members: Vec<Member>,
}

impl Crowd {
    async fn gathers() -> Self {
        let deployment = Deployment::with(&SETTINGS);
        let pod = TestPod::on(&deployment, "cantine", &[]).await;
        let members = join_all((0..CROWD).map(|_| pod.sign_up("member"))).await;
        Self { deployment, pod, members }
    }

    fn restarts(&self) {
        self.deployment.stop();
        self.deployment.start();
    }

    /// Who has come online since the program was started, in this order.
    fn online(&self) -> Vec<String> {
        let log = self.deployment.logged();
        let lines = log.lines().filter(|line| line.contains(" online "));
        let jids = lines.filter_map(|line| line.split_once("jid=")?.1.split_once('/'));
        jids.map(|(jid, _)| jid.to_owned()).collect()
    }

    async fn until_online(&self, number: usize) {
        eventually(&format!("{number} come online"), async || (self.online().len() >= number).then_some(()))
            .await;
    }

    /// Whether somebody came online before the last of the crowd.
    async fn was_not_last(&self, jid: &str) {
        eventually(&format!("{jid} comes online"), async || {
            self.online().iter().any(|online| online == jid).then_some(())
        })
        .await;
        let waiting = self.members.iter().filter(|member| !self.online().contains(&member.jid)).count();
        assert!(waiting > 0, "nobody waits any more when {jid} is there: {:?}", self.online());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_servers_sessions_come_back_one_by_one_and_another_servers_beside_them() {
    let crowd = Crowd::gathers().await;
    let elsewhere = TestPod::on(&crowd.deployment, "lanterne", &["--xmpp-domain", BETA]).await;
    let bob = elsewhere.sign_up_at(BETA, "bob").await;
    let start = Instant::now();
    crowd.restarts();
    crowd.was_not_last(&bob.jid).await;
    crowd.until_online(CROWD as usize + 1).await;
    assert!(start.elapsed() >= Duration::from_secs(u64::from(CROWD) - 1), "{:?}", start.elapsed());
    assert_eq!(crowd.online().len(), CROWD as usize + 1, "each once: {:?}", crowd.online());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_or_wants_something_does_not_wait_for_the_others() {
    let mut crowd = Crowd::gathers().await;
    crowd.restarts();
    let newcomer = crowd.pod.sign_up("newcomer").await;
    crowd.was_not_last(&newcomer.jid).await;
    let online = crowd.online();
    let place = crowd.members.iter().position(|member| !online.contains(&member.jid)).expect("one who waits");
    let mut hasty = crowd.members.remove(place);
    hasty.publish("I am in a hurry", "contacts").await.expect(200);
    crowd.was_not_last(&hasty.jid).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_that_were_cut_in_the_same_moment_are_resumed_one_by_one() {
    let crowd = Crowd::gathers().await;
    let before = crowd.online().len();
    assert_eq!(before, CROWD as usize);
    crowd.deployment.relay().cut();
    crowd.until_online(before + 1).await;
    let start = Instant::now();
    crowd.until_online(2 * before).await;
    assert!(start.elapsed() >= Duration::from_secs(u64::from(CROWD) - 2), "{:?}", start.elapsed());
    let log = crowd.deployment.logged();
    assert_eq!(log.matches("resumed=true").count(), before, "the same streams went on");
}
