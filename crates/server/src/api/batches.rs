//! What the deployment has to say on all pods, or on some.

use super::{
    announcements::{NEW, wanted},
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post},
    fields::{Field, GREATEST, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    AnnouncementId, PodId,
    announcements::{self, Batch, NewAnnouncement},
    pods::{self, Pod},
    tokens::Scope,
};
use serde_json::{Value, json};

/// The most announcements that are listed.
const MOST: u32 = 1_000;

/// On which pods.
const WHERE: &[Field] = &[Field::new(
    "pods",
    Kind::Texts(500, |_| Ok(())),
    "Host names of the pods on which it is said; on all if it is left out.",
)];

/// An announcement of the deployment.
static BATCH: Shape = Shape {
    name: "batch",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("title", Kind::Line(1, 200), "What it is, in a few words."),
        Field::new("text", Kind::Text(10_000), "More of it, in Markdown; may be empty."),
        Field::new("everyone", Kind::Yes, "Whether visitors read it, too."),
        Field::new("pods", Kind::Number(0, GREATEST), "On how many pods it is."),
        Field::new("standing", Kind::Number(0, GREATEST), "On how many of them it is not withdrawn."),
        Field::new("starts_at", Kind::Time, "From when on it is shown."),
        Field::new("ends_at", Kind::Time, "Until when.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/announcements",
            Scope::PodsRead,
            "Lists what the deployment announced on its pods, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&BATCH))
        .of_all(),
        post("/announcements", Scope::PodsWrite, "Announces something on all pods, or on some.", |call| {
            Box::pin(make(call))
        })
        .takes(&[NEW, WHERE])
        .gives(Gives::Made(&BATCH))
        .of_all()
        .resumes(),
        delete(
            "/announcements/{id}",
            Scope::PodsWrite,
            "Withdraws on all pods what the deployment announced.",
            |call| Box::pin(withdraw(call)),
        )
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = announcements::batches(&call.app.database, MOST).await?;
    paging::page_of_all(&call, all, |batch| batch.id.to_string(), describe)
}

async fn make(call: Call) -> Result<Answer, Problem> {
    let (database, fresh) = (&call.app.database, AnnouncementId::new(call.now));
    let new = NewAnnouncement { batch: Some(fresh), ..wanted(&call)? };
    let pods: Vec<PodId> = chosen(&call).await?.iter().map(|pod| pod.id).collect();
    // without a key it is announced as often as it is sent
    let command = call.command.clone().unwrap_or_else(|| fresh.to_string());
    let id = announcements::create_all(database, &pods, new, &command, &call.by()).await?.batch;
    let all = announcements::batches(database, MOST).await?;
    let made = all.iter().find(|batch| batch.id == id);
    let made = made.ok_or_else(|| Problem::conflict("there is no pod on which it could be said"))?;
    Ok(Answer::made(describe(made), format!("/api/v1/announcements/{id}")))
}

async fn withdraw(call: Call) -> Result<Answer, Problem> {
    let id = call.segment::<AnnouncementId>("id")?;
    announcements::withdraw_batch(&call.app.database, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

/// The pods with these host names, or all; two names of one pod are one pod.
async fn chosen(call: &Call) -> Result<Vec<Pod>, Problem> {
    let database = &call.app.database;
    let Some(hosts) = call.body.texts("pods") else { return Ok(pods::list(database).await?) };
    let mut chosen: Vec<Pod> = Vec::new();
    for host in hosts {
        let found = pods::by_host(database, &host.to_lowercase()).await?;
        let pod = found.ok_or_else(|| Problem::field("pods", format!("no pod has the host name {host}")))?;
        if chosen.iter().all(|other| other.id != pod.id) {
            chosen.push(pod);
        }
    }
    Ok(chosen)
}

fn describe(batch: &Batch) -> Value {
    let Batch { id, first, pods, standing } = batch;
    json!({
        "id": id.to_string(),
        "title": first.title,
        "text": first.body,
        "everyone": first.for_everyone,
        "pods": pods,
        "standing": standing,
        "starts_at": instant(first.starts_at),
        "ends_at": first.ends_at.map(instant),
    })
}
