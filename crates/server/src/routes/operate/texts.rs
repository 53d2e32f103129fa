//! What the operators have written down: rules, and what they add to privacy and legal matters.

use crate::{
    extract::{Form, Operator, Segment},
    fault::{Answer, Fault},
    shown,
};
use model::{
    Database, PodId,
    audit::By,
    texts::{self, Kind, Text},
};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, Question, TextForm, TextsPage},
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

/// The field of the form that takes back what is announced: its day, as the page said it.
#[derive(Deserialize)]
pub struct WithdrawFields {
    #[serde(default)]
    since: i64,
}

/// `GET /operate/texts`.
pub async fn list(operator: Operator) -> Answer {
    Ok(operator.show(&page(&operator).await?))
}

/// `POST /operate/texts/{kind}`.
pub async fn change(operator: Operator, Segment(kind): Segment, Form(fields): Form<TextFields>) -> Answer {
    let kind = TextKind::from_code(&kind).ok_or(Fault::NotFound)?;
    let (database, pod, days) = (&operator.app.database, operator.home().id, Some(fields.days.as_str()));
    let of = shown::text_kind(kind);
    if let Err(errors) = write(database, &pod, of, &fields.body, days, &operator.by()).await? {
        return again(&operator, kind, fields.body.trim(), &fields.days, &errors).await;
    }
    operator.app.tenants.forget(&pod);
    Ok(operator.go(&url::operate_texts(), Some(Notice::Saved)))
}

/// `GET /operate/texts/{kind}/withdraw`: asks. Where nothing is announced any more there is nothing to be asked.
pub async fn ask(operator: Operator, Segment(kind): Segment) -> Answer {
    let kind = TextKind::from_code(&kind).ok_or(Fault::NotFound)?;
    match ahead(&operator, kind).await? {
        Some(text) => {
            let question = Question::WithdrawText(kind, text.since);
            Ok(operator.show(&ConfirmPage { question }))
        }
        None => Ok(operator.go(&url::operate_texts(), None)),
    }
}

/// `POST /operate/texts/{kind}/withdraw`. Twice is once; where another change is announced since, that one is asked about.
pub async fn withdraw(
    operator: Operator,
    Segment(kind): Segment,
    Form(fields): Form<WithdrawFields>,
) -> Answer {
    let kind = TextKind::from_code(&kind).ok_or(Fault::NotFound)?;
    let Some(text) = ahead(&operator, kind).await? else {
        return Ok(operator.go(&url::operate_texts(), Some(Notice::Saved)));
    };
    if fields.since != text.since.unix_timestamp() {
        return Ok(operator.go(&url::operate_text_withdraw(kind), None));
    }
    let (database, pod) = (&operator.app.database, operator.home().id);
    match texts::withdraw(database, &pod, shown::text_kind(kind), &operator.by()).await {
        Ok(()) | Err(model::Error::NotFound(_)) => {
            Ok(operator.go(&url::operate_texts(), Some(Notice::Saved)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What is announced and does not hold yet.
async fn ahead(operator: &Operator, kind: TextKind) -> Result<Option<Text>, Fault> {
    let (database, pod) = (&operator.app.database, operator.home().id);
    Ok(texts::next(database, &pod, shown::text_kind(kind), operator.now).await?)
}

/// Writes a text down that holds in so many days, whoever says it: the console, a program or the command line. Where these are not said, in
/// two weeks, and at once where there was none.
///
/// # Errors
/// The database's own.
pub async fn write(
    database: &Database,
    pod: &PodId,
    kind: Kind,
    body: &str,
    days: Option<&str>,
    by: &By,
) -> Result<Result<(), Errors>, model::Error> {
    match dated(database, pod, kind, body, days, by).await? {
        Ok((body, since)) => told(texts::announce(database, pod, kind, &body, since, by).await),
        Err(errors) => Ok(Err(errors)),
    }
}

/// What [`write()`] would say, for what is done together with it.
///
/// # Errors
/// The database's own.
pub async fn check(
    database: &Database,
    pod: &PodId,
    kind: Kind,
    body: &str,
    days: Option<&str>,
    by: &By,
) -> Result<Result<(), Errors>, model::Error> {
    match dated(database, pod, kind, body, days, by).await? {
        Ok((body, since)) => told(texts::check(database, pod, kind, &body, since, by.at).await.map(drop)),
        Err(errors) => Ok(Err(errors)),
    }
}

fn told(done: Result<(), model::Error>) -> Result<Result<(), Errors>, model::Error> {
    match done {
        Ok(()) => Ok(Ok(())),
        Err(model::Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::TextsFull))),
        Err(model::Error::TooSoon(_)) => {
            let days = texts::ANNOUNCED.whole_days().unsigned_abs();
            Ok(Err(Errors::one("days", Problem::TextTooSoon(days))))
        }
        Err(error) => Err(error),
    }
}

/// A text, and from when on it holds. Members are told, if nothing else is said; what was never written has surprised nobody.
async fn dated(
    database: &Database,
    pod: &PodId,
    kind: Kind,
    body: &str,
    days: Option<&str>,
    by: &By,
) -> Result<Result<(String, OffsetDateTime), Errors>, model::Error> {
    let (body, days) = match read(body, days) {
        Ok(read) => read,
        Err(errors) => return Ok(Err(errors)),
    };
    let pause = match days {
        Some(days) => Duration::days(i64::from(days)),
        None if texts::is_first(database, pod, kind, by.at).await? => Duration::ZERO,
        None => texts::ANNOUNCED,
    };
    Ok(Ok((body, by.at + pause)))
}

fn read(body: &str, days: Option<&str>) -> Result<(String, Option<u32>), Errors> {
    let body = body.trim().replace("\r\n", "\n");
    let mut errors = Errors::none();
    if body.chars().count() > LONGEST as usize {
        errors.push("body", Problem::TooLong(LONGEST));
    }
    let number = days.and_then(|days| days.trim().parse::<u32>().ok()).filter(|days| *days <= MOST_DAYS);
    if days.is_some() && number.is_none() {
        errors.push("days", Problem::NoNumber(0, MOST_DAYS));
    }
    if errors.is_empty() { Ok((body, number)) } else { Err(errors) }
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
        let is_first = texts::is_first(database, &pod, of, now).await?;
        let days = if is_first { 0 } else { texts::ANNOUNCED.whole_days() };
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
