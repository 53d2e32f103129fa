//! What directories say of pods: in the name of this one, and those that it follows.

use super::plans::SureFields;
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    federation::{self, DAYS, SayError, Saying},
};
use directory::{
    host_name,
    statement::{Action, EVIDENCE, LIFE},
    text::{Line, Link},
};
use model::{
    Database, StatementId,
    federation::statements::{self, Said},
};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use ui::{
    Errors, Notice, Problem,
    pages::{StatementAction, StatementForm, StatementRow, StatementsPage, Sure, SurePage},
    url,
};

/// Statements of the page at most.
const MOST: u32 = 500;

/// Characters of a reason at most.
const LONGEST: u32 = 500;

/// The fields of the form, which are a program's, too.
#[derive(Deserialize)]
pub struct StatementFields {
    /// The host name of the pod.
    #[serde(default)]
    pub subject: String,
    /// What others are asked to do, in a word.
    #[serde(default)]
    pub action: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Where that can be seen, an address a line.
    #[serde(default)]
    pub evidence: String,
    /// For how many days it holds.
    #[serde(default)]
    pub days: String,
}

/// `GET /admin/statements`.
pub async fn list(admin: Admin) -> Answer {
    let form = StatementForm { days: DAYS.to_string(), ..StatementForm::default() };
    Ok(admin.show(&page(&admin, form).await?))
}

/// `POST /admin/statements`.
pub async fn make(admin: Admin, Form(fields): Form<StatementFields>) -> Answer {
    let mut errors = Errors::none();
    if let Some(saying) = read(&fields, &mut errors) {
        match federation::say(&admin.app, saying, &admin.by()).await {
            Ok(()) => return Ok(admin.go(&url::admin_statements(), Some(Notice::Saved))),
            Err(SayError::Model(model::Error::TooLarge(_))) => errors = Errors::form(Problem::StatementsFull),
            Err(SayError::Model(error)) => return Err(error.into()),
            Err(error) => return Err(Fault::Internal(error.to_string())),
        }
    }
    let StatementFields { subject, action, reason, evidence, days } = fields;
    let form = StatementForm { subject, action, reason, evidence, days, errors };
    Ok(admin.show_again(&page(&admin, form).await?))
}

/// `POST /admin/statements/{id}/withdraw`: asks first. Twice is once.
pub async fn withdraw(
    admin: Admin,
    Segment(id): Segment,
    Form(SureFields { sure }): Form<SureFields>,
) -> Answer {
    let id: StatementId = id.parse().map_err(|_| Fault::NotFound)?;
    if sure.is_none() {
        let own = statements::own(&admin.app.database, admin.now).await?;
        let said = own.into_iter().find(|said| said.id == id && !said.withdrawn).ok_or(Fault::NotFound)?;
        let what = Sure::StatementWithdraw { id: said.id.to_string(), subject: said.subject };
        return Ok(admin.show(&SurePage { what }));
    }
    match statements::withdraw(&admin.app.database, &id, &admin.by()).await {
        Ok(()) | Err(model::Error::NotFound(_)) => {
            Ok(admin.go(&url::admin_statements(), Some(Notice::Saved)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What is to be said; none where a field is wrong.
pub fn read(fields: &StatementFields, errors: &mut Errors) -> Option<Saying> {
    let subject = host_name::parse(fields.subject.trim()).map_err(|_| Problem::HostInvalid);
    let action = fields.action.parse::<Action>().map_err(|_| Problem::Required);
    let reason = match Line::<500>::cleaned(&fields.reason) {
        _ if fields.reason.chars().count() > LONGEST as usize => Err(Problem::TooLong(LONGEST)),
        None => Err(Problem::Required),
        Some(reason) => Ok(reason),
    };
    let subject = told(subject, "subject", errors);
    let action = told(action, "action", errors);
    let reason = told(reason, "reason", errors);
    let evidence = told(evidence(&fields.evidence), "evidence", errors);
    let lasts = told(days(&fields.days), "days", errors);
    let because = Vec::new();
    Some(Saying {
        subject: subject?,
        action: action?,
        reason: reason?,
        evidence: evidence?,
        lasts: lasts?,
        because,
    })
}

/// A field, or what is wrong with it.
fn told<T>(field: Result<T, Problem>, name: &str, errors: &mut Errors) -> Option<T> {
    field.map_err(|problem| errors.push(name, problem)).ok()
}

fn evidence(text: &str) -> Result<Vec<Link>, Problem> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Result<Vec<Link>, _> = lines.map(|line| Link::try_from(line.to_owned())).collect();
    all.ok().filter(|all| all.len() <= EVIDENCE).ok_or(Problem::EvidenceInvalid)
}

fn days(text: &str) -> Result<Duration, Problem> {
    let most = u32::try_from(LIFE.whole_days()).unwrap_or(u32::MAX);
    let days = text.trim().parse::<u32>().ok().filter(|days| (1..=most).contains(days));
    days.map(|days| Duration::days(days.into())).ok_or(Problem::NoNumber(1, most))
}

/// What is said now of pods, first in the name of this directory: what others say never hides ours, which can be taken back.
///
/// # Errors
/// Only the database's own.
pub async fn standing(database: &Database, now: OffsetDateTime) -> Result<Vec<Said>, model::Error> {
    let mut all = statements::own(database, now).await?;
    all.retain(|said| !said.withdrawn);
    let others = statements::about(database, None, now, MOST).await?;
    all.extend(others.into_iter().filter(|said| !said.peer.is_empty()));
    Ok(all)
}

async fn page(admin: &Admin, form: StatementForm) -> Result<StatementsPage, Fault> {
    let all = standing(&admin.app.database, admin.now).await?;
    Ok(StatementsPage { said: all.iter().filter_map(row).collect(), form })
}

/// A statement as pages have it; none where it cannot be read any more.
pub(super) fn row(said: &Said) -> Option<StatementRow> {
    let statement = federation::read(&said.document)?;
    let is_ours = said.peer.is_empty();
    Some(StatementRow {
        id: is_ours.then(|| said.id.to_string()),
        by: (!is_ours).then(|| said.peer.clone()),
        subject: said.subject.clone(),
        action: match statement.action {
            Action::Note => StatementAction::Note,
            Action::Warn => StatementAction::Warn,
            Action::Delist => StatementAction::Delist,
        },
        reason: statement.reason.to_string(),
        at: statement.issued,
        until: statement.expires,
        appeal: statement.appeal.to_string(),
    })
}
