//! What is for the pod's own people, and not for a visit for support.

use super::Console;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{future::Future, ops::Deref, pin::Pin};

/// Somebody who looks after the pod as a member of it: what is done here gives roles, accounts or a way in, shows what is not public, or
/// does not come back. An admin on a visit is told so.
#[derive(Clone)]
pub struct Own<T>(pub T);

impl<T> FromRequest for Own<T>
where
    T: FromRequest<Error = Fault> + Deref<Target = Console> + 'static,
    T::Future: 'static,
{
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let somebody = T::from_request(request, &mut Payload::None);
        Box::pin(async move {
            let somebody = somebody.await?;
            if somebody.is_support() { Err(Fault::Support) } else { Ok(Self(somebody)) }
        })
    }
}
