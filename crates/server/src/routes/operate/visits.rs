//! Who came for support, and the end of it.

use super::audit::actor;
use crate::{
    extract::{Nothing, Operator, OwnForm, Segment},
    fault::{Answer, Fault},
};
use model::{
    audit::Actor,
    visits::{self, Visit},
};
use time::OffsetDateTime;
use ui::{
    Notice,
    pages::{VisitRow, VisitsPage},
    url,
};

/// Visits of the page.
const PAGE: u32 = 100;

/// `GET /operate/visits`.
pub async fn list(operator: Operator) -> Answer {
    let visits = visits::list(&operator.app.database, &operator.home().id, PAGE).await?;
    Ok(operator.show(&VisitsPage { visits: visits.into_iter().map(|it| row(it, operator.now)).collect() }))
}

/// `POST /operate/visits/{id}/end`. Twice is once; who ends her own finds nothing here any more.
pub async fn end(operator: Operator, Segment(id): Segment, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match visits::end(&operator.app.database, &operator.home().id, &id, &operator.by()).await {
        Ok(()) => {}
        Err(model::Error::NotFound(_)) => return Err(Fault::NotFound),
        Err(error) => return Err(error.into()),
    }
    if operator.support().is_some_and(|visit| visit.id == id) {
        return Ok(operator.go(&url::visit_over(), None));
    }
    Ok(operator.go(&url::operate_visits(), Some(Notice::Saved)))
}

/// A visit as the console shows it.
#[must_use]
pub fn row(visit: Visit, now: OffsetDateTime) -> VisitRow {
    let is_on = visit.is_on(now);
    let Visit { id, jid, reason, began_at, ends_at, ended_at, ended_by } = visit;
    // one whose time is over may not be written down as such yet
    let ended = (ended_at.unwrap_or(ends_at), actor(&ended_by.unwrap_or(Actor::Program)));
    VisitRow {
        id: id.to_string(),
        jid: jid.to_string(),
        reason,
        since: began_at,
        until: ends_at,
        ended: (!is_on).then_some(ended),
    }
}
