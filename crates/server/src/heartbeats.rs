//! What this process says of itself every few seconds, so that others see whether it runs: a row of the database, gone when it ends.

use crate::{
    app::App,
    settings::{Role, ServeSettings},
};
use model::{
    ProcessId,
    processes::{self, Load, Process},
};
use std::time::Duration;
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{MissedTickBehavior, interval, timeout},
};

/// How often.
const BEAT: Duration = Duration::from_secs(10);

/// How long the end waits until the database has heard of it.
const LAST_WORD: Duration = Duration::from_secs(2);

/// Where Linux has the name of the machine; elsewhere it has none.
const MACHINE: &str = "/proc/sys/kernel/hostname";

/// The most characters of that.
const LONGEST: usize = 64;

/// What a process is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Serving,
    Ending,
    Over,
}

/// The task that says so.
pub struct Heartbeats {
    stage: watch::Sender<Stage>,
    task: JoinHandle<()>,
}

impl Heartbeats {
    /// Begins at once.
    #[must_use]
    pub fn begin(app: &App, id: ProcessId, settings: &ServeSettings) -> Self {
        let (stage, changes) = watch::channel(Stage::Serving);
        let process = process(id, settings, app);
        Self { stage, task: tokio::spawn(beat(app.clone(), process, changes)) }
    }

    /// Says that the process was told to end, and puts down what it holds.
    pub fn end(&self) {
        self.stage.send_replace(Stage::Ending);
    }

    /// Takes the row away. A database that is away does not keep the process from ending.
    pub async fn stop(self) {
        self.stage.send_replace(Stage::Over);
        if timeout(LAST_WORD, self.task).await.is_err() {
            tracing::info!("the database did not hear that this process has ended: it is listed for a day");
        }
    }
}

fn process(id: ProcessId, settings: &ServeSettings, app: &App) -> Process {
    let now = (app.now)();
    let roles = [Role::Web, Role::Worker, Role::Jobs].into_iter().filter(|role| settings.is(*role));
    Process {
        id,
        roles: roles.map(named).collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine(),
        started_at: now,
        seen_at: now,
        ending: false,
        load: Load::default(),
    }
}

fn named(role: Role) -> processes::Role {
    match role {
        Role::Web => processes::Role::Web,
        Role::Worker => processes::Role::Worker,
        Role::Jobs => processes::Role::Jobs,
    }
}

fn machine() -> String {
    let name = std::fs::read_to_string(MACHINE).unwrap_or_default();
    name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

async fn beat(app: App, mut process: Process, mut stage: watch::Receiver<Stage>) {
    let mut due = interval(BEAT);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = true;
    loop {
        tokio::select! {
            _ = due.tick() => {}
            Ok(()) = stage.changed() => {}
        }
        let now_is = *stage.borrow_and_update();
        let said = match now_is {
            Stage::Over => processes::leave(&app.database, &process.id).await,
            Stage::Serving | Stage::Ending => {
                look(&mut process, now_is, &app);
                processes::beat(&app.database, &process).await
            }
        };
        if let (Err(error), true) = (&said, heard) {
            tracing::warn!(%error, "the database does not hear that this process runs; it is told again");
        }
        heard = said.is_ok();
        if now_is == Stage::Over {
            return;
        }
    }
}

/// How the process is now.
fn look(process: &mut Process, stage: Stage, app: &App) {
    process.seen_at = (app.now)();
    process.ending = stage == Stage::Ending;
    if process.is(processes::Role::Worker) {
        process.load = pool::load();
    }
}
