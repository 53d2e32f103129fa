//! The bundle's files, and a pod's colour.

use crate::{
    app::App,
    fault::{Answer, Fault},
};
use actix_web::{HttpResponse, http::header, web};

/// A file's name changes with its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /assets/{file}`.
pub async fn file(app: web::Data<App>, name: web::Path<String>) -> Answer {
    let file = app.bundle.file(&name).ok_or(Fault::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(file.mime).insert_header((header::CACHE_CONTROL, FOR_EVER));
    Ok(answer.body(file.bytes.into_owned()))
}

/// `GET /style/{accent}.css`.
pub async fn accent(name: web::Path<String>) -> Answer {
    let accent = name.strip_suffix(".css").and_then(ui::Accent::parse).ok_or(Fault::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"));
    Ok(answer.body(ui::accent::stylesheet(accent)))
}
