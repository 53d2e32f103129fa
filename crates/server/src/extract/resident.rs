//! A visit by a member who is more than a guest.

use super::Member;
use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by a member who is no guest: what is done here stays, or reaches people who do not expect it. Whoever looks around is told so;
/// who is not signed in is sent to `/login`.
#[derive(Clone)]
pub struct Resident(Member);

impl Deref for Resident {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.0
    }
}

impl FromRequest for Resident {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let member = Member::from_request(request, &mut Payload::None);
        Box::pin(async move {
            let member = member.await?;
            if member.is_guest() { Err(Fault::Guest) } else { Ok(Self(member)) }
        })
    }
}
