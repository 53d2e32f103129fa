//! Browsers that wait for events: what an open connection takes of the memory.

use reqwest::header::{ACCEPT, ACCEPT_ENCODING};
use reqwest::{Method, Response};
use testpod::{BETA, Member, PASSWORD, Xmpp};

use crate::figures::{Figure, Figures};
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store};

/// Connections of one member; the program lets her have 64.
const EACH: usize = 20;

/// What is asked for as to compression: nothing, and what browsers do.
const KINDS: [(&str, &str, &str); 2] =
    [("plain", "identity", "no compression asked for"), ("browser", "gzip, deflate, br", "as browsers ask")];

/// Measures connections of members who have one already, so that it is not the session's memory that is counted.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let stage = Stage::new(Store::Sqlite, &[]);
    let pod = stage.pod("lookers", BETA).await;
    let members = stage.members(&pod, BETA, scale.pick(20, 50)).await;
    let (server, talker) = (stage.deployment().server().address(), format!("talker@{BETA}"));
    Xmpp::register(server, &talker, PASSWORD).await;
    let mut open = connect(&members, 1, KINDS[0].1).await;
    tell(&stage, &members).await;
    for (kind, encoding, how) in KINDS {
        stage.quiet().await;
        let before = stage.program().memory();
        let count = members.len() * EACH;
        say(&format!("{count} connections for events, {how}"));
        open.extend(connect(&members, EACH, encoding).await);
        tell(&stage, &members).await;
        stage.quiet().await;
        figures.add(Figure {
            key: format!("events.{kind}.kb_per_connection"),
            what: format!("memory of an open connection for events, of {count}, {how}"),
            measured: Some((stage.program().memory() - before) / count as f64),
            unit: "kB",
            target: "at most 16 kB",
        });
    }
    drop(open);
}

/// Something passes on all connections: one that was never used takes less.
async fn tell(stage: &Stage, members: &[Member]) {
    let (server, jid) = (stage.deployment().server().address(), format!("talker@{BETA}"));
    let mut talker = Xmpp::sign_in(server, &jid, PASSWORD).await;
    for member in members {
        talker.send(&format!("<message type='chat' to='{}'><body>Hello</body></message>", member.jid)).await;
    }
    talker.leave().await;
}

async fn connect(members: &[Member], each: usize, encoding: &str) -> Vec<Response> {
    let mut open = Vec::with_capacity(members.len() * each);
    for member in members.iter().flat_map(|member| std::iter::repeat_n(member, each)) {
        let request = member.browser.request(Method::GET, "/events");
        let request = request.header(ACCEPT, "text/event-stream").header(ACCEPT_ENCODING, encoding);
        let mut response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200, "/events");
        // the first words of the stream: it is open
        assert!(response.chunk().await.expect("the stream").is_some(), "the stream ended at once");
        open.push(response);
    }
    open
}
