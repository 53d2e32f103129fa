//! From one's address to one's pod; and for who has an address elsewhere, to the pods that let her in with it.

use super::directory::{card_of, chosen, pods};
use crate::{
    cookies::Name,
    extract::Visit,
    fault::{Answer, Fault},
    foreign, headers,
    known::{Own, Pods, Which},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web,
};
use directory::{entry::Entry, filter::Query, host_name};
use jid::BareJid;
use serde::Deserialize;
use ui::{
    Errors, Problem,
    pages::{GoPage, PodCard, Welcome},
    url,
};

/// Pods that are named to who has an address elsewhere, at most.
const MOST: usize = 24;

/// What stands behind the question mark of `/go`.
#[derive(Deserialize)]
pub struct GoFields {
    address: Option<String>,
}

/// `GET /go`.
pub async fn go(visit: Visit, request: HttpRequest, fields: web::Query<GoFields>) -> Answer {
    let typed = fields.address.clone().unwrap_or_default();
    let address = typed.trim().trim_start_matches("xmpp:").to_lowercase();
    let pods = pods(&visit).await?;
    let domain = domain(&address);
    if let Some(home) = pods.home(&domain) {
        return Ok(lead(&visit, &request, &pods, home));
    }
    let last = last(&visit, &request, &pods);
    let mut page = GoPage { address: typed, last, welcome: None, errors: Errors::none() };
    if address.is_empty() {
        return answer(&visit, &page);
    }
    if BareJid::new(&address).is_err() {
        page.errors.push("address", Problem::AddressInvalid);
        return answer(&visit, &page);
    }
    let welcome = welcome(&visit, &pods, domain).await?;
    if welcome.own.is_empty() && welcome.open.is_empty() {
        page.errors.push("address", Problem::UnknownServer(welcome.domain));
    } else {
        page.welcome = Some(welcome);
    }
    answer(&visit, &page)
}

/// What stands behind the `@`, as DNS has it.
fn domain(address: &str) -> String {
    let server = address.rsplit('@').next().unwrap_or(address);
    host_name::parse(server).map_or_else(|_| server.to_owned(), String::from)
}

/// On to a pod, which this browser remembers, unless a page of somebody else sends it there.
fn lead(visit: &Visit, request: &HttpRequest, pods: &Pods, home: &str) -> HttpResponse {
    let to = match pods.get(home) {
        Some(Which::Other(seen)) => foreign::ways(&visit.app, &seen.entry).origin + &url::front(),
        Some(Which::Own(_)) | None => visit.app.origins.of(home) + &url::login(),
    };
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, to)).insert_header((header::CACHE_CONTROL, "no-store"));
    let from = request.headers().get("sec-fetch-site");
    if from.is_none_or(|site| site.as_bytes() != b"cross-site") {
        answer.cookie(visit.app.cookies.make(Name::Home, home.to_owned()));
    }
    answer.finish()
}

/// Where this browser went last: the pod's name, and the way there. A pod that is not shown any more is not named.
fn last(visit: &Visit, request: &HttpRequest, pods: &Pods) -> Option<(String, String)> {
    let home = visit.app.cookies.read(request, Name::Home)?;
    let name = match pods.get(&home)? {
        Which::Own(Own { pod, .. }) => pod.name.clone(),
        Which::Other(seen) => seen.entry.listing.name.to_string(),
    };
    Some((name, url::go_to(&home)))
}

/// The pods that say that the domain is theirs, and others that let in who has an account of it.
async fn welcome(visit: &Visit, pods: &Pods, domain: String) -> Result<Welcome, Fault> {
    let query = Query { account_of: Some(domain.clone()), ..Query::default() };
    let shown = chosen(visit, pods, &query, 0..MOST).await?;
    let claiming = pods.claiming(&domain);
    let is_new = |entry: &&Entry| !claiming.iter().any(|own| own.listing.domain == entry.listing.domain);
    let open = shown.instant.into_iter().chain(shown.approval).filter(is_new);
    let open = open.filter_map(|entry| card_of(visit, pods, entry)).collect();
    let own = claiming.iter().take(MOST).filter_map(|entry| card_of(visit, pods, entry));
    // these are not recommended, only found
    let own = own.map(|card| PodCard { why: None, ..card }).collect();
    Ok(Welcome { own, open, more: shown.found > MOST, domain })
}

/// The form leads to the hosts of pods, which other forms do not.
fn answer(visit: &Visit, page: &GoPage) -> Answer {
    let mut answer = if page.errors.is_empty() { visit.show(page) } else { visit.show_again(page) };
    let policy = HeaderValue::from_str(&headers::leading_elsewhere());
    let policy = policy.map_err(|error| Fault::Internal(error.to_string()))?;
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(answer)
}
