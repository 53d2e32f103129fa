//! Turns a fault into a page of the pod that the reader is on, in her language.

use crate::{
    app::App,
    extract::{Visit, found, language},
    fault::Fault,
    origins::asked,
    shown,
    tenants::Tenant,
};
use actix_web::{
    Error, FromRequest, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
    web,
};
use model::pods::{self, Pod};
use std::sync::Arc;
use time::OffsetDateTime;
use ui::{
    Context, Page, Place, PodBrand, markdown,
    pages::{ErrorKind, ErrorPage, FarewellPage, SuspendedPage},
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
    let answer = match Visit::from_request(&request, &mut Payload::None).await {
        Ok(visit) => visit.show_as(status, &ErrorPage { kind }),
        Err(_) => closed(&request, status, kind).await,
    };
    Ok(ServiceResponse::new(request, answer))
}

fn kind(response: &ServiceResponse<BoxBody>) -> Option<ErrorKind> {
    let error = response.response().error()?;
    match error.as_error::<Fault>() {
        Some(Fault::SignedOut | Fault::NoAdmin(_) | Fault::Left) => None,
        Some(fault) => Some(fault.kind()),
        None => match response.status() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(ErrorKind::NotFound),
            StatusCode::PAYLOAD_TOO_LARGE => Some(ErrorKind::TooLarge),
            status if status.is_client_error() => Some(ErrorKind::BadRequest),
            _ => Some(ErrorKind::Internal),
        },
    }
}

/// The page of a pod that cannot be used, of a host that is no pod's, or of one whose database does not answer.
async fn closed(request: &HttpRequest, status: StatusCode, kind: ErrorKind) -> HttpResponse {
    let Some(app) = request.app_data::<web::Data<App>>() else { return HttpResponse::new(status) };
    let pod = match kind {
        ErrorKind::Suspended | ErrorKind::Farewell => arrival(app, request).await,
        _ => None,
    };
    let platform = app.origins.of(app.origins.platform());
    // the page itself says what there is to say of it, and nothing else is to be had from the pod
    let place = |pod| Place::Pod(PodBrand { ahead: None, logo: None, ..shown::brand(pod) });
    let context = Context {
        place: pod.as_deref().map_or(Place::Platform, place),
        language: language(request, pod.as_deref(), None),
        viewer: None,
        support: None,
        csrf: "",
        command: "",
        path: "/",
        origin: &platform,
        platform: &platform,
        notice: None,
        assets: app.bundle.assets(),
        now: (app.now)() as OffsetDateTime,
    };
    let html = match (kind, &pod) {
        (ErrorKind::Farewell, Some(pod)) => {
            // it says farewell all the same
            let moved_to = pods::moved_to(&app.database, &pod.id).await.ok().flatten();
            farewell(pod, moved_to).render(&context)
        }
        (ErrorKind::Suspended, Some(pod)) => {
            SuspendedPage { reason: pod.state_reason.clone() }.render(&context)
        }
        _ => ErrorPage { kind }.render(&context),
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(html.into_string())
}

async fn arrival(app: &App, request: &HttpRequest) -> Option<Arc<Tenant>> {
    found(app, &asked(request.head())?, None).await.ok().flatten()
}

fn farewell(pod: &Pod, moved_to: Option<String>) -> FarewellPage {
    FarewellPage {
        since: pod.closing_at,
        text: Some(&pod.farewell).filter(|text| !text.is_empty()).map(|text| markdown::render(text).html),
        moved_to,
    }
}
