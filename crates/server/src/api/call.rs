//! A request to the API from its first byte to its answer: who calls, what for, on which pod, with what.

use super::{
    endpoints::{Answer, Endpoint},
    given::Given,
    once,
    problems::{Kind, Problem},
    token,
};
use crate::{app::App, extract::in_time, pictures::BIGGEST};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use futures::StreamExt;
use model::{
    PodId,
    audit::{Actor, By},
    pods::{self, Pod, Standing},
    tokens::{Reach, Scope, Token},
};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, str::FromStr, sync::Arc, time::Duration};
use time::OffsetDateTime;
use ui::url::Segment;

/// The largest body that is read: the longest text of a pod, 50,000 characters of four bytes, fits in.
pub const LARGEST: usize = 256 * 1024;

/// How long it may take as a whole.
const WHOLE: Duration = Duration::from_secs(60);

/// What a handler knows.
pub struct Call {
    /// The program.
    pub app: Arc<App>,
    /// Who calls.
    pub token: Token,
    /// The time of the request.
    pub now: OffsetDateTime,
    /// What stands behind the question mark.
    pub query: Given,
    /// The fields of the body.
    pub body: Given,
    /// The picture that is the body, where it is one.
    pub picture: Vec<u8>,
    /// What is the same where the same request comes again with the same `Idempotency-Key`; none without a key.
    pub command: Option<String>,
    pod: Option<Pod>,
    segments: HashMap<String, String>,
}

/// The key of a request, if it has one, and what tells it from others.
pub struct Asked {
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// SHA-256 over the method, the address and the body.
    pub hash: Vec<u8>,
}

impl Call {
    /// The pod, which the token is for.
    ///
    /// # Errors
    /// That the address has none.
    pub fn pod(&self) -> Result<&Pod, Problem> {
        self.pod.as_ref().ok_or_else(Problem::not_found)
    }

    /// Who does something, now.
    #[must_use]
    pub fn by(&self) -> By {
        By { actor: Actor::Token(self.token.name.clone()), at: self.now }
    }

    /// A segment of the address; what cannot be read is not there.
    ///
    /// # Errors
    /// [`Kind::NotFound`].
    pub fn segment<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let text = self.segments.get(name).and_then(|text| Segment::parse(text));
        text.and_then(|text| text.parse().ok()).ok_or_else(Problem::not_found)
    }

    /// The token must be good for that, too.
    ///
    /// # Errors
    /// [`Kind::Forbidden`].
    pub fn needs(&self, scope: Scope) -> Result<(), Problem> {
        if self.token.may(scope) {
            return Ok(());
        }
        Err(Problem::new(Kind::Forbidden, format!("this needs a token with the scope {scope}")))
    }

    /// The token must be for all pods.
    ///
    /// # Errors
    /// [`Kind::Forbidden`].
    pub fn is_for_all(&self) -> Result<(), Problem> {
        if self.token.reach == Reach::All {
            return Ok(());
        }
        Err(Problem::new(Kind::Forbidden, "this token is for some pods, and this needs one for all"))
    }

    /// The pod was changed: whoever asks next sees it.
    pub fn changed(&self, pod: &PodId) {
        self.app.tenants.forget(pod);
    }
}

/// Answers a request.
pub async fn answer(
    endpoint: &'static Endpoint,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let Some(app) = request.app_data::<web::Data<App>>() else {
        return HttpResponse::InternalServerError().finish();
    };
    let app = Arc::clone(app);
    let answered = match read(endpoint, Arc::clone(&app), &request, payload).await {
        Ok((call, asked)) => once::act(endpoint, call, asked).await,
        Err(problem) => Err(problem),
    };
    match answered {
        Ok(answer) => tell(answer),
        Err(problem) => problem.answer(&app, request.path()),
    }
}

fn tell(answer: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut told = HttpResponse::build(status);
    told.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(location) = answer.location {
        told.insert_header((header::LOCATION, location));
    }
    match answer.body {
        Some(body) => told.json(body),
        None => told.finish(),
    }
}

