//! Where a member gets mail.

use crate::{
    extract::{Form, Nothing, Resident, Segment, Visit},
    fault::{Answer, Fault},
    routes::{
        accounts::{LONGEST, may_try, was_right},
        registration::may_ask,
        settings::password::present_errors,
        waiting_list::read_email,
    },
};
use model::{Email, Owner, letterboxes};
use pool::SignInRefusal;
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmLetterboxPage, LetterboxPage},
    url,
};

/// The fields of the form.
#[derive(Deserialize)]
pub struct LetterboxFields {
    #[serde(default)]
    email: String,
    #[serde(default)]
    present: String,
}

/// `GET /settings/mail`.
pub async fn form(member: Resident) -> Answer {
    Ok(member.show(&page(&member, String::new(), Errors::none()).await?))
}

/// `POST /settings/mail`. Links for another password go there: it takes the one that is good.
pub async fn ask(member: Resident, Form(fields): Form<LetterboxFields>) -> Answer {
    if !member.app.sends_mail() {
        return Err(Fault::NotFound);
    }
    match read(&member, &fields).await? {
        Ok(email) => {
            let language = member.language.tag().to_owned();
            letterboxes::ask(&member.app.database, &member.owner(), email, language, member.now).await?;
            Ok(member.go(&url::settings_mail(), None))
        }
        Err(errors) => Ok(member.show_again(&page(&member, fields.email, errors).await?)),
    }
}

/// `POST /settings/mail/remove`.
pub async fn remove(member: Resident, Form(Nothing {}): Form<Nothing>) -> Answer {
    letterboxes::remove(&member.app.database, &member.owner(), member.now).await?;
    Ok(member.go(&url::settings_mail(), Some(Notice::Saved)))
}

/// `GET /letterbox/{key}`. It changes nothing: programs that look into mails follow links.
pub async fn one(visit: Visit, Segment(key): Segment) -> Answer {
    let (_, email, confirmed) = find(&visit, &key).await?;
    Ok(visit.show(&ConfirmLetterboxPage { key, email: email.to_string(), confirmed }))
}

/// `POST /letterbox/{key}`.
pub async fn confirm(visit: Visit, Segment(key): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let (owner, email, _) = find(&visit, &key).await?;
    match letterboxes::confirm(&visit.app.database, &owner, &email, visit.now).await {
        Ok(()) => Ok(visit.go(&url::letterbox(&key), None)),
        // she has another by now
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The address that was typed, by a member who has shown that it is her.
async fn read(member: &Resident, fields: &LetterboxFields) -> Result<Result<Email, Errors>, Fault> {
    let email = match read_email(&fields.email) {
        Ok(email) => email,
        Err(problem) => return Ok(Err(Errors::one("email", problem))),
    };
    let errors = prove(member, &fields.present).await?;
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    if !may_ask(member, &email) {
        return Ok(Err(Errors::one("email", Problem::TooOften)));
    }
    Ok(Ok(email))
}

/// What is wrong with her password, if anything is.
async fn prove(member: &Resident, present: &str) -> Result<Errors, Fault> {
    let jid = &member.me().jid;
    if present.is_empty() {
        return Ok(Errors::one("present", Problem::Required));
    }
    if present.len() > LONGEST {
        return Ok(Errors::one("present", Problem::WrongPassword));
    }
    if !may_try(member, jid) {
        return Ok(Errors::form(Problem::TooOften));
    }
    let proven = member.app.pool.prove(jid, present, member.now).await?;
    if proven != Err(SignInRefusal::WrongPassword) {
        was_right(member, jid);
    }
    Ok(proven.err().map_or_else(Errors::none, |refusal| present_errors(refusal, jid)))
}

/// Whose letterbox a key leads to, its address, and whether that is confirmed. A key for another address leads nowhere.
async fn find(visit: &Visit, key: &str) -> Result<(Owner, Email, bool), Fault> {
    let (links, pod) = (&visit.app.links, visit.pod()?.id);
    let owner = Owner { pod, member: links.letterbox(key).ok_or(Fault::NotFound)? };
    let known = letterboxes::get(&visit.app.database, &owner).await?.ok_or(Fault::NotFound)?;
    if !links.is_of_letterbox(&pod, &owner.member, &known.email, key) {
        return Err(Fault::NotFound);
    }
    Ok((owner, known.email, known.confirmed))
}

async fn page(member: &Resident, email: String, errors: Errors) -> Result<LetterboxPage, Fault> {
    let known = letterboxes::get(&member.app.database, &member.owner()).await?;
    let known = known.map(|known| (known.email.to_string(), known.confirmed));
    Ok(LetterboxPage { sends: member.app.sends_mail(), known, email, errors })
}
