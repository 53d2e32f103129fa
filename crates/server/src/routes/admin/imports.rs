//! Lists that others keep of pods: which are read, and what came of it.

use super::count;
use crate::{
    extract::{Admin, Form},
    fault::{Answer, Fault},
    importing::{self, LONGEST},
};
use model::imports::{self, Added, Kind, Source};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ImportKind, ImportRow, ImportsPage, Sure, SurePage},
    url,
};

/// The fields of a list that is added.
#[derive(Deserialize)]
pub struct ImportFields {
    kind: String,
    address: String,
}

/// The field of a list that is there.
#[derive(Deserialize)]
pub struct ListFields {
    address: String,
}

/// The fields of a removal, the last once it was asked.
#[derive(Deserialize)]
pub struct RemoveFields {
    address: String,
    sure: Option<String>,
}

/// `GET /admin/imports`.
pub async fn list(admin: Admin) -> Answer {
    Ok(admin.show(&page(&admin, ImportKind::Providers, String::new(), Errors::none()).await?))
}

/// `POST /admin/imports`: reads one more from now on.
pub async fn add(admin: Admin, Form(fields): Form<ImportFields>) -> Answer {
    let chosen = ImportKind::from_code(&fields.kind);
    let chosen = chosen.ok_or_else(|| Fault::BadRequest("no such kind of list".to_owned()))?;
    let kind = kind(chosen);
    let errors = match importing::address(kind, &fields.address) {
        None => Errors::one("address", Problem::ListInvalid),
        Some(address) => {
            match imports::add(&admin.app.database, &address, kind, Some(admin.now), &admin.by()).await? {
                Added::New | Added::Known => return Ok(saved(&admin)),
                Added::Full => Errors::form(Problem::ListsFull),
            }
        }
    };
    let typed: String = fields.address.chars().take(LONGEST).collect();
    Ok(admin.show_again(&page(&admin, chosen, typed, errors).await?))
}

/// `POST /admin/imports/read`.
pub async fn read(admin: Admin, Form(ListFields { address }): Form<ListFields>) -> Answer {
    found(imports::hurry(&admin.app.database, &known(address)?, admin.now).await)?;
    Ok(saved(&admin))
}

/// `POST /admin/imports/remove`: asks first.
pub async fn remove(admin: Admin, Form(fields): Form<RemoveFields>) -> Answer {
    let (database, address) = (&admin.app.database, known(fields.address)?);
    if fields.sure.is_none() {
        let lists = imports::sources(database).await?;
        let list = lists.into_iter().find(|list| list.address == address).ok_or(Fault::NotFound)?;
        let what = Sure::ImportRemove { pods: count(list.found), address };
        return Ok(admin.show(&SurePage { what }));
    }
    found(imports::remove(database, &address, &admin.by()).await)?;
    Ok(saved(&admin))
}

fn saved(admin: &Admin) -> actix_web::HttpResponse {
    admin.go(&url::admin_imports(), Some(Notice::Saved))
}

/// No database takes more, and no list is called so.
fn known(address: String) -> Result<String, Fault> {
    if address.chars().any(char::is_control) { Err(Fault::NotFound) } else { Ok(address) }
}

fn found(done: Result<(), model::Error>) -> Result<(), Fault> {
    done.map_err(|error| match error {
        model::Error::NotFound(_) => Fault::NotFound,
        error => error.into(),
    })
}

async fn page(
    admin: &Admin,
    kind: ImportKind,
    address: String,
    errors: Errors,
) -> Result<ImportsPage, Fault> {
    let lists = imports::sources(&admin.app.database).await?;
    Ok(ImportsPage { lists: lists.into_iter().map(row).collect(), kind, address, errors })
}

fn row(source: Source) -> ImportRow {
    ImportRow {
        kind: shown(source.kind),
        ran_at: source.ran_at,
        due_at: source.due_at,
        found: count(source.found),
        left_out: count(source.left_out),
        error: source.error,
        address: source.address,
    }
}

fn kind(kind: ImportKind) -> Kind {
    match kind {
        ImportKind::Movim => Kind::Movim,
        ImportKind::NodeInfo => Kind::NodeInfo,
        ImportKind::Providers => Kind::Providers,
    }
}

fn shown(kind: Kind) -> ImportKind {
    match kind {
        Kind::Movim => ImportKind::Movim,
        Kind::NodeInfo => ImportKind::NodeInfo,
        Kind::Providers => ImportKind::Providers,
    }
}
