//! Logos of pods, and the marks of those that have none.

use crate::{
    app::App,
    extract::{Segment, Visit},
    fault::{Answer, Fault},
    origins::asked,
    tenants::Tenant,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderName, HeaderValue},
    web,
};
use model::{
    PodId,
    logos::{self, Side, Square},
    pods,
};
use std::time::Instant;
use time::OffsetDateTime;
use ui::{
    Accent, components,
    url::{self, LogoSide},
};

/// What has its hash in its address is never another.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /logo/{file}` of a pod: its logo; to its operators, and who is there for support, also the one before.
pub async fn one(visit: Visit, Segment(file): Segment) -> Answer {
    let square = square(&visit.app, &visit.pod()?.id, &file).await?;
    if square.shown {
        Ok(picture(square, FOR_EVER))
    } else if visit.operates() || visit.support().is_some() {
        Ok(picture(square, "private, no-store"))
    } else {
        Err(Fault::NotFound)
    }
}

/// `GET /logo/{host}/{file}` of the platform: the logo of a pod that is in use, for the directory and the console of admins.
pub async fn of_pod(app: web::Data<App>, address: web::Path<(String, String)>) -> Answer {
    let (host, file) = address.into_inner();
    let pod = pods::by_host(&app.database, &host).await?.ok_or(Fault::NotFound)?;
    if !pod.is_in_use((app.now)()) {
        return Err(Fault::NotFound);
    }
    let square = square(&app, &pod.id, &file).await?;
    if !square.shown {
        return Err(Fault::NotFound);
    }
    let mut answer = picture(square, FOR_EVER);
    // whoever reads the directory's API from another site shows it there
    let (name, value) = ("cross-origin-resource-policy", "cross-origin");
    answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    Ok(answer)
}

/// `GET /mark/{file}`: the first letter of a pod's name in its colour.
pub async fn mark(file: web::Path<String>) -> Answer {
    let (accent, letter) = url::read_mark(&file).ok_or(Fault::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("image/svg+xml").insert_header((header::CACHE_CONTROL, "public, max-age=86400"));
    Ok(answer.body(components::mark_file(accent, letter)))
}

/// `GET /favicon.ico`, which browsers ask for without being told.
pub async fn favicon(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let host = asked(request.head()).unwrap_or_default();
    // a tab has its icon also while the database is away
    let tenant = app.tenants.find(&app.database, &host, None, Instant::now()).await.ok().flatten();
    let address = match tenant {
        Some(tenant) => icon(&tenant, (app.now)()),
        None => app.bundle.assets().logo.clone(),
    };
    HttpResponse::TemporaryRedirect()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .finish()
}

/// What stands for a pod in a tab.
fn icon(tenant: &Tenant, now: OffsetDateTime) -> String {
    match &tenant.logo {
        Some(logo) if tenant.is_in_use(now) => url::logo(&logo.hash, LogoSide::Small),
        _ => {
            let accent = Accent::parse(&tenant.accent).unwrap_or(Accent::LEAF);
            url::mark(accent, components::initial(&tenant.name))
        }
    }
}

async fn square(app: &App, pod: &PodId, file: &str) -> Result<Square, Fault> {
    let (hash, side) = url::read_logo(file).ok_or(Fault::NotFound)?;
    let side = match side {
        LogoSide::Small => Side::Small,
        LogoSide::Medium => Side::Medium,
        LogoSide::Large => Side::Large,
    };
    logos::square(&app.database, pod, hash, side).await?.ok_or(Fault::NotFound)
}

fn picture(square: Square, kept: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("image/png")
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    answer.body(square.bytes)
}
