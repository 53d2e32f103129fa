//! Whether the pod's members invite.

use super::invites;
use crate::{
    extract::{Form, Operator, Own},
    fault::{Answer, Fault},
};
use model::inviting;
use serde::Deserialize;
use ui::{Errors, Notice, Problem, pages::MemberInvitesForm, url};

/// The field of the form.
#[derive(Deserialize)]
pub struct MemberInvitesFields {
    #[serde(default)]
    each: String,
}

/// `POST /operate/invites/members`.
pub async fn set(Own(operator): Own<Operator>, Form(fields): Form<MemberInvitesFields>) -> Answer {
    let most = u32::try_from(inviting::MOST).unwrap_or(u32::MAX);
    let Some(each) = fields.each.trim().parse::<u32>().ok().filter(|each| *each <= most) else {
        let errors = Errors::one("each", Problem::NoNumber(0, most));
        return invites::again_members(&operator, MemberInvitesForm { each: fields.each, errors }).await;
    };
    let pod = operator.home().id;
    inviting::set_open_each(&operator.app.database, &pod, each.into(), &operator.by()).await?;
    Ok(operator.go(&url::operate_invites(), Some(Notice::Saved)))
}

/// The form.
///
/// # Errors
/// The database's own.
pub(super) async fn form(operator: &Operator) -> Result<MemberInvitesForm, Fault> {
    let each = inviting::open_each(&operator.app.database, &operator.home().id).await?.to_string();
    Ok(MemberInvitesForm { each, errors: Errors::none() })
}
