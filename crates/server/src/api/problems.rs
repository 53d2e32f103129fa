//! Why the API does not do what it is asked, as RFC 9457 has it. Only this file knows the API's status codes for it.

use crate::app::App;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use ui::Errors;

/// What kind of problem it is; each has an address, where the document describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 400: the body is no JSON, or a header is not what it must be.
    Malformed,
    /// 401: no token that is good.
    Unauthenticated,
    /// 403: the token is not good for this.
    Forbidden,
    /// 404: there is no such thing, or it is of a pod that the token is not for.
    NotFound,
    /// 405: this is not done at that address.
    MethodNotAllowed,
    /// 408: what was begun to be sent does not come.
    TooSlow,
    /// 409: as things are, it cannot be done.
    Conflict,
    /// 409: a request with this key is under way.
    UnderWay,
    /// 410: it was there, and is over.
    Over,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body is not said to be JSON.
    NotJson,
    /// 422: fields are wrong, missing or unknown.
    Invalid,
    /// 422: the key was used for another request.
    KeyReused,
    /// 429: too often.
    TooMany,
    /// 503: the database does not answer.
    Unavailable,
}

/// A problem.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    detail: String,
    errors: Vec<Wrong>,
    allow: Option<String>,
}

/// A field that is wrong.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// Where: a JSON pointer into the body as a fragment, or the name of a parameter.
    pub at: At,
    /// What about it.
    pub detail: String,
}

/// Where a field is.
#[derive(Clone, Debug)]
pub enum At {
    /// In the body.
    Pointer(String),
    /// Behind the question mark.
    Parameter(String),
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Malformed,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooSlow,
        Self::Conflict,
        Self::UnderWay,
        Self::Over,
        Self::TooLarge,
        Self::NotJson,
        Self::Invalid,
        Self::KeyReused,
        Self::TooMany,
        Self::Unavailable,
    ];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.row().0
    }

    /// Its status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        self.row().1
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::Malformed => ("malformed", StatusCode::BAD_REQUEST, "This cannot be read"),
            Self::Unauthenticated => {
                ("unauthenticated", StatusCode::UNAUTHORIZED, "There is no token that is good")
            }
            Self::Forbidden => ("forbidden", StatusCode::FORBIDDEN, "The token is not good for this"),
            Self::NotFound => ("not-found", StatusCode::NOT_FOUND, "There is no such thing"),
            Self::MethodNotAllowed => {
                ("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, "This is not done at that address")
            }
            Self::TooSlow => ("too-slow", StatusCode::REQUEST_TIMEOUT, "The request did not come in time"),
            Self::Conflict => ("conflict", StatusCode::CONFLICT, "As things are, this cannot be done"),
            Self::UnderWay => ("under-way", StatusCode::CONFLICT, "A request with this key is under way"),
            Self::Over => ("over", StatusCode::GONE, "This is over"),
            Self::TooLarge => ("too-large", StatusCode::PAYLOAD_TOO_LARGE, "The body is too large"),
            Self::NotJson => ("not-json", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
            Self::Invalid => ("invalid", StatusCode::UNPROCESSABLE_ENTITY, "Some fields are wrong"),
            Self::KeyReused => {
                ("key-reused", StatusCode::UNPROCESSABLE_ENTITY, "The key was used for another request")
            }
            Self::TooMany => ("too-many", StatusCode::TOO_MANY_REQUESTS, "Too many requests at once"),
            Self::Unavailable => {
                ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "This does not work at the moment")
            }
        }
    }
}

