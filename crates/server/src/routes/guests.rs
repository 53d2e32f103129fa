//! Looking around as a pod's guest.

use crate::{
    extract::{Nothing, OwnForm, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    routes::accounts,
};
use actix_web::HttpRequest;
use model::guests;
use std::time::Instant;
use ui::url;

/// `POST /guest`.
pub async fn enter(visit: Visit, request: HttpRequest, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    if visit.member().is_some() {
        return Ok(visit.go(&url::feed(), None));
    }
    if !visit.app.limits.take(Limit::SignInFrom(visit.address.into()), Instant::now()) {
        return Err(Fault::TooMany);
    }
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    match guests::enter(database, &pod, &accounts::label(&request), visit.now).await {
        Ok(new) => accounts::let_in(&visit, &new.token, &url::feed(), None),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}
