//! Leaving the pod, and coming back.

use crate::{
    extract::{Left, Nothing, OwnForm, Resident, Visit},
    fault::{Answer, Fault},
    routes::{
        accounts::{enter, forget},
        managed,
    },
};
use actix_web::{HttpRequest, HttpResponse, http::header};
use jid::BareJid;
use model::{browsers, departures, sessions};
use ui::{
    Notice,
    pages::{LeavePage, LeftPage},
    url,
};

/// `GET /settings/leave`: asks a member, and tells who has left how to come back.
pub async fn form(visit: Visit, member: Result<Resident, Fault>) -> Answer {
    if let Some(left) = visit.left() {
        return Ok(visit.show(&left_page(&visit, left).await?));
    }
    let member = member?;
    let me = member.me();
    Ok(member.show(&LeavePage {
        jid: me.jid.to_string(),
        server: me.jid.domain().to_string(),
        handle: me.handle.to_string(),
        days: u32::try_from(departures::KEPT.whole_days()).unwrap_or_default(),
        rests: rests(&member, &me.jid).await?,
    }))
}

/// `GET /settings/leave/receipt`: what is said to who has left, to take along.
pub async fn receipt(visit: Visit) -> Answer {
    let Some(left) = visit.left() else { return Ok(visit.go(&url::settings_leave(), None)) };
    let page = left_page(&visit, left).await?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"receipt.txt\""))
        .insert_header((header::CONTENT_LANGUAGE, visit.language.tag()))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.body(page.receipt(&visit.context())))
}

/// `POST /settings/leave`.
pub async fn leave(member: Resident, request: HttpRequest, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    let (app, owner) = (&member.app, member.owner());
    departures::begin(&app.database, &owner, None, member.now).await?;
    app.pool.browsers_changed(&owner).await;
    if let Err(error) = app.pool.sign_out(&owner.pod, &member.me().jid).await {
        tracing::warn!(%error, "the session of a member who left ends later");
    }
    // signed in anew, for the receipt and the way back: whatever the old token opened is closed
    enter(&member, &request, owner.member, &url::settings_leave(), None).await
}

/// `POST /settings/leave/undo`.
pub async fn undo(visit: Visit, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    let Some(Left { browser, member, .. }) = visit.left() else { return Ok(visit.go(&url::feed(), None)) };
    let (app, owner) = (&visit.app, member.owner());
    match departures::undo(&app.database, &owner, visit.now).await {
        Ok(()) => {}
        Err(model::Error::NotFound(_)) => {
            // too late, or she was back in another browser
            if departures::of(&app.database, &owner).await?.is_some() {
                return Ok(visit.go(&url::settings_leave(), None));
            }
        }
        Err(error) => return Err(error.into()),
    }
    if sessions::get(&app.database, &owner).await?.is_some_and(|session| session.secret.is_some()) {
        if let Err(error) = app.pool.come_back(&owner.pod, &member.jid).await {
            tracing::warn!(%error, "the session of a member who came back begins later");
        }
        return Ok(visit.go(&url::feed(), Some(Notice::CameBack)));
    }
    // nothing is left that her session could begin with
    match browsers::remove(&app.database, &owner, &browser.id).await {
        Ok(()) | Err(model::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let mut answer = visit.go(&url::login(), Some(Notice::CameBackSignIn));
    forget(&visit, &mut answer)?;
    Ok(answer)
}

async fn left_page(visit: &Visit, left: &Left) -> Result<LeftPage, Fault> {
    let Left { member, departure, .. } = left;
    let (since, until, account) = (departure.since, departure.until(), departure.account);
    let rests = rests(visit, &member.jid).await?;
    Ok(LeftPage { jid: member.jid.to_string(), since, until, account, rests })
}

/// Whether an account that stays signs in nowhere once its owner cannot come back: the pod looks after it.
async fn rests(visit: &Visit, jid: &BareJid) -> Result<bool, Fault> {
    Ok(managed::of(visit).await?.is_some_and(|domain| domain.keeps(jid)))
}
