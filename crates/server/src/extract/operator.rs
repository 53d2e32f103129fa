//! A visit by somebody who runs the pod.

use super::Console;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use model::roles::Role;
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by an operator of the pod, or by an admin for support. For others there is nothing; who is not signed in is sent to `/login`.
#[derive(Clone)]
pub struct Operator(Console);

impl Deref for Operator {
    type Target = Console;

    fn deref(&self) -> &Console {
        &self.0
    }
}

impl FromRequest for Operator {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let console = Console::from_request(request, &mut Payload::None);
        Box::pin(async move {
            let console = console.await?;
            if console.as_a() == Role::Operator { Ok(Self(console)) } else { Err(Fault::NotFound) }
        })
    }
}
