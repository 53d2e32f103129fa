//! The member as whom anybody may look around.

use crate::{
    extract::{Form, Nothing, Operator},
    fault::{Answer, Fault},
};
use jid::BareJid;
use model::{Owner, guests};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{GuestPage, NamedGuest},
    url,
};

/// The field of the form.
#[derive(Deserialize)]
pub struct GuestFields {
    #[serde(default)]
    jid: String,
}

/// `GET /operate/guest`.
pub async fn show(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator, String::new(), Errors::none()).await?))
}

/// `POST /operate/guest`.
pub async fn name(operator: Operator, Form(fields): Form<GuestFields>) -> Answer {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let before = guests::of(database, &pod).await?;
    let named = match BareJid::new(fields.jid.trim()) {
        Ok(jid) => guests::name(database, &pod, &jid, &operator.by()).await,
        Err(_) => Err(model::Error::NotFound("member")),
    };
    match named {
        Ok(owner) => {
            put_out(&operator, before.map(|guest| guest.owner)).await;
            put_out(&operator, Some(owner)).await;
            Ok(operator.go(&url::operate_guest(), Some(Notice::Saved)))
        }
        Err(model::Error::NotFound(_)) => {
            let errors = Errors::one("jid", Problem::NoGuest);
            Ok(operator.show_again(&page(&operator, fields.jid, errors).await?))
        }
        Err(error) => Err(error.into()),
    }
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
