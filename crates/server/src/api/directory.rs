//! The directory for programs. Nobody needs a token, and any page of the web may read it: what it says, the pages say, too.

use super::{
    given::Given,
    problems::{At, Kind, Problem, Wrong},
};
use crate::{
    app::App,
    fault::Fault,
    kept::knows,
    known::{Own, Pods, Which},
    listings,
    routes::{
        directory::domain_of,
        sheets::{self, Found},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, ETag, EntityTag, HeaderMap, HeaderValue},
    },
    web::{self, Bytes},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use directory::{
    eligible::Group,
    entry::Entry,
    filter::{self, Query, Shown, Sort},
    order::Seed,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use ui::url::{self, LogoSide, Segment};

mod open;
mod others;
mod shapes;
mod told;

pub use open::describe;

use shapes::QUERY;
use told::{Told, instant_of, tell};

/// How long a cache may answer for us.
const BELIEVED: &str = "public, max-age=5";

/// Pods of a page, if that is not said.
const USUAL: usize = 50;

/// `GET /api/v1/directory/pods`.
pub async fn list(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let listed = listed(&app, &request).await;
    let mut answer = listed.unwrap_or_else(|problem| problem.answer(&app, request.path()));
    open_to_all(answer.headers_mut());
    answer
}

/// `GET /api/v1/directory/pods/{domain}`.
pub async fn one(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let found = found(&app, &request).await;
    let mut answer = found.unwrap_or_else(|problem| problem.answer(&app, request.path()));
    open_to_all(answer.headers_mut());
    answer
}

/// `OPTIONS` of both: what a browser asks before it lets a page of another origin name what it has.
pub async fn preflight() -> HttpResponse {
    let mut answer = HttpResponse::NoContent().finish();
    open_to_all(answer.headers_mut());
    answer
}

/// Whoever asks may read the answer: there is nothing in it of who asks.
fn open_to_all(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "if-none-match"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, link"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

async fn listed(app: &App, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let given = Given::query(&filled(request.query_string()), &[QUERY])?;
    let (now, query) = ((app.now)(), query(&given));
    let seed = seed(app, &given, query.sort, now)?;
    let pods = app.polling.known.pods(app).await.map_err(Problem::unavailable)?;
    let Shown { instant, approval, .. } = filter::list(&pods.network, &query, seed, now, usize::MAX);
    let all: Vec<&Entry> = instant.into_iter().chain(approval).collect();
    let limit = given.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL);
    let first = place(&given, &all)?;
    let end = all.len().min(first.saturating_add(limit));
    let page = all.get(first..end).unwrap_or_default();
    let next = page.last().filter(|_| end < all.len()).map(|last| cursor(end, &last.listing.domain));
    let items: Vec<Value> = page.iter().map(|entry| tell(app, &told_of(&pods, entry))).collect();
    let body = json!({ "items": items, "next": next, "total": all.len() });
    let mut answer = answer(request, &body);
    if let Some(link) = next.and_then(|next| link(app, request, &next)) {
        answer.headers_mut().insert(header::LINK, link);
    }
    Ok(answer)
}

/// What is asked without the wishes that are empty, as a form sends them.
fn filled(query: &str) -> String {
    let is_filled = |pair: &&str| pair.split_once('=').is_none_or(|(_, value)| !value.is_empty());
    query.split('&').filter(is_filled).collect::<Vec<_>>().join("&")
}

/// What is known of a pod beside what it says.
fn told_of<'a>(pods: &'a Pods, entry: &'a Entry) -> Told<'a> {
    let domain = &*entry.listing.domain;
    let (seen, icon) = match pods.get(domain) {
        Some(Which::Own(Own { pod, logo })) => {
            (None, logo.as_ref().map(|hash| url::logo_of(&pod.host, hash, LogoSide::Medium)))
        }
        Some(Which::Other(seen)) => (Some(seen), icon_of(pods, domain)),
        None => (None, None),
    };
    Told { listing: &entry.listing, is_own: seen.is_none(), seen_at: seen.map(|seen| seen.good_at), icon }
}

/// Where the icon of a pod of another deployment is.
fn icon_of(pods: &Pods, domain: &str) -> Option<String> {
    pods.icons.get(domain).map(|hash| url::pod_icon(domain, hash))
}

fn query(given: &Given) -> Query {
    let typed = |name: &str| given.text(name).map(|text| text.trim().to_owned());
    let text = |name: &str| typed(name).filter(|text| !text.is_empty());
    Query {
        language: text("language"),
        group: match given.text("mode").as_deref() {
            Some("open") => Some(Group::Instant),
            Some("approval") => Some(Group::Approval),
            _ => None,
        },
        words: text("q").unwrap_or_default(),
        country: text("country"),
        region: text("region"),
        topic: text("topic"),
        is_free: given.yes("free"),
        without_email: given.has("email"),
        upload_mb: given.number("upload").and_then(|megabytes| u64::try_from(megabytes).ok()),
        account_of: text("accepts").map(|address| domain_of(&address)),
        sort: match given.text("sort").as_deref() {
            Some("newest") => Sort::Newest,
            Some("smallest") => Sort::Smallest,
            Some("draw") => Sort::Random,
            _ => Sort::Alphabetical,
        },
    }
}

/// What fixes a draw: a text of whoever asks, and the day. Nobody's own draw on the pages is one of these.
fn seed(app: &App, given: &Given, sort: Sort, now: OffsetDateTime) -> Result<Seed, Problem> {
    let text = given.text("seed");
    if sort == Sort::Random && text.is_none() {
        return Err(wrong("seed", "is needed for a draw: any text, which gives the same order for a day"));
    }
    Ok(Seed::new(&app.lot, &format!("api {}", text.unwrap_or_default()), now.date()))
}

/// A place in a list: the pod before it, and how many that were, for when that pod is gone.
fn cursor(place: usize, domain: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{place} {domain}"))
}

/// Where the page begins.
fn place(given: &Given, all: &[&Entry]) -> Result<usize, Problem> {
    let Some(text) = given.text("cursor") else { return Ok(0) };
    let detail = "is no cursor of this list: take the next of an answer, or begin without one";
    let refused = || wrong("cursor", detail);
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())?;
    let text = String::from_utf8(bytes).map_err(|_| refused())?;
    let (place, domain) = text.split_once(' ').ok_or_else(refused)?;
    let place: usize = place.parse().map_err(|_| refused())?;
    let before = all.iter().position(|entry| *entry.listing.domain == *domain);
    Ok(before.map_or(place, |before| before + 1).min(all.len()))
}

