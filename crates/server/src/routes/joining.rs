//! From the directory to a pod: whoever goes is counted for the pod's budget of the day, and not known.

use crate::{
    extract::{Segment, Visit},
    fault::{Answer, Fault},
    foreign,
    known::{Pods, Which},
    limits::{Limit, Network},
    routes::directory::pods,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap},
};
use model::sent;
use std::time::Instant;
use ui::url;

/// What browsers say when they fetch a page that nobody has asked for yet.
const PURPOSES: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/// Addresses that programs are asked to leave alone, for all who keep to it (RFC 9309).
const ROBOTS: &str = "User-agent: *\nDisallow: /join/\n";

/// `GET /join/{segment}`: on to the page where one signs up. A pod that was sent enough people today is not recommended any more; whoever
/// has its card still before her gets there.
pub async fn join(visit: Visit, request: HttpRequest, Segment(domain): Segment) -> Answer {
    if is_early(request.headers()) {
        return Ok(HttpResponse::Forbidden().insert_header((header::CACHE_CONTROL, "no-store")).finish());
    }
    let pods = pods(&visit).await?;
    let to = sign_up(&visit, &pods, &domain).ok_or(Fault::NotFound)?;
    if is_pressed(&request, &visit) && is_one_of_few(&visit, &domain) {
        match sent::count(&visit.app.database, &domain, visit.now).await {
            Ok(sent) => pods.network.note_sent(&domain, u32::try_from(sent).unwrap_or(u32::MAX)),
            // she gets there all the same
            Err(error) => tracing::warn!(%error, domain, "somebody was sent to a pod without being counted"),
        }
    }
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, to)).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.insert_header(("x-robots-tag", "noindex, nofollow")).finish())
}

/// `GET /robots.txt` of the platform.
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(ROBOTS)
}

/// Where one signs up at a pod that the directory knows.
fn sign_up(visit: &Visit, pods: &Pods, domain: &str) -> Option<String> {
    match pods.get(domain)? {
        Which::Own(own) => Some(visit.app.origins.of(&own.pod.host) + &url::register()),
        Which::Other(seen) => Some(foreign::ways(&visit.app, &seen.entry).sign_up),
    }
}

/// Whether a browser fetches ahead what somebody may want.
fn is_early(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    PURPOSES.iter().any(|name| {
        let purpose = says(name).to_ascii_lowercase();
        ["prefetch", "prerender", "preview"].iter().any(|early| purpose.contains(early))
    })
}

/// Whether it is a browser that was on our pages before and whose user follows a link there, as far as it tells. Crawlers keep no cookies,
/// and pages of others only make a browser come here.
fn is_pressed(request: &HttpRequest, visit: &Visit) -> bool {
    let is_or_unsaid = |name: &str, wanted: &str| {
        request.headers().get(name).is_none_or(|value| value.as_bytes() == wanted.as_bytes())
    };
    visit.is_known()
        && is_or_unsaid("sec-fetch-site", "same-origin")
        && is_or_unsaid("sec-fetch-dest", "document")
}

/// Whether not many from the same network were counted just now: nobody alone uses up what a pod wishes to be sent.
fn is_one_of_few(visit: &Visit, domain: &str) -> bool {
    let (network, now) = (Network::from(visit.address), Instant::now());
    [Limit::SendFrom(network), Limit::SendTo(domain, network)]
        .into_iter()
        .all(|limit| visit.app.limits.take(limit, now))
}

#[cfg(test)]
mod tests {
    use super::{ROBOTS, is_early};
    use actix_web::test::TestRequest;
    use directory::robots;

    #[test]
    fn what_is_fetched_ahead_is_not_a_visit() {
        let early = |name: &'static str, value: &'static str| {
            is_early(TestRequest::default().insert_header((name, value)).to_http_request().headers())
        };
        assert!(early("Sec-Purpose", "prefetch;prerender") && early("Purpose", "prefetch"));
        assert!(early("X-Moz", "prefetch") && early("X-Purpose", "preview"));
        assert!(!early("Sec-Fetch-Mode", "navigate"));
    }

    #[test]
    fn crawlers_are_asked_to_leave_the_way_out_alone_and_nothing_else() {
        assert!(!robots::allows(ROBOTS, &ui::url::join("pod.example")));
        assert!(robots::allows(ROBOTS, "/pods"));
        assert!(robots::allows(ROBOTS, "/.well-known/pod-directory.json"));
    }
}
