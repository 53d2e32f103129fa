//! How a visit begins: what the request says, and what the database knows of it.

use super::{Script, Secret, Visit};
use crate::{
    app::App,
    cookies::Name,
    extract::member::{Known, Signed, who},
    fault::Fault,
    origins::asked,
    tenants::{Tenant, Version},
};
use actix_web::{HttpRequest, http::header, web};
use model::{browsers::Token, pods::Standing, visits};
use std::{net::IpAddr, sync::Arc, time::Instant};
use time::OffsetDateTime;
use ui::{Language, Notice};

impl Visit {
    /// Reads the request.
    pub(super) async fn read(request: &HttpRequest) -> Result<Self, Fault> {
        let app = request.app_data::<web::Data<App>>().ok_or(Fault::Internal("no app".to_owned()))?;
        let app = Arc::clone(app);
        let host = asked(request.head()).ok_or(Fault::NotFound)?;
        let tenant = tenant(&app, &host, None).await?;
        let now = (app.now)();
        let (signed, left) = match who(&app, request, tenant.as_deref(), now).await? {
            Some(Known::Signed(signed)) => (Some(signed), None),
            Some(Known::Left(left)) => (None, Some(Arc::new(left))),
            None => (None, None),
        };
        let support = support(&app, request, tenant.as_deref(), now).await?;
        let own = signed.as_ref().and_then(Signed::language);
        let own = own.or_else(|| left.as_ref().and_then(|left| left.member.language.as_deref()));
        let known = app.cookies.read(request, Name::Visit).and_then(|text| Secret::parse(&text));
        let fresh = known.is_none();
        let secret = known.unwrap_or_else(|| Secret::new(rand::random()));
        let script = Script::of(request);
        let notice = app.cookies.read(request, Name::Notice).and_then(|code| Notice::from_code(&code));
        Ok(Self {
            language: language(request, tenant.as_deref(), own),
            origin: app.origins.of(&host),
            platform: app.origins.of(app.origins.platform()),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            csrf: app.tokens.issue(&secret, &host, rand::random()),
            command: ulid::Ulid::generate().to_string(),
            address: address(request, &app.trusted_proxies),
            signed: signed.map(Arc::new),
            left,
            support: support.map(Arc::new),
            app,
            tenant,
            now,
            host,
            secret,
            fresh,
            notice: notice.filter(|_| script != Some(Script::Part)),
            script,
        })
    }
}

/// The pod of a host name as it can be used now, or none for the platform's; with a version, as it is in that one or a later one.
pub(super) async fn tenant(
    app: &App,
    host: &str,
    version: Option<Version>,
) -> Result<Option<Arc<Tenant>>, Fault> {
    let Some(pod) = found(app, host, version).await? else { return Ok(None) };
    match pod.standing((app.now)()) {
        Standing::Open | Standing::ReadOnly => Ok(Some(pod)),
        Standing::Suspended => Err(Fault::Suspended),
        Standing::Farewell => Err(Fault::Farewell),
        Standing::Gone => Err(Fault::NoSuchPod),
    }
}

/// The visit for support of this browser to the pod, as long as it is on.
async fn support(
    app: &App,
    request: &HttpRequest,
    pod: Option<&Tenant>,
    now: OffsetDateTime,
) -> Result<Option<visits::Visit>, Fault> {
    let (Some(pod), Some(token)) = (pod, app.cookies.read(request, Name::Support)) else { return Ok(None) };
    let Some(token) = Token::parse(&token) else { return Ok(None) };
    Ok(visits::by_token(&app.database, &pod.id, &token, now).await?)
}

/// The same, whether it can be used or not.
///
/// # Errors
/// That there is none, or the database's.
pub async fn found(app: &App, host: &str, version: Option<Version>) -> Result<Option<Arc<Tenant>>, Fault> {
    match app.tenants.find(&app.database, host, version, Instant::now()).await? {
        None if host == app.origins.platform() => Ok(None),
        None => Err(Fault::NoSuchPod),
        found => Ok(found),
    }
}

/// The member's own, else the browser's, else the pod's.
#[must_use]
pub fn language(request: &HttpRequest, pod: Option<&Tenant>, own: Option<&str>) -> Language {
    let chosen = own.and_then(Language::from_tag);
    let otherwise = pod.and_then(|pod| Language::from_tag(&pod.language)).unwrap_or_default();
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.unwrap_or_else(|| Language::negotiate(accepted.unwrap_or_default(), otherwise))
}

/// The browser's network address: what a proxy that is trusted says, else the connection's own.
#[must_use]
pub fn address(request: &HttpRequest, trusted: &[IpAddr]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}
