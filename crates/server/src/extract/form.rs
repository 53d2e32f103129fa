//! A form of ours: from this very host, with this visit's token, not too large.

use crate::{extract::Visit, fault::Fault};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    web::{self, Bytes},
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin};

/// The largest form that is read: one whose post is far too long comes back with its text, rather than not at all.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// The fields of a form, after its token was checked.
#[derive(Clone, Debug)]
pub struct Form<T>(pub T);

/// What every form carries.
#[derive(Deserialize)]
struct Carried {
    csrf: Option<String>,
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let visit = Visit::from_request(request, payload);
        let body = Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let visit = visit.await?;
            same_origin(&request, &visit)?;
            let body = body.await.map_err(|error| match error.as_response_error().status_code() {
                actix_web::http::StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
                _ => Fault::BadRequest(error.to_string()),
            })?;
            let carried: Carried = read(&body)?;
            check(&visit, carried.csrf.as_deref())?;
            read(&body).map(Self)
        })
    }
}

/// Whether a token is this visit's.
///
/// # Errors
/// [`Fault::ForgedForm`].
pub fn check(visit: &Visit, token: Option<&str>) -> Result<(), Fault> {
    match token {
        Some(token) if visit.vouches_for(token) => Ok(()),
        Some(_) => Err(Fault::ForgedForm("its token is of another visit")),
        None => Err(Fault::ForgedForm("it has no token")),
    }
}

/// Whether a request comes from a page of this very host. Pods are siblings, and siblings are same-site, so that
/// `SameSite` cookies do not keep them apart; `Origin` does.
///
/// # Errors
/// [`Fault::ForgedForm`].
pub fn same_origin(request: &HttpRequest, visit: &Visit) -> Result<(), Fault> {
    let headers = request.headers();
    if let Some(origin) = headers.get(header::ORIGIN) {
        let same = origin.to_str().is_ok_and(|origin| origin == visit.origin());
        return if same { Ok(()) } else { Err(Fault::ForgedForm("it comes from another origin")) };
    }
    // browsers that send no Origin send this one
    match headers.get("sec-fetch-site").map(|site| site.as_bytes()) {
        None | Some(b"same-origin") => Ok(()),
        Some(_) => Err(Fault::ForgedForm("it comes from another site")),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let fields = web::Query::<T>::from_query(std::str::from_utf8(body).map_err(|_| not_utf8())?);
    fields.map(web::Query::into_inner).map_err(|error| Fault::BadRequest(error.to_string()))
}

fn not_utf8() -> Fault {
    Fault::BadRequest("the form is not UTF-8".to_owned())
}
