//! A visit to the platform's host by an admin of the deployment.

use super::Visit;
use crate::{cookies::Name, fault::Fault};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::Method};
use jid::BareJid;
use model::{
    admins::browsers::{self, Visitor},
    audit::{Actor, By},
    browsers::Token,
};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit by an admin. Who is not signed in is sent to `/login`, and from there back; for who is no admin any more there is nothing.
#[derive(Clone)]
pub struct Admin {
    visit: Visit,
    jid: BareJid,
}

impl Admin {
    /// Her account.
    #[must_use]
    pub fn jid(&self) -> &BareJid {
        &self.jid
    }

    /// Her, now: who does something to a pod, or to the deployment.
    #[must_use]
    pub fn by(&self) -> By {
        By { actor: Actor::Person(self.jid.clone()), at: self.visit.now }
    }
}

impl Deref for Admin {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequest for Admin {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::from_request(&request, &mut Payload::None).await?;
            match admin_visitor(&visit, &request).await? {
                Some(Visitor { jid, is_admin: true }) => Ok(Self { visit, jid }),
                Some(_) => Err(Fault::NotFound),
                None => Err(Fault::NoAdmin(back(&request))),
            }
        })
    }
}

/// The token of the browser's own sign-in as an admin.
#[must_use]
pub fn admin_token(visit: &Visit, request: &HttpRequest) -> Option<Token> {
    visit.app.cookies.read(request, Name::Admin).and_then(|token| Token::parse(&token))
}

/// Who is signed in on the platform's host.
///
/// # Errors
/// [`Fault::NotFound`] on the host of a pod; the database's own.
pub async fn admin_visitor(visit: &Visit, request: &HttpRequest) -> Result<Option<Visitor>, Fault> {
    if visit.pod().is_ok() {
        return Err(Fault::NotFound);
    }
    let Some(token) = admin_token(visit, request) else { return Ok(None) };
    Ok(browsers::by_token(&visit.app.database, &token, visit.now).await?)
}

/// Where to go after the sign-in; a form that was sent is not sent again.
fn back(request: &HttpRequest) -> Option<String> {
    let asked = request.uri().path_and_query().filter(|_| *request.method() == Method::GET);
    asked.map(|path| path.as_str().to_owned())
}
