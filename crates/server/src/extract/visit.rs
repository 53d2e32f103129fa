//! A visit to a pod's host or the platform's: which place, who looks, in which language.

use crate::{app::App, cookies::Name, csrf::Visit as Secret, fault::Fault, origins::host_name};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    web,
};
use model::{
    Owner,
    browsers::{self, Token, Visitor},
    contacts, members,
    pods::{self, Pod},
    sessions,
};
use pool::EventId;
use std::{future::Future, net::IpAddr, ops::Deref, pin::Pin, sync::Arc, time::Instant};
use time::OffsetDateTime;
use ui::{Context, Language, Notice, Page, Place, PodBrand, SessionState, Viewer};

/// A visit by anybody.
#[derive(Clone)]
pub struct Visit {
    /// The program.
    pub app: App,
    /// The pod of the host, or none on the platform's.
    tenant: Option<Arc<Pod>>,
    /// Who is signed in.
    signed: Option<Arc<Signed>>,
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
    /// Where the request comes from.
    pub address: IpAddr,
}

/// A visit by a member who is signed in. Anybody else is sent to `/login`.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    signed: Arc<Signed>,
    pod: Arc<Pod>,
}

/// A browser, whose it is, and how the session is.
struct Signed {
    browser: browsers::Browser,
    member: members::Member,
    session: SessionState,
    requests: u32,
    last_event: EventId,
}

impl Visit {
    /// The pod; on the platform's host there is none, and what is asked for is not there.
    ///
    /// # Errors
    /// [`Fault::NotFound`] on the platform's host.
    pub fn pod(&self) -> Result<&Arc<Pod>, Fault> {
        self.tenant.as_ref().ok_or(Fault::NotFound)
    }

    /// The member, if one is signed in.
    #[must_use]
    pub fn member(&self) -> Option<&members::Member> {
        self.signed.as_ref().map(|signed| &signed.member)
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

    /// What pages know besides their own data.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        Context {
            place: self.tenant.as_deref().map_or(Place::Platform, |pod| Place::Pod(brand(pod))),
            language: self.language,
            viewer: self.signed.as_deref().map(Signed::viewer),
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

    /// Goes on to another page of this host, which says what happened.
    #[must_use]
    pub fn go(&self, to: &str, notice: Option<Notice>) -> HttpResponse {
        let mut answer = HttpResponse::SeeOther();
        answer.insert_header((header::LOCATION, to));
        answer.insert_header(("x-command", self.command.as_str()));
        if let Some(notice) = notice {
            answer.cookie(self.app.cookies.make(Name::Notice, notice.code().to_owned()));
        }
        answer.finish()
    }

    async fn read(request: &HttpRequest) -> Result<Self, Fault> {
        let app = request.app_data::<web::Data<App>>().ok_or(Fault::Internal("no app".to_owned()))?;
        let app = app.get_ref().clone();
        let host = host_name(request.connection_info().host()).ok_or(Fault::NotFound)?;
        let tenant = tenant(&app, &host).await?;
        let now = (app.now)();
        let signed = signed(&app, request, tenant.as_deref(), now).await?;
        let known = app.cookies.read(request, Name::Visit).and_then(|text| Secret::parse(&text));
        let fresh = known.is_none();
        let secret = known.unwrap_or_else(|| Secret::new(rand::random()));
        let notice = app.cookies.read(request, Name::Notice).and_then(|code| Notice::from_code(&code));
        Ok(Self {
            language: language(request, tenant.as_deref(), signed.as_ref()),
            origin: app.origins.of(&host),
            platform: app.origins.of(app.origins.platform()),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            csrf: app.tokens.issue(&secret, &host),
            command: ulid::Ulid::generate().to_string(),
            address: address(request, &app.trusted_proxies),
            signed: signed.map(Arc::new),
            app,
            tenant,
            now,
            host,
            secret,
            fresh,
            notice,
        })
    }
}

impl Member {
    /// The member and her pod.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner { pod: self.pod.id, member: self.signed.member.id }
    }

