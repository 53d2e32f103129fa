//! Who came to a pod by whose invitation.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get},
    fields::{Field, Kind, Shape, instant},
    paging::{self, PAGE},
    problems::Problem,
};
use model::{
    invites::{self, Line},
    tokens::Scope,
};
use serde_json::{Value, json};

/// Somebody who came by an invitation.
static LINE: Shape = Shape {
    name: "invited",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Her key on the pod."),
        Field::new("jid", Kind::Line(1, 3_071), "Her account."),
        Field::new("invite", Kind::Line(26, 26), "The key of the invitation."),
        Field::new("by", Kind::Line(26, 26), "The key of the member who made it; null where the pod did.")
            .or_null(),
        Field::new("created_at", Kind::Time, "When she became a member."),
        Field::new("depth", Kind::Number(0, i64::MAX), "How many stand above her in the tree."),
        Field::new("below", Kind::Number(0, i64::MAX), "How many came by her word, and by that of those."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get(
            "/pods/{pod}/invites/tree",
            Scope::MembersRead,
            "Lists who came by whose invitation, each with those below her after her.",
            |call| Box::pin(list(call)),
        )
        .asks(&[PAGE])
        .gives(Gives::Page(&LINE)),
    ]
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let all = invites::lines(&call.app.database, &call.pod()?.id, None).await?;
    paging::page_of_all(&call, all, |line| line.branch.member.to_string(), describe)
}

/// A line, as programs and the command line tell it.
#[must_use]
pub fn describe(line: &Line) -> Value {
    let Line { branch, depth, below } = line;
    json!({
        "id": branch.member.to_string(),
        "jid": branch.jid.to_string(),
        "invite": branch.invite.to_string(),
        "by": branch.by.map(|by| by.to_string()),
        "created_at": instant(branch.since),
        "depth": depth,
        "below": below,
    })
}
