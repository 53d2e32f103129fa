//! What new members may do, for all of them and for one.

use super::{
    membership::{missing, within_reach},
    registration,
};
use crate::{
    bounds,
    extract::{Form, Nothing, Operator, Own, Segment},
    fault::{Answer, Fault},
};
use model::{
    newcomers::limits::{self, Change, Limits, MOST, MOST_BYTES, MOST_DAYS, New},
    roles::Role,
};
use serde::Deserialize;
use time::Duration;
use ui::{
    Errors, Newness, Notice, Problem,
    pages::{NewcomersForm, RegistrationPage},
    url,
};

/// The fields of the form.
#[derive(Deserialize)]
pub struct NewcomersFields {
    #[serde(default)]
    days: String,
    #[serde(default)]
    posts: String,
    #[serde(default)]
    contacts: String,
    #[serde(default)]
    kilobytes: String,
}

/// `POST /operate/registration/newcomers`.
pub async fn change(operator: Operator, Form(fields): Form<NewcomersFields>) -> Answer {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let change = match read(&fields, limits::get(database, &pod).await?) {
        Ok(change) => change,
        Err(errors) => {
            let NewcomersFields { days, posts, contacts, kilobytes } = fields;
            let fresh = form(&operator).await?;
            let newcomers = NewcomersForm { days, posts, contacts, kilobytes, errors, ..fresh };
            let page = registration::page(&operator, &super::now(&operator).await?).await?;
            return Ok(operator.show_again(&RegistrationPage { newcomers, ..page }));
        }
    };
    limits::set(database, &pod, change, &operator.by()).await?;
    Ok(operator.go(&url::operate_registration(), Some(Notice::Saved)))
}

/// `POST /operate/members/{id}/newcomer-lift`.
pub async fn lift(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let member = within_reach(&operator, Role::Operator, &id).await?;
    limits::lift(&operator.app.database, &member.owner(), &operator.by()).await.map_err(missing)?;
    Ok(operator.go(&url::operate_member(&id), Some(Notice::Saved)))
}

/// `POST /operate/members/{id}/newcomer-limit`.
pub async fn limit(
    Own(operator): Own<Operator>,
    Segment(id): Segment,
    Form(Nothing {}): Form<Nothing>,
) -> Answer {
    let member = within_reach(&operator, Role::Operator, &id).await?;
    limits::limit(&operator.app.database, &member.owner(), &operator.by()).await.map_err(missing)?;
    Ok(operator.go(&url::operate_member(&id), Some(Notice::Saved)))
}

/// The form as it is before anything is typed.
///
/// # Errors
/// The database's own.
pub async fn form(operator: &Operator) -> Result<NewcomersForm, Fault> {
    let limits = limits::get(&operator.app.database, &operator.home().id).await?;
    Ok(NewcomersForm {
        days: limits.days.to_string(),
        posts: limits.posts.to_string(),
        contacts: limits.contacts.to_string(),
        kilobytes: kilobytes(limits.bytes).to_string(),
        seen: (limits.days > 0).then(|| seen(operator, limits)),
        errors: Errors::none(),
    })
}

/// What somebody is told who comes in now.
fn seen(operator: &Operator, limits: Limits) -> Newness {
    let until = operator.now + Duration::days(limits.days.min(MOST_DAYS));
    bounds::shown(New { until, limits, posts_left: limits.posts, more_from: until })
}

fn read(fields: &NewcomersFields, before: Limits) -> Result<Change, Errors> {
    let mut errors = Errors::none();
    let mut number = |name: &str, text: &str, most: i64| {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let number = text.trim().parse::<u32>().ok().filter(|number| *number <= most);
        if number.is_none() {
            errors.push(name, Problem::NoNumber(0, most));
        }
        number.map(i64::from)
    };
    let days = number("days", &fields.days, MOST_DAYS);
    let posts = number("posts", &fields.posts, MOST);
    let contacts = number("contacts", &fields.contacts, MOST);
    let size = number("kilobytes", &fields.kilobytes, kilobytes(MOST_BYTES));
    if !errors.is_empty() {
        return Err(errors);
    }
    let changed = |after: Option<i64>, before: i64| after.filter(|after| *after != before);
    Ok(Change {
        days: changed(days, before.days),
        posts: changed(posts, before.posts),
        contacts: changed(contacts, before.contacts),
        bytes: changed(size, kilobytes(before.bytes)).map(|size| size * 1_000),
    })
}

/// As they are shown: a part of one is one.
fn kilobytes(bytes: i64) -> i64 {
    bytes / 1_000 + i64::from(bytes % 1_000 > 0)
}
