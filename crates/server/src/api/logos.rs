//! The picture by which a pod is known.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, patch, post, put},
    fields::{Field, Kind, Shape},
    problems::{At, Problem, Wrong},
};
use crate::{
    logos::{LONGEST_WORDS, draw, one_line},
    pictures::largest,
};
use actix_web::web;
use model::{
    Error,
    logos::{self, Logo},
    tokens::Scope,
};
use serde_json::{Value, json};
use ui::url::{self, LogoSide};

/// What it shows.
const WORDS: &[Field] = &[Field::new(
    "words",
    Kind::Line(0, LONGEST_WORDS as usize),
    "What it shows, for people who do not see it.",
)];

/// The same where nothing else is said.
const ONLY_WORDS: &[Field] = &[WORDS[0].required()];

/// The logo of a pod.
static LOGO: Shape = Shape {
    name: "logo",
    fields: &[
        Field::new("hash", Kind::Line(40, 40), "Its hash; null where the pod has no logo.").or_null(),
        Field::new("words", Kind::Line(0, LONGEST_WORDS as usize), "What it shows; may be empty."),
        Field::new("link", Kind::Line(1, 500), "Where it is, as a square of 192 pixels.").or_null(),
        Field::new("before", Kind::Line(40, 40), "The hash of the one before it, which can come back.")
            .or_null(),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/logo", Scope::PodsRead, "Shows the logo of a pod.", |call| Box::pin(show(call)))
            .gives(Gives::One(&LOGO)),
        put(
            "/pods/{pod}/logo",
            Scope::PodsWrite,
            "Gives a pod a logo: the body is the picture, of 5 MB at most; the one before can come back.",
            |call| Box::pin(set(call)),
        )
        .asks(&[WORDS])
        .takes_picture()
        .gives(Gives::One(&LOGO)),
        patch("/pods/{pod}/logo", Scope::PodsWrite, "Says in other words what a logo shows.", |call| {
            Box::pin(describe_anew(call))
        })
        .takes(&[ONLY_WORDS])
        .gives(Gives::One(&LOGO)),
        delete("/pods/{pod}/logo", Scope::PodsWrite, "Takes a logo away; it can come back.", |call| {
            Box::pin(remove(call))
        }),
        post("/pods/{pod}/logo/restore", Scope::PodsWrite, "Brings the logo back that was before.", |call| {
            Box::pin(restore(call))
        })
        .gives(Gives::One(&LOGO)),
        post("/pods/{pod}/logo/forget", Scope::PodsWrite, "Forgets the logo before, for good.", |call| {
            Box::pin(forget(call))
        })
        .gives(Gives::One(&LOGO)),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    tell(&call).await
}

async fn set(mut call: Call) -> Result<Answer, Problem> {
    let (picture, words) = (std::mem::take(&mut call.picture), said(call.query.text("words")));
    let most = largest(&call.app.database, &call.pod()?.id).await?;
    if picture.len() as u64 > most {
        let detail = format!("is larger than an upload to this pod may be: {most} bytes");
        return Err(Problem::wrong(vec![Wrong { at: At::Pointer("#".to_owned()), detail }]));
    }
    let drawn = web::block(move || draw(&picture, words)).await.map_err(Problem::unavailable)?;
    let logo = drawn.ok_or_else(|| {
        let detail = "cannot be read as a picture: JPEG, PNG and WebP work".to_owned();
        Problem::wrong(vec![Wrong { at: At::Pointer("#".to_owned()), detail }])
    })?;
    let done = logos::set(&call.app.database, &call.pod()?.id, logo, &call.by()).await;
    changed(&call, done).await
}

async fn describe_anew(call: Call) -> Result<Answer, Problem> {
    let words = said(call.body.text("words"));
    let done = logos::describe(&call.app.database, &call.pod()?.id, &words, &call.by()).await;
    changed(&call, done).await
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let pod = call.pod()?.id;
    logos::remove(&call.app.database, &pod, &call.by()).await?;
    call.changed(&pod);
    Ok(Answer::nothing())
}

async fn restore(call: Call) -> Result<Answer, Problem> {
    let done = logos::restore(&call.app.database, &call.pod()?.id, None, &call.by()).await;
    changed(&call, done).await
}

async fn forget(call: Call) -> Result<Answer, Problem> {
    let done = logos::forget(&call.app.database, &call.pod()?.id, None, &call.by()).await;
    changed(&call, done).await
}

fn said(words: Option<String>) -> String {
    one_line(&words.unwrap_or_default())
}

async fn changed(call: &Call, done: Result<(), Error>) -> Result<Answer, Problem> {
    done.map_err(|error| match error {
        Error::Full(_) => Problem::conflict(
            "there is no room for it: the pod's media are full, or what is left of them is lent for uploads",
        ),
        error => error.into(),
    })?;
    call.changed(&call.pod()?.id);
    tell(call).await
}

async fn tell(call: &Call) -> Result<Answer, Problem> {
    let (database, pod) = (&call.app.database, call.pod()?);
    let (now, before) = (logos::of(database, &pod.id).await?, logos::before(database, &pod.id).await?);
    let origin = call.app.origins.of(&pod.host);
    Ok(Answer::one(describe(now.as_ref(), before.as_ref(), &origin)))
}

fn describe(now: Option<&Logo>, before: Option<&Logo>, origin: &str) -> Value {
    json!({
        "hash": now.map(|logo| logo.hash.as_str()),
        "words": now.map(|logo| logo.words.as_str()).unwrap_or_default(),
        "link": now.map(|logo| url::absolute(origin, &url::logo(&logo.hash, LogoSide::Medium))),
        "before": before.map(|logo| logo.hash.as_str()),
    })
}
