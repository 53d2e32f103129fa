//! How much a pod may use, and uses.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, patch},
    fields::{Field, GREATEST, Kind, Shape},
    given::Given,
    problems::Problem,
};
use model::{
    Database, PodId, domains,
    plans::{self, MOST, MOST_BYTES},
    pods::{self, Change},
    quotas,
    tokens::Scope,
};
use serde_json::{Value, json};

/// The figures that every plan has.
pub const FIGURES: &[Field] = &[
    Field::new("members_max", Kind::Number(0, MOST), "Members at most."),
    Field::new("storage_max", Kind::Number(0, MOST_BYTES), "Bytes of media at most."),
    Field::new("sessions_max", Kind::Number(0, MOST), "Live sessions at most."),
    Field::new("signups_per_day", Kind::Number(0, MOST), "New members in a day (UTC) at most."),
];

/// The figure that a plan need not have.
pub const UPLOAD: &[Field] = &[Field::new(
    "upload_max",
    Kind::Number(0, MOST_BYTES),
    "Bytes of one upload at most; on domains that the deployment makes from any client. With a plan only where the plan does not say it.",
)];

/// The plan, instead of figures.
const PLAN: &[Field] =
    &[Field::new("plan", Kind::Line(1, 60), "The plan that says how much, instead of figures; null: none.")
        .or_null()];

/// One limit.
static GAUGE: Shape = Shape {
    name: "gauge",
    fields: &[
        Field::new("used", Kind::Number(0, GREATEST), "What is used; can be more than there is."),
        Field::new("max", Kind::Number(0, GREATEST), "How much there is."),
    ],
};

/// All limits.
static QUOTAS: Shape = Shape {
    name: "quotas",
    fields: &[
        Field::new("plan", Kind::Line(1, 60), "The plan of the pod.").or_null(),
        Field::new("members", Kind::One(&GAUGE), "Members, and places that are held."),
        Field::new("storage", Kind::One(&GAUGE), "Bytes of media."),
        Field::new(
            "storage_given_up",
            Kind::Number(0, GREATEST),
            "Bytes of media that count beside that, on XMPP domains that the pod gave up.",
        ),
        Field::new("sessions", Kind::One(&GAUGE), "Live sessions."),
        Field::new("signups", Kind::One(&GAUGE), "New members today (UTC)."),
        Field::new("upload_max", Kind::Number(0, MOST_BYTES), "Bytes of one upload at most."),
        Field::new("full", Kind::Yes, "Whether there is no place left."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/quotas", Scope::PodsRead, "Shows how much a pod may use, and uses.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&QUOTAS)),
        patch(
            "/pods/{pod}/quotas",
            Scope::QuotasWrite,
            "Changes how much a pod may use; less than it uses deletes nothing.",
            |call| Box::pin(change(call)),
        )
        .takes(&[PLAN, FIGURES, UPLOAD])
        .gives(Gives::One(&QUOTAS)),
    ]
}

/// The plan that is named is there, and no figure is sent with it that it has.
///
/// # Errors
/// What of that is not so.
pub async fn check_plan(database: &Database, body: &Given) -> Result<(), Problem> {
    let Some(name) = body.text("plan") else { return Ok(()) };
    if FIGURES.iter().any(|field| body.has(field.name)) {
        return Err(Problem::field("plan", "says all the figures: send it, or figures, and not both"));
    }
    let plan = match plans::find(database, &name).await {
        Ok(plan) => plan,
        Err(model::Error::NotFound(_)) => return Err(Problem::field("plan", "there is no such plan")),
        Err(error) => return Err(error.into()),
    };
    if plan.upload_max.is_some() && body.has("upload_max") {
        return Err(Problem::field("upload_max", "is said by this plan: send it, or the plan, and not both"));
    }
    Ok(())
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let id = call.pod()?.id;
    Ok(Answer::one(describe(&call, &id).await?))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (id, database, body) = (call.pod()?.id, &call.app.database, &call.body);
    check_plan(database, body).await?;
    if let Some(plan) = body.text("plan") {
        plans::assign(database, &id, Some(&plan), &call.by()).await?;
    } else if body.has("plan") {
        plans::assign(database, &id, None, &call.by()).await?;
    }
    let change = Change {
        members_max: body.number("members_max"),
        storage_max: body.number("storage_max"),
        sessions_max: body.number("sessions_max"),
        signups_per_day: body.number("signups_per_day"),
        upload_max: body.number("upload_max"),
        ..Change::default()
    };
    pods::set(database, &id, change, &call.by()).await?;
    call.changed(&id);
    Ok(Answer::one(describe(&call, &id).await?))
}

async fn describe(call: &Call, id: &PodId) -> Result<Value, Problem> {
    let database = &call.app.database;
    let pod = pods::get(database, id).await?.ok_or_else(Problem::not_found)?;
    let signups = quotas::signups_today(database, id, call.now).await?;
    let plan = plans::of(database, id).await?;
    let gauge = |used: i64, max: i64| json!({ "used": used, "max": max });
    Ok(json!({
        "plan": plan,
        "members": gauge(pod.members_used, pod.members_max),
        "storage": gauge(pod.storage_used, pod.storage_max),
        "storage_given_up": domains::on_given_up(database, id).await?,
        "sessions": gauge(pod.sessions_used, pod.sessions_max),
        "signups": gauge(signups, pod.signups_per_day),
        "upload_max": domains::upload_max(database, id).await?,
        "full": pod.free_places() == 0,
    }))
}
