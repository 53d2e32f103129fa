//! Deleting a member's account on its server.

use crate::{
    extract::{Member, OwnForm, Resident},
    fault::{Answer, Fault},
    routes::accounts::{LONGEST, enter, may_try, sign_in_errors, was_right},
};
use actix_web::HttpRequest;
use jid::BareJid;
use model::departures;
use pool::SignInRefusal;
use serde::Deserialize;
use ui::{
    Errors, Problem,
    pages::{DeletePage, Offer},
    url,
};

/// The fields of `/settings/delete`.
#[derive(Deserialize)]
pub struct DeleteFields {
    #[serde(default)]
    jid: String,
    #[serde(default)]
    password: String,
}

/// `GET /settings/delete`.
pub async fn form(member: Resident) -> Answer {
    let offer = match refusal(&member).await? {
        Some(offer) => offer,
        None => Offer::Here { typed: String::new(), errors: Errors::none() },
    };
    Ok(member.show(&page(&member, offer)))
}

/// `POST /settings/delete`.
pub async fn delete(
    member: Resident,
    request: HttpRequest,
    OwnForm(fields): OwnForm<DeleteFields>,
) -> Answer {
    if let Some(offer) = refusal(&member).await? {
        return Ok(member.show_again(&page(&member, offer)));
    }
    let errors = match check(&member, &fields) {
        errors if errors.is_empty() => ask(&member, &fields.password).await?,
        errors => errors,
    };
    if !errors.is_empty() {
        return Ok(member.show_again(&page(&member, Offer::Here { typed: fields.jid, errors })));
    }
    member.app.pool.browsers_changed(&member.owner()).await;
    // signed in anew, for the receipt and the way back
    enter(&member, &request, member.owner().member, &url::settings_leave(), None).await
}

/// Why it cannot be done from here; nothing where it can.
async fn refusal(member: &Member) -> Result<Option<Offer>, Fault> {
    let (pod, jid) = (member.home(), &member.me().jid);
    if pod.xmpp_domain.as_deref() != Some(jid.domain()) {
        return Ok(Some(Offer::Elsewhere));
    }
    Ok(match member.app.pool.can_delete(&pod.id, jid).await? {
        Some(true) => None,
        Some(false) => Some(Offer::NotOffered),
        None => Some(Offer::Away),
    })
}

fn check(member: &Member, fields: &DeleteFields) -> Errors {
    let mut errors = Errors::none();
    let typed = BareJid::new(fields.jid.trim()).ok();
    if fields.jid.trim().is_empty() {
        errors.push("jid", Problem::Required);
    } else if typed.as_ref() != Some(&member.me().jid) {
        errors.push("jid", Problem::NotThisAddress);
    }
    if fields.password.is_empty() {
        errors.push("password", Problem::Required);
    } else if fields.password.len() > LONGEST {
        errors.push("password", Problem::WrongPassword);
    }
    errors
}

/// Has it noted that she leaves, and that her account is to be deleted. What is wrong, if anything is.
async fn ask(member: &Member, password: &str) -> Result<Errors, Fault> {
    let jid = &member.me().jid;
    if !may_try(member, jid) {
        return Ok(Errors::form(Problem::TooOften));
    }
    let noted = member.app.pool.delete_account(&member.home().id, jid, password).await?;
    if noted != Err(SignInRefusal::WrongPassword) {
        was_right(member, jid);
    }
    Ok(noted.err().map_or_else(Errors::none, |refusal| sign_in_errors(refusal, jid)))
}

fn page(member: &Member, offer: Offer) -> DeletePage {
    let jid = &member.me().jid;
    DeletePage {
        jid: jid.to_string(),
        server: jid.domain().to_string(),
        days: u32::try_from(departures::KEPT.whole_days()).unwrap_or_default(),
        offer,
    }
}
