//! A visit by a member who is signed in.

use super::Visit;
use crate::{app::App, cookies::Name, fault::Fault, limits::Limit, tenants::Tenant};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use model::{
    Owner,
    browsers::{self, Token, Visitor},
    chats, contacts,
    departures::Departure,
    members,
    roles::Role,
    sessions,
};
use pool::{Command, EventId, Refusal, Reply};
use std::{future::Future, ops::Deref, pin::Pin, sync::Arc, time::Instant};
use time::OffsetDateTime;
use ui::{Duty, SessionState, Viewer};

/// A visit by a member who is signed in. Who has left the pod is sent to the page that says so, anybody else to `/login`.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    signed: Arc<Signed>,
    pod: Arc<Tenant>,
}

/// A browser, whose it is, and how the session is.
pub(super) struct Signed {
    browser: browsers::Browser,
    pub(super) member: members::Member,
    pub(super) role: Option<Role>,
    guest: bool,
    session: SessionState,
    kept: bool,
    requests: u32,
    unread: u64,
    last_event: EventId,
}

/// Somebody whose browser is signed in.
pub(super) enum Known {
    /// As a member.
    Signed(Signed),
    /// As one who has left.
    Left(Left),
}

/// Somebody who has left the pod and may come back. Her browser is signed in for that alone.
#[derive(Clone, Debug)]
pub struct Left {
    /// The browser that she uses.
    pub browser: browsers::Browser,
    /// Who she was.
    pub member: members::Member,
    /// Since when, and until when she may come back.
    pub departure: Departure,
}

impl Member {
    /// The member who is signed in on a visit.
    ///
    /// # Errors
    /// [`Fault::Left`] for who has left the pod; [`Fault::SignedOut`] for nobody.
    pub(super) fn of(visit: Visit) -> Result<Self, Fault> {
        let pod = Arc::clone(visit.pod()?);
        let nobody = if visit.left().is_some() { Fault::Left } else { Fault::SignedOut };
        let signed = visit.signed.clone().ok_or(nobody)?;
        Ok(Self { visit, signed, pod })
    }

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

    /// What she may do beyond a member.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.signed.role
    }

    /// Whether she only looks around, as anybody may.
    #[must_use]
    pub fn is_guest(&self) -> bool {
        self.signed.guest
    }

    /// How her session is.
    #[must_use]
    pub fn session(&self) -> SessionState {
        self.signed.session
    }

    /// Whether something is kept that signs her session in again.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.signed.kept
    }

    /// Her pod.
    #[must_use]
    pub fn home(&self) -> &Arc<Tenant> {
        &self.pod
    }

    /// Asks her session to do something. `id` is the same when a form is sent again.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] when the bus does not work.
    pub async fn act(&self, id: &str, command: Command) -> Result<Reply, Fault> {
        let (app, me) = (&self.visit.app, self.me());
        if !app.limits.take(Limit::Act(&me.id.to_string()), Instant::now()) {
            return Ok(Reply::Refused(Refusal::Policy));
        }
        Ok(app.pool.act(&self.pod.id, &me.jid, id, command).await?)
    }
}

impl Deref for Member {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Signed {
    /// The language that she chose.
    pub(super) fn language(&self) -> Option<&str> {
        self.member.language.as_deref()
    }

    pub(super) fn viewer(&self) -> Viewer {
        Viewer {
            name: self.member.display_name().to_owned(),
            handle: Some(self.member.handle.to_string()),
            jid: self.member.jid.clone(),
            face: self.member.picture.as_deref().map(ui::url::media),
            duty: match self.role {
                Some(Role::Operator) => Duty::Operates,
                Some(Role::Moderator) => Duty::Moderates,
                None => Duty::None,
            },
            guest: self.guest,
            session: self.session,
            requests: self.requests,
            unread: self.unread,
            last_event: Some(self.last_event.to_string()),
        }
    }
}

impl FromRequest for Member {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(Visit::from_request(&request, &mut Payload::None).await?) })
    }
}

/// Who is behind a request to a pod, if her browser is signed in there.
pub(super) async fn who(
    app: &App,
    request: &HttpRequest,
    pod: Option<&Tenant>,
    now: OffsetDateTime,
) -> Result<Option<Known>, Fault> {
    let (Some(pod), Some(token)) = (pod, app.cookies.read(request, Name::Browser)) else { return Ok(None) };
    let Some(token) = Token::parse(&token) else { return Ok(None) };
    let visitor = browsers::by_token(&app.database, &pod.id, &token, now).await?;
    let Some(Visitor { browser, member, role, departure, is_guest }) = visitor else { return Ok(None) };
    if let Some(departure) = departure {
        return Ok(Some(Known::Left(Left { browser, member, departure })));
    }
    let signed = signed(app, browser, member, role, now).await?;
    Ok(Some(Known::Signed(Signed { guest: is_guest, ..signed })))
}

async fn signed(
    app: &App,
    browser: browsers::Browser,
    member: members::Member,
    role: Option<Role>,
    now: OffsetDateTime,
) -> Result<Signed, Fault> {
    let owner = member.owner();
    browsers::touch(&app.database, &browser, now).await?;
    app.watchers.look(&app.pool, owner, &member.jid, Instant::now()).await;
    // before anything is read for the page, so that what happens meanwhile is told to it
    let last_event = app.pool.last_event(&owner).await;
    let session = sessions::get(&app.database, &owner).await?;
    let requests = contacts::count_pending(&app.database, &owner).await?;
    let unread = chats::unread_total(&app.database, &owner).await?;
    Ok(Signed {
        session: crate::shown::session(session.as_ref()),
        kept: session.is_some_and(|row| row.secret.is_some()),
        requests: u32::try_from(requests).unwrap_or(u32::MAX),
        unread: u64::try_from(unread).unwrap_or_default(),
        browser,
        member,
        role,
        guest: false,
        last_event,
    })
}
