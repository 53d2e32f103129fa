//! One member: suspend her, let her in again, remove her, give her a role.

use super::{
    accounts,
    invite_tree::{came_by, inviters},
    members::member_row,
};
use crate::{
    domains::{self, accounts::Shut},
    extract::{Console, Form, Moderator, Nothing, Operator, Own, Segment},
    fault::{Answer, Fault},
    shown,
};
use model::{
    MemberId, Owner, browsers, invites,
    members::{self, Member},
    newcomers::limits::{self, Standing},
    roles::{self, Role},
    sessions, waves,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, MembershipPage, NewUntil, Question, Reach, SuspendPage, Suspension},
    url::{self, MemberRole},
};

/// The field of `…/suspend`.
#[derive(Deserialize)]
pub struct SuspendFields {
    #[serde(default)]
    reason: String,
}

/// The fields of `…/role`, the last one once it was asked.
#[derive(Deserialize)]
pub struct RoleFields {
    #[serde(default)]
    role: String,
    sure: Option<String>,
}

/// `GET /operate/members/{id}`.
pub async fn one(moderator: Moderator, Segment(id): Segment) -> Answer {
    let member = known(&moderator, &id).await?;
    Ok(moderator.show(&page(&moderator, moderator.as_a(), &member, Errors::none()).await?))
}

/// `GET /operate/members/{id}/suspend`: asks, and why.
pub async fn suspend_form(moderator: Moderator, Segment(id): Segment) -> Answer {
    let member = within_reach(&moderator, moderator.as_a(), &id).await?;
    Ok(moderator.show(&suspend_page(&member, String::new(), Errors::none())))
}

/// `POST /operate/members/{id}/suspend`.
pub async fn suspend(
    moderator: Moderator,
    Segment(id): Segment,
    Form(fields): Form<SuspendFields>,
) -> Answer {
    let member = within_reach(&moderator, moderator.as_a(), &id).await?;
    let reason = fields.reason.trim().replace("\r\n", "\n");
    if reason.chars().count() > members::REASON_MAX as usize {
        let errors = Errors::one("reason", Problem::TooLong(members::REASON_MAX));
        return Ok(moderator.show_again(&suspend_page(&member, reason, errors)));
    }
    let (database, by) = (&moderator.app.database, moderator.by());
    let done = members::suspend(database, &member.owner(), &reason, moderator.as_a(), &by).await;
    done.map_err(missing)?;
    moderator.app.put_out(&member.owner(), &member.jid).await;
    Ok(moderator.go(&url::operate_member(&id), Some(Notice::MemberSuspended)))
}

/// `POST /operate/members/{id}/resume`.
pub async fn resume(moderator: Moderator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let member = within_reach(&moderator, moderator.as_a(), &id).await?;
    let (database, by) = (&moderator.app.database, moderator.by());
    members::resume(database, &member.owner(), moderator.as_a(), &by).await.map_err(missing)?;
    Ok(moderator.go(&url::operate_member(&id), Some(Notice::MemberResumed)))
}

/// `GET /operate/members/{id}/remove`: asks.
pub async fn remove_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    let member = within_reach(&operator, Role::Operator, &id).await?;
    let may_return = waves::reaches(&operator.app.database, &member.owner()).await?;
    let question = Question::RemoveMember { id, person: shown::member(&member), may_return };
    Ok(operator.show(&ConfirmPage { question }))
}

/// `POST /operate/members/{id}/remove`.
pub async fn remove(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let member = within_reach(&operator, Role::Operator, &id).await?;
    let removed = domains::accounts::remove(&operator.app, &member, &operator.by()).await;
    let notice = match removed.map_err(missing)? {
        Shut::Settled => Notice::MemberRemoved,
        Shut::Later => Notice::MemberRemovedLater,
        Shut::Never => Notice::MemberRemovedAlone,
    };
    operator.app.put_out(&member.owner(), &member.jid).await;
    Ok(operator.go(&url::operate_members(), Some(notice)))
}

