//! Who waits for a place.

use crate::{
    extract::{Form, Nothing, Operator, Own, Segment},
    fault::{Answer, Fault},
};
use model::{
    WaiterId,
    waiters::{self, State, Waiter},
};
use ui::{
    Notice,
    pages::{ConfirmPage, Question, WaiterPlace, WaiterRow, WaitersPage},
    url,
};

/// People on the page.
const PAGE: usize = 200;

/// `GET /operate/waiting`.
pub async fn list(operator: Operator) -> Answer {
    let mut all = waiters::list(&operator.app.database, &operator.home().id).await?;
    all.sort_by_key(|waiter| (rank(waiter.state), waiter.confirmed_at, waiter.id));
    let mut places = 1..;
    let rows = all.iter().take(PAGE).map(|waiter| row(waiter, &mut places));
    Ok(operator.show(&WaitersPage { waiters: rows.collect(), more: all.len() > PAGE }))
}

/// `GET /operate/waiting/{id}/remove`: asks.
pub async fn remove_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let waiter = waiters::get(database, &pod, &read(&id)?).await?.ok_or(Fault::NotFound)?;
    let question = Question::RemoveWaiter(waiter.id.to_string(), waiter.email.to_string());
    Ok(operator.show(&ConfirmPage { question }))
}

/// `POST /operate/waiting/{id}/remove`.
pub async fn remove(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let (database, pod) = (&operator.app.database, operator.home().id);
    match waiters::remove(database, &pod, &read(&id)?, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_waiting(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn read(id: &str) -> Result<WaiterId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

/// Those with an offer come first, then the line, then those who did not confirm.
fn rank(state: State) -> u8 {
    match state {
        State::Invited => 0,
        State::Waiting => 1,
        State::Unconfirmed => 2,
    }
}

/// Those who wait come in the order of the line, so that each takes the next place in it.
fn row(waiter: &Waiter, places: &mut impl Iterator<Item = u64>) -> WaiterRow {
    let place = match (waiter.state, waiter.invited_until) {
        (State::Invited, Some(until)) => WaiterPlace::Offered { until },
        (State::Unconfirmed, _) => WaiterPlace::Unconfirmed,
        (State::Waiting | State::Invited, _) => {
            WaiterPlace::Waits { place: places.next().unwrap_or_default() }
        }
    };
    WaiterRow {
        id: waiter.id.to_string(),
        email: waiter.email.to_string(),
        since: waiter.confirmed_at.unwrap_or(waiter.created_at),
        place,
    }
}
