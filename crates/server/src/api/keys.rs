//! The keys that sign what a pod says of itself to directories.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::listings::{current, record, rotation};
use model::{
    listings::{self, Key},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What is asked.
const ROTATE: &[Field] = &[Field::new(
    "at_once",
    Kind::Yes,
    "The old key is lost, or another's, too: the new one signs at once, and directories look anew.",
)];

/// A key.
static KEY: Shape = Shape {
    name: "key",
    fields: &[
        Field::new("kid", Kind::Line(1, 80), "Its name."),
        Field::new("key", Kind::Line(43, 43), "The public key, in base64url."),
        Field::new("signs_from", Kind::Time, "From when on it signs."),
        Field::new("not_after", Kind::Like("date", |_| Ok(())), "The last day on which it signs."),
        Field::new("record", Kind::Line(1, 500), "The record in DNS that proves it where it is new."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/keys",
            Scope::PodsRead,
            "Lists the keys that sign what a pod says of itself, the one in use first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&KEY)),
        post(
            "/pods/{pod}/keys",
            Scope::PodsWrite,
            "Names the key that follows the one in use, and signs in ten days: directories know it by then.",
            |call| Box::pin(rotate(call)),
        )
        .takes(&[ROTATE])
        .gives(Gives::One(&KEY)),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let pod = call.pod()?;
    let keys = listings::keys(&call.app.database, &pod.id).await?;
    let shown = current(&keys, call.now).to_vec();
    paging::page_of_all(&call, shown, |key| key.kid.clone(), |key| describe(key, &pod.host))
}

async fn rotate(call: Call) -> Result<Answer, Problem> {
    let (app, pod, by) = (&call.app, call.pod()?, call.by());
    let at_once = call.body.yes("at_once");
    let named = rotation::rotate(&app.database, &app.publisher.seal, &pod.id, at_once, &by).await;
    let named = named.map_err(Problem::unavailable)?;
    if !named.is_new {
        let day = named.key.signs_from.date();
        return Err(Problem::conflict(format!(
            "{} is named already, and signs from {day} on; rotate again after that",
            named.key.kid
        )));
    }
    call.changed(&pod.id);
    Ok(Answer::one(describe(&named.key, &pod.host)))
}

fn describe(key: &Key, host: &str) -> Value {
    json!({
        "kid": key.kid,
        "key": key.public_key,
        "signs_from": instant(key.signs_from),
        "not_after": key.not_after().to_string(),
        "record": record(host, key),
    })
}