/// `POST /operate/members/{id}/role`: asks before it takes one away.
pub async fn role(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(fields): Form<RoleFields>,
) -> Answer {
    let member = known(&operator, &id).await?;
    let role = MemberRole::from_code(&fields.role).map(shown::held);
    let role = role.ok_or_else(|| Fault::BadRequest("there is no such role".to_owned()))?;
    if member.is_suspended() {
        return Err(Fault::NotFound);
    }
    if fields.sure.is_none()
        && let Some(question) = taken(&operator, &member, role).await?
    {
        return Ok(operator.show(&ConfirmPage { question }));
    }
    match roles::assign(&operator.app.database, &member.pod_id, &member.jid, role, &operator.by()).await {
        Ok(()) => {}
        Err(model::Error::LastOperator) => {
            let errors = Errors::one("role", Problem::LastOperator);
            return Ok(operator.show_again(&page(&operator, Role::Operator, &member, errors).await?));
        }
        Err(error) => return Err(error.into()),
    }
    // who has given up her own role finds nothing here any more
    let hers = operator.member().is_some_and(|me| me.id == member.id);
    let stays = role == Some(Role::Operator) || !hers;
    let next = if stays { url::operate_member(&id) } else { url::feed() };
    Ok(operator.go(&next, Some(Notice::Saved)))
}

/// What is asked where a member is to have less of a role than she has.
async fn taken(me: &Console, member: &Member, gets: Option<Role>) -> Result<Option<Question>, Fault> {
    let has = roles::role_of(&me.app.database, &member.pod_id, &member.jid).await?;
    let is_less = match has {
        None => false,
        Some(Role::Moderator) => gets.is_none(),
        Some(Role::Operator) => gets != Some(Role::Operator),
    };
    let (id, person, has, gets) =
        (member.id.to_string(), shown::member(member), shown::role(has), shown::role(gets));
    Ok(is_less.then_some(Question::TakeRole { id, person, has, gets }))
}

async fn known(me: &Console, id: &str) -> Result<Member, Fault> {
    let member: MemberId = id.parse().map_err(|_| Fault::NotFound)?;
    let owner = Owner { pod: me.home().id, member };
    members::get(&me.app.database, &owner).await?.ok_or(Fault::NotFound)
}

/// A member on whom somebody with that role may act.
pub(super) async fn within_reach(me: &Console, as_a: Role, id: &str) -> Result<Member, Fault> {
    let member = known(me, id).await?;
    let role = roles::role_of(&me.app.database, &member.pod_id, &member.jid).await?;
    if as_a.reaches(role) { Ok(member) } else { Err(Fault::NotFound) }
}

/// Somebody else may have been quicker.
pub(super) fn missing(error: model::Error) -> Fault {
    match error {
        model::Error::NotFound(_) => Fault::NotFound,
        error => error.into(),
    }
}

fn suspend_page(member: &Member, reason: String, errors: Errors) -> SuspendPage {
    SuspendPage { id: member.id.to_string(), person: shown::member(member), reason, errors }
}

pub(super) async fn page(
    me: &Console,
    as_a: Role,
    member: &Member,
    errors: Errors,
) -> Result<MembershipPage, Fault> {
    let (database, owner) = (&me.app.database, member.owner());
    let role = roles::role_of(database, &member.pod_id, &member.jid).await?;
    let session = sessions::get(database, &owner).await?;
    let browsers = browsers::list(database, &owner).await?;
    let reason = || member.suspended_reason.clone();
    let reach = reach(me, as_a, role);
    let standing = limits::standing_of(database, &owner, me.now).await.map_err(missing)?;
    let word = invites::word_for(database, &owner).await?;
    let known = inviters(database, &owner.pod, word.as_ref()).await?;
    Ok(MembershipPage {
        member: member_row(member, role),
        suspension: member.suspended_at.map(|since| Suspension { since, reason: reason() }),
        session: session.map(|row| shown::session(Some(&row))),
        browsers: u64::try_from(browsers.len()).unwrap_or(u64::MAX),
        reach,
        new: standing.map(|Standing { until, lifted, .. }| NewUntil { until, lifted }),
        by: word.map(|word| came_by(word, &known)),
        tree: as_a == Role::Operator,
        account: if reach == Reach::All { accounts::state(me, member).await? } else { None },
        link: None,
        errors,
    })
}

/// What somebody with a role may do to who has the other. On a visit for support she gives no roles, and gets into no account.
fn reach(me: &Console, as_a: Role, role: Option<Role>) -> Reach {
    let reaches = as_a.reaches(role);
    let as_a = if me.is_support() { Role::Moderator } else { as_a };
    match (as_a, reaches) {
        (Role::Operator, true) => Reach::All,
        (Role::Operator, false) => Reach::Role,
        (Role::Moderator, true) => Reach::Suspend,
        (Role::Moderator, false) => Reach::Nothing,
    }
}
