//! A member's own invitations.

use crate::{
    domains,
    extract::{Form, Nothing, Resident, Segment},
    fault::{Answer, Fault},
    limits::Limit,
    shown,
};
use model::{
    InviteId,
    audit::{Actor, By},
    invites::{self, Invite},
    members::Member,
    newcomers::limits,
};
use std::time::Instant;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, MayInvite, OwnInvite, OwnInvitesPage, Question},
    url,
};

/// The most invitations of the page,
const SHOWN: usize = 100;

/// and the most who came by them.
const CAME: usize = 200;

/// `GET /settings/invites`.
pub async fn list(member: Resident) -> Answer {
    Ok(member.show(&page(&member).await?))
}

/// `POST /settings/invites`: for one person. Its link is on no other page.
pub async fn make(member: Resident, Form(Nothing {}): Form<Nothing>) -> Answer {
    let before = page(&member).await?;
    if before.may != MayInvite::Yes {
        return Ok(member.show_again(&before));
    }
    let (app, id) = (&member.app, member.me().id.to_string());
    let limits = [Limit::Act(&id), Limit::InviteBy(&id)];
    if !limits.into_iter().all(|limit| app.limits.take(limit, Instant::now())) {
        let errors = Errors::form(Problem::TooOften);
        return Ok(member.show_again(&OwnInvitesPage { errors, ..before }));
    }
    let most = domains::most_open(app, member.me(), true).await?;
    let made = invites::by_member(&app.database, &member.owner(), most, false, &by(&member)).await;
    if made.is_err() {
        app.limits.give_back(Limit::InviteBy(&id));
    }
    match made {
        Ok((_, code)) => {
            // only its hash is kept: there is no other page that could show it
            let link = url::absolute(member.origin(), &url::invite(&code.reveal()));
            Ok(member.show(&OwnInvitesPage { made: Some(link), ..page(&member).await? }))
        }
        // since she looked she has made another, or is limited: the page says so
        Err(model::Error::TooLarge(_) | model::Error::StillNew(_)) => {
            Ok(member.show_again(&page(&member).await?))
        }
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// `GET /settings/invites/{id}/revoke`: asks.
pub async fn revoke_form(member: Resident, Segment(id): Segment) -> Answer {
    let id: InviteId = id.parse().map_err(|_| Fault::NotFound)?;
    let hers = invites::own(&member.app.database, &member.owner(), &id).await?;
    let open = hers.filter(|invite| invite.is_good(member.now)).ok_or(Fault::NotFound)?;
    Ok(member.show(&ConfirmPage { question: Question::TakeBackInvite(open.id.to_string()) }))
}

/// `POST /settings/invites/{id}/revoke`.
pub async fn revoke(member: Resident, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id: InviteId = id.parse().map_err(|_| Fault::NotFound)?;
    let (database, me) = (&member.app.database, member.me().id);
    match invites::revoke(database, &member.home().id, &id, Some(&me), &by(&member)).await {
        Ok(()) => Ok(member.go(&url::settings_invites(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

fn by(member: &Resident) -> By {
    By { actor: Actor::Person(member.me().jid.clone()), at: member.now }
}

async fn page(member: &Resident) -> Result<OwnInvitesPage, Fault> {
    let (database, owner, now) = (&member.app.database, member.owner(), member.now);
    let most = domains::most_open(&member.app, member.me(), true).await?;
    let open = invites::open_of(database, &owner, now).await?;
    let hers = invites::latest(database, &owner, one_more(SHOWN)).await?;
    let came = invites::who_came(database, &owner, one_more(CAME)).await?;
    let more = hers.len() > SHOWN || came.len() > CAME;
    let row = |invite: &Invite| OwnInvite { good: invite.is_good(now), ..row(invite, &came) };
    Ok(OwnInvitesPage {
        made: None,
        may: may(member, open, most).await?,
        open: count(open),
        most: count(most),
        days: count(invites::GOOD.whole_days()),
        invites: hers.iter().take(SHOWN).map(row).collect(),
        more,
        errors: Errors::none(),
    })
}

/// Whether she may make another.
async fn may(member: &Resident, open: i64, most: i64) -> Result<MayInvite, Fault> {
    if most <= 0 {
        return Ok(MayInvite::No);
    } else if !domains::takes_invited(member.home()) {
        return Ok(MayInvite::Closed);
    }
    let new = limits::of(&member.app.database, &member.owner(), member.now).await?;
    Ok(match new {
        Some(new) => MayInvite::New(new.until),
        None if open >= most => MayInvite::Full,
        None => MayInvite::Yes,
    })
}

fn row(invite: &Invite, came: &[(InviteId, Member)]) -> OwnInvite {
    let hers = came.iter().take(CAME).filter(|(by, _)| *by == invite.id);
    OwnInvite {
        id: invite.id.to_string(),
        note: invite.note.clone(),
        made: invite.created_at,
        until: invite.expires_at,
        used: count(invite.used),
        uses: count(invite.uses),
        good: false,
        came: hers.map(|(_, member)| shown::member(member)).collect(),
    }
}

fn one_more(most: usize) -> i64 {
    i64::try_from(most + 1).unwrap_or(i64::MAX)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
