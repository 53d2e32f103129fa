//! What a member can get back in with when she loses her password.

use crate::{
    extract::{Form, Nothing, Resident},
    fault::{Answer, Fault},
    prosody::ProsodyError,
    routes::managed,
};
use model::{
    letterboxes,
    recoveries::{self, Code},
};
use ui::{Errors, Problem, pages::RecoveryPage};

/// `GET /settings/recovery`.
pub async fn form(member: Resident) -> Answer {
    Ok(member.show(&page(&member).await?))
}

/// `POST /settings/recovery/codes`: they are on no other page.
pub async fn codes(member: Resident, Form(Nothing {}): Form<Nothing>) -> Answer {
    let before = page(&member).await?;
    if before.elsewhere.is_some() {
        return Ok(member.show_again(&before));
    }
    if let Err(problem) = is_this_pods(&member).await? {
        return Ok(member.show_again(&RecoveryPage { errors: Errors::form(problem), ..before }));
    }
    let codes = recoveries::renew(&member.app.database, &member.owner(), member.now).await?;
    let left = u64::try_from(codes.len()).unwrap_or_default();
    Ok(member.show(&RecoveryPage { codes: codes.iter().map(Code::reveal).collect(), left, ..before }))
}

/// Codes open an account only on the pod where it was made; another that shares the domain would promise too much.
async fn is_this_pods(member: &Resident) -> Result<Result<(), Problem>, Fault> {
    let server = || member.me().jid.domain().to_string();
    let domain = managed::of(member).await?;
    let Some(prosody) = domain.as_ref().and_then(|domain| managed::keeper(member, domain)) else {
        return Ok(Err(Problem::Unreachable(server())));
    };
    Ok(match prosody.account(&member.home().id, &member.me().jid).await {
        Ok(_) => Ok(()),
        Err(ProsodyError::Missing(_)) => Err(Problem::PasswordElsewhere(server())),
        Err(error) => {
            tracing::warn!(%error, "nobody knows whether an account is this pod's");
            Err(Problem::Unreachable(server()))
        }
    })
}

async fn page(member: &Resident) -> Result<RecoveryPage, Fault> {
    let (database, owner, jid) = (&member.app.database, member.owner(), &member.me().jid);
    let kept = managed::of(member).await?.is_some_and(|domain| domain.keeps(jid));
    let letterbox = letterboxes::get(database, &owner).await?.filter(|letterbox| letterbox.confirmed);
    Ok(RecoveryPage {
        jid: jid.to_string(),
        elsewhere: (!kept).then(|| jid.domain().to_string()),
        left: u64::try_from(recoveries::left(database, &owner).await?).unwrap_or_default(),
        codes: Vec::new(),
        sends: member.app.sends_mail(),
        email: letterbox.map(|letterbox| letterbox.email.to_string()),
        errors: Errors::none(),
    })
}
