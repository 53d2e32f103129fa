//! Another password for a member's account.

use crate::{
    extract::{Member, OwnForm, Resident},
    fault::{Answer, Fault},
    routes::{
        accounts::{LONGEST, may_try, sign_in_errors, was_right},
        registration::SHORTEST,
    },
};
use jid::BareJid;
use model::browsers;
use pool::{PasswordRefusal, SignInRefusal};
use serde::Deserialize;
use ui::{Errors, Notice, Problem, pages::PasswordPage, url};

/// The fields of `/settings/password`.
#[derive(Deserialize)]
pub struct PasswordFields {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
    others: Option<String>,
}

/// `GET /settings/password`.
pub async fn form(member: Resident) -> Answer {
    Ok(member.show(&page(&member, true, Errors::none())))
}

/// `POST /settings/password`.
pub async fn change(member: Resident, OwnForm(fields): OwnForm<PasswordFields>) -> Answer {
    let others = fields.others.is_some();
    let errors = match check(&fields) {
        errors if errors.is_empty() => ask(&member, &fields).await?,
        errors => errors,
    };
    if !errors.is_empty() {
        return Ok(member.show_again(&page(&member, others, errors)));
    }
    if others {
        browsers::remove_others(&member.app.database, &member.owner(), &member.browser().id).await?;
        member.app.pool.browsers_changed(&member.owner()).await;
    }
    Ok(member.go(&url::settings(), Some(Notice::PasswordChanged)))
}

fn check(fields: &PasswordFields) -> Errors {
    let mut errors = Errors::none();
    if fields.present.is_empty() {
        errors.push("present", Problem::Required);
    } else if fields.present.len() > LONGEST {
        errors.push("present", Problem::WrongPassword);
    }
    if fields.password.chars().count() < SHORTEST as usize || fields.password.len() > LONGEST {
        errors.push("password", Problem::WeakPassword(String::new()));
    }
    errors
}

/// Has the server change it. What is wrong, if anything is.
async fn ask(member: &Member, fields: &PasswordFields) -> Result<Errors, Fault> {
    let jid = &member.me().jid;
    if !may_try(member, jid) {
        return Ok(Errors::form(Problem::TooOften));
    }
    let pool = &member.app.pool;
    let changed = pool.change_password(&member.home().id, jid, &fields.present, &fields.password).await?;
    if changed != Err(PasswordRefusal::Present(SignInRefusal::WrongPassword)) {
        was_right(member, jid);
    }
    Ok(changed.err().map_or_else(Errors::none, |refusal| errors(refusal, jid)))
}

fn errors(refusal: PasswordRefusal, jid: &BareJid) -> Errors {
    let server = jid.domain().to_string();
    match refusal {
        PasswordRefusal::Present(refusal) => present_errors(refusal, jid),
        PasswordRefusal::Away => Errors::form(Problem::PasswordAway(server)),
        PasswordRefusal::Weak(said) => Errors::one("password", Problem::WeakPassword(said)),
        PasswordRefusal::Refused(said) => Errors::form(Problem::Refused(said)),
        PasswordRefusal::NotOffered => Errors::form(Problem::PasswordElsewhere(server)),
        PasswordRefusal::TooOften => Errors::form(Problem::TooOften),
        PasswordRefusal::Unknown => Errors::form(Problem::PasswordUnsure(server)),
    }
}

/// What is wrong with the password that should be good, in the field `present`.
#[must_use]
pub fn present_errors(refusal: SignInRefusal, jid: &BareJid) -> Errors {
    if refusal == SignInRefusal::WrongPassword {
        return Errors::one("present", Problem::WrongPassword);
    }
    let mut all = Errors::none();
    // there is no field for an address that could be wrong
    sign_in_errors(refusal, jid).iter().for_each(|(_, problem)| all.push("", problem.clone()));
    all
}

fn page(member: &Member, others: bool, errors: Errors) -> PasswordPage {
    let jid = &member.me().jid;
    PasswordPage {
        jid: jid.to_string(),
        server: jid.domain().to_string(),
        shortest: SHORTEST,
        others,
        errors,
    }
}
