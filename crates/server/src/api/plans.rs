//! Plans: limits with a name, which pods are given.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{Field, GREATEST, Kind, Shape},
    paging::{self, PAGE},
    problems::Problem,
    quotas::FIGURES,
};
use model::{
    plans::{self, MOST, MOST_BYTES, Plan},
    pods::NewPod,
    tokens::Scope,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The most characters of a name.
const LONGEST_NAME: usize = 60;

/// What the figure is that a plan need not have.
const UPLOAD_SAYS: &str =
    "Bytes of one upload at most; null if it does not say it: then its pods keep theirs.";

/// The figure that a plan need not have.
const UPLOAD: &[Field] = &[Field::new("upload_max", Kind::Number(0, MOST_BYTES), UPLOAD_SAYS).or_null()];

/// A plan.
static PLAN: Shape = Shape {
    name: "plan",
    fields: &[
        Field::new("name", Kind::Line(1, LONGEST_NAME), "Its name."),
        Field::new("members_max", Kind::Number(0, MOST), "Members at most."),
        Field::new("storage_max", Kind::Number(0, MOST_BYTES), "Bytes of media at most."),
        Field::new("sessions_max", Kind::Number(0, MOST), "Live sessions at most."),
        Field::new("signups_per_day", Kind::Number(0, MOST), "New members in a day (UTC) at most."),
        Field::new("upload_max", Kind::Number(0, MOST_BYTES), UPLOAD_SAYS).or_null(),
        Field::new("pods", Kind::Number(0, GREATEST), "How many pods have it."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/plans", Scope::PodsRead, "Lists the plans.", |call| Box::pin(list(call)))
            .asks(&[PAGE])
            .gives(Gives::Page(&PLAN))
            .of_all(),
        put(
            "/plans/{name}",
            Scope::QuotasWrite,
            "Makes a plan, or changes it and the limits of each pod that has it.",
            |call| Box::pin(place(call)),
        )
        .takes(&[FIGURES, UPLOAD])
        .gives(Gives::One(&PLAN))
        .of_all(),
        delete(
            "/plans/{name}",
            Scope::QuotasWrite,
            "Removes a plan; pods that have it keep its limits as figures of their own.",
            |call| Box::pin(remove(call)),
        )
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let database = &call.app.database;
    let pods: HashMap<String, i64> = plans::pods_of_each(database).await?.into_iter().collect();
    let all = plans::list(database).await?;
    paging::page_of_all(&call, all, |plan| plan.name.clone(), |plan| describe(plan, &pods))
}

async fn place(call: Call) -> Result<Answer, Problem> {
    let (database, body) = (&call.app.database, &call.body);
    let before = before(&call).await?;
    let plan = Plan {
        members_max: body.number("members_max").unwrap_or(before.members_max),
        storage_max: body.number("storage_max").unwrap_or(before.storage_max),
        sessions_max: body.number("sessions_max").unwrap_or(before.sessions_max),
        signups_per_day: body.number("signups_per_day").unwrap_or(before.signups_per_day),
        upload_max: if body.has("upload_max") { body.number("upload_max") } else { before.upload_max },
        ..before
    };
    plans::put(database, &plan, &call.by()).await?;
    let pods: HashMap<String, i64> = plans::pods_of_each(database).await?.into_iter().collect();
    Ok(Answer::one(describe(&plan, &pods)))
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let name = call.segment::<String>("name")?;
    plans::remove(&call.app.database, &name, &call.by()).await?;
    Ok(Answer::nothing())
}

/// The plan as it is; one that is new begins with the limits of a new pod.
async fn before(call: &Call) -> Result<Plan, Problem> {
    let name = call.segment::<String>("name")?;
    let is_name = !name.trim().is_empty() && name.trim() == name && !name.contains(char::is_control);
    if !is_name || name.chars().count() > LONGEST_NAME {
        return Err(Problem::not_found());
    }
    match plans::find(&call.app.database, &name).await {
        Ok(plan) => Ok(plan),
        Err(model::Error::NotFound(_)) => {
            let NewPod { members_max, storage_max, sessions_max, signups_per_day, .. } = NewPod::new("", "");
            Ok(Plan { name, members_max, storage_max, sessions_max, signups_per_day, upload_max: None })
        }
        Err(error) => Err(error.into()),
    }
}

fn describe(plan: &Plan, pods: &HashMap<String, i64>) -> Value {
    json!({
        "name": plan.name,
        "members_max": plan.members_max,
        "storage_max": plan.storage_max,
        "sessions_max": plan.sessions_max,
        "signups_per_day": plan.signups_per_day,
        "upload_max": plan.upload_max,
        "pods": pods.get(&plan.name).copied().unwrap_or_default(),
    })
}
