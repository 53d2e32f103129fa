//! What goes wrong while a request is answered. Only this file knows status codes; for the API `api/problems.rs` does.
//!
//! A fault is one word where it happens. The cause is logged here, once; what the reader is told is a page of `ui`.
//! A form that was filled in wrongly is no fault: its own page comes again, with 422.

use actix_web::{HttpResponse, ResponseError, body::BoxBody, http::StatusCode, http::header};
use ui::pages::ErrorKind as Kind;

/// Why there is no ordinary answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// 404: there is no such thing, or it is not the reader's to see.
    #[error("not found")]
    NotFound,
    /// 404: no pod has this host name.
    #[error("no such pod")]
    NoSuchPod,
    /// 403: the form has no token of this visit, or comes from another site.
    #[error("forged form: {0}")]
    ForgedForm(&'static str),
    /// 303 to `/login`: the page is for members who are signed in.
    #[error("signed out")]
    SignedOut,
    /// 303 to `/login` of the platform's host, and from there to this address: the page is for admins who are signed in.
    #[error("no admin")]
    NoAdmin(Option<String>),
    /// 303 to the page that says so: she has left the pod.
    #[error("left")]
    Left,
    /// 400: the request does not say what a form of ours says.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// 413: more was sent than is taken.
    #[error("too large")]
    TooLarge,
    /// 429: more at once than one reader needs.
    #[error("too many at once")]
    TooMany,
    /// 408: what was begun to be sent does not come.
    #[error("too slow")]
    TooSlow,
    /// 403: the pod can only be read at the moment.
    #[error("read-only")]
    ReadOnly,
    /// 403: whoever looks around as a guest may not do that.
    #[error("a guest")]
    Guest,
    /// 403: an admin on a visit for support may not do that.
    #[error("a visit for support")]
    Support,
    /// 410: the pod has closed.
    #[error("closed")]
    Farewell,
    /// 503: the pod is suspended.
    #[error("suspended")]
    Suspended,
    /// 503: the database or the bus does not answer.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// 500: a mistake of ours.
    #[error("internal: {0}")]
    Internal(String),
}

/// What a handler answers.
pub type Answer = Result<HttpResponse, Fault>;

impl Fault {
    /// Which page tells the reader.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NoSuchPod => Kind::NoSuchPod,
            Self::ForgedForm(_) => Kind::FormExpired,
            Self::SignedOut | Self::NoAdmin(_) | Self::Left => Kind::Forbidden,
            Self::BadRequest(_) | Self::TooSlow => Kind::BadRequest,
            Self::TooLarge => Kind::TooLarge,
            Self::ReadOnly => Kind::ReadOnly,
            Self::Guest => Kind::Guest,
            Self::Support => Kind::Support,
            Self::Farewell => Kind::Farewell,
            Self::Suspended => Kind::Suspended,
            Self::Unavailable(_) | Self::TooMany => Kind::Unavailable,
            Self::Internal(_) => Kind::Internal,
        }
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoSuchPod => StatusCode::NOT_FOUND,
            Self::ForgedForm(_) | Self::ReadOnly | Self::Guest | Self::Support => StatusCode::FORBIDDEN,
            Self::Farewell => StatusCode::GONE,
            Self::SignedOut | Self::NoAdmin(_) | Self::Left => StatusCode::SEE_OTHER,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Suspended | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::SignedOut => {
                response.insert_header((header::LOCATION, ui::url::login()));
            }
            Self::NoAdmin(back) => {
                response.insert_header((header::LOCATION, ui::url::login_then(back.as_deref())));
            }
            Self::Left => {
                response.insert_header((header::LOCATION, ui::url::settings_leave()));
            }
            Self::Unavailable(cause) | Self::Internal(cause) => tracing::error!(cause, "a request failed"),
            Self::ForgedForm(cause) => tracing::info!(cause, "a form was refused"),
            _ => {}
        }
        response.finish()
    }
}

impl From<model::Error> for Fault {
    fn from(error: model::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<pool::CallError> for Fault {
    fn from(error: pool::CallError) -> Self {
        Self::Unavailable(error.to_string())
    }
}