fn wrong(name: &str, detail: &str) -> Problem {
    Problem::wrong(vec![Wrong { at: At::Parameter(name.to_owned()), detail: detail.to_owned() }])
}

/// Where the next page is (RFC 8288).
fn link(app: &App, request: &HttpRequest, next: &str) -> Option<HeaderValue> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    let others = pairs.into_iter().filter(|(name, _)| name != "cursor");
    let all: Vec<(String, String)> = others.chain([("cursor".to_owned(), next.to_owned())]).collect();
    let query = serde_urlencoded::to_string(all).ok()?;
    let origin = app.origins.of(app.origins.platform());
    HeaderValue::from_str(&format!("<{origin}{}?{query}>; rel=\"next\"", request.path())).ok()
}

async fn found(app: &App, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let host = request.match_info().get("segment").and_then(Segment::parse);
    let host = host.ok_or_else(Problem::not_found)?;
    let now = (app.now)();
    let pods = app.polling.known.pods(app).await.map_err(Problem::unavailable)?;
    let found = sheets::find(app, &pods, &host, now).await.map_err(problem)?;
    let (standing, said, document, first_seen) = match found {
        Found::Own(own, entry) => {
            let published = listings::published(app, own.pod.id).await.map_err(problem)?;
            let said = tell(app, &told_of(&pods, entry));
            let standing = sheets::standing(entry, pods.network.sent(&host), now);
            (standing, Some(said), Some(published.document.to_vec()), None)
        }
        Found::Other(sight) => {
            let pod = &sight.pod;
            let icon = icon_of(&pods, &pod.domain);
            let told = sight.listing.as_ref();
            let told = told.map(|listing| Told { listing, is_own: false, seen_at: pod.good_at, icon });
            let said = told.map(|told| tell(app, &told));
            let document = pod.document.clone().filter(|_| said.is_some());
            (sight.standing.clone(), said, document, Some(pod.first_seen))
        }
    };
    let document = document.and_then(|document| String::from_utf8(document).ok());
    let first_seen = first_seen.map(instant_of);
    let body = json!({
        "domain": host,
        "standing": standing.code(),
        "says": said,
        "first_seen": first_seen,
        "document": document,
    });
    Ok(answer(request, &body))
}

fn problem(fault: Fault) -> Problem {
    match fault {
        Fault::NotFound => Problem::new(Kind::NotFound, "the directory has no such pod"),
        fault => Problem::unavailable(fault),
    }
}

/// Sends a document, or says that whoever asks has it already.
fn answer(request: &HttpRequest, body: &Value) -> HttpResponse {
    let body = Bytes::from(body.to_string());
    let tag = EntityTag::new_weak(hex::encode(&Sha256::digest(&body)[..12]));
    let known = knows(request, &tag);
    let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    answer
        .insert_header(ETag(tag))
        .insert_header((header::CACHE_CONTROL, BELIEVED))
        .insert_header(("cross-origin-resource-policy", "cross-origin"));
    if known {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, "application/json")).body(body)
}

#[cfg(test)]
mod tests {
    use super::{cursor, filled};
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    #[test]
    fn a_cursor_is_a_place_and_the_pod_before_it() {
        let bytes = URL_SAFE_NO_PAD.decode(cursor(50, "garden.example")).unwrap();
        assert_eq!(bytes, b"50 garden.example");
    }

    #[test]
    fn an_empty_wish_is_none() {
        assert_eq!(filled("q=soup&mode=&email&upload=5&free="), "q=soup&email&upload=5");
        assert_eq!(filled(""), "");
    }
}
