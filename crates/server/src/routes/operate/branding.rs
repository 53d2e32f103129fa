//! How the pod looks.

use super::{changed, introduction, logo};
use crate::{
    extract::{Form, Operator},
    fault::{Answer, Fault},
};
use model::pods::Change;
use serde::Deserialize;
use ui::{
    Accent, Errors, Language, Notice, Problem,
    pages::{BrandingPage, LogoForm},
    url,
};

/// The most characters of a name.
const LONGEST_NAME: u32 = 60;

/// The most characters of the sentence.
const LONGEST_TAGLINE: u32 = 200;

/// The fields of the form.
#[derive(Deserialize)]
pub struct BrandingFields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    tagline: String,
    #[serde(default)]
    accent: String,
    #[serde(default)]
    language: String,
}

/// `GET /operate/branding`.
pub async fn form(operator: Operator) -> Answer {
    let logo = logo::form(&operator).await?;
    Ok(operator.show(&page(&operator, logo).await?))
}

/// The page as it is before anything is typed, but for the logo.
///
/// # Errors
/// The database's own.
pub async fn page(operator: &Operator, logo: LogoForm) -> Result<BrandingPage, Fault> {
    let pod = super::now(operator).await?;
    Ok(BrandingPage {
        language: Language::from_tag(&pod.language).unwrap_or_default(),
        name: pod.name,
        tagline: pod.tagline,
        accent: pod.accent,
        logo,
        introduction: introduction::form(operator).await?,
        errors: Errors::none(),
    })
}

/// `POST /operate/branding`.
pub async fn change(operator: Operator, Form(fields): Form<BrandingFields>) -> Answer {
    let language = Language::from_tag(&fields.language);
    let language = language.ok_or_else(|| Fault::BadRequest("there is no such language".to_owned()))?;
    let (name, tagline) = (one_line(&fields.name), one_line(&fields.tagline));
    let accent = match read(&name, &tagline, &fields.accent) {
        Ok(accent) => format!("#{}", accent.hex()),
        Err(errors) => {
            let page = page(&operator, logo::form(&operator).await?).await?;
            let accent = fields.accent;
            let typed = BrandingPage { name, tagline, accent, language, errors, ..page };
            return Ok(operator.show_again(&typed));
        }
    };
    let pod = super::now(&operator).await?;
    let change = Change {
        name: changed(name, &pod.name),
        tagline: changed(tagline, &pod.tagline),
        accent: changed(accent, &pod.accent),
        language: changed(language.tag().to_owned(), &pod.language),
        ..Change::default()
    };
    super::set(&operator, change).await?;
    Ok(operator.go(&url::operate_branding(), Some(Notice::Saved)))
}

/// A name is one line, whatever was pasted.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The colour, if all is well.
fn read(name: &str, tagline: &str, accent: &str) -> Result<Accent, Errors> {
    let mut errors = Errors::none();
    let longer = |text: &str, most: u32| text.chars().count() > most as usize;
    if name.is_empty() {
        errors.push("name", Problem::Required);
    }
    if longer(name, LONGEST_NAME) {
        errors.push("name", Problem::TooLong(LONGEST_NAME));
    }
    if longer(tagline, LONGEST_TAGLINE) {
        errors.push("tagline", Problem::TooLong(LONGEST_TAGLINE));
    }
    match Accent::parse(accent.trim()) {
        Some(accent) if errors.is_empty() => Ok(accent),
        Some(_) => Err(errors),
        None => Err(errors.with("accent", Problem::ColourInvalid)),
    }
}
