//! Who looks after the deployment.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, delete, get, put},
    fields::{Field, Kind, Shape},
    paging::{self, PAGE},
    problems::Problem,
};
use jid::BareJid;
use model::{admins, tokens::Scope};
use serde_json::{Value, json};

/// An admin.
static ADMIN: Shape =
    Shape { name: "admin", fields: &[Field::new("jid", Kind::Line(1, 3071), "The account.")] };

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/admins", Scope::AdminsRead, "Lists the admins of the deployment.", |call| Box::pin(list(call)))
            .asks(&[PAGE])
            .gives(Gives::Page(&ADMIN))
            .of_all(),
        put("/admins/{jid}", Scope::AdminsWrite, "Makes an account an admin of the deployment.", |call| {
            Box::pin(grant(call))
        })
        .gives(Gives::One(&ADMIN))
        .of_all(),
        delete(
            "/admins/{jid}",
            Scope::AdminsWrite,
            "Takes the role of an admin back; the last one stays.",
            |call| Box::pin(revoke(call)),
        )
        .of_all(),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = admins::list(&call.app.database).await?;
    paging::page_of_all(&call, all, ToString::to_string, describe)
}

async fn grant(call: Call) -> Result<Answer, Problem> {
    let jid = account(&call)?;
    admins::grant(&call.app.database, &jid, &call.by()).await?;
    Ok(Answer::one(describe(&jid)))
}

async fn revoke(call: Call) -> Result<Answer, Problem> {
    let jid = account(&call)?;
    admins::revoke(&call.app.database, &jid, &call.by()).await.map_err(|error| match error {
        model::Error::LastAdmin => Problem::conflict("it is the last admin: make somebody else one first"),
        error => error.into(),
    })?;
    Ok(Answer::nothing())
}

/// The account that is named: somebody's, and not a whole domain.
fn account(call: &Call) -> Result<BareJid, Problem> {
    let jid = call.segment::<BareJid>("jid")?;
    Some(jid).filter(|jid| jid.node().is_some()).ok_or_else(Problem::not_found)
}

fn describe(jid: &BareJid) -> Value {
    json!({ "jid": jid.to_string() })
}
