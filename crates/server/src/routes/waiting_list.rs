//! The line of those who wait for a place. What leads to one's own place in it is in a mail.

use crate::{
    extract::{Form, Nothing, Segment, Visit},
    fault::{Answer, Fault},
    routes::registration::{self, Typed},
    shown,
};
use model::{
    Email, Error, WaiterId,
    waiters::{self, State, Waiter},
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{WaitForm, WaitingListPage, WaitingPlace},
    url,
};

/// The field of the form.
#[derive(Deserialize)]
pub struct WaitFields {
    #[serde(default)]
    email: String,
}

/// `POST /waiting-list`.
pub async fn ask(visit: Visit, Form(WaitFields { email }): Form<WaitFields>) -> Answer {
    let errors = match wait(&visit, &email).await? {
        Ok(()) => return Ok(visit.go(&url::front(), Some(Notice::WaitAsked))),
        Err(errors) => errors,
    };
    let mut page = registration::page(&visit, Typed::default(), None, Errors::none()).await?;
    let waiting = u64::try_from(visit.pod()?.waiting).unwrap_or_default();
    page.wait = Some(WaitForm { email, waiting, errors });
    registration::heard(visit.show_again(&page), &page)
}

/// `GET /waiting-list/{key}` and `GET /confirm/{key}`. It changes nothing: programs that look into mails follow links.
pub async fn one(visit: Visit, Segment(key): Segment) -> Answer {
    let waiter = find(&visit, &key).await?;
    let place = match (waiter.state, waiter.invited_until) {
        (State::Invited, Some(until)) => WaitingPlace::Offered { until },
        (State::Unconfirmed, _) => WaitingPlace::Unconfirmed,
        (State::Waiting | State::Invited, _) => {
            let before = waiters::count(&visit.app.database, &visit.pod()?.id, Some(&waiter)).await?;
            WaitingPlace::Waits { before: u64::try_from(before).unwrap_or_default() }
        }
    };
    Ok(visit.show(&WaitingListPage { key, place }))
}

/// `POST /waiting-list/{key}/confirm`.
pub async fn confirm(visit: Visit, Segment(key): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let waiter = find(&visit, &key).await?;
    waiters::confirm(&visit.app.database, &visit.pod()?.id, &waiter.id, visit.now).await?;
    Ok(visit.go(&url::waiting_list_of(&key), Some(Notice::Waits)))
}

/// `POST /waiting-list/{key}/leave`.
pub async fn leave(visit: Visit, Segment(key): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let waiter = owner(&visit, &key)?;
    // twice is once
    waiters::leave(&visit.app.database, &visit.pod()?.id, &waiter, visit.now).await?;
    Ok(visit.go(&url::front(), Some(Notice::WaitLeft)))
}

async fn wait(visit: &Visit, email: &str) -> Result<Result<(), Errors>, Fault> {
    let pod = visit.pod()?;
    let joining = shown::joining(&visit.app, pod);
    if !joining.full() || !joining.waits {
        let why = if joining.closed() { Problem::PodClosed } else { Problem::RegistrationClosed };
        return Ok(Err(Errors::form(why)));
    }
    let email = match read_email(email) {
        Ok(email) => email,
        Err(problem) => return Ok(Err(Errors::one("email", problem))),
    };
    if !registration::may_ask(visit, &email) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let language = visit.language.tag().to_owned();
    match waiters::ask(&visit.app.database, &pod.id, email, language, visit.now).await {
        // whoever is on the list need not be known to others
        Ok(()) | Err(Error::Taken(_)) => Ok(Ok(())),
        Err(Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::QueueFull))),
        Err(error) => Err(error.into()),
    }
}

/// Reads what was typed as an address of e-mail.
pub(super) fn read_email(typed: &str) -> Result<Email, Problem> {
    match typed.trim() {
        "" => Err(Problem::Required),
        typed => typed.parse().map_err(|_| Problem::EmailInvalid),
    }
}

fn owner(visit: &Visit, key: &str) -> Result<WaiterId, Fault> {
    visit.app.links.waiter(&visit.pod()?.id, key).ok_or(Fault::NotFound)
}

async fn find(visit: &Visit, key: &str) -> Result<Waiter, Fault> {
    let id = owner(visit, key)?;
    waiters::get(&visit.app.database, &visit.pod()?.id, &id).await?.ok_or(Fault::NotFound)
}
