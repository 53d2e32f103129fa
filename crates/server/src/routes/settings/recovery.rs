//! What a member can get back in with when she loses her password.

use crate::{
    extract::{Form, Member, Nothing},
    fault::{Answer, Fault},
    prosody::ProsodyError,
    routes::{managed, waiting_list::read_email},
};
use model::recoveries::{self, Code};
use serde::Deserialize;
use ui::{Errors, Notice, Problem, pages::RecoveryPage, url};

/// The field of the form.
#[derive(Deserialize)]
pub struct EmailFields {
    #[serde(default)]
    email: String,
}

/// `GET /settings/recovery`.
pub async fn form(member: Member) -> Answer {
    Ok(member.show(&page(&member).await?))
}

/// `POST /settings/recovery/codes`: they are on no other page.
pub async fn codes(member: Member, Form(Nothing {}): Form<Nothing>) -> Answer {
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

/// `POST /settings/recovery/email`.
pub async fn email(member: Member, Form(fields): Form<EmailFields>) -> Answer {
    let before = page(&member).await?;
    let typed = fields.email.trim();
    // without a server that sends it, or for an account from elsewhere, there is no such form
    if before.email.is_none() || before.elsewhere.is_some() {
        return Err(Fault::NotFound);
    }
    let email = if typed.is_empty() { Ok(None) } else { read_email(typed).map(Some) };
    match email {
        Ok(email) => {
            recoveries::set_email(&member.app.database, &member.owner(), email).await?;
            Ok(member.go(&url::settings_recovery(), Some(Notice::Saved)))
        }
        Err(problem) => {
            let errors = Errors::one("email", problem);
            Ok(member.show_again(&RecoveryPage { email: Some(fields.email), errors, ..before }))
        }
    }
}

/// Codes open an account only on the pod where it was made; another that shares the domain would promise too much.
async fn is_this_pods(member: &Member) -> Result<Result<(), Problem>, Fault> {
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

async fn page(member: &Member) -> Result<RecoveryPage, Fault> {
    let (database, owner, jid) = (&member.app.database, member.owner(), &member.me().jid);
    let kept = managed::of(member).await?.is_some_and(|domain| domain.keeps(jid));
    let email = recoveries::email(database, &owner).await?.map_or_else(String::new, String::from);
    Ok(RecoveryPage {
        jid: jid.to_string(),
        elsewhere: (!kept).then(|| jid.domain().to_string()),
        left: u64::try_from(recoveries::left(database, &owner).await?).unwrap_or_default(),
        codes: Vec::new(),
        email: member.app.sends_mail().then_some(email),
        errors: Errors::none(),
    })
}
