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
    Owner, confirmations,
    invites::{self, Code, Invite, Met},
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
    let met = met(&visit, Some(&code)).await?;
    let confirms = met.as_ref().is_some_and(|met| met.own_word);
    let good = met.filter(|met| met.good).map(|met| met.invite);
    let joining = joining(&visit, good.as_ref()).await?;
    let Some(invite) = good else {
        let page = InvitePage { code: None, by: None, confirms, runs: false, app: None, joining };
        return Ok(visit.show_as(StatusCode::GONE, &page));
    };
    let (by, runs) = (who(&visit, &invite).await?, invite.role.is_some());
    let app = in_app(&visit, &joining, &code).await?;
    Ok(visit.show(&InvitePage { code: Some(code), by, confirms, runs, app, joining }))
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
    Ok(met(visit, code).await?.filter(|met| met.good).map(|met| met.invite))
}

/// The invitation of a code, good or not.
async fn met(visit: &Visit, code: Option<&str>) -> Result<Option<Met>, Fault> {
    let Some(code) = code.and_then(Code::parse) else { return Ok(None) };
    if !visit.app.limits.take(Limit::InviteFrom(visit.address.into()), Instant::now()) {
        return Err(Fault::TooMany);
    }
    let met = invites::meet(&visit.app.database, &visit.pod()?.id, &code, visit.now).await?;
    if met.as_ref().is_some_and(|met| met.good) {
        visit.app.limits.give_back(Limit::InviteFrom(visit.address.into()));
    }
    Ok(met)
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

/// The name of the member who invites. She is here, or it would not be good.
async fn who(visit: &Visit, invite: &Invite) -> Result<Option<String>, Fault> {
    let Some(member) = invite.made_by else { return Ok(None) };
    let owner = Owner { pod: visit.pod()?.id, member };
    let member = members::get(&visit.app.database, &owner).await?;
    Ok(member.map(|member| member.display_name().to_owned()))
}
