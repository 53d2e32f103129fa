//! Turns a fault into a page of the pod that the reader is on, in her language.

use crate::{app::App, extract::Visit, fault::Fault};
use actix_web::{
    Error, FromRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::Next,
    web,
};
use time::OffsetDateTime;
use ui::{
    Context, Language, Page, Place,
    pages::{ErrorKind, ErrorPage},
};

/// A middleware: what has no body yet because of a fault gets one.
///
/// # Errors
/// None of its own.
pub async fn pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(kind) = kind(&response) else { return Ok(response) };
    let status = response.status();
    let (request, _) = response.into_parts();
    let page = ErrorPage { kind };
    let answer = match Visit::from_request(&request, &mut Payload::None).await {
        Ok(visit) => visit.show_as(status, &page),
        Err(_) => nowhere(request.app_data::<web::Data<App>>(), status, &page),
    };
    Ok(ServiceResponse::new(request, answer))
}

fn kind(response: &ServiceResponse<BoxBody>) -> Option<ErrorKind> {
    let error = response.response().error()?;
    match error.as_error::<Fault>() {
        Some(Fault::SignedOut) => None,
        Some(fault) => Some(fault.kind()),
        None => match response.status() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(ErrorKind::NotFound),
            StatusCode::PAYLOAD_TOO_LARGE => Some(ErrorKind::TooLarge),
            status if status.is_client_error() => Some(ErrorKind::BadRequest),
            _ => Some(ErrorKind::Internal),
        },
    }
}

/// The page of a host that is no pod's, or of a pod whose database does not answer.
fn nowhere(app: Option<&web::Data<App>>, status: StatusCode, page: &ErrorPage) -> HttpResponse {
    let Some(app) = app else { return HttpResponse::new(status) };
    let platform = app.origins.of(app.origins.platform());
    let context = Context {
        place: Place::Platform,
        language: Language::default(),
        viewer: None,
        csrf: "",
        command: "",
        path: "/",
        origin: &platform,
        platform: &platform,
        notice: None,
        assets: app.bundle.assets(),
        now: (app.now)() as OffsetDateTime,
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(page.render(&context).into_string())
}
