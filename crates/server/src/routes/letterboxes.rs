//! Where a member gets mail.

use crate::{
    extract::{Form, Nothing, Resident, Segment, Visit},
    fault::{Answer, Fault},
    routes::{registration::may_ask, waiting_list::read_email},
};
use model::{Email, Owner, letterboxes};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmLetterboxPage, LetterboxPage},
    url,
};

/// The field of the form.
#[derive(Deserialize)]
pub struct LetterboxFields {
    #[serde(default)]
    email: String,
}

/// `GET /settings/mail`.
pub async fn form(member: Resident) -> Answer {
    Ok(member.show(&page(&member, String::new(), Errors::none()).await?))
}

/// `POST /settings/mail`.
pub async fn ask(member: Resident, Form(fields): Form<LetterboxFields>) -> Answer {
    if !member.app.sends_mail() {
        return Err(Fault::NotFound);
    }
    let problem = match read_email(&fields.email) {
        Ok(email) if may_ask(&member, &email) => {
            let language = member.language.tag().to_owned();
            letterboxes::ask(&member.app.database, &member.owner(), email, language, member.now).await?;
            return Ok(member.go(&url::settings_mail(), None));
        }
        Ok(_) => Problem::TooOften,
        Err(problem) => problem,
    };
    Ok(member.show_again(&page(&member, fields.email, Errors::one("email", problem)).await?))
}

/// `POST /settings/mail/remove`.
pub async fn remove(member: Resident, Form(Nothing {}): Form<Nothing>) -> Answer {
    letterboxes::remove(&member.app.database, &member.owner()).await?;
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
