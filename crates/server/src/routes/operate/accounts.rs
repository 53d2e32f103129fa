//! The XMPP account of a member, where Cosse looks after it: suspend it, let it sign in again, make a link for another password.

use super::membership::{page, within_reach};
use crate::{
    domains::keeping::{self, Unkept},
    extract::{Form, Nothing, Operator, Own, Segment, Visit},
    fault::{Answer, Fault},
    prosody::ProsodyError,
    routes::managed,
    shown,
};
use model::{accounts::Wish, members::Member, roles::Role};
use ui::{
    Errors, Notice,
    pages::{AccountState, ConfirmPage, MembershipPage, Question},
    url,
};

/// `GET /operate/members/{id}/account-suspend`: asks.
pub async fn suspend_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    let member = kept(&operator, &id).await?;
    let question = Question::SuspendAccount(member.id.to_string(), shown::member(&member));
    Ok(operator.show(&ConfirmPage { question }))
}

/// `GET /operate/members/{id}/reset`: asks, for the link before is worth nothing then.
pub async fn reset_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    let member = kept(&operator, &id).await?;
    let question = Question::MakeLink(member.id.to_string(), shown::member(&member));
    Ok(operator.show(&ConfirmPage { question }))
}

/// `POST /operate/members/{id}/account-suspend`.
pub async fn suspend(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    turn(&operator, &id, Wish::Suspended, Notice::AccountSuspended).await
}

/// `POST /operate/members/{id}/account-resume`.
pub async fn resume(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    turn(&operator, &id, Wish::Active, Notice::AccountResumed).await
}

/// `POST /operate/members/{id}/reset`: the link is on no other page.
pub async fn reset(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let member = within_reach(&operator, Role::Operator, &id).await?;
    let (app, by) = (&operator.app, operator.by());
    let token = match keeping::link(&app.database, app.prosody.as_ref(), &member, &by).await {
        Ok(token) => token,
        Err(unkept) => return refused(&operator, &member, unkept),
    };
    let link = url::absolute(operator.origin(), &url::recover_by(&token.reveal()));
    let shown = page(&operator, Role::Operator, &member, Errors::none()).await?;
    Ok(operator.show(&MembershipPage { link: Some(link), ..shown }))
}

/// How a member's account is, for whoever runs the pod; nothing where Cosse does not look after it, or it runs more than the pod.
///
/// # Errors
/// The database's own.
pub(super) async fn state(visit: &Visit, member: &Member) -> Result<Option<AccountState>, Fault> {
    let Some(domain) = managed::of(visit).await?.filter(|domain| domain.keeps(&member.jid)) else {
        return Ok(None);
    };
    if managed::runs_more(visit, &member.jid).await? {
        return Ok(None);
    }
    let Some(prosody) = managed::keeper(visit, &domain) else { return Ok(Some(AccountState::Unknown)) };
    match prosody.account(&member.pod_id, &member.jid).await {
        Ok(account) if account.gone => Ok(Some(AccountState::Gone)),
        Ok(account) if account.suspended => Ok(Some(AccountState::Suspended)),
        Ok(_) => Ok(Some(AccountState::Active)),
        // of another pod that shares the domain
        Err(ProsodyError::Missing(_)) => Ok(None),
        Err(error) => {
            tracing::warn!(%error, "how an account is was not said");
            Ok(Some(AccountState::Unknown))
        }
    }
}

/// A member whose account an operator may act on.
async fn kept(operator: &Operator, id: &str) -> Result<Member, Fault> {
    let member = within_reach(operator, Role::Operator, id).await?;
    state(operator, &member).await?.ok_or(Fault::NotFound)?;
    Ok(member)
}

/// What was done is written down; what was not is told.
async fn turn(operator: &Operator, id: &str, wish: Wish, notice: Notice) -> Answer {
    let member = within_reach(operator, Role::Operator, id).await?;
    let (app, by) = (&operator.app, operator.by());
    match keeping::turn(&app.database, app.prosody.as_ref(), &member, wish, &by).await {
        Ok(()) => Ok(operator.go(&url::operate_member(&member.id.to_string()), Some(notice))),
        Err(unkept) => refused(operator, &member, unkept),
    }
}

fn refused(operator: &Operator, member: &Member, unkept: Unkept) -> Answer {
    match unkept {
        Unkept::Elsewhere | Unkept::RunsMore => Err(Fault::NotFound),
        Unkept::NoProsody => Err(Fault::Unavailable("the accounts' server is not ready".to_owned())),
        Unkept::Away(error) => {
            tracing::warn!(%error, jid = %member.jid, "an account's server did not do as it was asked");
            Ok(operator.go(&url::operate_member(&member.id.to_string()), Some(Notice::AccountAway)))
        }
        Unkept::Model(error) => Err(error.into()),
    }
}
