//! A visit to a pod's host or the platform's: which place, who looks, in which language.

mod anyone;
mod arrival;
mod script;

use self::script::Script;
use super::member::{Left, Signed};
use crate::{app::App, cookies::Name, csrf::Visit as Secret, fault::Fault, shown, tenants::Tenant};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};
pub use arrival::{address, found, language};
use model::{members, roles::Role, visits};
use std::{future::Future, net::IpAddr, pin::Pin, sync::Arc};
use time::OffsetDateTime;
use ui::{Context, Language, Notice, Page, Place, Support};

/// A visit by anybody.
#[derive(Clone)]
pub struct Visit {
    /// The program.
    pub app: Arc<App>,
    /// The pod of the host, or none on the platform's.
    tenant: Option<Arc<Tenant>>,
    /// Who is signed in.
    pub(super) signed: Option<Arc<Signed>>,
    /// Who has left the pod and may come back.
    left: Option<Arc<Left>>,
    /// The admin who is here for support.
    support: Option<Arc<visits::Visit>>,
    /// The language of the page.
    pub language: Language,
    /// The time of the request.
    pub now: OffsetDateTime,
    host: String,
    origin: String,
    platform: String,
    path: String,
    secret: Secret,
    fresh: bool,
    csrf: String,
    command: String,
    notice: Option<Notice>,
    script: Option<Script>,
    /// Where the request comes from.
    pub address: IpAddr,
}

impl Visit {
    /// The pod; on the platform's host there is none, and what is asked for is not there.
    ///
    /// # Errors
    /// [`Fault::NotFound`] on the platform's host.
    pub fn pod(&self) -> Result<&Arc<Tenant>, Fault> {
        self.tenant.as_ref().ok_or(Fault::NotFound)
    }

    /// Whether the pod is still there and in use, as far as anybody can say.
    pub async fn is_open(&self) -> bool {
        !matches!(
            arrival::tenant(&self.app, &self.host, None).await,
            Err(Fault::NoSuchPod | Fault::Suspended | Fault::Farewell)
        )
    }

    /// Whether the pod takes anything that is written; the platform's host does.
    ///
    /// # Errors
    /// [`Fault::ReadOnly`].
    pub fn is_written(&self) -> Result<(), Fault> {
        let written = self.tenant.as_ref().is_none_or(|pod| pod.is_written(self.now));
        if written { Ok(()) } else { Err(Fault::ReadOnly) }
    }

    /// The member, if one is signed in.
    #[must_use]
    pub fn member(&self) -> Option<&members::Member> {
        self.signed.as_ref().map(|signed| &signed.member)
    }

    /// Whether somebody is signed in who runs the pod.
    #[must_use]
    pub fn operates(&self) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.role == Some(Role::Operator))
    }

    /// Whoever is signed in and has left the pod, for whom pages are as for a visitor.
    #[must_use]
    pub fn left(&self) -> Option<&Left> {
        self.left.as_deref()
    }

    /// That an admin is here for support, if one is. She is no member by it.
    #[must_use]
    pub fn support(&self) -> Option<&visits::Visit> {
        self.support.as_deref()
    }

    /// This host's scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether a form's token is this visit's.
    #[must_use]
    pub fn vouches_for(&self, token: &str) -> bool {
        self.app.tokens.verify(token, &self.secret, &self.host)
    }

    /// Names this browser towards the directory's draw, without identifying anybody.
    #[must_use]
    pub fn lot(&self) -> &str {
        self.secret.as_str()
    }

    /// Whether this browser was on a page of this host before, and kept the cookie.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.fresh
    }

    /// What pages know besides their own data.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        Context {
            place: self.tenant.as_deref().map_or(Place::Platform, |pod| Place::Pod(shown::brand(pod))),
            language: self.language,
            viewer: self.signed.as_deref().map(Signed::viewer),
            support: self.support().map(|visit| Support { jid: visit.jid.as_str(), until: visit.ends_at }),
            csrf: &self.csrf,
            command: &self.command,
            path: &self.path,
            origin: &self.origin,
            platform: &self.platform,
            notice: self.notice,
            assets: self.app.bundle.assets(),
            now: self.now,
        }
    }

    /// Answers with a page.
    #[must_use]
    pub fn show(&self, page: &impl Page) -> HttpResponse {
        self.show_as(StatusCode::OK, page)
    }

    /// Answers with the page of a form that was filled in wrongly.
    #[must_use]
    pub fn show_again(&self, page: &impl Page) -> HttpResponse {
        self.show_as(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// Answers with a page and a status.
    #[must_use]
    pub fn show_as(&self, status: StatusCode, page: &impl Page) -> HttpResponse {
        let mut answer = HttpResponse::build(status);
        answer.content_type("text/html; charset=utf-8");
        answer.insert_header((header::CACHE_CONTROL, "no-store"));
        answer.insert_header((header::CONTENT_LANGUAGE, self.language.tag()));
        answer.insert_header((header::VARY, "cookie, accept-language"));
        if self.fresh {
            answer.cookie(self.app.cookies.make(Name::Visit, self.secret.as_str().to_owned()));
        }
        if self.notice.is_some() {
            answer.cookie(self.app.cookies.forget(Name::Notice));
        }
        answer.body(page.render(&self.context()).into_string())
    }

    /// Goes on to another page of this host, which says what happened. The script goes there by itself: if the browser
    /// followed for it, the notice would be gone before anybody sees the page.
    #[must_use]
    pub fn go(&self, to: &str, notice: Option<Notice>) -> HttpResponse {
        let mut answer = match self.script {
            Some(Script::Form) => HttpResponse::NoContent(),
            Some(Script::Part) | None => HttpResponse::SeeOther(),
        };
        answer.insert_header((header::LOCATION, to));
        if let Some(notice) = notice {
            answer.cookie(self.app.cookies.make(Name::Notice, notice.code().to_owned()));
        }
        answer.finish()
    }
}

impl FromRequest for Visit {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::read(&request).await })
    }
}
