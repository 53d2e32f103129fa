//! Who is kept out, of a pod or of all: addresses, and domains with all of theirs.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use jid::BareJid;
use model::{
    blocks::{self, Block, NewBlock},
    tokens::Scope,
};
use serde_json::{Value, json};
use time::Duration;

/// What is asked.
const NEW: &[Field] = &[
    Field::new("reason", Kind::Line(1, 500), "Why; whoever is kept out reads it, too.").required(),
    Field::new("days", Kind::Number(1, 3_650), "For how many days it holds; for ever if it is left out."),
];

/// A block.
static BLOCK: Shape = Shape {
    name: "block",
    fields: &[
        Field::new("jid", Kind::Line(1, 3071), "An address; without a local part, all of a domain."),
        Field::new("reason", Kind::Text(500), "Why."),
        Field::new("created_at", Kind::Time, "Since when."),
        Field::new("expires_at", Kind::Time, "Until when; for ever if it is null.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    [of_pods(), of_all()].concat()
}

fn of_pods() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/blocks", Scope::MembersRead, "Lists who is kept out of a pod.", |call| {
            Box::pin(list(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&BLOCK)),
        put(
            "/pods/{pod}/blocks/{jid}",
            Scope::MembersWrite,
            "Keeps an address or a domain out of a pod, or says anew why and for how long.",
            |call| Box::pin(add(call)),
        )
        .takes(&[NEW])
        .gives(Gives::One(&BLOCK))
        .of_read_only(),
        delete(
            "/pods/{pod}/blocks/{jid}",
            Scope::MembersWrite,
            "Lets an address or a domain come into a pod again.",
            |call| Box::pin(remove(call)),
        )
        .of_read_only(),
    ]
}

fn of_all() -> Vec<Endpoint> {
    vec![
        get("/blocks", Scope::MembersRead, "Lists who is kept out of every pod.", |call| {
            Box::pin(list_everywhere(call))
        })
        .asks(&[PAGE])
        .gives(Gives::Page(&BLOCK))
        .of_all(),
        put(
            "/blocks/{jid}",
            Scope::MembersWrite,
            "Keeps an address or a domain out of every pod, or says anew why and for how long.",
            |call| Box::pin(add_everywhere(call)),
        )
        .takes(&[NEW])
        .gives(Gives::One(&BLOCK))
        .of_all(),
        delete(
            "/blocks/{jid}",
            Scope::MembersWrite,
            "Lets an address or a domain come into the pods again that do not block it themselves.",
            |call| Box::pin(remove_everywhere(call)),
        )
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = blocks::list(&call.app.database, &call.pod()?.id).await?;
    page(&call, all)
}

async fn list_everywhere(call: Call) -> Result<Answer, Problem> {
    let all = blocks::list_everywhere(&call.app.database).await?;
    page(&call, all)
}

async fn add(call: Call) -> Result<Answer, Problem> {
    let (database, pod, new) = (&call.app.database, call.pod()?.id, wanted(&call)?);
    let jid = new.subject.clone();
    blocks::add(database, &pod, new, &call.by()).await.map_err(|error| match error {
        model::Error::RunsThePod => Problem::conflict(
            "somebody who runs or moderates the pod has this address: take the role away first",
        ),
        error => error.into(),
    })?;
    told(&blocks::list(database, &pod).await?, &jid)
}

async fn add_everywhere(call: Call) -> Result<Answer, Problem> {
    let (database, new) = (&call.app.database, wanted(&call)?);
    let jid = new.subject.clone();
    blocks::add_everywhere(database, new, &call.by()).await?;
    told(&blocks::list_everywhere(database).await?, &jid)
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (pod, jid) = (call.pod()?.id, call.segment::<BareJid>("jid")?);
    blocks::remove(&call.app.database, &pod, &jid, &call.by()).await?;
    Ok(Answer::nothing())
}

async fn remove_everywhere(call: Call) -> Result<Answer, Problem> {
    let jid = call.segment::<BareJid>("jid")?;
    blocks::remove_everywhere(&call.app.database, &jid, &call.by()).await?;
    Ok(Answer::nothing())
}

fn wanted(call: &Call) -> Result<NewBlock, Problem> {
    Ok(NewBlock {
        subject: call.segment("jid")?,
        reason: call.body.text("reason").unwrap_or_default().trim().to_owned(),
        expires_at: call.body.number("days").map(|days| call.now + Duration::days(days)),
    })
}

/// Those that hold: what has expired is still there for a moment.
fn page(call: &Call, mut all: Vec<Block>) -> Result<Answer, Problem> {
    all.retain(|block| block.holds(call.now));
    paging::page_of_all(call, all, |block| block.subject.to_string(), describe)
}

fn told(all: &[Block], jid: &BareJid) -> Result<Answer, Problem> {
    let one = all.iter().find(|block| block.subject == *jid).ok_or_else(Problem::not_found)?;
    Ok(Answer::one(describe(one)))
}

fn describe(block: &Block) -> Value {
    json!({
        "jid": block.subject.to_string(),
        "reason": block.reason,
        "created_at": instant(block.since),
        "expires_at": block.until.map(instant),
    })
}