impl Problem {
    /// One of that kind, with a sentence on what happened and what to do.
    #[must_use]
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), allow: None }
    }

    /// There is no such thing.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound, "it is not there, or not for this token")
    }

    /// It cannot be done as things are.
    #[must_use]
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, detail)
    }

    /// These fields are wrong.
    #[must_use]
    pub fn wrong(errors: Vec<Wrong>) -> Self {
        Self { errors, ..Self::new(Kind::Invalid, "nothing was done; see the errors") }
    }

    /// This field of the body is wrong.
    #[must_use]
    pub fn field(name: &str, detail: impl Into<String>) -> Self {
        Self::wrong(vec![Wrong { at: At::Pointer(format!("#/{name}")), detail: detail.into() }])
    }

    /// What is wrong with what stands behind the question mark.
    #[must_use]
    pub fn parameters(errors: &Errors) -> Self {
        let wrong = |(field, detail): (&str, String)| Wrong { at: At::Parameter(field.to_owned()), detail };
        Self::wrong(errors.in_english().into_iter().map(wrong).collect())
    }

    /// At this address only these methods are known.
    #[must_use]
    pub fn method_not_allowed(allow: String) -> Self {
        let detail = format!("here there is {allow}");
        Self { allow: Some(allow), ..Self::new(Kind::MethodNotAllowed, detail) }
    }

    /// Something of ours does not work; the cause is for the log.
    #[must_use]
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request to the API failed");
        Self::new(Kind::Unavailable, "nothing is wrong with the request: try it again in a moment")
    }

    /// Whether it is a fault of ours: then nobody knows whether what was asked is done.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.kind == Kind::Unavailable
    }

    /// The answer to the request for that path.
    #[must_use]
    pub fn answer(self, app: &App, path: &str) -> HttpResponse {
        let Self { kind, detail, errors, allow } = self;
        let origin = app.origins.of(app.origins.platform());
        let mut body = json!({
            "type": format!("{origin}/api/openapi.json#/components/responses/{}", kind.slug()),
            "title": kind.title(),
            "status": kind.status().as_u16(),
            "detail": detail,
            "instance": path,
        });
        if !errors.is_empty() {
            body["errors"] = errors.iter().map(Wrong::tell).collect();
        }
        let mut answer = HttpResponse::build(kind.status());
        answer.insert_header((header::CONTENT_TYPE, "application/problem+json"));
        answer.insert_header((header::CACHE_CONTROL, "no-store"));
        match kind {
            Kind::Unauthenticated => {
                answer.insert_header((header::WWW_AUTHENTICATE, r#"Bearer realm="cosse""#));
            }
            Kind::TooMany | Kind::Unavailable => {
                answer.insert_header((header::RETRY_AFTER, "5"));
            }
            _ => {}
        }
        if let Some(allow) = allow {
            answer.insert_header((header::ALLOW, allow));
        }
        answer.body(body.to_string())
    }
}

impl Wrong {
    fn tell(&self) -> Value {
        match &self.at {
            At::Pointer(pointer) => json!({ "pointer": pointer, "detail": self.detail }),
            At::Parameter(name) => json!({ "parameter": name, "detail": self.detail }),
        }
    }
}

impl From<Errors> for Problem {
    /// What the console's forms say is wrong, at fields that have the same names.
    fn from(errors: Errors) -> Self {
        let wrong = |(field, detail): (&str, String)| {
            let pointer = if field.is_empty() { "#".to_owned() } else { format!("#/{field}") };
            Wrong { at: At::Pointer(pointer), detail }
        };
        Self::wrong(errors.in_english().into_iter().map(wrong).collect())
    }
}

impl From<model::Error> for Problem {
    fn from(error: model::Error) -> Self {
        match error {
            model::Error::NotFound(_) => Self::not_found(),
            model::Error::Taken("host") => Self::conflict("another pod has this host name already"),
            model::Error::Taken("domain") => Self::conflict(
                "another pod has this XMPP domain; a managed one is one pod's alone, a shared one is shared by all that have it",
            ),
            model::Error::KeptDomain => Self::conflict(
                "Cosse looks after the accounts of the pod's XMPP domain: PUT another to /pods/{pod}/domain",
            ),
            model::Error::TooLarge("number of host names") => {
                Self::conflict("a pod has at most 20 host names: take one away first")
            }
            model::Error::Held(until) => Self::conflict(format!(
                "this host name was another pod's, and is held back for it until {}; with trusted it is taken all the same",
                until.date()
            )),
            model::Error::NotFrom(state) => {
                Self::conflict(format!("the pod is {state}, and does not become this from there"))
            }
            model::Error::LastOperator => {
                Self::conflict("nobody would run the pod any more: give somebody else the role first")
            }
            error => Self::unavailable(error),
        }
    }
}
