//! What is announced on a pod.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, post},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
    states::{day, is_day},
};
use model::{
    AnnouncementId,
    announcements::{self, Announcement, NewAnnouncement},
    tokens::Scope,
};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

/// The most announcements that are listed.
const MOST: u32 = 1_000;

/// Where an announcement is in its time.
const STATES: [&str; 4] = ["ahead", "shown", "over", "withdrawn"];

/// What is asked.
pub const NEW: &[Field] = &[
    Field::new("title", Kind::Line(1, 200), "What it is, in a few words.").required(),
    Field::new("text", Kind::Text(10_000), "More of it, in Markdown."),
    Field::new("from", Kind::Like("date", is_day), "The first day, in UTC; at once if it is left out."),
    Field::new(
        "until",
        Kind::Like("date", is_day),
        "The last day, in UTC; until it is withdrawn if it is left out.",
    ),
    Field::new("everyone", Kind::Yes, "Whether visitors read it on the front page, too."),
    Field::new("mail", Kind::Yes, "Whether it goes at once by mail to members who gave an address."),
];

/// An announcement.
static ANNOUNCEMENT: Shape = Shape {
    name: "announcement",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key."),
        Field::new("title", Kind::Line(1, 200), "What it is, in a few words."),
        Field::new("text", Kind::Text(10_000), "More of it, in Markdown; may be empty."),
        Field::new("everyone", Kind::Yes, "Whether visitors read it, too."),
        Field::new("of_deployment", Kind::Yes, "Whether the deployment says it, which alone withdraws it."),
        Field::new("state", Kind::Word(|| STATES.to_vec()), "Whether it is shown now."),
        Field::new("starts_at", Kind::Time, "From when on it is shown."),
        Field::new("ends_at", Kind::Time, "Until when.").or_null(),
        Field::new("created_at", Kind::Time, "When it was written."),
        Field::new("withdrawn_at", Kind::Time, "When it was withdrawn.").or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/announcements",
            Scope::PodsRead,
            "Lists what was announced on a pod, the newest first.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&ANNOUNCEMENT)),
        post("/pods/{pod}/announcements", Scope::PodsWrite, "Announces something on a pod.", |call| {
            Box::pin(make(call))
        })
        .takes(&[NEW])
        .gives(Gives::Made(&ANNOUNCEMENT)),
        delete(
            "/pods/{pod}/announcements/{id}",
            Scope::PodsWrite,
            "Withdraws an announcement of the pod's own.",
            |call| Box::pin(withdraw(call)),
        ),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = announcements::list(&call.app.database, &call.pod()?.id, MOST).await?;
    let now = call.now;
    paging::page_of_all(&call, all, |one| one.id.to_string(), |one| describe(one, now))
}

async fn make(call: Call) -> Result<Answer, Problem> {
    let (database, pod, new) = (&call.app.database, call.pod()?.id, wanted(&call)?);
    let id = announcements::create(database, &pod, new, None, &call.by()).await?;
    let all = announcements::list(database, &pod, MOST).await?;
    let made = all.iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    Ok(Answer::made(describe(made, call.now), format!("/api/v1/pods/{pod}/announcements/{id}")))
}

async fn withdraw(call: Call) -> Result<Answer, Problem> {
    let (pod, id) = (call.pod()?.id, call.segment::<AnnouncementId>("id")?);
    announcements::withdraw(&call.app.database, &pod, &id, &call.by()).await?;
    Ok(Answer::nothing())
}

/// The announcement as it is to be: from the beginning of the first day to the end of the last one.
///
/// # Errors
/// That it cannot be, at the field.
pub fn wanted(call: &Call) -> Result<NewAnnouncement, Problem> {
    let body = &call.body;
    let by_mail = body.yes("mail");
    if by_mail && !call.app.sends_mail() {
        return Err(Problem::field("mail", "is not taken: no mail is sent here"));
    }
    let begin = |name: &str| {
        let day = body.text(name).and_then(|text| day(&text));
        day.map(|day| day.midnight().assume_utc())
    };
    let starts_at = begin("from").unwrap_or(call.now);
    let ends_at = begin("until").and_then(|until| until.checked_add(Duration::DAY));
    if ends_at.is_some_and(|end| end <= starts_at) {
        return Err(Problem::field("until", "must not be before the first day"));
    }
    Ok(NewAnnouncement {
        batch: None,
        title: body.text("title").unwrap_or_default().trim().to_owned(),
        body: body.text("text").unwrap_or_default().trim().to_owned(),
        for_everyone: body.yes("everyone"),
        starts_at,
        ends_at,
        by_mail,
    })
}

/// An announcement, as it is now.
pub fn describe(one: &Announcement, now: OffsetDateTime) -> Value {
    json!({
        "id": one.id.to_string(),
        "title": one.title,
        "text": one.body,
        "everyone": one.for_everyone,
        "of_deployment": one.batch.is_some(),
        "state": state(one, now),
        "starts_at": instant(one.starts_at),
        "ends_at": one.ends_at.map(instant),
        "created_at": instant(one.created_at),
        "withdrawn_at": one.withdrawn_at.map(instant),
    })
}

/// Whether it is shown now, in a word.
pub fn state(one: &Announcement, now: OffsetDateTime) -> &'static str {
    match one.withdrawn_at {
        Some(_) => "withdrawn",
        None if one.starts_at > now => "ahead",
        None if one.is_current(now) => "shown",
        None => "over",
    }
}
