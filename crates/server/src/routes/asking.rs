//! Asking the operators of a pod to be let in.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    routes::{
        registration::{self, Typed},
        waiting_list::read_email,
    },
};
use model::{
    Error,
    applications::{self, NewApplication},
    newcomers,
    pods::Pod,
};
use ui::{Errors, Notice, Problem, pages::AskForm, url};

/// The most characters of a reason.
const LONGEST: u32 = 2_000;

/// `POST /register` of somebody who asks.
pub async fn ask(visit: &Visit, email: String, reason: String) -> Answer {
    let errors = match request(visit, &email, &reason).await? {
        Ok(()) => return Ok(visit.go(&url::front(), Some(Notice::RequestSent))),
        Err(errors) => errors,
    };
    let mut page = registration::page(visit, Typed::default(), None, Errors::none()).await?;
    let fresh = form(visit, visit.pod()?).await?;
    page.ask = Some(AskForm { email, reason, errors, ..fresh });
    registration::heard(visit.show_again(&page), &page)
}

/// The form, as nobody has filled it in.
///
/// # Errors
/// The database's own.
pub async fn form(visit: &Visit, pod: &Pod) -> Result<AskForm, Fault> {
    let database = &visit.app.database;
    let question = newcomers::get(database, &pod.id).await?.question;
    let wait = applications::usual_wait(database, &pod.id).await?;
    Ok(AskForm { question, wait, ..AskForm::default() })
}

async fn request(visit: &Visit, email: &str, reason: &str) -> Result<Result<(), Errors>, Fault> {
    let pod = visit.pod()?;
    let mut errors = Errors::none();
    let email = read_email(email).map_err(|problem| errors.push("email", problem)).ok();
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        errors.push("reason", Problem::Required);
    } else if reason.chars().count() > LONGEST as usize {
        errors.push("reason", Problem::TooLong(LONGEST));
    }
    let (Some(email), true) = (email, errors.is_empty()) else { return Ok(Err(errors)) };
    if !registration::may_ask(visit, &email) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let new = NewApplication { email, language: visit.language.tag().to_owned(), reason };
    match applications::ask(&visit.app.database, &pod.id, new, visit.now).await {
        // who asks already waits for the same answer
        Ok(()) | Err(Error::Taken(_)) => Ok(Ok(())),
        Err(Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::QueueFull))),
        Err(error) => Err(error.into()),
    }
}
