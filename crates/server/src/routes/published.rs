//! What a pod says of itself to machines: the signed listing, NodeInfo, and the XMPP provider file. All of it is one listing.

use crate::{
    app::App,
    extract::found,
    fault::{Answer, Fault},
    kept::knows,
    listings,
    origins::asked,
    tenants::Tenant,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, ETag, EntityTag},
    },
    web::{Bytes, Data},
};
use directory::{
    listing::{Listing, Visibility},
    nodeinfo::{self, Version},
    provider as provider_file,
};
use model::pods::{Pod, Standing};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What the documents are, but NodeInfo.
const JSON: &str = "application/json";

/// How long a cache may answer for us: the truth is there within seconds.
const BELIEVED: &str = "public, max-age=5";

/// `GET /.well-known/pod-listing.json`.
pub async fn listing(app: Data<App>, request: HttpRequest) -> Answer {
    let pod = asked_pod(&app, &request, is_primary).await?;
    let published = listings::published(&app, pod.id).await?;
    if published.listing.listing == Visibility::None {
        return Err(Fault::NotFound);
    }
    Ok(answer(&request, JSON, published.document.clone()))
}

/// `GET /.well-known/nodeinfo`.
pub async fn links(app: Data<App>, request: HttpRequest) -> Answer {
    let pod = asked_pod(&app, &request, is_primary).await?;
    let (origin, _) = public(&app, &pod).await?;
    written(&request, JSON, &nodeinfo::links(&origin))
}

/// `GET /nodeinfo/2.0`.
pub async fn nodeinfo_20(app: Data<App>, request: HttpRequest) -> Answer {
    node(&app, &request, Version::V20).await
}

/// `GET /nodeinfo/2.1`.
pub async fn nodeinfo_21(app: Data<App>, request: HttpRequest) -> Answer {
    node(&app, &request, Version::V21).await
}

/// `GET /nodeinfo/2.2`.
pub async fn nodeinfo_22(app: Data<App>, request: HttpRequest) -> Answer {
    node(&app, &request, Version::V22).await
}

/// `GET /.well-known/xmpp-provider-v2.json`, also on the pod's XMPP domain, where that is a host name of the pod.
pub async fn provider(app: Data<App>, request: HttpRequest) -> Answer {
    let is_its = |pod: &Pod, host: &str| {
        pod.host == host || pod.xmpp_domain.as_ref().is_some_and(|domain| domain.as_str() == host)
    };
    let pod = asked_pod(&app, &request, is_its).await?;
    let (origin, listing) = public(&app, &pod).await?;
    written(&request, JSON, &provider_file::document(&listing, &origin))
}

async fn node(app: &App, request: &HttpRequest, version: Version) -> Answer {
    let pod = asked_pod(app, request, is_primary).await?;
    let (origin, listing) = public(app, &pod).await?;
    written(request, &version.content_type(), &nodeinfo::document(&listing, version, &origin))
}

/// The pod's origin and what it says of itself, where it wishes to be shown by everybody.
async fn public(app: &App, pod: &Pod) -> Result<(String, Listing), Fault> {
    let published = listings::published(app, pod.id).await?;
    match published.listing.listing {
        Visibility::Public => Ok((app.origins.of(&pod.host), published.listing.clone())),
        Visibility::Unlisted | Visibility::None => Err(Fault::NotFound),
    }
}

/// A listing is of the host that it is fetched from.
fn is_primary(pod: &Pod, host: &str) -> bool {
    pod.host == host
}

/// The pod whose host name is asked, where that is one for what is asked.
async fn asked_pod(
    app: &App,
    request: &HttpRequest,
    is_for_it: impl Fn(&Pod, &str) -> bool,
) -> Result<Arc<Tenant>, Fault> {
    let host = asked(request.head()).ok_or(Fault::NotFound)?;
    let pod = found(app, &host, None).await?.filter(|pod| is_for_it(pod, &host)).ok_or(Fault::NotFound)?;
    match pod.standing((app.now)()) {
        Standing::Open | Standing::ReadOnly | Standing::Suspended => Ok(pod),
        Standing::Farewell => Err(Fault::Farewell),
        Standing::Gone => Err(Fault::NoSuchPod),
    }
}

fn written(request: &HttpRequest, content_type: &str, document: &Value) -> Answer {
    Ok(answer(request, content_type, document.to_string().into()))
}

/// Sends a document to whoever asks, from whichever site, or says that she has it already.
pub(super) fn answer(request: &HttpRequest, content_type: &str, document: Bytes) -> HttpResponse {
    let tag = EntityTag::new_weak(hex::encode(&Sha256::digest(&document)[..12]));
    let known = knows(request, &tag);
    let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    answer
        .insert_header(ETag(tag))
        .insert_header((header::CACHE_CONTROL, BELIEVED))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"));
    if known {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, content_type)).body(document)
}
