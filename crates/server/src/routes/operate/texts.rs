//! What the operators have written down: rules, and what they add to privacy and legal matters.

use crate::{
    extract::{Form, Operator, Segment},
    fault::{Answer, Fault},
    shown,
};
use model::texts;
use serde::Deserialize;
use time::Duration;
use ui::{
    Errors, Notice, Problem,
    pages::{TextForm, TextsPage},
    url::{self, TextKind},
};

/// The most characters of a text.
pub const LONGEST: u32 = 50_000;

/// The most days before it holds.
pub const MOST_DAYS: u32 = 365;

/// The fields of a form.
#[derive(Deserialize)]
pub struct TextFields {
    #[serde(default)]
    body: String,
    #[serde(default)]
    days: String,
}

/// `GET /operate/texts`.
pub async fn list(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator).await?))
}

/// `POST /operate/texts/{kind}`.
pub async fn change(operator: Operator, Segment(kind): Segment, Form(fields): Form<TextFields>) -> Answer {
    let kind = TextKind::from_code(&kind).ok_or(Fault::NotFound)?;
    let (body, days) = match read(&fields.body, &fields.days) {
        Ok(read) => read,
        Err(errors) => return again(&operator, kind, fields.body.trim(), &fields.days, &errors).await,
    };
    let (database, pod) = (&operator.app.database, operator.home().id);
    let since = operator.now + Duration::days(i64::from(days));
    match texts::announce(database, &pod, shown::text_kind(kind), &body, since, &operator.by()).await {
        Ok(()) => {}
        Err(model::Error::TooLarge(_)) => {
            let errors = Errors::form(Problem::TextsFull);
            return again(&operator, kind, &body, &fields.days, &errors).await;
        }
        Err(error) => return Err(error.into()),
    }
    operator.app.tenants.forget(&pod);
    Ok(operator.go(&url::operate_texts(), Some(Notice::Saved)))
}

/// A text as it is written down, and in how many days it holds, whoever says it: the console, a program or the command line.
///
/// # Errors
/// What is wrong with it, field by field.
pub fn read(body: &str, days: &str) -> Result<(String, u32), Errors> {
    let body = body.trim().replace("\r\n", "\n");
    let mut errors = Errors::none();
    if body.chars().count() > LONGEST as usize {
        errors.push("body", Problem::TooLong(LONGEST));
    }
    let days = days.trim().parse::<u32>().ok().filter(|days| *days <= MOST_DAYS);
    match days {
        Some(days) if errors.is_empty() => Ok((body, days)),
        Some(_) => Err(errors),
        None => Err(errors.with("days", Problem::NoNumber(0, MOST_DAYS))),
    }
}

async fn again(operator: &Operator, kind: TextKind, body: &str, days: &str, errors: &Errors) -> Answer {
    let mut page = page(operator).await?;
    for form in page.forms.iter_mut().filter(|form| form.kind == kind) {
        (form.body, form.days, form.errors) = (body.to_owned(), days.to_owned(), errors.clone());
    }
    Ok(operator.show_again(&page))
}

async fn page(operator: &Operator) -> Result<TextsPage, Fault> {
    let (database, pod, now) = (&operator.app.database, operator.home().id, operator.now);
    let mut forms = Vec::new();
    for kind in TextKind::ALL {
        let of = shown::text_kind(kind);
        let current = texts::current(database, &pod, of, now).await?;
        let next = texts::next(database, &pod, of, now).await?;
        // what was never written has surprised nobody
        let days = if current.is_none() { 0 } else { texts::ANNOUNCED.whole_days() };
        forms.push(TextForm {
            kind,
            next: next.as_ref().map(|next| next.since),
            body: next.or(current).map(|text| text.body).unwrap_or_default(),
            days: days.to_string(),
            errors: Errors::none(),
        });
    }
    Ok(TextsPage { forms })
}
