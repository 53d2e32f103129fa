//! Invitations, as whoever follows their links meets them.

use crate::{
    domains::takes_invited,
    extract::{Form, Nothing, Resident, Segment, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    routes::managed,
    shown,
};
use actix_web::http::StatusCode;
use model::{
    Owner, confirmations, departures,
    invites::{self, Code, Invite},
    members, waiters,
};
use serde::Deserialize;
use std::time::Instant;
use ui::{Notice, forms::Joining, pages::InvitePage, url::Mode};

/// What stands behind the question mark of the forms for coming in.
#[derive(Default, Deserialize)]
pub struct InviteQuery {
    pub(super) invite: Option<String>,
}

/// `GET /invite/{code}`.
pub async fn one(visit: Visit, Segment(code): Segment) -> Answer {
    let good = good(&visit, Some(&code)).await?;
    let joining = joining(&visit, good.as_ref()).await?;
    let confirms = confirms(&visit, &code).await?;
    let Some(invite) = good else {
        let page = InvitePage { code: None, by: None, confirms, runs: false, app: None, joining };
        return Ok(visit.show_as(StatusCode::GONE, &page));
    };
    let (by, runs) = (who(&visit, &invite).await?, invite.role.is_some());
    let app = in_app(&visit, &joining, &code).await?;
    Ok(visit.show(&InvitePage { code: Some(code), by, confirms, runs, app, joining }))
}

/// Whether that code, good or not, was in a mail to somebody who signs up.
async fn confirms(visit: &Visit, code: &str) -> Result<bool, Fault> {
    let Some(code) = Code::parse(code) else { return Ok(false) };
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    match invites::by_code(database, &pod, &code).await? {
        Some(invite) => Ok(confirmations::is_one(database, &pod, &invite.id).await?),
        None => Ok(false),
    }
}

/// `POST /invite/{code}/take`: a member who is here already gets the role that goes with an invitation.
pub async fn take(member: Resident, Segment(code): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let invite = good(&member, Some(&code)).await?.filter(|invite| invite.role.is_some());
    let invite = invite.ok_or(Fault::NotFound)?;
    match invites::take(&member.app.database, &member.owner(), &invite.id, member.now).await {
        Ok(()) => Ok(member.go(&ui::url::operate(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The invitation of a code, if somebody may still come in by it.
///
/// # Errors
/// [`Fault::TooMany`] for who guesses; the database's own.
pub async fn good(visit: &Visit, code: Option<&str>) -> Result<Option<Invite>, Fault> {
    let Some(code) = code.and_then(Code::parse) else { return Ok(None) };
    if !visit.app.limits.take(Limit::InviteFrom(visit.address.into()), Instant::now()) {
        return Err(Fault::TooMany);
    }
    let found = invites::by_code(&visit.app.database, &visit.pod()?.id, &code).await?;
    let mut good = found.filter(|invite| invite.is_good(visit.now));
    if let Some(invite) = &good
        && is_of_who_is_out(visit, invite).await?
    {
        good = None;
    }
    if good.is_some() {
        visit.app.limits.give_back(Limit::InviteFrom(visit.address.into()));
    }
    Ok(good)
}

/// Whether whoever made it is kept out: nobody comes by her word meanwhile.
async fn is_of_who_is_out(visit: &Visit, invite: &Invite) -> Result<bool, Fault> {
    let Some(member) = invite.made_by else { return Ok(false) };
    let owner = Owner { pod: visit.pod()?.id, member };
    let member = members::get(&visit.app.database, &owner).await?;
    Ok(member.is_some_and(|member| member.is_suspended()))
}

/// Whether and how one can join by an invitation, or without one. A place that is kept for her is free for her alone.
///
/// # Errors
/// The database's own.
pub async fn joining(visit: &Visit, invite: Option<&Invite>) -> Result<Joining, Fault> {
    let pod = visit.pod()?;
    let joining = shown::joining(&visit.app, pod);
    let Some(invite) = invite else { return Ok(joining) };
    // who is to run the pod comes in where nobody else does
    let mode =
        if invite.role.is_some() && joining.mode == Mode::Closed { Mode::Invite } else { joining.mode };
    let kept = joining.full()
        && pod.members_used < pod.members_max
        && waiters::is_offer(&visit.app.database, &pod.id, &invite.id).await?;
    let places = if kept { Some(1) } else { joining.places };
    // her own word is no invitation where sign-ups pause
    let invited = !joining.paused || !confirmations::is_one(&visit.app.database, &pod.id, &invite.id).await?;
    Ok(Joining { mode, invited, places, ..joining })
}

/// What opens the invitation in an XMPP client, where that can make an account by it.
async fn in_app(visit: &Visit, joining: &Joining, code: &str) -> Result<Option<String>, Fault> {
    if !joining.possible() || !takes_invited(visit.pod()?) {
        return Ok(None);
    }
    let domain = managed::of(visit).await?.filter(|domain| managed::maker(visit, domain).is_some());
    let domain = domain.and_then(|domain| domain.domain);
    let code = Code::parse(code);
    Ok(domain.zip(code).map(|(domain, code)| ui::url::register_in_app(domain.as_str(), &code.reveal())))
}

/// The name of the member who invites, if she is still here.
async fn who(visit: &Visit, invite: &Invite) -> Result<Option<String>, Fault> {
    let Some(member) = invite.made_by else { return Ok(None) };
    let owner = Owner { pod: visit.pod()?.id, member };
    let member = members::get(&visit.app.database, &owner).await?.filter(|member| !member.is_suspended());
    if departures::of(&visit.app.database, &owner).await?.is_some() {
        return Ok(None);
    }
    Ok(member.map(|member| member.display_name().to_owned()))
}
