//! Who is kept out of all pods.

use super::count;
use crate::{
    extract::{Admin, Form},
    fault::{Answer, Fault},
    routes::operate::blocks::{BlockFields, BlocksQuery, PAGE, RemoveFields, part, read, typed},
};
use actix_web::web;
use jid::BareJid;
use model::blocks;
use ui::{
    Notice,
    pages::{AdminBlocksPage, BlockForm, Sure, SurePage},
    url,
};

/// `GET /admin/blocks`.
pub async fn list(admin: Admin, query: web::Query<BlocksQuery>) -> Answer {
    let after = query.after()?;
    Ok(admin.show(&page(&admin, after.as_ref(), BlockForm::default()).await?))
}

/// `POST /admin/blocks`. Of all of a domain it asks first.
pub async fn add(admin: Admin, Form(fields): Form<BlockFields>) -> Answer {
    let new = match read(&fields, admin.now) {
        Ok(new) => new,
        Err(errors) => return Ok(admin.show_again(&page(&admin, None, typed(fields, errors)).await?)),
    };
    let database = &admin.app.database;
    if new.subject.node().is_none() && fields.sure.is_none() {
        let members = count(blocks::concerned(database, &new.subject).await?);
        let (domain, days) = (new.subject.to_string(), fields.days.trim().to_owned());
        let what = Sure::BlockDomain { domain, reason: new.reason, days, members };
        return Ok(admin.show(&SurePage { what }));
    }
    blocks::add_everywhere(database, new, &admin.by()).await?;
    Ok(admin.go(&url::admin_blocks(), Some(Notice::Saved)))
}

/// `POST /admin/blocks/remove`. Twice is once.
pub async fn remove(admin: Admin, Form(RemoveFields { subject }): Form<RemoveFields>) -> Answer {
    let subject = BareJid::new(&subject).map_err(|_| Fault::NotFound)?;
    match blocks::remove_everywhere(&admin.app.database, &subject, &admin.by()).await {
        Ok(()) | Err(model::Error::NotFound(_)) => Ok(admin.go(&url::admin_blocks(), Some(Notice::Saved))),
        Err(error) => Err(error.into()),
    }
}

async fn page(admin: &Admin, after: Option<&BareJid>, form: BlockForm) -> Result<AdminBlocksPage, Fault> {
    let found = blocks::page_everywhere(&admin.app.database, after, PAGE + 1).await?;
    let (blocks, older) = part(found, admin.now);
    Ok(AdminBlocksPage { blocks, older, form })
}
