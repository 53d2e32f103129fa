//! What is announced on the pod.

use super::day;
use crate::{
    extract::{Form, Nothing, Operator, Segment},
    fault::{Answer, Fault},
    reading::command_id_of,
};
use model::announcements::{self, Announcement, NewAnnouncement};
use serde::Deserialize;
use time::Duration;
use ui::{
    Errors, Notice, Problem,
    pages::{AnnouncementForm, AnnouncementRow, AnnouncementState, AnnouncingPage, ConfirmPage, Question},
    url,
};

/// The most characters of a title.
pub(in crate::routes) const LONGEST_TITLE: u32 = 200;

/// The most characters of a text.
pub(in crate::routes) const LONGEST_TEXT: u32 = 10_000;

/// Announcements of the page.
const PAGE: u32 = 200;

/// The fields of the form.
#[derive(Deserialize)]
pub struct AnnouncementFields {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    everyone: Option<String>,
    mail: Option<String>,
    command: Option<String>,
}

/// `GET /operate/announcements`.
pub async fn list(operator: Operator) -> Answer {
    let mail = operator.app.sends_mail().then_some(false);
    Ok(operator.show(&page(&operator, AnnouncementForm { mail, ..AnnouncementForm::default() }).await?))
}

/// `POST /operate/announcements`.
pub async fn make(operator: Operator, Form(fields): Form<AnnouncementFields>) -> Answer {
    let new = match read(&operator, &fields) {
        Ok(new) => new,
        Err(errors) => {
            let AnnouncementFields { title, text, from, until, everyone, mail, .. } = fields;
            let (everyone, mail) = (everyone.is_some(), operator.app.sends_mail().then_some(mail.is_some()));
            let form = AnnouncementForm { title, text, from, until, everyone, mail, errors };
            return Ok(operator.show_again(&page(&operator, form).await?));
        }
    };
    let command = command(&fields);
    let (database, pod) = (&operator.app.database, operator.home().id);
    announcements::create(database, &pod, new, Some(&command), &operator.by()).await?;
    Ok(operator.go(&url::operate_announcements(), Some(Notice::Saved)))
}

/// `GET /operate/announcements/{id}/withdraw`: asks.
pub async fn ask(operator: Operator, Segment(id): Segment) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let (database, pod) = (&operator.app.database, operator.home().id);
    let one = announcements::standing(database, &pod, &id).await?.ok_or(Fault::NotFound)?;
    let question = Question::WithdrawAnnouncement(one.id.to_string(), one.title);
    Ok(operator.show(&ConfirmPage { question }))
}

/// `POST /operate/announcements/{id}/withdraw`.
pub async fn withdraw(operator: Operator, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match announcements::withdraw(&operator.app.database, &operator.home().id, &id, &operator.by()).await {
        Ok(()) => Ok(operator.go(&url::operate_announcements(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Sent again it is the same, and with other words another one.
fn command(fields: &AnnouncementFields) -> String {
    let AnnouncementFields { title, text, from, until, everyone, mail, command } = fields;
    let ticked = [everyone, mail].map(|choice| if choice.is_some() { "yes" } else { "no" });
    let [title, text, from, until] = [title, text, from, until].map(String::as_str);
    command_id_of(command.as_deref(), &[title, text, from, until, ticked[0], ticked[1]])
}

/// The announcement as it is to be: from the beginning of the first day to the end of the last one, in UTC.
fn read(operator: &Operator, fields: &AnnouncementFields) -> Result<NewAnnouncement, Errors> {
    let mut errors = Errors::none();
    let (title, body) = (fields.title.trim(), fields.text.trim().replace("\r\n", "\n"));
    if title.is_empty() {
        errors.push("title", Problem::Required);
    }
    if title.chars().count() > LONGEST_TITLE as usize {
        errors.push("title", Problem::TooLong(LONGEST_TITLE));
    }
    if body.chars().count() > LONGEST_TEXT as usize {
        errors.push("text", Problem::TooLong(LONGEST_TEXT));
    }
    let mut read = |name: &str, text: &str| {
        let read = day(text);
        if read.is_none() && !text.trim().is_empty() {
            errors.push(name, Problem::DayInvalid);
        }
        read.map(|day| day.midnight().assume_utc())
    };
    let (from, until) = (read("from", &fields.from), read("until", &fields.until));
    let starts_at = from.unwrap_or(operator.now);
    let ends_at = until.and_then(|until| until.checked_add(Duration::DAY));
    if ends_at.is_some_and(|end| end <= starts_at) {
        errors.push("until", Problem::DaysReversed);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let (title, for_everyone) = (title.to_owned(), fields.everyone.is_some());
    let by_mail = fields.mail.is_some() && operator.app.sends_mail();
    Ok(NewAnnouncement { batch: None, title, body, for_everyone, starts_at, ends_at, by_mail })
}

async fn page(operator: &Operator, form: AnnouncementForm) -> Result<AnnouncingPage, Fault> {
    let rows = announcements::list(&operator.app.database, &operator.home().id, PAGE).await?;
    Ok(AnnouncingPage { form, announcements: rows.iter().map(|one| row(operator, one)).collect() })
}

fn row(operator: &Operator, one: &Announcement) -> AnnouncementRow {
    AnnouncementRow {
        id: one.id.to_string(),
        title: one.title.clone(),
        from: one.starts_at,
        until: one.ends_at,
        everyone: one.for_everyone,
        of_platform: one.batch.is_some(),
        state: match one.withdrawn_at {
            Some(_) => AnnouncementState::Withdrawn,
            None if one.starts_at > operator.now => AnnouncementState::Ahead,
            None if one.is_current(operator.now) => AnnouncementState::Shown,
            None => AnnouncementState::Over,
        },
    }
}
