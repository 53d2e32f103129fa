//! What the deployment has to say on its pods.

use super::{count, plans::SureFields};
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    reading::command_id_of,
    routes::operate::{
        announcements::{LONGEST_TEXT, LONGEST_TITLE},
        day,
    },
};
use model::{
    AnnouncementId, PodId,
    announcements::{self, Batch, NewAnnouncement},
    pods::{self, Pod},
};
use serde::Deserialize;
use std::collections::BTreeSet;
use time::Duration;
use ui::{
    Errors, Notice, Problem,
    pages::{AdminAnnouncementForm, AdminAnnouncingPage, AnnouncementState, BatchRow, Sure, SurePage},
    url,
};

/// Announcements of the page.
const PAGE: u32 = 200;

/// Letters of a key that say when it was made, and those that tell it from others.
const TIME: usize = 10;
const REST: usize = 16;

/// Letters of a host name that is told back.
const TOLD: usize = 100;

/// The fields of the form.
#[derive(Deserialize)]
pub struct AdminAnnouncementFields {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    pods: String,
    everyone: Option<String>,
    mail: Option<String>,
    command: Option<String>,
}

/// `GET /admin/announcements`.
pub async fn list(admin: Admin) -> Answer {
    let mail = admin.app.sends_mail().then_some(false);
    let form = AdminAnnouncementForm { mail, ..AdminAnnouncementForm::default() };
    Ok(admin.show(&page(&admin, form).await?))
}

/// `POST /admin/announcements`: on each pod once, however often the form is sent.
pub async fn make(admin: Admin, Form(fields): Form<AdminAnnouncementFields>) -> Answer {
    let command = command(&fields);
    let AdminAnnouncementFields { title, text, until, pods, everyone, mail, .. } = fields;
    let (everyone, mail) = (everyone.is_some(), admin.app.sends_mail().then_some(mail.is_some()));
    let form = AdminAnnouncementForm { title, text, until, pods, everyone, mail, errors: Errors::none() };
    let chosen = chosen(&admin, &form.pods).await?;
    let (pods, new) = match read(&admin, &form, &command, chosen) {
        Ok(read) => read,
        Err(errors) => {
            let form = AdminAnnouncementForm { errors, ..form };
            return Ok(admin.show_again(&page(&admin, form).await?));
        }
    };
    let pods: Vec<PodId> = pods.iter().map(|pod| pod.id).collect();
    announcements::create_all(&admin.app.database, &pods, new, &command, &admin.by()).await?;
    Ok(admin.go(&url::admin_announcements(), Some(Notice::Saved)))
}

/// Sent again it is the same, also for more pods; with other words it is another one.
fn command(fields: &AdminAnnouncementFields) -> String {
    let AdminAnnouncementFields { title, text, until, everyone, mail, command, .. } = fields;
    let ticked = [everyone, mail].map(|choice| if choice.is_some() { "yes" } else { "no" });
    let [title, text, until] = [title, text, until].map(String::as_str);
    command_id_of(command.as_deref(), &[title, text, until, ticked[0], ticked[1]])
}

/// The batch of a command, of which it has the time and the words.
fn batch(command: &str) -> Option<AnnouncementId> {
    let (time, words) = (command.get(..TIME)?, command.get(command.len().checked_sub(REST)?..)?);
    format!("{time}{words}").to_uppercase().parse().ok()
}

