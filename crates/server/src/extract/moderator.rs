//! A visit by somebody who looks after the pod.

use super::Member;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use model::{
    audit::{Actor, By},
    roles::Role,
};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by a moderator of the pod, or an operator, who may do what a moderator may. For other members there is nothing; who is not
/// signed in is sent to `/login`.
#[derive(Clone)]
pub struct Moderator {
    member: Member,
    role: Role,
}

impl Moderator {
    /// Which of the two she is.
    #[must_use]
    pub fn as_a(&self) -> Role {
        self.role
    }

    /// Her, now: who does something to the pod.
    #[must_use]
    pub fn by(&self) -> By {
        By { actor: Actor::Person(self.member.me().jid.clone()), at: self.member.now }
    }
}

impl Deref for Moderator {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.member
    }
}

impl FromRequest for Moderator {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let member = Member::from_request(request, &mut Payload::None);
        Box::pin(async move {
            let member = member.await?;
            let role = member.role().ok_or(Fault::NotFound)?;
            Ok(Self { member, role })
        })
    }
}
