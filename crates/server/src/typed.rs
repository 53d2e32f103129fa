//! What was typed into a form that comes too late: whose sign-in is over by now gets it back, and so does who has signed in again since.

use crate::{
    app::App,
    cookies::Name,
    extract::{Visit, form_body, same_origin, typed_fields},
    fault::Fault,
};
use actix_web::{
    Error, FromRequest, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
    web,
};
use ui::{
    hooks::SCRIPT_HEADER,
    pages::{Late, TypedPage},
};

/// A middleware: the form of a browser that was signed in once comes back with what was typed, if it is not taken for that alone.
///
/// # Errors
/// None of its own.
pub async fn kept(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !may_be_late(&request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    // an extractor that fails leaves nothing of what was sent
    let payload = request.parts_mut().1.take();
    let body = match form_body(payload).await {
        Ok(body) => web::Bytes::from(body),
        Err(fault) => return Ok(request.error_response(fault)),
    };
    request.set_payload(Payload::from(body.clone()));
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(late) = late(&response) else { return Ok(response) };
    let answer = again(response.request(), response.status(), late, &body).await;
    match answer {
        Some(answer) => Ok(response.into_response(answer)),
        None => Ok(response),
    }
}

/// A form that a browser sends by itself, from a page of ours, and that was signed in. The script keeps what was typed where it is.
fn may_be_late(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    let kind = headers.get(header::CONTENT_TYPE).map(header::HeaderValue::as_bytes);
    let is_form = kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded"));
    let by_browser = headers.contains_key(header::ORIGIN) && !headers.contains_key(SCRIPT_HEADER);
    *request.method() == Method::POST && is_form && by_browser && was_signed_in(request)
}

fn was_signed_in(request: &ServiceRequest) -> bool {
    let Some(app) = request.app_data::<web::Data<App>>() else { return false };
    let names = [Name::Browser, Name::Admin, Name::Support];
    names.into_iter().any(|name| app.cookies.read(request.request(), name).is_some())
}

/// Whether the browser knows of a visit for support, and of nothing else.
fn was_visiting(request: &HttpRequest) -> bool {
    let Some(app) = request.app_data::<web::Data<App>>() else { return false };
    let has = |name| app.cookies.read(request, name).is_some();
    has(Name::Support) && !has(Name::Browser)
}

fn late(response: &ServiceResponse) -> Option<Late> {
    match response.response().error()?.as_error::<Fault>()? {
        Fault::SignedOut if was_visiting(response.request()) => Some(Late::VisitOver),
        Fault::SignedOut | Fault::NoAdmin(_) => Some(Late::SignedOut),
        Fault::ForgedForm(_) => Some(Late::OldToken),
        _ => None,
    }
}

/// The page with the form, for whoever sent it from this very host and has typed something.
async fn again(request: &HttpRequest, status: StatusCode, late: Late, body: &[u8]) -> Option<HttpResponse> {
    let visit = Visit::from_request(request, &mut Payload::None).await.ok()?;
    same_origin(request, &visit).ok()?;
    let action = request.uri().path_and_query()?.as_str().to_owned();
    let page = TypedPage { action, fields: typed_fields(body)?, late };
    page.has_words().then(|| match late {
        Late::SignedOut | Late::VisitOver => visit.show_again(&page),
        Late::OldToken => visit.show_as(status, &page),
    })
}
