//! Whose server has a pod's accounts, and how far that is.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post, put},
    fields::{self, Field, Shape, instant, parses, words},
    problems::{Kind as Trouble, Problem},
};
use crate::{
    domains::{
        asked::{Unmet, meant},
        dropping::{self, NotDone},
    },
    prosody::ProsodyError,
};
use jid::{BareJid, DomainPart};
use model::{
    PodId, accounts,
    domains::{self, Kind, PodDomain, Standing},
    plans::MOST_BYTES,
    tokens::Scope,
};
use serde_json::{Value, json};

/// What is asked.
const SET: &[Field] = &[
    Field::new(
        "kind",
        fields::Kind::Word(|| words(Kind::ALL, Kind::as_str)),
        "Whose it is: managed and shared are made by the deployment, own is not, none is none.",
    )
    .required(),
    Field::new(
        "domain",
        fields::Kind::Like("hostname", parses::<DomainPart>),
        "The domain. Of managed the pod's host name if it is left out, of shared the deployment's.",
    ),
    Field::new(
        "upload_max",
        fields::Kind::Number(0, MOST_BYTES),
        "Bytes of one upload at most; on a managed or shared domain from any client.",
    ),
];

/// A domain that the pod gave up.
const DROP: &[Field] = &[Field::new(
    "domain",
    fields::Kind::Like("hostname", parses::<DomainPart>),
    "The domain; not the one that the pod has now.",
)
.required()];

/// An account that is to sign in again.
const RESUME: &[Field] =
    &[Field::new("jid", fields::Kind::Like("xmpp-address", parses::<BareJid>), "Its address.").required()];

/// A pod's XMPP domain.
static DOMAIN: Shape = Shape {
    name: "domain",
    fields: &[
        Field::new("kind", fields::Kind::Word(|| words(Kind::ALL, Kind::as_str)), "Whose it is."),
        Field::new("domain", fields::Kind::Line(1, 1023), "The domain.").or_null(),
        Field::new(
            "standing",
            fields::Kind::Word(|| words(Standing::ALL, Standing::as_str)),
            "How far it is.",
        ),
        Field::new("reason", fields::Kind::Text(10_000), "What stands in the way; may be empty."),
        Field::new("since", fields::Kind::Time, "Since when it stands so."),
        Field::new("upload_max", fields::Kind::Number(0, MOST_BYTES), "Bytes of one upload at most."),
        Field::new(
            "accounts_in_vain",
            fields::Kind::Number(0, i64::MAX),
            "How many accounts are to be suspended or let in again, and could not be so far.",
        ),
        Field::new("accounts_reason", fields::Kind::Text(10_000), "Why, of one of them; may be empty."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/domain", Scope::PodsRead, "Shows how a pod's XMPP domain is.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&DOMAIN)),
        put(
            "/pods/{pod}/domain",
            Scope::PodsWrite,
            "Gives a pod another XMPP domain. Needs a token for all pods.",
            |call| Box::pin(set(call)),
        )
        .takes(&[SET])
        .gives(Gives::One(&DOMAIN)),
        post(
            "/pods/{pod}/domain/drop",
            Scope::PodsWrite,
            "Takes a pod off a domain of the deployment's Prosody that it gave up; for a token for all pods.",
            |call| Box::pin(leave(call)),
        )
        .takes(&[DROP]),
        post(
            "/pods/{pod}/domain/resume",
            Scope::AccountsWrite,
            "Has an account of a pod sign in again, also of a member who was removed; for a token for all pods.",
            |call| Box::pin(resume(call)),
        )
        .takes(&[RESUME]),
    ]
}

/// The domain that is meant.
///
/// # Errors
/// Why there is none, at the field.
pub fn asked(
    call: &Call,
    kind: Kind,
    named: Option<DomainPart>,
    host: &str,
    fields: [&str; 2],
) -> Result<Option<DomainPart>, Problem> {
    let [of_kind, of_domain] = fields;
    if kind == Kind::None && named.is_some() {
        return Err(Problem::field(of_domain, "is not taken with none"));
    }
    meant(&call.app, kind, named, host).map_err(|unmet| {
        let field = if unmet == Unmet::NoProsody { of_kind } else { of_domain };
        Problem::field(field, unmet.to_string())
    })
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let id = call.pod()?.id;
    Ok(Answer::one(describe(&call, &id).await?))
}

async fn set(call: Call) -> Result<Answer, Problem> {
    let (pod, body) = (call.pod()?, &call.body);
    call.is_for_all()?;
    let kind = body.parsed("kind").unwrap_or(Kind::None);
    let domain = asked(&call, kind, body.parsed("domain"), &pod.host, ["kind", "domain"])?;
    domains::set(&call.app.database, &pod.id, kind, domain.as_ref(), &call.by()).await?;
    if let Some(bytes) = body.number("upload_max") {
        domains::set_upload_max(&call.app.database, &pod.id, bytes, &call.by()).await?;
    }
    call.changed(&pod.id);
    Ok(Answer::one(describe(&call, &pod.id).await?))
}

async fn leave(call: Call) -> Result<Answer, Problem> {
    let pod = call.pod()?;
    call.is_for_all()?;
    let domain: DomainPart = call.body.parsed("domain").ok_or_else(Problem::not_found)?;
    dropping::leave(&call.app, pod, &domain, &call.by()).await.map_err(not_done)?;
    Ok(Answer::nothing())
}

async fn resume(call: Call) -> Result<Answer, Problem> {
    let pod = call.pod()?;
    call.is_for_all()?;
    let jid: BareJid = call.body.parsed("jid").ok_or_else(Problem::not_found)?;
    dropping::resume(&call.app, pod, &jid, &call.by()).await.map_err(not_done)?;
    Ok(Answer::nothing())
}

fn not_done(why: NotDone) -> Problem {
    match why {
        NotDone::Model(error) => error.into(),
        NotDone::Prosody(ProsodyError::Missing(what)) => Problem::new(Trouble::NotFound, what),
        NotDone::Prosody(ProsodyError::Taken(what) | ProsodyError::Wrong(what)) => Problem::conflict(what),
        NotDone::Prosody(error) => Problem::unavailable(error),
        NotDone::InUse | NotDone::NoProsody => Problem::conflict(why.to_string()),
    }
}

async fn describe(call: &Call, pod: &PodId) -> Result<Value, Problem> {
    let PodDomain { kind, domain, standing, reason, since } = domains::of(&call.app.database, pod).await?;
    let in_vain = accounts::in_vain(&call.app.database, pod).await?;
    Ok(json!({
        "kind": kind.as_str(),
        "domain": domain.map(|domain| domain.to_string()),
        "standing": standing.as_str(),
        "reason": reason,
        "since": instant(since),
        "upload_max": domains::upload_max(&call.app.database, pod).await?,
        "accounts_in_vain": in_vain.accounts,
        "accounts_reason": in_vain.reason,
    }))
}
