//! The XMPP account of a member, where Cosse looks after it: suspend it, let it sign in again, make a link for another password.

use super::membership::{page, within_reach};
use crate::{
    extract::{Form, Nothing, Operator, Own, Segment, Visit},
    fault::{Answer, Fault},
    prosody::{Prosody, ProsodyError},
    routes::managed,
};
use model::{
    accounts::{self, Wish},
    members::Member,
    recoveries,
    roles::Role,
};
use ui::{
    Errors, Notice,
    pages::{AccountState, MembershipPage},
    url,
};

/// `POST /operate/members/{id}/account-suspend`.
pub async fn suspend(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let (member, prosody) = account(&operator, &id).await?;
    let done = prosody.suspend(&member.pod_id, &member.jid).await;
    turned(&operator, &member, done, (Wish::Suspended, Notice::AccountSuspended)).await
}

/// `POST /operate/members/{id}/account-resume`.
pub async fn resume(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let (member, prosody) = account(&operator, &id).await?;
    let done = prosody.resume(&member.pod_id, &member.jid).await;
    turned(&operator, &member, done, (Wish::Active, Notice::AccountResumed)).await
}

/// `POST /operate/members/{id}/reset`: the link is on no other page.
pub async fn reset(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let (member, prosody) = account(&operator, &id).await?;
    // a link for an account that is another pod's would promise too much
    if let Err(error) = prosody.account(&member.pod_id, &member.jid).await {
        return away(&operator, &member, &error);
    }
    let token = recoveries::issue(&operator.app.database, &member.owner(), &operator.by()).await?;
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

/// A member on whose account an operator may act, and what does it.
async fn account<'a>(operator: &'a Operator, id: &str) -> Result<(Member, &'a Prosody), Fault> {
    let member = within_reach(operator, Role::Operator, id).await?;
    // whoever has such an account has its rights everywhere
    if managed::runs_more(operator, &member.jid).await? {
        return Err(Fault::NotFound);
    }
    let domain = managed::of(operator).await?.filter(|domain| domain.keeps(&member.jid));
    let domain = domain.ok_or(Fault::NotFound)?;
    let prosody = managed::keeper(operator, &domain);
    let away = || Fault::Unavailable("the accounts' server is not ready".to_owned());
    Ok((member, prosody.ok_or_else(away)?))
}

/// What was done is written down; what was not is told.
async fn turned(
    operator: &Operator,
    member: &Member,
    done: Result<(), ProsodyError>,
    (wish, notice): (Wish, Notice),
) -> Answer {
    if let Err(error) = done {
        return away(operator, member, &error);
    }
    accounts::said(&operator.app.database, &member.pod_id, wish, &member.jid, &operator.by()).await?;
    Ok(operator.go(&url::operate_member(&member.id.to_string()), Some(notice)))
}

fn away(operator: &Operator, member: &Member, error: &ProsodyError) -> Answer {
    if matches!(error, ProsodyError::Missing(_)) {
        return Err(Fault::NotFound);
    }
    tracing::warn!(%error, jid = %member.jid, "an account's server did not do as it was asked");
    Ok(operator.go(&url::operate_member(&member.id.to_string()), Some(Notice::AccountAway)))
}
