//! A visit by somebody who runs the pod.

use super::Member;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use model::{
    audit::{Actor, By},
    roles::Role,
};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by an operator of the pod. For other members there is nothing; who is not signed in is sent to `/login`.
#[derive(Clone)]
pub struct Operator(Member);

impl Operator {
    /// Her, now: who does something to the pod.
    #[must_use]
    pub fn by(&self) -> By {
        By { actor: Actor::Person(self.0.me().jid.clone()), at: self.0.now }
    }
}

impl Deref for Operator {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.0
    }
}

impl FromRequest for Operator {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let member = Member::from_request(request, &mut Payload::None);
        Box::pin(async move {
            let member = member.await?;
            if member.role() == Some(Role::Operator) { Ok(Self(member)) } else { Err(Fault::NotFound) }
        })
    }
}
