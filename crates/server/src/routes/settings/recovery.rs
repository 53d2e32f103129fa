//! What a member can get back in with when she loses her password.

use crate::{
    extract::{Form, Resident},
    fault::{Answer, Fault},
    prosody::ProsodyError,
    routes::{
        accounts::{LONGEST, may_try, sign_in_errors, was_right},
        managed,
    },
};
use model::{
    letterboxes,
    recoveries::{self, Code},
};
use pool::SignInRefusal;
use serde::Deserialize;
use time::Duration;
use ui::{Errors, Problem, pages::RecoveryPage};

/// How long after she came a member's first codes are hers without the password, which she has just set.
const FRESH: Duration = Duration::hours(1);

/// The field of `/settings/recovery/codes`.
#[derive(Deserialize)]
pub struct CodesFields {
    #[serde(default)]
    present: String,
}

/// `GET /settings/recovery`.
pub async fn form(member: Resident) -> Answer {
    Ok(member.show(&page(&member).await?))
}

/// `POST /settings/recovery/codes`: they are on no other page.
pub async fn codes(member: Resident, Form(fields): Form<CodesFields>) -> Answer {
    let before = page(&member).await?;
    if before.elsewhere.is_some() {
        return Ok(member.show_again(&before));
    }
    if let Err(problem) = is_this_pods(&member).await? {
        return Ok(member.show_again(&RecoveryPage { errors: Errors::form(problem), ..before }));
    }
    if before.asks {
        let errors = check(&member, &fields.present).await?;
        if !errors.is_empty() {
            return Ok(member.show_again(&RecoveryPage { errors, ..before }));
        }
    }
    let codes = recoveries::renew(&member.app.database, &member.owner(), member.now).await?;
    let left = u64::try_from(codes.len()).unwrap_or_default();
    let codes = codes.iter().map(Code::reveal).collect();
    Ok(member.show(&RecoveryPage { codes, left, asks: true, ..before }))
}

/// What is wrong with what she says is her password: whoever sits at her browser makes none.
async fn check(member: &Resident, present: &str) -> Result<Errors, Fault> {
    let jid = &member.me().jid;
    if present.is_empty() {
        return Ok(Errors::one("present", Problem::Required));
    } else if present.len() > LONGEST {
        return Ok(Errors::one("present", Problem::WrongPassword));
    } else if !may_try(member, jid) {
        return Ok(Errors::form(Problem::TooOften));
    }
    let proved = member.app.pool.prove(jid, present, member.now).await?;
    if proved != Err(SignInRefusal::WrongPassword) {
        was_right(member, jid);
    }
    Ok(match proved {
        Ok(()) => Errors::none(),
        Err(SignInRefusal::WrongPassword) => Errors::one("present", Problem::WrongPassword),
        Err(refusal) => {
            let mut all = Errors::none();
            // there is no field for an address that could be wrong
            sign_in_errors(refusal, jid).iter().for_each(|(_, problem)| all.push("", problem.clone()));
            all
        }
    })
}

/// Codes open an account only on the pod where it was made; another that shares the domain would promise too much.
async fn is_this_pods(member: &Resident) -> Result<Result<(), Problem>, Fault> {
    let server = || member.me().jid.domain().to_string();
    let domain = managed::of(member).await?;
    let Some(prosody) = domain.as_ref().and_then(|domain| managed::keeper(member, domain)) else {
        return Ok(Err(Problem::Unreachable(server())));
    };
    Ok(match prosody.account(&member.home().id, &member.me().jid).await {
        Ok(account) if !account.gone => Ok(()),
        Ok(_) | Err(ProsodyError::Missing(_)) => Err(Problem::PasswordElsewhere(server())),
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
    let left = recoveries::left(database, &owner).await?;
    Ok(RecoveryPage {
        jid: jid.to_string(),
        elsewhere: (!kept).then(|| jid.domain().to_string()),
        left: u64::try_from(left).unwrap_or_default(),
        codes: Vec::new(),
        asks: left > 0 || member.now > member.me().created_at + FRESH,
        sends: member.app.sends_mail(),
        email: letterbox.map(|letterbox| letterbox.email.to_string()),
        errors: Errors::none(),
    })
}
