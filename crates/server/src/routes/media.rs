//! Pictures that the pod keeps.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
};
use actix_web::{HttpResponse, http::header, web};
use model::pictures;

/// `GET /media/{hash}`. A hash that cannot be guessed names a picture; visitors see those of public blogs.
pub async fn picture(visit: Visit, hash: web::Path<String>) -> Answer {
    let pod = visit.pod()?;
    let picture = pictures::get(&visit.app.database, &pod.id, &hash).await?.ok_or(Fault::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(picture.mime)
        .insert_header((header::CACHE_CONTROL, "private, max-age=86400, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    Ok(answer.body(picture.bytes))
}
