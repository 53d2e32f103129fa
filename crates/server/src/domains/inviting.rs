//! Invitations that members' XMPP clients make (XEP-0401), on domains that Cosse looks after: by who runs the pod, and by its members where
//! they may.

use super::questions::tell;
use crate::{
    app::App,
    limits::Limit,
    prosody::{Answer, Invitation, Inviting, No, Prosody},
};
use jid::{BareJid, DomainPart};
use model::{
    PodId,
    audit::{Actor, By},
    blocks, domains,
    invites::{self, Code, Invite},
    inviting,
    members::{self, Member},
    pods::{self, Pod, Registration, State},
    roles::{self, Role},
};
use std::time::Instant;
use time::format_description::well_known::Rfc3339;

/// The most that somebody who runs a pod may have open of those that her client made.
const OPEN: i64 = 200;

/// The most names of those who run a pod that its server is told.
const NAMES: usize = 50;

/// Who asks for an invitation.
pub struct Inviter<'a> {
    /// The domain of her account.
    pub domain: &'a DomainPart,
    /// Its name.
    pub name: &'a str,
    /// The pod whose the account is, as the server says.
    pub pod: &'a str,
    /// Whether whoever makes an account by it is a contact of hers.
    pub contact: bool,
}

/// An invitation that was made.
struct Made {
    pod: Pod,
    jid: BareJid,
    invite: Invite,
    code: Code,
    by: By,
}

/// What clients can do with invitations on a pod's domain.
///
/// # Errors
/// The database's own.
pub async fn offered(app: &App, pod: &Pod, domain: &DomainPart) -> Result<Inviting, model::Error> {
    let members = inviting::open_each(&app.database, &pod.id).await? > 0;
    let operators = roles::operators(&app.database, &pod.id).await?.into_iter();
    let local = operators.filter(|jid| jid.domain().as_str() == domain.as_str());
    let names = local.filter_map(|jid| jid.node().map(|name| name.as_str().to_owned()));
    Ok(Inviting { open: takes_invited(pod), members, by: names.take(NAMES).collect() })
}

/// Makes an invitation and answers with it. If nobody waits for it any more, it is worth nothing.
///
/// # Errors
/// The database's own; then nothing was answered.
pub async fn invite(
    app: &App,
    prosody: &Prosody,
    id: &str,
    inviter: &Inviter<'_>,
) -> Result<(), model::Error> {
    let made = match make(app, inviter).await? {
        Ok(made) => made,
        Err(no) => {
            tell(prosody, id, &Answer::No(no)).await;
            return Ok(());
        }
    };
    let answer = Answer::Invitation(written(app, inviter, &made));
    if let Err(error) = prosody.answer(id, &answer).await {
        tracing::warn!(%error, "an invitation was made, and nobody heard of it: it is withdrawn");
        invites::revoke(&app.database, &made.pod.id, &made.invite.id, None, &made.by).await?;
    }
    Ok(())
}

/// Makes it, if she may.
async fn make(app: &App, inviter: &Inviter<'_>) -> Result<Result<Made, No>, model::Error> {
    let Some((pod, member)) = member(app, inviter).await? else { return Ok(Err(No::Forbidden)) };
    if !takes_invited(&pod) {
        return Ok(Err(No::Closed));
    }
    let most = most(app, &member, inviter.contact).await?;
    if most <= 0 {
        return Ok(Err(No::Forbidden));
    }
    let id = member.id.to_string();
    let limits = [Limit::Act(&id), Limit::InviteBy(&id)];
    if !limits.into_iter().all(|limit| app.limits.take(limit, Instant::now())) {
        return Ok(Err(No::Often));
    }
    let by = By { actor: Actor::Person(member.jid.clone()), at: (app.now)() };
    let made = invites::by_member(&app.database, &member.owner(), most, inviter.contact, &by).await;
    if made.is_err() {
        app.limits.give_back(Limit::InviteBy(&id));
    }
    match made {
        Ok((invite, code)) => Ok(Ok(Made { pod, jid: member.jid, invite, code, by })),
        Err(model::Error::NotFound(_) | model::Error::StillNew(_)) => Ok(Err(No::Forbidden)),
        Err(model::Error::TooLarge(_)) => Ok(Err(No::Many)),
        Err(error) => Err(error),
    }
}

/// The member of the pod who asks, if the account is one of the pod's own and is let in.
async fn member(app: &App, inviter: &Inviter<'_>) -> Result<Option<(Pod, Member)>, model::Error> {
    let database = &app.database;
    let jid = BareJid::new(&format!("{}@{}", inviter.name, inviter.domain)).ok();
    let (Some(jid), Ok(pod)) = (jid, inviter.pod.parse::<PodId>()) else { return Ok(None) };
    let Some(pod) = pods::get(database, &pod).await? else { return Ok(None) };
    let is_kept_out = blocks::of(database, &pod.id, &jid, (app.now)()).await?.is_some();
    if is_kept_out || !domains::of(database, &pod.id).await?.keeps(&jid) {
        return Ok(None);
    }
    Ok(members::by_jid(database, &pod.id, &jid).await?.map(|member| (pod, member)))
}

/// How many invitations she may have open; `contact`: of those by which who comes may be a contact of hers.
///
/// # Errors
/// The database's own.
pub async fn most(app: &App, member: &Member, contact: bool) -> Result<i64, model::Error> {
    let (database, pod) = (&app.database, &member.pod_id);
    match roles::role_of(database, pod, &member.jid).await? {
        Some(Role::Operator) => Ok(OPEN),
        Some(Role::Moderator) | None if contact => inviting::open_each(database, pod).await,
        Some(Role::Moderator) | None => Ok(0),
    }
}

/// Whether a pod takes in who was invited. Who is to run one that is closed comes by the form.
#[must_use]
pub fn takes_invited(pod: &Pod) -> bool {
    pod.state == State::Active && pod.registration != Registration::Closed
}

fn written(app: &App, inviter: &Inviter<'_>, made: &Made) -> Invitation {
    let code = made.code.reveal();
    let uri = if inviter.contact {
        ui::url::befriend_in_app(made.jid.as_str(), &code)
    } else {
        ui::url::register_in_app(inviter.domain.as_str(), &code)
    };
    let landing = ui::url::absolute(&app.origins.of(&made.pod.host), &ui::url::invite(&code));
    let expires = made.invite.expires_at.and_then(|end| end.format(&Rfc3339).ok()).unwrap_or_default();
    Invitation { uri, landing, expires }
}
