//! A visit by somebody who looks after the pod.

use super::Console;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by a moderator of the pod, or by an operator or an admin for support, who may do what a moderator may. For others there is
/// nothing; who is not signed in is sent to `/login`.
#[derive(Clone)]
pub struct Moderator(Console);

impl Deref for Moderator {
    type Target = Console;

    fn deref(&self) -> &Console {
        &self.0
    }
}

impl FromRequest for Moderator {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let console = Console::from_request(request, &mut Payload::None);
        Box::pin(async move { console.await.map(Self) })
    }
}
