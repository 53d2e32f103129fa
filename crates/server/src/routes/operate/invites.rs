//! The pod's invitations.

use super::inviting;
use crate::{
    extract::{Form, Nothing, Operator, Own, Segment},
    fault::{Answer, Fault},
    routes::waiting_list::read_email,
};
use actix_web::web;
use model::{
    InviteId, MemberId,
    invites::{self, Invite, NewInvite},
    members::Member,
};
use serde::Deserialize;
use std::collections::HashMap;
use time::Duration;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, InviteForm, InviteRow, InvitesPage, MailInviteForm, MemberInvitesForm, Question},
    url,
};

/// Invitations of a page.
const PAGE: u32 = 50;

/// The most that may come in by one invitation.
const MOST_USES: u32 = 10_000;

/// The most days that one is good for.
const MOST_DAYS: u32 = 3_650;

/// The most characters of a note.
const LONGEST_NOTE: u32 = 200;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct InvitesQuery {
    before: Option<String>,
}

/// The fields of the form.
#[derive(Deserialize)]
pub struct InviteFields {
    #[serde(default)]
    note: String,
    #[serde(default)]
    uses: String,
    #[serde(default)]
    days: String,
}

/// The field of the form for one by mail.
#[derive(Deserialize)]
pub struct MailInviteFields {
    #[serde(default)]
    email: String,
}

/// `GET /operate/invites`.
pub async fn list(operator: Operator, query: web::Query<InvitesQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    Ok(operator.show(&page(&operator, before, None, fresh()).await?))
}

/// `POST /operate/invites/mail`.
pub async fn send(Own(operator): Own<Operator>, Form(fields): Form<MailInviteFields>) -> Answer {
    if !operator.app.sends_mail() {
        return Err(Fault::NotFound);
    }
    let sent = match read_email(&fields.email) {
        Ok(email) => {
            let (language, by) = (operator.language.tag().to_owned(), operator.by());
            let (database, pod) = (&operator.app.database, operator.home().id);
            invites::send(database, &pod, operator.member_id(), email, language, &by).await
        }
        Err(problem) => return again(&operator, fields.email, problem).await,
    };
    match sent {
        Ok(_) => Ok(operator.go(&url::operate_invites(), Some(Notice::Saved))),
        Err(model::Error::Taken(_)) => again(&operator, fields.email, Problem::InvitedLately).await,
        Err(model::Error::TooLarge(_)) => again(&operator, fields.email, Problem::InvitesOut).await,
        Err(error) => Err(error.into()),
    }
}

async fn again(operator: &Operator, email: String, problem: Problem) -> Answer {
    let mail = MailInviteForm { email, errors: Errors::one("email", problem) };
    Ok(operator.show_again(&InvitesPage { mail: Some(mail), ..page(operator, None, None, fresh()).await? }))
}

/// `POST /operate/invites`.
pub async fn make(Own(operator): Own<Operator>, Form(fields): Form<InviteFields>) -> Answer {
    let new = match read(&operator, &fields) {
        Ok(new) => new,
        Err(errors) => {
            let InviteFields { note, uses, days } = fields;
            let form = InviteForm { note, uses, days, errors };
            return Ok(operator.show_again(&page(&operator, None, None, form).await?));
        }
    };
    let (_, code) = invites::create(&operator.app.database, &operator.home().id, new, &operator.by()).await?;
    // only its hash is kept: there is no other page that could show it
    let link = url::absolute(operator.origin(), &url::invite(&code.reveal()));
    Ok(operator.show(&page(&operator, None, Some(link), fresh()).await?))
}

/// `GET /operate/invites/{id}/revoke`: asks.
pub async fn revoke_form(Own(operator): Own<Operator>, Segment(id): Segment) -> Answer {
    let id: InviteId = id.parse().map_err(|_| Fault::NotFound)?;
    let invite = invites::find(&operator.app.database, &operator.home().id, &id).await?;
    let invite = invite.filter(|invite| invite.is_good(operator.now)).ok_or(Fault::NotFound)?;
    let question = Question::RevokeInvite(invite.id.to_string(), invite.note);
    Ok(operator.show(&ConfirmPage { question }))
}

/// `POST /operate/invites/{id}/revoke`.
pub async fn revoke(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let (database, pod) = (&operator.app.database, operator.home().id);
    match invites::revoke(database, &pod, &id, None, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_invites(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The page again, with what was typed about members.
///
/// # Errors
/// The database's own.
pub(super) async fn again_members(operator: &Operator, members: MemberInvitesForm) -> Answer {
    let page = page(operator, None, None, fresh()).await?;
    Ok(operator.show_again(&InvitesPage { members, ..page }))
}

fn fresh() -> InviteForm {
    InviteForm { uses: "1".to_owned(), ..InviteForm::default() }
}

fn read(operator: &Operator, fields: &InviteFields) -> Result<NewInvite, Errors> {
    let mut errors = Errors::none();
    let mut number = |name: &str, text: &str, most: u32| {
        let number = text.trim().parse::<u32>().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            errors.push(name, Problem::NoNumber(1, most));
        }
        number
    };
    let uses = number("uses", &fields.uses, MOST_USES);
    let days = match fields.days.trim() {
        "" => None,
        days => number("days", days, MOST_DAYS),
    };
    if fields.note.chars().count() > LONGEST_NOTE as usize {
        errors.push("note", Problem::TooLong(LONGEST_NOTE));
    }
    let (Some(uses), true) = (uses, errors.is_empty()) else { return Err(errors) };
    let expires_at = days.map(|days| operator.now + Duration::days(i64::from(days)));
    let made_by = operator.member_id();
    Ok(NewInvite { made_by, note: fields.note.trim().to_owned(), uses: uses.into(), expires_at })
}

async fn page(
    operator: &Operator,
    before: Option<InviteId>,
    made: Option<String>,
    form: InviteForm,
) -> Result<InvitesPage, Fault> {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let found = invites::page(database, &pod, before, PAGE + 1).await?;
    let shown = &found[..found.len().min(PAGE as usize)];
    let ids: Vec<InviteId> = shown.iter().map(|invite| invite.id).collect();
    let vouched = invites::vouched_for(database, &pod, &ids, operator.now).await?;
    let makers = shown.iter().filter_map(|invite| invite.made_by).collect();
    let known = invites::people(database, &pod, makers).await?;
    let written = invites::written_to(database, &pod, &ids).await?;
    let row = |invite: &Invite| {
        let row = row(operator, invite, vouched.contains(&invite.id), &known);
        match written.get(&invite.id) {
            Some(to) => InviteRow { note: to.to_string(), ..row },
            None => row,
        }
    };
    Ok(InvitesPage {
        made,
        form,
        mail: operator.app.sends_mail().then(MailInviteForm::default),
        members: inviting::form(operator).await?,
        invites: shown.iter().map(row).collect(),
        older: shown.last().filter(|_| shown.len() < found.len()).map(|last| last.id.to_string()),
    })
}

fn row(operator: &Operator, invite: &Invite, vouched: bool, known: &HashMap<MemberId, Member>) -> InviteRow {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    InviteRow {
        id: invite.id.to_string(),
        note: invite.note.clone(),
        runs: invite.role.is_some(),
        by: invite.made_by.and_then(|id| known.get(&id)).map(|maker| maker.display_name().to_owned()),
        used: count(invite.used),
        uses: count(invite.uses),
        until: invite.expires_at,
        good: invite.is_good(operator.now),
        vouched,
    }
}
