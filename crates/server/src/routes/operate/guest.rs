//! The member as whom anybody may look around.

use crate::{
    extract::{Form, Nothing, Operator, Own},
    fault::{Answer, Fault},
    routes::accounts,
};
use jid::BareJid;
use model::{Database, Owner, PodId, departures, guests, members, roles};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, GuestPage, NamedGuest, Question},
    url,
};

/// The fields of the form.
#[derive(Deserialize)]
pub struct GuestFields {
    #[serde(default)]
    jid: String,
    #[serde(default)]
    password: String,
}

/// `GET /operate/guest`.
pub async fn show(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator, String::new(), Errors::none()).await?))
}

/// `POST /operate/guest`. Who is named is read by everybody: it takes her password.
pub async fn name(Own(operator): Own<Operator>, Form(fields): Form<GuestFields>) -> Answer {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let before = guests::of(database, &pod).await?;
    let jid = match prove(&operator, &fields).await? {
        Ok(jid) => jid,
        Err(errors) => return Ok(operator.show_again(&page(&operator, fields.jid, errors).await?)),
    };
    match guests::name(database, &pod, &jid, &operator.by()).await {
        Ok(owner) => {
            put_out(&operator, before.map(|guest| guest.owner)).await;
            put_out(&operator, Some(owner)).await;
            Ok(operator.go(&url::operate_guest(), Some(Notice::Saved)))
        }
        Err(model::Error::NotFound(_)) => {
            let errors = no_guest();
            Ok(operator.show_again(&page(&operator, fields.jid, errors).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /operate/guest/revoke`: asks.
pub async fn revoke_form(operator: Operator) -> Answer {
    let guest = guests::of(&operator.app.database, &operator.home().id).await?.ok_or(Fault::NotFound)?;
    Ok(operator.show(&ConfirmPage { question: Question::RevokeGuest(guest.jid.to_string()) }))
}

/// `POST /operate/guest/revoke`.
pub async fn revoke(operator: Operator, Form(Nothing {}): Form<Nothing>) -> Answer {
    match guests::revoke(&operator.app.database, &operator.home().id, &operator.by()).await {
        Ok(guest) => put_out(&operator, Some(guest.owner)).await,
        // pressed twice is done once
        Err(model::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(operator.go(&url::operate_guest(), Some(Notice::Saved)))
}

/// The address of a member without a role whose password was typed. Her session signs in with it, and by itself from then on.
async fn prove(operator: &Operator, fields: &GuestFields) -> Result<Result<BareJid, Errors>, Fault> {
    let known = known(&operator.app.database, &operator.home().id, &fields.jid).await?;
    let Some(jid) = known else { return Ok(Err(no_guest())) };
    let signed = accounts::sign_in(operator, jid.as_str(), &fields.password, true, None).await?;
    Ok(signed.map(|_| jid))
}

/// The address of a member who can be the guest of a pod, whoever names her: the console, a program or the command line.
///
/// # Errors
/// The database's own.
pub async fn known(database: &Database, pod: &PodId, typed: &str) -> Result<Option<BareJid>, model::Error> {
    let Ok(jid) = BareJid::new(typed.trim()) else { return Ok(None) };
    let member = members::by_jid(database, pod, &jid).await?.filter(|member| !member.is_suspended());
    let Some(member) = member else { return Ok(None) };
    let has_left = departures::of(database, &member.owner()).await?.is_some();
    let has_role = roles::role_of(database, pod, &jid).await?.is_some();
    Ok(Some(jid).filter(|_| !has_left && !has_role))
}

/// That it is nobody who can be the guest.
#[must_use]
pub fn no_guest() -> Errors {
    Errors::one("jid", Problem::NoGuest)
}

/// Ends the open pages of whoever looks around.
async fn put_out(operator: &Operator, guest: Option<Owner>) {
    if let Some(owner) = guest {
        operator.app.pool.browsers_changed(&owner).await;
    }
}

async fn page(operator: &Operator, jid: String, errors: Errors) -> Result<GuestPage, Fault> {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let ready = guests::is_open(database, &pod).await?;
    let guest = guests::of(database, &pod).await?;
    let guest =
        guest.map(|guest| NamedGuest { jid: guest.jid.to_string(), cleared: guest.cleared_at, ready });
    Ok(GuestPage { guest, jid, errors })
}