/// `POST /admin/announcements/{id}/withdraw`: on all pods. It asks first.
pub async fn withdraw(
    admin: Admin,
    Segment(id): Segment,
    Form(SureFields { sure }): Form<SureFields>,
) -> Answer {
    let id: AnnouncementId = id.parse().map_err(|_| Fault::NotFound)?;
    if sure.is_none() {
        let batches = announcements::batches(&admin.app.database, PAGE).await?;
        let standing = |batch: &&Batch| batch.id == id && batch.standing > 0;
        let BatchRow { id, title, pods, .. } =
            row(&admin, batches.iter().find(standing).ok_or(Fault::NotFound)?);
        return Ok(admin.show(&SurePage { what: Sure::AnnouncementWithdraw { id, title, pods } }));
    }
    match announcements::withdraw_batch(&admin.app.database, &id, &admin.by()).await {
        Ok(_) => Ok(admin.go(&url::admin_announcements(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The pods with these host names, or all.
async fn chosen(admin: &Admin, typed: &str) -> Result<Result<Vec<Pod>, Problem>, Fault> {
    let database = &admin.app.database;
    let hosts: BTreeSet<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    if hosts.is_empty() {
        return Ok(Ok(pods::list(database).await?));
    }
    let mut chosen: Vec<Pod> = Vec::new();
    for host in hosts {
        let Some(pod) = pods::by_host(database, &host).await? else {
            return Ok(Err(Problem::NoSuchPod(host.chars().take(TOLD).collect())));
        };
        // two names of one pod are one pod
        if chosen.iter().all(|other| other.id != pod.id) {
            chosen.push(pod);
        }
    }
    Ok(Ok(chosen))
}

/// The announcement as it is to be, until the end of the last day, in UTC. What is sent again is of the same batch.
fn read(
    admin: &Admin,
    form: &AdminAnnouncementForm,
    command: &str,
    chosen: Result<Vec<Pod>, Problem>,
) -> Result<(Vec<Pod>, NewAnnouncement), Errors> {
    let mut errors = Errors::none();
    let (title, body) = (form.title.trim().to_owned(), form.text.trim().replace("\r\n", "\n"));
    check_words(&title, &body, &mut errors);
    let until = day(&form.until);
    if until.is_none() && !form.until.trim().is_empty() {
        errors.push("until", Problem::DayInvalid);
    }
    let ends_at = until.and_then(|day| day.midnight().assume_utc().checked_add(Duration::DAY));
    if ends_at.is_some_and(|end| end <= admin.now) {
        errors.push("until", Problem::DaysReversed);
    }
    let pods = chosen.unwrap_or_else(|problem| {
        errors.push("pods", problem);
        Vec::new()
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let new = NewAnnouncement {
        batch: Some(batch(command).unwrap_or_else(|| AnnouncementId::new(admin.now))),
        title,
        body,
        for_everyone: form.everyone,
        starts_at: admin.now,
        ends_at,
        by_mail: form.mail == Some(true),
    };
    Ok((pods, new))
}

fn check_words(title: &str, body: &str, errors: &mut Errors) {
    if title.is_empty() {
        errors.push("title", Problem::Required);
    }
    if title.chars().count() > LONGEST_TITLE as usize {
        errors.push("title", Problem::TooLong(LONGEST_TITLE));
    }
    if body.chars().count() > LONGEST_TEXT as usize {
        errors.push("text", Problem::TooLong(LONGEST_TEXT));
    }
}

async fn page(admin: &Admin, form: AdminAnnouncementForm) -> Result<AdminAnnouncingPage, Fault> {
    let batches = announcements::batches(&admin.app.database, PAGE).await?;
    Ok(AdminAnnouncingPage { form, batches: batches.iter().map(|batch| row(admin, batch)).collect() })
}

fn row(admin: &Admin, batch: &Batch) -> BatchRow {
    let first = &batch.first;
    BatchRow {
        id: batch.id.to_string(),
        title: first.title.clone(),
        from: first.starts_at,
        until: first.ends_at,
        everyone: first.for_everyone,
        pods: count(i64::try_from(batch.pods).unwrap_or_default()),
        state: if batch.standing == 0 {
            AnnouncementState::Withdrawn
        } else if first.ends_at.is_some_and(|end| end <= admin.now) {
            AnnouncementState::Over
        } else {
            AnnouncementState::Shown
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{batch, command_id_of};

    #[test]
    fn what_is_sent_again_is_of_the_same_batch_and_other_words_are_of_another() {
        let form = Some("01KAR3M0V1N6S0VPAYSVNDAYXX-0123abcd");
        let [one, again, other] = ["soup", "soup", "bread"].map(|said| batch(&command_id_of(form, &[said])));
        assert!(one.is_some() && one == again && one != other, "{one:?} {again:?} {other:?}");
        assert_eq!(batch("soup"), None);
    }
}
