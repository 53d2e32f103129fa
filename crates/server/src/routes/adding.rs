//! Adding a pod of another deployment to the directory: by a form, and by the API, for which nobody needs a token.

use crate::{
    announcing::{Announced, Refused, announce},
    api::problems::{Kind, Problem as ApiProblem},
    app::App,
    extract::{self, Form, Visit},
    fault::Answer,
};
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use model::listed_pods;
use serde::Deserialize;
use serde_json::json;
use ui::{
    Errors, Problem,
    pages::{AddPage, Added, ListingState},
};

/// The field of the form, and of the API.
#[derive(Deserialize)]
pub struct AddFields {
    #[serde(default)]
    domain: String,
}

/// `GET /add`.
pub async fn form(visit: Visit) -> Answer {
    Ok(visit.show(&AddPage { domain: String::new(), added: None, errors: Errors::none() }))
}

/// `POST /add`: the answer says what happens now. It may be sent again: the same pod is named once.
pub async fn add(visit: Visit, Form(AddFields { domain }): Form<AddFields>) -> Answer {
    let mut page = AddPage { domain, added: None, errors: Errors::none() };
    if page.domain.trim().is_empty() {
        page.errors.push("domain", Problem::Required);
        return Ok(visit.show_again(&page));
    }
    match announce(&visit.app, &page.domain, visit.address, visit.now).await? {
        Ok(Announced { domain, state, .. }) => {
            let listed_from = visit.now + visit.app.polling.spans.probation;
            page.added = Some(Added { domain, state: shown_state(state), listed_from });
            Ok(visit.show(&page))
        }
        Err(refused) => {
            page.errors.push("domain", problem(refused));
            Ok(visit.show_again(&page))
        }
    }
}

fn problem(refused: Refused) -> Problem {
    match refused {
        Refused::Name(_) => Problem::PodDomainInvalid,
        Refused::Own => Problem::PodDomainOwn,
        Refused::Same(other) => Problem::PodDomainSame(other),
        Refused::TooMany => Problem::TooOften,
        Refused::Full => Problem::DirectoryFull,
    }
}

/// `POST /api/v1/directory/announce`: any page and any program may.
pub async fn announce_by_api(app: web::Data<App>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let mut answer = match told(&app, &request, &body).await {
        Ok(Announced { domain, state, is_new }) => {
            let mut answer = if is_new { HttpResponse::Accepted() } else { HttpResponse::Ok() };
            answer.insert_header((header::CACHE_CONTROL, "no-store"));
            answer.json(json!({ "domain": domain, "state": state.as_str() }))
        }
        Err(problem) => problem.answer(&app, request.path()),
    };
    open(answer.headers_mut());
    answer
}

/// `OPTIONS /api/v1/directory/announce`: what a browser asks before it lets a page of another origin send JSON.
pub async fn announce_preflight() -> HttpResponse {
    let mut answer = HttpResponse::NoContent().finish();
    open(answer.headers_mut());
    answer
}

/// Whoever asks may read the answer: there is nothing in it of who asks.
fn open(headers: &mut header::HeaderMap) {
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
}

async fn told(app: &App, request: &HttpRequest, body: &[u8]) -> Result<Announced, ApiProblem> {
    let fields: AddFields = serde_json::from_slice(body)
        .map_err(|_| ApiProblem::new(Kind::Malformed, r#"send {"domain": "garden.example"} as JSON"#))?;
    let from = extract::address(request, &app.trusted_proxies);
    let announced = announce(app, &fields.domain, from, (app.now)()).await.map_err(ApiProblem::from)?;
    announced.map_err(|refused| match refused {
        Refused::Name(_) | Refused::Own | Refused::Same(_) => {
            ApiProblem::field("domain", refused.to_string())
        }
        Refused::TooMany => ApiProblem::new(Kind::TooMany, refused.to_string()),
        Refused::Full => ApiProblem::conflict(refused.to_string()),
    })
}

/// A state as pages have it.
pub(super) fn shown_state(state: listed_pods::State) -> ListingState {
    match state {
        listed_pods::State::Submitted => ListingState::Submitted,
        listed_pods::State::Probation => ListingState::Probation,
        listed_pods::State::Listed => ListingState::Listed,
        listed_pods::State::Stale => ListingState::Stale,
        listed_pods::State::Down => ListingState::Down,
        listed_pods::State::Gone => ListingState::Gone,
        listed_pods::State::Tombstone => ListingState::Tombstone,
        listed_pods::State::Unlisted => ListingState::Unlisted,
        listed_pods::State::Closing => ListingState::Closing,
        listed_pods::State::Review => ListingState::Review,
        listed_pods::State::Blocked => ListingState::Blocked,
    }
}
