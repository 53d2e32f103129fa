//! Sessions that do nothing: what each takes of the memory, what all take of the processors, and how fast they come back.

use std::time::Instant;

use testpod::TestPod;

use crate::figures::{Figure, Figures};
use crate::floor;
use crate::progress::say;
use crate::scale::Scale;
use crate::stage::{Stage, Store, TOLD};

/// Sessions that are there before the first look at the memory, so that what is made once is not counted.
const WARM: usize = 50;

/// Memory of the program and of its server, in kB.
#[derive(Clone, Copy, Debug)]
struct Memory {
    program: f64,
    server: f64,
}

/// Measures sessions over TLS on ejabberd.
pub async fn measure(scale: Scale, figures: &mut Figures) {
    let sizes: &[usize] = scale.pick(&[100, 300], &[100, 1000, 5000]);
    let mut stage = Stage::new(Store::Sqlite, &TOLD);
    stage.crowd("warm", WARM).await;
    let pods = crowds(&stage, sizes).await;
    stage.quiet().await;
    stage.restart();
    stage.until_online(WARM).await;
    stage.quiet().await;
    let before = Memory::of(&stage);
    let mut here = 0;
    for (size, pod) in sizes.iter().zip(&pods) {
        say(&format!("{} more sessions come online", size - here));
        let took = stage.resume(pod, size - here).await;
        if size == sizes.last().expect("sizes") {
            figures.add(sign_ins(&stage, size - here, took.as_secs_f64()));
        }
        here = *size;
        stage.quiet().await;
        Memory::of(&stage).compare(before, here, figures);
    }
    let one = (stage.program().memory() - before.program) / here as f64;
    above_the_floor(&stage, one, scale, figures).await;
    idle(&stage, here, scale, figures).await;
    come_back(&stage, here + WARM, figures).await;
}

/// Pods out of use, with so many members that one after the other they make up the sizes.
async fn crowds(stage: &Stage, sizes: &[usize]) -> Vec<TestPod> {
    let (mut pods, mut here) = (Vec::new(), 0);
    for size in sizes {
        let pod = stage.crowd("crowd", size - here).await;
        stage.suspend(&pod);
        pods.push(pod);
        here = *size;
    }
    pods
}

fn sign_ins(stage: &Stage, sessions: usize, seconds: f64) -> Figure {
    assert_eq!(stage.resumed(), 0, "a session went on with an old stream instead of signing in");
    Figure {
        key: "sessions.tls.sign_ins_per_second".to_owned(),
        what: "sign-ins with kept secrets, new streams".to_owned(),
        measured: Some((sessions - 1) as f64 / seconds),
        unit: "a second",
        target: "what the server allows",
    }
}

impl Memory {
    fn of(stage: &Stage) -> Self {
        Self { program: stage.program().memory(), server: stage.server().memory() }
    }

    fn compare(self, before: Self, sessions: usize, figures: &mut Figures) {
        let each = |now: f64, before: f64| Some((now - before) / sessions as f64);
        figures.add(Figure {
            key: format!("sessions.tls.{sessions}.kb_per_session"),
            what: format!("memory of an idle TLS session, of {sessions}"),
            measured: each(self.program, before.program),
            unit: "kB",
            target: "at most 40 kB, aiming at 25",
        });
        figures.add(Figure {
            key: format!("sessions.tls.{sessions}.server_kb_per_session"),
            what: format!("the same in the XMPP server (ejabberd), of {sessions}"),
            measured: each(self.server, before.server),
            unit: "kB",
            target: "",
        });
    }
}

/// What one of the sessions takes beside a stream that has nothing but TLS.
async fn above_the_floor(stage: &Stage, session: f64, scale: Scale, figures: &mut Figures) {
    let streams = *scale.pick(&300, &1000);
    say(&format!("{streams} streams over TLS without a session"));
    let bare = floor::measure(stage, streams).await;
    figures.add(Figure {
        key: "sessions.tls.bare_kb_per_stream".to_owned(),
        what: format!("memory of a stream over TLS without a session (tokio-rustls), of {streams}"),
        measured: Some(bare),
        unit: "kB",
        target: "",
    });
    figures.add(Figure {
        key: "sessions.tls.times_bare_stream".to_owned(),
        what: "an idle TLS session, of the largest number, in such streams".to_owned(),
        measured: Some(session / bare),
        unit: "",
        target: "",
    });
}

async fn idle(stage: &Stage, sessions: usize, scale: Scale, figures: &mut Figures) {
    let over = scale.seconds(10, 30);
    say(&format!("{sessions} sessions are left alone for {over:?}"));
    let (ours, theirs) = tokio::join!(stage.program().load(over), stage.server().load(over));
    figures.add(Figure {
        key: format!("sessions.tls.{sessions}.idle_cpu_percent"),
        what: format!("processor time with {sessions} idle sessions, of one processor"),
        measured: Some(ours),
        unit: "%",
        target: "under 2 %",
    });
    figures.add(Figure {
        key: format!("sessions.tls.{sessions}.server_idle_cpu_percent"),
        what: "the same of the XMPP server (ejabberd)".to_owned(),
        measured: Some(theirs),
        unit: "%",
        target: "",
    });
}

/// The program is started again, and its sessions go on with their streams (XEP-0198).
async fn come_back(stage: &Stage, sessions: usize, figures: &mut Figures) {
    say("the program is started again");
    stage.deployment().stop();
    let start = Instant::now();
    stage.deployment().start();
    stage.until_online(sessions).await;
    let seconds = start.elapsed().as_secs_f64();
    let resumed = stage.resumed();
    assert_eq!(resumed, sessions, "{resumed} of {sessions} sessions went on with their streams");
    figures.add(Figure {
        key: "sessions.tls.resumed_per_second".to_owned(),
        what: "sessions that go on with their streams after a restart, from its start on".to_owned(),
        measured: Some(sessions as f64 / seconds),
        unit: "a second",
        target: "",
    });
}
