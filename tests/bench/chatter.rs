//! People who write to members again and again, whatever becomes of the members' workers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use testpod::{BETA, Member, PASSWORD, Server, Xmpp};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::tap::mark;

/// Messages a second, of all together.
pub const PACE: u32 = 200;

/// People who write, each with a client of her own. Member after member has the next of them for her correspondent.
const TALKERS: usize = 8;

/// How long the server may take to read all that they have written.
const READ_WITHIN: Duration = Duration::from_secs(600);

/// People who write.
#[derive(Debug)]
pub struct Chatter {
    talking: JoinSet<()>,
    over: Arc<AtomicBool>,
}

/// Who writes to the member of that place.
pub fn correspondent(place: usize) -> String {
    format!("talker{}@{BETA}", place % TALKERS)
}

/// Makes their accounts.
pub async fn register(server: &Server) {
    for talker in 0..TALKERS {
        Xmpp::register(server.address(), &correspondent(talker), PASSWORD).await;
    }
}

/// All that the server has accepted of what they wrote to these members, by its archive.
pub async fn accepted(server: &Server, members: &[Member]) -> Vec<String> {
    let mut asking = JoinSet::new();
    for talker in 0..TALKERS {
        let (address, to) = (server.address(), circle(members, talker));
        asking.spawn(async move {
            let mut client = Xmpp::sign_in(address, &correspondent(talker), PASSWORD).await;
            let mut texts = Vec::new();
            for member in to {
                texts.extend(client.archive(&member).await);
            }
            client.leave().await;
            texts
        });
    }
    asking.join_all().await.concat()
}

/// The addresses of those whose correspondent is this one.
fn circle(members: &[Member], talker: usize) -> Vec<String> {
    members.iter().skip(talker).step_by(TALKERS).map(|member| member.jid.clone()).collect()
}

impl Chatter {
    /// They begin to write. What they say has numbers from `first` on, each once.
    pub async fn begin(server: &Server, members: &[Member], first: usize) -> Self {
        let (mut talking, over) = (JoinSet::new(), Arc::<AtomicBool>::default());
        for talker in 0..TALKERS {
            let client = Xmpp::sign_in(server.address(), &correspondent(talker), PASSWORD).await;
            let (to, numbers) = (circle(members, talker), (first + talker..).step_by(TALKERS));
            talking.spawn(talk(client, to, numbers, Arc::clone(&over)));
        }
        Self { talking, over }
    }

    /// They stop; their server has read all that they wrote.
    pub async fn end(self) {
        self.over.store(true, Ordering::Relaxed);
        self.talking.join_all().await;
    }
}

/// One of them, who writes to one member after the other.
async fn talk(
    mut client: Xmpp,
    to: Vec<String>,
    numbers: impl Iterator<Item = usize>,
    over: Arc<AtomicBool>,
) {
    let mut pace = tokio::time::interval(Duration::from_secs(1) * TALKERS as u32 / PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for (number, to) in numbers.zip(to.iter().cycle()) {
        pace.tick().await;
        if over.load(Ordering::Relaxed) {
            break;
        }
        let text = mark(number);
        let stanza = format!("<message type='chat' to='{to}' id='m{number}'><body>{text}</body></message>");
        client.send(&stanza).await;
    }
    client.leave_within(READ_WITHIN).await;
}
