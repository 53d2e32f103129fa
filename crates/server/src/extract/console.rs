//! A visit to a pod's console, by a member who looks after it or by an admin who comes for support.

use super::{Member, Visit};
use crate::{fault::Fault, tenants::Tenant};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use model::{
    MemberId,
    audit::{Actor, By},
    roles::Role,
};
use std::{future::Future, ops::Deref, pin::Pin, sync::Arc};

/// Who looks after the pod: a member with a role, as whom she acts, or an admin on a visit for support, who does as operators do and is no
/// member by it. For other members there is nothing; who is not signed in is sent to `/login`.
#[derive(Clone)]
pub struct Console {
    visit: Visit,
    pod: Arc<Tenant>,
    role: Role,
    actor: Actor,
    member: Option<MemberId>,
}

impl Console {
    /// The pod.
    #[must_use]
    pub fn home(&self) -> &Arc<Tenant> {
        &self.pod
    }

    /// Which role she has, or does as.
    #[must_use]
    pub fn as_a(&self) -> Role {
        self.role
    }

    /// Whether it is an admin, for support.
    #[must_use]
    pub fn is_support(&self) -> bool {
        matches!(self.actor, Actor::Support(_))
    }

    /// The member who she is; none for an admin, for support.
    #[must_use]
    pub fn member_id(&self) -> Option<MemberId> {
        self.member
    }

    /// Her, now: who does something to the pod.
    #[must_use]
    pub fn by(&self) -> By {
        By { actor: self.actor.clone(), at: self.visit.now }
    }

    /// Whoever is on a visit is that first, whatever else she may do here: what she does is written down as such.
    fn of(visit: Visit) -> Result<Self, Fault> {
        if let Some(support) = visit.support() {
            let (pod, actor) = (Arc::clone(visit.pod()?), Actor::Support(support.jid.clone()));
            return Ok(Self { pod, role: Role::Operator, actor, member: None, visit });
        }
        let member = Member::of(visit)?;
        let role = member.role().ok_or(Fault::NotFound)?;
        let (pod, actor) = (Arc::clone(member.home()), Actor::Person(member.me().jid.clone()));
        let me = Some(member.me().id);
        Ok(Self { pod, role, actor, member: me, visit: Visit::clone(&member) })
    }
}

impl Deref for Console {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequest for Console {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = Visit::from_request(request, &mut Payload::None);
        Box::pin(async move { Self::of(visit.await?) })
    }
}
