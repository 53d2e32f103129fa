//! A form of ours: from this very host, with this visit's token, not too large.

mod fields;

pub use self::fields::typed as typed_fields;
use crate::{extract::Visit, fault::Fault};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use futures::StreamExt;
use serde::{Deserialize, de::DeserializeOwned};
use std::{future::Future, pin::Pin, time::Duration};

/// The largest form that is read: one whose post is far too long comes back with its text, rather than not at all.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// How long a form may take as a whole.
const WHOLE: Duration = Duration::from_secs(120);

/// How long the next piece of it may take.
const PIECE: Duration = Duration::from_secs(15);

/// The fields of a form, after its token was checked. A pod that can only be read takes none.
#[derive(Clone, Debug)]
pub struct Form<T>(pub T);

/// A form that is about who sits in front of the browser, and not about anything on the pod, or about what should not be read there: it is
/// taken where others are not.
#[derive(Clone, Debug)]
pub struct OwnForm<T>(pub T);

/// The fields of a form that has none of its own: its address says all.
#[derive(Deserialize)]
pub struct Nothing {}

/// What every form carries.
#[derive(Deserialize)]
struct Carried {
    csrf: Option<String>,
}

/// What is being read of a request.
type Reading<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Fault;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        read(request, payload, Visit::is_written, Self)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for OwnForm<T> {
    type Error = Fault;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        read(request, payload, |_| Ok(()), Self)
    }
}

/// A form of ours, where such forms are taken: what is forged is that first, and what is wrong with its fields does not matter where
/// none are taken.
fn read<T: DeserializeOwned + 'static, F: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    is_taken: fn(&Visit) -> Result<(), Fault>,
    form: fn(T) -> F,
) -> Reading<F> {
    let visit = Visit::from_request(request, payload);
    let (request, payload) = (request.clone(), payload.take());
    Box::pin(async move {
        let visit = visit.await?;
        let body = ours(&request, &visit, payload).await?;
        is_taken(&visit)?;
        fields::read(&body).map(form).map_err(Fault::BadRequest)
    })
}

/// The body of a form, which is one of ours.
async fn ours(request: &HttpRequest, visit: &Visit, payload: Payload) -> Result<Vec<u8>, Fault> {
    same_origin(request, visit)?;
    let body = body(payload).await?;
    let carried: Carried = fields::read(&body).map_err(Fault::BadRequest)?;
    check(visit, carried.csrf.as_deref())?;
    Ok(body)
}

/// Reads a form to its end, as long as it comes.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::TooSlow`], [`Fault::BadRequest`].
pub async fn body(mut payload: Payload) -> Result<Vec<u8>, Fault> {
    let mut all = Vec::new();
    let whole = async {
        while let Some(chunk) = in_time(payload.next()).await? {
            let chunk = chunk.map_err(|error| Fault::BadRequest(error.to_string()))?;
            if all.len() + chunk.len() > LARGEST {
                return Err(Fault::TooLarge);
            }
            all.extend_from_slice(&chunk);
        }
        Ok(())
    };
    tokio::time::timeout(WHOLE, whole).await.map_err(|_| Fault::TooSlow)??;
    Ok(all)
}

/// The next piece of a body, if it comes in time: whoever trickles keeps a connection for nothing.
///
/// # Errors
/// [`Fault::TooSlow`].
pub async fn in_time<T>(piece: impl Future<Output = T>) -> Result<T, Fault> {
    tokio::time::timeout(PIECE, piece).await.map_err(|_| Fault::TooSlow)
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
    let mut origins = headers.get_all(header::ORIGIN);
    if !origins.all(|origin| origin.as_bytes() == visit.origin().as_bytes()) {
        return Err(Fault::ForgedForm("it comes from another origin"));
    }
    let named = headers.contains_key(header::ORIGIN);
    match headers.get("sec-fetch-site").map(|site| site.as_bytes()) {
        None | Some(b"same-origin") => Ok(()),
        // a form that a browser brings back by itself, as after a restart
        Some(b"none") if named => Ok(()),
        Some(_) => Err(Fault::ForgedForm("it comes from another site")),
    }
}
