//! Waves: sign-ups that were undone together, and can be done again for a while.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, post},
    fields::{Field, GREATEST, Kind, Shape, instant, parses},
    paging::{self, PAGE},
    problems::{At, Problem, Wrong},
};
use crate::routes::operate::waves::Wanted;
use model::{
    MemberId, Owner, WaveId,
    members::Member,
    tokens::Scope,
    waves::{self, KEPT, MOST, Wave},
};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// Whose sign-ups are looked for: one of the three ways.
const WANTED: &[Field] = &[
    Field::new("from", Kind::Line(1, 10), "Who came from this day on, in UTC, with `until`."),
    Field::new("until", Kind::Line(1, 10), "Who came until the end of this day, in UTC."),
    Field::new("network", Kind::Line(1, 100), "Who came from a network."),
    Field::new("invite", Kind::Line(26, 26), "Who came by an invitation, and by those of whoever did."),
];

/// Whose sign-ups are undone.
const UNDONE: &[Field] = &[Field::new(
    "members",
    Kind::Texts(MOST, parses::<MemberId>),
    "The keys of those whom somebody has looked at; those with a role, and the guest, stay.",
)
.required()];

/// A sign-up.
static SIGN_UP: Shape = Shape {
    name: "sign_up",
    fields: &[
        Field::new("member", Kind::Line(26, 26), "The key of the member."),
        Field::new("jid", Kind::Line(1, 3071), "Her account."),
        Field::new("at", Kind::Time, "When she came."),
    ],
};

/// A wave.
static WAVE: Shape = Shape {
    name: "wave",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("members", Kind::Number(1, GREATEST), "How many sign-ups were undone."),
        Field::new("created_at", Kind::Time, "When."),
        Field::new("open_until", Kind::Time, "Until when they can be let in again; null if they cannot.")
            .or_null(),
        Field::new("undone_at", Kind::Time, "Since when they are members again.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/waves",
            Scope::MembersRead,
            "Lists the sign-ups that were undone together, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&WAVE)),
        get(
            "/pods/{pod}/sign-ups",
            Scope::MembersRead,
            "Looks for sign-ups that can be undone together: by time, network, or invitation; 501 at most.",
            |call| Box::pin(look(call)),
        )
        .asks(&[PAGE, WANTED])
        .gives(Gives::Page(&SIGN_UP)),
        post(
            "/pods/{pod}/waves",
            Scope::MembersWrite,
            "Undoes sign-ups together: these members are kept out, and removed after 14 days.",
            |call| Box::pin(remove(call)),
        )
        .takes(&[UNDONE])
        .gives(Gives::Made(&WAVE)),
        post(
            "/pods/{pod}/waves/{id}/undo",
            Scope::MembersWrite,
            "Lets those in again whose sign-ups were undone together, within 14 days.",
            |call| Box::pin(undo(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = waves::list(&call.app.database, &call.pod()?.id).await?;
    let now = call.now;
    paging::page_of_all(&call, all, |wave| wave.id.to_string(), |wave| describe(wave, now))
}

async fn look(call: Call) -> Result<Answer, Problem> {
    let (database, pod, query) = (&call.app.database, call.pod()?.id, &call.query);
    let said = ["from", "until", "network", "invite"].map(|name| query.text(name));
    let wanted = match &said {
        [Some(from), Some(until), None, None] => Wanted::Time(from, until),
        [None, None, Some(network), None] => Wanted::Network(network),
        [None, None, None, Some(invite)] => Wanted::Invite(invite),
        _ => {
            let detail = "say from and until, or network, or invite".to_owned();
            return Err(Problem::wrong(vec![Wrong { at: At::Parameter("from".to_owned()), detail }]));
        }
    };
    let choice = wanted.read(database, &pod).await?.map_err(|errors| Problem::parameters(&errors))?;
    let found = waves::look(database, &pod, &choice).await?;
    paging::page_of_all(&call, found, |member| member.id.to_string(), sign_up)
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let (app, pod) = (&call.app, call.pod()?.id);
    let ids = call.body.texts("members").unwrap_or_default();
    let ids: Vec<MemberId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let removed = waves::remove(&app.database, &pod, &ids, &call.by()).await?;
    if removed.is_empty() {
        return Err(Problem::conflict("nobody of these can be kept out: nothing was done"));
    }
    for (member, jid) in &removed {
        app.put_out(&Owner { pod, member: *member }, jid).await;
    }
    let all = waves::list(&app.database, &pod).await?;
    let made = all.iter().find(|wave| wave.at == call.now).or(all.first()).ok_or_else(Problem::not_found)?;
    Ok(Answer::made(describe(made, call.now), format!("/api/v1/pods/{pod}/waves/{}", made.id)))
}

async fn undo(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<WaveId>("id")?);
    waves::undo(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

fn sign_up(member: &Member) -> Value {
    json!({
        "member": member.id.to_string(),
        "jid": member.jid.to_string(),
        "at": instant(member.created_at),
    })
}

fn describe(wave: &Wave, now: OffsetDateTime) -> Value {
    json!({
        "id": wave.id.to_string(),
        "members": wave.size,
        "created_at": instant(wave.at),
        "open_until": wave.is_open(now).then(|| instant(wave.at + KEPT)),
        "undone_at": wave.undone_at.map(instant),
    })
}
