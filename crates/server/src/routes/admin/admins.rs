//! Who looks after the deployment.

use super::plans::SureFields;
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    routes::accounts::parse_address,
};
use jid::BareJid;
use model::admins;
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{AdminsPage, Sure, SurePage},
    url,
};

/// The field of the form.
#[derive(Deserialize)]
pub struct AdminFields {
    #[serde(default)]
    jid: String,
}

/// `GET /admin/admins`.
pub async fn list(admin: Admin) -> Answer {
    Ok(admin.show(&page(&admin, String::new(), Errors::none()).await?))
}

/// `POST /admin/admins`.
pub async fn add(admin: Admin, Form(AdminFields { jid }): Form<AdminFields>) -> Answer {
    let Some(address) = parse_address(&jid) else {
        let problem = if jid.trim().is_empty() { Problem::Required } else { Problem::AddressInvalid };
        return Ok(admin.show_again(&page(&admin, jid, Errors::one("jid", problem)).await?));
    };
    admins::grant(&admin.app.database, &address, &admin.by()).await?;
    Ok(admin.go(&url::admin_admins(), Some(Notice::Saved)))
}

/// `POST /admin/admins/{jid}/remove`: asks first.
pub async fn remove(
    admin: Admin,
    Segment(jid): Segment,
    Form(SureFields { sure }): Form<SureFields>,
) -> Answer {
    let jid = BareJid::new(&jid).map_err(|_| Fault::NotFound)?;
    if sure.is_none() {
        if !admins::contains(&admin.app.database, &jid).await? {
            return Err(Fault::NotFound);
        }
        return Ok(admin.show(&SurePage { what: Sure::AdminRemove { jid: jid.to_string() } }));
    }
    match admins::revoke(&admin.app.database, &jid, &admin.by()).await {
        Ok(()) => {}
        Err(model::Error::LastAdmin) => {
            let errors = Errors::form(Problem::LastAdmin);
            return Ok(admin.show_again(&page(&admin, String::new(), errors).await?));
        }
        Err(model::Error::NotFound(_)) => return Err(Fault::NotFound),
        Err(error) => return Err(error.into()),
    }
    // who has given up her own role finds nothing here any more
    let next = if jid == *admin.jid() { url::front() } else { url::admin_admins() };
    Ok(admin.go(&next, Some(Notice::Saved)))
}

async fn page(admin: &Admin, jid: String, errors: Errors) -> Result<AdminsPage, Fault> {
    let admins = admins::list(&admin.app.database).await?;
    Ok(AdminsPage { admins: admins.iter().map(ToString::to_string).collect(), jid, errors })
}
