//! The pod's logo.

use super::branding;
use crate::{
    extract::{Form, Operator, Own, Segment},
    fault::{Answer, Fault},
    logos::{LONGEST_WORDS, draw, one_line},
    pictures::{self, Upload},
};
use actix_multipart::Multipart;
use actix_web::{HttpRequest, web};
use model::{Error, logos};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{ConfirmPage, LogoForm, Question},
    url::{self, LogoSide},
};

/// Which logo is meant: there may be another one before by now.
#[derive(Deserialize)]
pub struct FormerFields {
    #[serde(default)]
    logo: String,
}

/// `POST /operate/branding/logo`: a file and what it shows, or only that; or `remove=1`.
pub async fn change(operator: Operator, request: HttpRequest, upload: Multipart) -> Answer {
    let upload = pictures::read(&operator, &request, upload).await?;
    if upload.remove {
        let removed = logos::remove(&operator.app.database, &operator.home().id, &operator.by()).await;
        return done(&operator, removed);
    }
    let words = upload.words.as_deref().map(one_line).unwrap_or_default();
    match keep(&operator, upload, &words).await? {
        Ok(()) => done(&operator, Ok(())),
        Err(errors) => {
            let logo = LogoForm { words, errors, ..form(&operator).await? };
            Ok(operator.show_again(&branding::page(&operator, logo).await?))
        }
    }
}

/// `POST /operate/branding/logo/restore`.
pub async fn restore(operator: Operator, Form(fields): Form<FormerFields>) -> Answer {
    let (database, pod, which) = (&operator.app.database, operator.home().id, Some(&*fields.logo));
    done(&operator, logos::restore(database, &pod, which, &operator.by()).await)
}

/// `GET /operate/branding/logo/{hash}/forget`: asks.
pub async fn forget_form(Own(operator): Own<Operator>, Segment(hash): Segment) -> Answer {
    let before = logos::before(&operator.app.database, &operator.home().id).await?;
    let before = before.filter(|logo| logo.hash == hash).ok_or(Fault::NotFound)?;
    Ok(operator.show(&ConfirmPage { question: Question::ForgetLogo(before.hash) }))
}

/// `POST /operate/branding/logo/forget`. It does not come back, and so is not for a visit for support.
pub async fn forget(Own(operator): Own<Operator>, Form(fields): Form<FormerFields>) -> Answer {
    let (database, pod, which) = (&operator.app.database, operator.home().id, Some(&*fields.logo));
    done(&operator, logos::forget(database, &pod, which, &operator.by()).await)
}

/// The form as it is before anything is typed.
///
/// # Errors
/// The database's own.
pub async fn form(operator: &Operator) -> Result<LogoForm, Fault> {
    let (database, pod) = (&operator.app.database, operator.home().id);
    let (now, before) = (logos::of(database, &pod).await?, logos::before(database, &pod).await?);
    Ok(LogoForm {
        now: now.as_ref().map(|logo| url::logo(&logo.hash, LogoSide::Medium)),
        before: before.map(|logo| logo.hash),
        words: now.map(|logo| logo.words).unwrap_or_default(),
        biggest: pictures::largest(database, &pod).await?,
        errors: Errors::none(),
    })
}

/// Keeps what was sent, or says what is wrong with it; then all is as it was.
async fn keep(operator: &Operator, upload: Upload, words: &str) -> Result<Result<(), Errors>, Fault> {
    let mut errors = Errors::none();
    if upload.words.is_none() || words.chars().count() > LONGEST_WORDS as usize {
        errors.push("words", Problem::TooLong(LONGEST_WORDS));
    }
    let (database, pod, by) = (&operator.app.database, operator.home().id, operator.by());
    let most = pictures::largest(database, &pod).await?;
    let Some(file) = upload.file.filter(|file| file.len() as u64 <= most) else {
        return Ok(Err(errors.with("picture", Problem::FileTooBig(most))));
    };
    if !errors.is_empty() {
        return Ok(Err(errors));
    }
    let kept = if file.is_empty() {
        logos::describe(database, &pod, words, &by).await
    } else {
        let words = words.to_owned();
        let drawn = web::block(move || draw(&file, words)).await.map_err(|_| pictures::stopped())?;
        let Some(logo) = drawn else { return Ok(Err(Errors::one("picture", Problem::PictureUnreadable))) };
        logos::set(database, &pod, logo, &by).await
    };
    match kept {
        Ok(()) => Ok(Ok(())),
        Err(Error::NotFound(_)) => Ok(Err(Errors::one("picture", Problem::LogoMissing))),
        Err(Error::Full(_)) => Ok(Err(Errors::one("picture", Problem::MediaFull))),
        Err(error) => Err(error.into()),
    }
}

/// Goes back to the page, where whoever did it sees it at once; pressed twice is done once.
fn done(operator: &Operator, done: Result<(), Error>) -> Answer {
    match done {
        Ok(()) | Err(Error::NotFound(_)) => {
            operator.app.tenants.forget(&operator.home().id);
            Ok(operator.go(&url::operate_branding(), Some(Notice::Saved)))
        }
        Err(error) => Err(error.into()),
    }
}
