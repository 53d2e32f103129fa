//! Signing up where an address of e-mail is confirmed first.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    limits::Limit,
    routes::{
        registration::{self, Typed},
        waiting_list::read_email,
    },
};
use model::{Error, confirmations};
use std::time::Instant;
use ui::{Errors, Notice, Problem, pages::ConfirmForm, url};

/// `POST /register` of somebody who says where she gets mail. Whether the address is known here is told to nobody.
pub async fn ask(visit: &Visit, email: String) -> Answer {
    let errors = match send(visit, &email).await? {
        Ok(()) => return Ok(visit.go(&url::front(), Some(Notice::SignUpAsked))),
        Err(errors) => errors,
    };
    let mut page = registration::page(visit, Typed::default(), None, Errors::none()).await?;
    page.confirm = Some(ConfirmForm { email, errors });
    registration::heard(visit.show_again(&page), &page)
}

async fn send(visit: &Visit, email: &str) -> Result<Result<(), Errors>, Fault> {
    let email = match read_email(email) {
        Ok(email) => email,
        Err(problem) => return Ok(Err(Errors::one("email", problem))),
    };
    let from = Limit::ConfirmFrom(visit.address.into());
    if !visit.app.limits.take(from, Instant::now()) || !registration::may_be_mailed(visit, &email) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let (pod, language) = (visit.pod()?.id, visit.language.tag().to_owned());
    match confirmations::ask(&visit.app.database, &pod, email, language, visit.now).await {
        Ok(()) => Ok(Ok(())),
        Err(Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::QueueFull))),
        Err(error) => Err(error.into()),
    }
}
