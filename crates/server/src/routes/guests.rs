//! Looking around as a pod's guest, and what a guest may write.

use crate::{
    extract::{Member, Nothing, OwnForm, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    routes::accounts,
};
use actix_web::HttpRequest;
use jid::BareJid;
use model::{
    contacts::{self, Subscription},
    guests,
};
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

/// Whether a member may write to somebody: a guest may to contacts only.
///
/// # Errors
/// [`Fault::Guest`], and the database's.
pub async fn may_write_to(member: &Member, peer: &BareJid) -> Result<(), Fault> {
    if !member.is_guest() || *peer == member.me().jid {
        return Ok(());
    }
    let row = contacts::get(&member.app.database, &member.owner(), peer).await?;
    let known = row.is_some_and(|row| row.in_roster && row.subscription != Subscription::None);
    if known { Ok(()) } else { Err(Fault::Guest) }
}
