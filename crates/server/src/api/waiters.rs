//! Who waits for a place in a pod that is full. A waiter is named by her address: what opens her place in the line is not told here.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get},
    fields::{Field, Kind, Shape, instant, words},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    Email,
    tokens::Scope,
    waiters::{self, State, Waiter},
};
use serde_json::{Value, json};

/// Somebody who waits.
static WAITER: Shape = Shape {
    name: "waiter",
    fields: &[
        Field::new("email", Kind::Line(1, 254), "Where the offer goes."),
        Field::new("state", Kind::Word(|| words(State::ALL, State::as_str)), "How far she is."),
        Field::new("created_at", Kind::Time, "When she asked."),
        Field::new("waiting_since", Kind::Time, "Since when: she said that the address is hers.").or_null(),
        Field::new("invited_until", Kind::Time, "Until when a place is kept for her.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/waiters", Scope::MembersRead, "Lists who waits for a place in a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&WAITER)),
        delete(
            "/pods/{pod}/waiters/{email}",
            Scope::MembersWrite,
            "Takes somebody from the waiting list; a place that was kept for her is for the next.",
            |call| Box::pin(remove(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = waiters::list(&call.app.database, &call.pod()?.id).await?;
    paging::page_of_all(&call, all, |waiter| waiter.id.to_string(), describe)
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (database, pod, email) = (&call.app.database, call.pod()?.id, call.segment::<Email>("email")?);
    let all = waiters::list(database, &pod).await?;
    let waiter = all.iter().find(|waiter| waiter.email == email).ok_or_else(Problem::not_found)?;
    waiters::remove(database, &pod, &waiter.id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn describe(waiter: &Waiter) -> Value {
    json!({
        "email": waiter.email.to_string(),
        "state": waiter.state.as_str(),
        "created_at": instant(waiter.created_at),
        "waiting_since": waiter.confirmed_at.map(instant),
        "invited_until": waiter.invited_until.map(instant),
    })
}
