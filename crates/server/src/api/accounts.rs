//! The XMPP accounts of members, where Cosse looks after them.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, post},
    fields::{Field, Kind, Shape, instant},
    members::{known, within_reach},
    problems::Problem,
};
use crate::domains::keeping::{self, Unkept};
use model::{accounts::Wish, members::Member, recoveries::GOOD_FOR, tokens::Scope};
use serde_json::json;
use ui::url;

/// What is done.
const TURN: &[Field] = &[Field::new(
    "act",
    Kind::Word(|| vec!["suspend", "resume"]),
    "Whether it signs in nowhere, in other apps neither, or again.",
)
.required()];

/// A link for another password.
static RESET: Shape = Shape {
    name: "reset",
    fields: &[
        Field::new("link", Kind::Line(1, 500), "Where she sets another password: told once, good once."),
        Field::new("expires_at", Kind::Time, "Until when it is good."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        post(
            "/pods/{pod}/members/{member}/account",
            Scope::AccountsWrite,
            "Has the XMPP account of a member sign in nowhere, or again, where Cosse looks after it.",
            |call| Box::pin(turn(call)),
        )
        .takes(&[TURN]),
        post(
            "/pods/{pod}/members/{member}/reset",
            Scope::AccountsWrite,
            "Makes a link by which a member sets another password, where Cosse looks after her account.",
            |call| Box::pin(reset(call)),
        )
        .gives(Gives::One(&RESET)),
    ]
}

async fn turn(call: Call) -> Result<Answer, Problem> {
    let member = reached(&call).await?;
    let suspends = call.body.text("act").as_deref() == Some("suspend");
    let (app, wish) = (&call.app, if suspends { Wish::Suspended } else { Wish::Active });
    let turned = keeping::turn(&app.database, app.prosody.as_ref(), &member, wish, &call.by()).await;
    turned.map_err(refused)?;
    Ok(Answer::nothing())
}

async fn reset(call: Call) -> Result<Answer, Problem> {
    let (member, app) = (reached(&call).await?, &call.app);
    let made = keeping::link(&app.database, app.prosody.as_ref(), &member, &call.by()).await;
    let token = made.map_err(refused)?;
    let origin = app.origins.of(&call.pod()?.host);
    let link = url::absolute(&origin, &url::recover_by(&token.reveal()));
    Ok(Answer::one(json!({ "link": link, "expires_at": instant(call.now + GOOD_FOR) })))
}

async fn reached(call: &Call) -> Result<Member, Problem> {
    let (member, role) = known(call).await?;
    within_reach(role)?;
    Ok(member)
}

fn refused(unkept: Unkept) -> Problem {
    match unkept {
        Unkept::Model(error) => error.into(),
        Unkept::Away(error) => Problem::unavailable(error),
        unkept => Problem::conflict(unkept.to_string()),
    }
}