    /// Who she is.
    #[must_use]
    pub fn me(&self) -> &members::Member {
        &self.signed.member
    }

    /// The browser that she uses.
    #[must_use]
    pub fn browser(&self) -> &browsers::Browser {
        &self.signed.browser
    }

    /// How her session is.
    #[must_use]
    pub fn session(&self) -> SessionState {
        self.signed.session
    }

    /// Her pod.
    #[must_use]
    pub fn home(&self) -> &Arc<Pod> {
        &self.pod
    }
}

impl Deref for Member {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Signed {
    fn viewer(&self) -> Viewer {
        Viewer {
            name: self.member.display_name().to_owned(),
            handle: Some(self.member.handle.to_string()),
            jid: self.member.jid.clone(),
            face: self.member.picture.as_deref().map(ui::url::media),
            session: self.session,
            requests: self.requests,
            last_event: Some(self.last_event.to_string()),
        }
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

impl FromRequest for Member {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::read(&request).await?;
            let pod = Arc::clone(visit.pod()?);
            let signed = visit.signed.clone().ok_or(Fault::SignedOut)?;
            Ok(Self { visit, signed, pod })
        })
    }
}

fn brand(pod: &Pod) -> PodBrand<'_> {
    PodBrand {
        name: &pod.name,
        tagline: &pod.tagline,
        accent: ui::Accent::parse(&pod.accent).unwrap_or(ui::Accent::LEAF),
        host: &pod.host,
    }
}

/// The pod of a host name, or none for the platform's.
async fn tenant(app: &App, host: &str) -> Result<Option<Arc<Pod>>, Fault> {
    let pod = app.tenants.find(&app.database, host, Instant::now()).await?;
    match pod {
        None if host == app.origins.platform() => Ok(None),
        None => Err(Fault::NoSuchPod),
        Some(pod) if matches!(pod.state, pods::State::Suspended) => Err(Fault::Suspended),
        Some(pod) => Ok(Some(pod)),
    }
}

async fn signed(
    app: &App,
    request: &HttpRequest,
    pod: Option<&Pod>,
    now: OffsetDateTime,
) -> Result<Option<Signed>, Fault> {
    let (Some(pod), Some(token)) = (pod, app.cookies.read(request, Name::Browser)) else { return Ok(None) };
    let Some(token) = Token::parse(&token) else { return Ok(None) };
    let visitor = browsers::by_token(&app.database, &pod.id, &token).await?;
    let Some(Visitor { browser, member }) = visitor else { return Ok(None) };
    let owner = member.owner();
    browsers::touch(&app.database, &browser, now).await?;
    app.watchers.look(&app.pool, owner, &member.jid, Instant::now()).await;
    // before anything is read for the page, so that what happens meanwhile is told to it
    let last_event = app.pool.last_event(&owner);
    let session = sessions::get(&app.database, &owner).await?;
    let requests = contacts::count_pending(&app.database, &owner).await?;
    Ok(Some(Signed {
        session: session.as_ref().map_or(SessionState::NeedsPassword, crate::shown::session),
        requests: u32::try_from(requests).unwrap_or(u32::MAX),
        browser,
        member,
        last_event,
    }))
}

/// The member's own, else the browser's, else the pod's.
fn language(request: &HttpRequest, pod: Option<&Pod>, signed: Option<&Signed>) -> Language {
    let chosen = signed.and_then(|signed| signed.member.language.as_deref()).and_then(Language::from_tag);
    let otherwise = pod.and_then(|pod| Language::from_tag(&pod.language)).unwrap_or_default();
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.unwrap_or_else(|| Language::negotiate(accepted.unwrap_or_default(), otherwise))
}

/// The browser's network address: what a proxy that is trusted says, else the connection's own.
fn address(request: &HttpRequest, trusted: &[IpAddr]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok()).unwrap_or(peer)
}
