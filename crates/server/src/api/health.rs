//! How the deployment is.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get},
    fields::{Field, GREATEST, Kind, Shape, instant},
    problems::Problem,
};
use crate::health::{self, Known, State, Trouble};
use model::{
    processes::{Process, Role},
    tokens::Scope,
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// A process.
static PROCESS: Shape = Shape {
    name: "process",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Which; another after each start."),
        Field::new("web", Kind::Yes, "Whether it serves pages."),
        Field::new("worker", Kind::Yes, "Whether it holds sessions."),
        Field::new("jobs", Kind::Yes, "Whether it does what is due from time to time."),
        Field::new("version", Kind::Line(1, 50), "The version of the program."),
        Field::new("machine", Kind::Line(0, 64), "The name of its machine; empty where that has none."),
        Field::new("started_at", Kind::Time, "Since when it runs."),
        Field::new("seen_at", Kind::Time, "When it was last heard of."),
        Field::new("heard", Kind::Yes, "Whether that was within the last minute."),
        Field::new("ending", Kind::Yes, "Whether it was told to end."),
        Field::new("shards", Kind::Number(0, GREATEST), "Shards that it holds, of 256."),
        Field::new("online", Kind::Number(0, GREATEST), "Sessions of it that are connected."),
        Field::new("signing_in", Kind::Number(0, GREATEST), "Those that connect for the first time."),
        Field::new("reconnecting", Kind::Number(0, GREATEST), "Those that were cut, and come back."),
    ],
};

/// A job.
static JOB: Shape = Shape {
    name: "job",
    fields: &[
        Field::new("name", Kind::Line(1, 40), "What it is called."),
        Field::new("state", Kind::Word(states), "How it is."),
        Field::new("begun_at", Kind::Time, "When it was last done.").or_null(),
        Field::new("ended_at", Kind::Time, "When that was over.").or_null(),
        Field::new("due_at", Kind::Time, "When it is to be done again.").or_null(),
        Field::new("milliseconds", Kind::Number(0, GREATEST), "How long it took.").or_null(),
        Field::new("error", Kind::Line(0, 500), "Why it failed, if it did.").or_null(),
        Field::new("failures", Kind::Number(0, GREATEST), "How often it has failed in a row."),
        Field::new("process", Kind::Line(26, 26), "The process that did it.").or_null(),
    ],
};

/// Something that is wrong.
static TROUBLE: Shape = Shape {
    name: "trouble",
    fields: &[
        Field::new("kind", Kind::Word(kinds), "What kind of thing it is."),
        Field::new("says", Kind::Line(1, 1000), "What is wrong."),
        Field::new("advice", Kind::Line(1, 1000), "What to do next."),
        Field::new("process", Kind::Line(26, 26), "The process that it is about.").or_null(),
        Field::new("job", Kind::Line(1, 40), "The job that it is about.").or_null(),
    ],
};

/// All of it.
static HEALTH: Shape = Shape {
    name: "health",
    fields: &[
        Field::new("well", Kind::Yes, "Whether nothing is wrong."),
        Field::new("troubles", Kind::Many(&TROUBLE), "What is wrong."),
        Field::new(
            "processes",
            Kind::Many(&PROCESS),
            "Those that were heard of last first; after a day of silence one is forgotten.",
        ),
        Field::new("jobs", Kind::Many(&JOB), "What is done from time to time."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/health",
            Scope::PodsRead,
            "Shows which processes run, their jobs, and what is wrong.",
            |call| Box::pin(show(call)),
        )
        .gives(Gives::One(&HEALTH))
        .of_all(),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let health = health::look(&call.app.database, call.app.mailer.is_some(), call.now).await?;
    Ok(Answer::one(json!({
        "well": health.troubles.is_empty(),
        "troubles": health.troubles.iter().map(trouble).collect::<Vec<Value>>(),
        "processes": health.processes.iter().map(|it| process(it, call.now)).collect::<Vec<Value>>(),
        "jobs": health.jobs.iter().map(job).collect::<Vec<Value>>(),
    })))
}

fn states() -> Vec<&'static str> {
    State::ALL.iter().map(|state| state.as_str()).collect()
}

fn kinds() -> Vec<&'static str> {
    Trouble::KINDS.to_vec()
}

fn process(process: &Process, now: OffsetDateTime) -> Value {
    json!({
        "id": process.id.to_string(),
        "web": process.is(Role::Web),
        "worker": process.is(Role::Worker),
        "jobs": process.is(Role::Jobs),
        "version": process.version,
        "machine": process.machine,
        "started_at": instant(process.started_at),
        "seen_at": instant(process.seen_at),
        "heard": process.is_heard_of(now),
        "ending": process.ending,
        "shards": process.load.shards,
        "online": process.load.online,
        "signing_in": process.load.signing_in,
        "reconnecting": process.load.reconnecting,
    })
}

fn job(job: &Known) -> Value {
    let run = job.last.as_ref().map(|last| &last.run);
    json!({
        "name": job.name,
        "state": job.state.as_str(),
        "begun_at": run.map(|run| instant(run.begun_at)),
        "ended_at": run.map(|run| instant(run.ended_at)),
        "due_at": run.map(|run| instant(run.due_at)),
        "milliseconds": run.map(|run| run.took),
        "error": run.and_then(|run| run.error.as_ref()),
        "failures": job.last.as_ref().map_or(0, |last| last.failures),
        "process": run.map(|run| run.process.to_string()),
    })
}

fn trouble(trouble: &Trouble) -> Value {
    let process = match trouble {
        Trouble::Silent(process) => Some(process.id.to_string()),
        _ => None,
    };
    json!({
        "kind": trouble.kind(),
        "says": trouble.to_string(),
        "advice": trouble.advice(),
        "process": process,
        "job": trouble.job(),
    })
}
