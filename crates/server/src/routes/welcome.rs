//! First steps after sign-up.

use crate::{
    bounds,
    extract::{Form, Member, Resident},
    fault::{Answer, Fault},
    routes::{feed::LONGEST, managed, settings::handle_problem},
    shown,
};
use model::{contacts, funds, introductions, members, posts, recoveries};
use serde::Deserialize;
use ui::{
    Errors, Notice,
    forms::Composer,
    pages::{Steps, WelcomePage},
    url,
};

/// The field of `/welcome`.
#[derive(Deserialize)]
pub struct HandleForm {
    #[serde(default)]
    handle: String,
}

/// `GET /welcome`.
pub async fn steps(member: Member) -> Answer {
    let handle = member.me().handle.to_string();
    Ok(member.show(&page(&member, handle, Errors::none()).await?))
}

/// `POST /welcome`.
pub async fn handle(member: Resident, Form(form): Form<HandleForm>) -> Answer {
    match change_handle(&member, &form.handle).await? {
        Ok(()) => Ok(member.go(&url::welcome(), Some(Notice::Saved))),
        Err(errors) => Ok(member.show_again(&page(&member, form.handle, errors).await?)),
    }
}

/// Gives the member another handle, or says what is wrong with it.
///
/// # Errors
/// The database's.
pub async fn change_handle(member: &Member, typed: &str) -> Result<Result<(), Errors>, Fault> {
    let Ok(handle) = typed.trim().trim_start_matches('@').parse() else {
        return Ok(Err(Errors::one("handle", ui::Problem::HandleInvalid)));
    };
    match members::set_handle(&member.app.database, &member.owner(), &handle, member.now).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(Errors::one("handle", handle_problem(error)?))),
    }
}

async fn page(member: &Member, handle: String, errors: Errors) -> Result<WelcomePage, Fault> {
    let database = &member.app.database;
    let known = contacts::list(database, &member.owner()).await?;
    let written = posts::by_author(database, &member.owner(), &member.me().jid, None, 1).await?;
    let readers = known.iter().filter(|row| crate::reading::reads_us(row)).count();
    let contacts = u32::try_from(readers).unwrap_or(u32::MAX);
    let jid = &member.me().jid;
    let kept = managed::of(member).await?.is_some_and(|domain| domain.keeps(jid));
    let codes = kept.then_some(recoveries::left(database, &member.owner()).await? > 0);
    let newness = bounds::newness(member).await?;
    let said = introductions::get(database, &member.home().id).await?;
    Ok(WelcomePage {
        welcome: shown::welcome(&said),
        steps: Steps { handle: true, friend: !known.is_empty(), post: !written.is_empty(), codes },
        elsewhere: (!kept && !member.is_guest()).then(|| jid.domain().to_string()),
        handle,
        friend: String::new(),
        composer: Composer { contacts, longest: LONGEST, newness, ..Composer::default() },
        newness,
        gift: shown::gift(&funds::get(database, &member.home().id).await?),
        errors,
    })
}
