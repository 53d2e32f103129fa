//! Who is kept out of all pods.

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
    pages::{AdminBlocksPage, BlockForm},
    url,
};

/// `GET /admin/blocks`.
pub async fn list(admin: Admin, query: web::Query<BlocksQuery>) -> Answer {
    let after = query.after()?;
    Ok(admin.show(&page(&admin, after.as_ref(), BlockForm::default()).await?))
}

/// `POST /admin/blocks`.
pub async fn add(admin: Admin, Form(fields): Form<BlockFields>) -> Answer {
    match read(&fields, admin.now) {
        Ok(new) => {
            blocks::add_everywhere(&admin.app.database, new, &admin.by()).await?;
            Ok(admin.go(&url::admin_blocks(), Some(Notice::Saved)))
        }
        Err(errors) => Ok(admin.show_again(&page(&admin, None, typed(fields, errors)).await?)),
    }
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