async fn read(
    endpoint: &Endpoint,
    app: Arc<App>,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<(Call, Asked), Problem> {
    let now = (app.now)();
    let token = token::known(&app, request, now).await?;
    let segments: HashMap<String, String> =
        request.match_info().iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let (query, body, picture) = (Given::default(), Given::default(), Vec::new());
    let call = Call { app, token, now, query, body, picture, command: None, pod: None, segments };
    call.needs(endpoint.scope)?;
    let pod = of(endpoint, &call).await?;
    let query = Given::query(request.query_string(), &endpoint.query)?;
    let key = if endpoint.method == "POST" { key(request)? } else { None };
    if endpoint.is_picture {
        let picture = whole(payload, BIGGEST as usize * 1_000_000).await?;
        let hash = hash(request, &picture);
        return Ok((Call { pod, query, picture, ..call }, Asked { key, hash }));
    }
    let bytes = if endpoint.has_body() { body_of(request, payload).await? } else { Vec::new() };
    let body = Given::body(&bytes, &endpoint.body)?;
    Ok((Call { pod, query, body, ..call }, Asked { key, hash: hash(request, &bytes) }))
}

/// The pod of the address, if the token is for it.
async fn of(endpoint: &Endpoint, call: &Call) -> Result<Option<Pod>, Problem> {
    if endpoint.of_all {
        call.is_for_all()?;
    }
    if !endpoint.is_of_a_pod() {
        return Ok(None);
    }
    let id: PodId = call.segment("pod")?;
    if !call.token.reach.contains(&id) {
        return Err(Problem::not_found());
    }
    let pod = pods::get(&call.app.database, &id).await?.ok_or_else(Problem::not_found)?;
    if let Some(why) = why_not(endpoint, call, &pod) {
        return Err(Problem::conflict(why));
    }
    Ok(Some(pod))
}

/// Why this is not done to the pod as it stands, and what to do. A token that is not for all pods does no more than those who run the pod
/// do in their console then; what turns a pod looks for itself.
fn why_not(endpoint: &Endpoint, call: &Call, pod: &Pod) -> Option<&'static str> {
    if endpoint.reads() || endpoint.of_deleted {
        return None;
    }
    match pod.standing(call.now) {
        Standing::Gone => Some("the pod is deleted: restore it first, which can be done for 30 days"),
        _ if call.token.reach == Reach::All => None,
        Standing::Open => None,
        Standing::ReadOnly if endpoint.of_read_only => None,
        Standing::ReadOnly => Some("the pod can only be read: it has to be resumed first"),
        Standing::Suspended => Some("the pod is suspended: it has to be resumed first"),
        Standing::Farewell => Some("the pod has closed: it has to be resumed first"),
    }
}

/// Reads a body of so many bytes at most to its end, as long as it comes.
async fn whole(mut payload: web::Payload, most: usize) -> Result<Vec<u8>, Problem> {
    let slow = || Problem::new(Kind::TooSlow, "the body did not come in time");
    let mut all = Vec::new();
    let whole = async {
        while let Some(chunk) = in_time(payload.next()).await.map_err(|_| slow())? {
            let chunk = chunk.map_err(|error| Problem::new(Kind::Malformed, error.to_string()))?;
            if all.len() + chunk.len() > most {
                return Err(Problem::new(Kind::TooLarge, format!("here a body has at most {most} bytes")));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(())
    };
    tokio::time::timeout(WHOLE, whole).await.map_err(|_| slow())??;
    Ok(all)
}

/// A body that is JSON, or none at all.
async fn body_of(request: &HttpRequest, payload: web::Payload) -> Result<Vec<u8>, Problem> {
    let all = whole(payload, LARGEST).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if all.is_empty() || essence.eq_ignore_ascii_case("application/json") {
        return Ok(all);
    }
    Err(Problem::new(Kind::NotJson, "send Content-Type: application/json"))
}

fn key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(key) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|key| (1..=255).contains(&key.len()));
    let key = key.filter(|key| key.bytes().all(|byte| byte.is_ascii_graphic()));
    let wrong = || {
        Problem::new(
            Kind::Malformed,
            "Idempotency-Key has 1 to 255 visible characters of ASCII, as a UUID has",
        )
    };
    key.map(|key| Some(key.to_owned())).ok_or_else(wrong)
}

fn hash(request: &HttpRequest, body: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    for part in [request.method().as_str().as_bytes(), address.as_bytes(), body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
