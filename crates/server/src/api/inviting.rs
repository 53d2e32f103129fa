//! Whether the members of a pod invite.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, put},
    fields::{Field, Kind, Shape},
    problems::Problem,
};
use model::{inviting, tokens::Scope};
use serde_json::json;

/// How many each has open.
const EACH: Field = Field::new(
    "each",
    Kind::Number(0, inviting::MOST),
    "How many invitations each member may have open; 0: only those invite who run the pod.",
);

/// What is asked.
const SAID: &[Field] = &[EACH.required()];

/// Whether members invite.
static INVITING: Shape = Shape { name: "inviting", fields: &[EACH] };

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/inviting",
            Scope::InvitesRead,
            "Shows whether the members of a pod invite.",
            |call| Box::pin(show(call)),
        )
        .gives(Gives::One(&INVITING)),
        put(
            "/pods/{pod}/inviting",
            Scope::InvitesWrite,
            "Says whether the members of a pod invite; what is open stays good.",
            |call| Box::pin(set(call)),
        )
        .takes(&[SAID])
        .gives(Gives::One(&INVITING)),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let each = inviting::open_each(&call.app.database, &call.pod()?.id).await?;
    Ok(Answer::one(json!({ "each": each })))
}

async fn set(call: Call) -> Result<Answer, Problem> {
    let (pod, each) = (call.pod()?.id, call.body.number("each").unwrap_or_default());
    inviting::set_open_each(&call.app.database, &pod, each, &call.by()).await?;
    show(call).await
}
