//! The deployment as a whole.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get},
    fields::{Field, GREATEST, Kind, Shape},
    problems::Problem,
};
use model::{
    pods::{self, State},
    tokens::Scope,
};
use serde_json::json;

/// How many there are.
static DEPLOYMENT: Shape = Shape {
    name: "deployment",
    fields: &[
        Field::new("version", Kind::Line(1, 50), "The version of the program."),
        Field::new("pods", Kind::Number(0, GREATEST), "Pods that are not deleted."),
        Field::new("suspended", Kind::Number(0, GREATEST), "Pods of them that are suspended."),
        Field::new("full", Kind::Number(0, GREATEST), "Pods of them that have no place left."),
        Field::new("members", Kind::Number(0, GREATEST), "Members of all, and places that are held."),
        Field::new("storage", Kind::Number(0, GREATEST), "Bytes of media of all."),
        Field::new("sessions", Kind::Number(0, GREATEST), "Live sessions of all."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/deployment", Scope::PodsRead, "Shows how many pods, members and sessions there are.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&DEPLOYMENT))
        .of_all(),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let all = pods::list(&call.app.database).await?;
    let sum = |figure: fn(&pods::Pod) -> i64| all.iter().map(figure).sum::<i64>();
    Ok(Answer::one(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "pods": all.len(),
        "suspended": all.iter().filter(|pod| pod.state == State::Suspended).count(),
        "full": all.iter().filter(|pod| pod.free_places() == 0).count(),
        "members": sum(|pod| pod.members_used),
        "storage": sum(|pod| pod.storage_used),
        "sessions": sum(|pod| pod.sessions_used),
    })))
}
