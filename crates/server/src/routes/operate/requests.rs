//! Who asks to be let in.

use crate::{
    extract::{Form, Nothing, Operator, Own, Segment},
    fault::{Answer, Fault},
};
use model::{
    ApplicationId,
    applications::{self, Application},
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{RefusePage, RequestRow, RequestsPage},
    url,
};

/// The most characters of an answer.
const LONGEST: u32 = 2_000;

/// The field of a no.
#[derive(Deserialize)]
pub struct RefuseFields {
    #[serde(default)]
    reason: String,
}

/// `GET /operate/requests`.
pub async fn list(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator).await?))
}

/// `POST /operate/requests/{id}/accept`.
pub async fn accept(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let (id, pod) = (read(&id)?, operator.home().id);
    let accepted = applications::accept(&operator.app.database, &pod, &id, &operator.by()).await;
    answered(&operator, accepted, Notice::RequestAccepted)
}

/// `GET /operate/requests/{id}/refuse`: asks, and what to say.
pub async fn refuse_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    Ok(operator.show(&refuse_page(&operator, read(&id)?, String::new(), Errors::none()).await?))
}

/// `POST /operate/requests/{id}/refuse`.
pub async fn refuse(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(RefuseFields { reason }): Form<RefuseFields>,
) -> Answer {
    let (application, pod) = (read(&id)?, operator.home().id);
    if reason.chars().count() > LONGEST as usize {
        let errors = Errors::one("reason", Problem::TooLong(LONGEST));
        return Ok(operator.show_again(&refuse_page(&operator, application, reason, errors).await?));
    }
    let refused =
        applications::refuse(&operator.app.database, &pod, &application, reason.trim(), &operator.by()).await;
    answered(&operator, refused, Notice::RequestRefused)
}

fn read(id: &str) -> Result<ApplicationId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

/// Another operator may have been quicker: then the answer was hers.
fn answered(operator: &Operator, answer: Result<(), model::Error>, notice: Notice) -> Answer {
    match answer {
        Ok(()) => Ok(operator.go(&url::operate_requests(), Some(notice))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

async fn refuse_page(
    operator: &Operator,
    id: ApplicationId,
    reason: String,
    errors: Errors,
) -> Result<RefusePage, Fault> {
    let open = applications::open(&operator.app.database, &operator.home().id).await?;
    let asks = open.into_iter().find(|application| application.id == id).ok_or(Fault::NotFound)?;
    Ok(RefusePage { id: id.to_string(), email: asks.email.to_string(), asked: asks.reason, reason, errors })
}

async fn page(operator: &Operator) -> Result<RequestsPage, Fault> {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let requests = applications::open(database, &pod).await?;
    let wait = applications::usual_wait(database, &pod).await?;
    Ok(RequestsPage { requests: requests.into_iter().map(row).collect(), wait })
}

fn row(application: Application) -> RequestRow {
    RequestRow {
        id: application.id.to_string(),
        email: application.email.to_string(),
        reason: application.reason,
        since: application.created_at,
    }
}
