//! What a pod asks of newcomers, what they may do at first, and when it pauses.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, patch, post},
    fields::{Field, GREATEST, Kind, Shape, instant},
    members::{known, within_reach},
    problems::Problem,
};
use model::{
    PodId,
    newcomers::{
        self, Change, Newcomers,
        limits::{self, Limits},
    },
    pods,
    tokens::Scope,
};
use serde_json::{Value, json};

/// The limits of those who are new.
const DAYS: Field = Field::new(
    "new_days",
    Kind::Number(0, limits::MOST_DAYS),
    "Days for which a member without a role is new, and may do less on the pod's pages; 0: nobody is.",
);
const POSTS: Field = Field::new(
    "new_posts",
    Kind::Number(0, limits::MOST),
    "Posts and comments a day that everybody reads, by somebody new.",
);
const CONTACTS: Field = Field::new(
    "new_contacts",
    Kind::Number(0, limits::MOST),
    "People a day whom somebody new adds, or writes to who are no contacts.",
);
const BYTES: Field =
    Field::new("new_bytes", Kind::Number(0, limits::MOST_BYTES), "Bytes a day that somebody new uploads.");

/// What is asked.
const CHANGE: &[Field] = &[
    Field::new(
        "question",
        Kind::Text(500),
        "What people are asked who ask to be let in; empty for our words.",
    ),
    Field::new("pause_at", Kind::Number(0, GREATEST), "So many who sign up within an hour; 0 for never."),
    Field::new("pause_times", Kind::Number(0, 1000), "And so many times what came on a usual day."),
    Field::new("sign_ups", Kind::Word(|| vec!["open", "paused"]), "Whether people sign up uninvited."),
    DAYS,
    POSTS,
    CONTACTS,
    BYTES,
];

/// What is done for one.
const TURN: &[Field] = &[Field::new(
    "act",
    Kind::Word(|| vec!["lift", "limit"]),
    "Whether she is not limited as new any more, or is again for as long as she is new.",
)
.required()];

/// All of it.
static NEWCOMERS: Shape = Shape {
    name: "newcomers",
    fields: &[
        Field::new("question", Kind::Text(500), "What people are asked who ask to be let in."),
        Field::new("pause_at", Kind::Number(0, GREATEST), "So many who sign up within an hour."),
        Field::new("pause_times", Kind::Number(0, 1000), "And so many times what came on a usual day."),
        Field::new("sign_ups", Kind::Word(|| vec!["open", "paused"]), "Whether people sign up uninvited."),
        Field::new("paused_at", Kind::Time, "Since when they do not.").or_null(),
        DAYS,
        POSTS,
        CONTACTS,
        BYTES,
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/newcomers",
            Scope::PodsRead,
            "Shows what newcomers are asked, and what they may do at first.",
            |call| Box::pin(show(call)),
        )
        .gives(Gives::One(&NEWCOMERS)),
        patch(
            "/pods/{pod}/newcomers",
            Scope::PodsWrite,
            "Changes what newcomers are asked and may do, and when the pod pauses; pauses or opens it.",
            |call| Box::pin(change(call)),
        )
        .takes(&[CHANGE])
        .gives(Gives::One(&NEWCOMERS)),
        post(
            "/pods/{pod}/members/{member}/newcomer",
            Scope::MembersWrite,
            "Does not limit a member as new any more, or does so again.",
            |call| Box::pin(turn(call)),
        )
        .takes(&[TURN]),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    let id = call.pod()?.id;
    Ok(Answer::one(describe(&call, &id).await?))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (id, database, body) = (call.pod()?.id, &call.app.database, &call.body);
    let change = Change {
        question: body.text("question"),
        crowd: body.number("pause_at"),
        crowd_times: body.number("pause_times"),
    };
    newcomers::set(database, &id, change, &call.by()).await?;
    let change = limits::Change {
        days: body.number("new_days"),
        posts: body.number("new_posts"),
        contacts: body.number("new_contacts"),
        bytes: body.number("new_bytes"),
    };
    limits::set(database, &id, change, &call.by()).await?;
    match body.text("sign_ups").as_deref() {
        Some("paused") => newcomers::pause(database, &id, &call.by()).await?,
        Some(_) => newcomers::resume(database, &id, &call.by()).await?,
        None => {}
    }
    call.changed(&id);
    Ok(Answer::one(describe(&call, &id).await?))
}

async fn turn(call: Call) -> Result<Answer, Problem> {
    let (member, role) = known(&call).await?;
    within_reach(role)?;
    let (database, owner, by) = (&call.app.database, member.owner(), call.by());
    match call.body.text("act").as_deref() {
        Some("lift") => limits::lift(database, &owner, &by).await?,
        _ => limits::limit(database, &owner, &by).await?,
    }
    Ok(Answer::nothing())
}

async fn describe(call: &Call, id: &PodId) -> Result<Value, Problem> {
    let database = &call.app.database;
    let pod = pods::get(database, id).await?.ok_or_else(Problem::not_found)?;
    let Newcomers { question, crowd, crowd_times } = newcomers::get(database, id).await?;
    let Limits { days, posts, contacts, bytes } = limits::get(database, id).await?;
    Ok(json!({
        "question": question,
        "pause_at": crowd,
        "pause_times": crowd_times,
        "sign_ups": if pod.signups_paused_at.is_some() { "paused" } else { "open" },
        "paused_at": pod.signups_paused_at.map(instant),
        "new_days": days,
        "new_posts": posts,
        "new_contacts": contacts,
        "new_bytes": bytes,
    }))
}
