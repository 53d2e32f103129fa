//! The host names of a pod.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post},
    fields::{Field, Kind, Shape, words},
    paging::{self, PAGE},
    problems::Problem,
};
use crate::{
    naming::{Insisting, NamingError},
    proofs,
};
use model::{
    PodId,
    hosts::{self, Footing, Host, NewHost},
    tokens::Scope,
};

/// What is asked.
const NEW: &[Field] = &[
    Field::new("host", Kind::Line(1, 253), "The host name, without a port.").required(),
    Field::new(
        "trusted",
        Kind::Yes,
        "Vouches for it: it is served at once, without a record. Needs a token for all pods.",
    ),
    Field::new(
        "although_like",
        Kind::Yes,
        "Takes it although it is like another pod's. Needs a token for all pods.",
    ),
];

/// The record that proves a host name.
static RECORD: Shape = Shape {
    name: "record",
    fields: &[
        Field::new("name", Kind::Line(1, 300), "Where in DNS."),
        Field::new("type", Kind::Word(|| vec!["TXT"]), "Of which type."),
        Field::new("text", Kind::Line(1, 255), "What it must say."),
    ],
};

/// A host name.
static HOST: Shape = Shape {
    name: "host",
    fields: &[
        Field::new("host", Kind::Line(1, 253), "The host name."),
        Field::new("primary", Kind::Yes, "Whether links lead to it."),
        Field::new("served", Kind::Yes, "Whether it shows the pod."),
        Field::new(
            "footing",
            Kind::Word(|| words(Footing::ALL, Footing::as_str)),
            "Whose it is known to be.",
        ),
        Field::new("record", Kind::One(&RECORD), "The record that proves it, where it needs one.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/hosts", Scope::PodsRead, "Lists the host names of a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&HOST)),
        post("/pods/{pod}/hosts", Scope::PodsWrite, "Gives a pod one more host name.", |call| {
            Box::pin(add(call))
        })
        .takes(&[NEW])
        .gives(Gives::Made(&HOST)),
        delete(
            "/pods/{pod}/hosts/{host}",
            Scope::PodsWrite,
            "Takes a host name from a pod; for 90 days only this pod can have it back.",
            |call| Box::pin(remove(call)),
        ),
        post(
            "/pods/{pod}/hosts/{host}/primary",
            Scope::PodsWrite,
            "Has links lead to a host name.",
            |call| Box::pin(primary(call)),
        )
        .gives(Gives::One(&HOST)),
        post(
            "/pods/{pod}/hosts/{host}/check",
            Scope::PodsWrite,
            "Looks now whether the record is there that proves a host name.",
            |call| Box::pin(check(call)),
        )
        .gives(Gives::One(&HOST)),
    ]
}

/// The host name that is asked for, if this pod (or a new one) may have it.
///
/// # Errors
/// Why not, at that field.
pub async fn judged(
    call: &Call,
    field: &str,
    text: &str,
    pod: Option<&PodId>,
    insisting: Insisting,
) -> Result<NewHost, Problem> {
    if insisting.trusted || insisting.although_like {
        call.is_for_all()?;
    }
    let judged = call.app.naming.judge(&call.app.database, text, pod, insisting).await;
    judged.map_err(|error| match error {
        NamingError::Model(error) => error.into(),
        NamingError::Like(host, said) => {
            Problem::field(field, format!("{host} {said}; if it is meant all the same, set although_like"))
        }
        error => Problem::field(field, error.to_string()),
    })
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = hosts::of_pod(&call.app.database, &call.pod()?.id).await?;
    paging::page_of_all(&call, all, |host| host.host.clone(), proofs::describe)
}

async fn add(call: Call) -> Result<Answer, Problem> {
    let (pod, body) = (call.pod()?.id, &call.body);
    let insisting = Insisting { trusted: body.yes("trusted"), although_like: body.yes("although_like") };
    let new = judged(&call, "host", &body.text("host").unwrap_or_default(), Some(&pod), insisting).await?;
    let name = new.host.clone();
    hosts::add(&call.app.database, &pod, new, &call.by()).await?;
    call.changed(&pod);
    let host = find(&call, &name).await?;
    Ok(Answer::made(proofs::describe(&host), format!("/api/v1/pods/{pod}/hosts/{name}")))
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (pod, host) = (call.pod()?.id, known(&call).await?);
    if host.is_primary {
        return Err(Problem::conflict("this is the primary host name: make another one primary first"));
    }
    hosts::remove(&call.app.database, &pod, &host.host, &call.by()).await?;
    call.changed(&pod);
    Ok(Answer::nothing())
}

async fn primary(call: Call) -> Result<Answer, Problem> {
    let (pod, host) = (call.pod()?.id, known(&call).await?);
    if !host.served {
        return Err(Problem::conflict("this host name is not served: prove it first, and have it checked"));
    }
    hosts::set_primary(&call.app.database, &pod, &host.host, &call.by()).await?;
    call.changed(&pod);
    Ok(Answer::one(proofs::describe(&find(&call, &host.host).await?)))
}

async fn check(call: Call) -> Result<Answer, Problem> {
    let (pod, host) = (call.pod()?.id, known(&call).await?);
    if let Some(proof) = &host.proof {
        let (app, by) = (&call.app, call.by());
        proofs::look(&app.database, &app.texts, &pod, &host.host, &proof.token, &by).await?;
        call.changed(&pod);
    }
    Ok(Answer::one(proofs::describe(&find(&call, &host.host).await?)))
}

async fn known(call: &Call) -> Result<Host, Problem> {
    let host: String = call.segment("host")?;
    find(call, &host.to_ascii_lowercase()).await
}

async fn find(call: &Call, name: &str) -> Result<Host, Problem> {
    let all = hosts::of_pod(&call.app.database, &call.pod()?.id).await?;
    all.into_iter().find(|host| host.host == name).ok_or_else(Problem::not_found)
}
