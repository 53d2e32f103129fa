//! A member's settings.

pub mod delete;
pub mod invites;
pub mod leave;
pub mod password;
pub mod recovery;

use crate::{
    extract::{Form, Member, OwnForm, Resident},
    fault::{Answer, Fault},
    pictures, reading,
    routes::{feed::outcome, welcome},
};
use actix_multipart::Multipart;
use actix_web::HttpRequest;
use model::{BrowserId, browsers, members, sessions};
use pool::{Command, commands::profile::Command as ProfileCommand};
use serde::Deserialize;
use ui::{
    Errors, Language, Notice, Problem,
    pages::{Browser, Connection, HandleForm, PictureForm, ProfileForm, SettingsPage},
    url,
};

/// The most characters of a name.
const LONGEST_NAME: u32 = 60;

/// The most characters about oneself.
const LONGEST_ABOUT: u32 = 2_000;

/// The most characters of a web address.
const LONGEST_WEBSITE: usize = 300;

/// The fields of `/settings/profile`.
#[derive(Clone, Deserialize)]
pub struct ProfileFields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    website: String,
    command: Option<String>,
}

/// The field of `/settings/handle`.
#[derive(Deserialize)]
pub struct HandleFields {
    #[serde(default)]
    handle: String,
}

/// The field of `/settings/language`.
#[derive(Deserialize)]
pub struct LanguageFields {
    #[serde(default)]
    language: String,
}

/// The fields of `/settings/browsers`.
#[derive(Deserialize)]
pub struct BrowserFields {
    browser: Option<String>,
    others: Option<String>,
}

/// `GET /settings`.
pub async fn settings(member: Resident) -> Answer {
    Ok(member.show(&page(&member).await?))
}

/// `POST /settings/profile`.
pub async fn profile(member: Resident, Form(fields): Form<ProfileFields>) -> Answer {
    let mut errors = check(&fields);
    if errors.is_empty() {
        match describe(&member, &fields).await? {
            Ok(notice) => return Ok(member.go(&url::settings(), Some(notice))),
            Err(problem) => errors = Errors::form(problem),
        }
    }
    let typed = ProfileForm { name: fields.name, about: fields.about, website: fields.website, errors };
    Ok(member.show_again(&SettingsPage { profile: typed, ..page(&member).await? }))
}

/// `POST /settings/picture`: a file, or `remove=1`.
pub async fn picture(member: Resident, request: HttpRequest, upload: Multipart) -> Answer {
    let problem = match pictures::receive(&member, &request, upload).await? {
        Ok(hash) => match show_picture(&member, hash).await? {
            Ok(notice) => return Ok(member.go(&url::settings(), Some(notice))),
            Err(problem) => problem,
        },
        Err(problem) => problem,
    };
    let biggest = pictures::largest(&member.app.database, &member.home().id).await?;
    let form = PictureForm { biggest, errors: Errors::one("picture", problem) };
    Ok(member.show_again(&SettingsPage { picture: form, ..page(&member).await? }))
}

/// `POST /settings/handle`.
pub async fn handle(member: Resident, Form(fields): Form<HandleFields>) -> Answer {
    let errors = match welcome::change_handle(&member, &fields.handle).await? {
        Ok(()) => return Ok(member.go(&url::settings(), Some(Notice::Saved))),
        Err(errors) => errors,
    };
    let page = page(&member).await?;
    let typed = HandleForm { handle: fields.handle, errors, fixed: page.handle.fixed };
    Ok(member.show_again(&SettingsPage { handle: typed, ..page }))
}

/// `POST /settings/language`.
pub async fn language(member: Resident, OwnForm(fields): OwnForm<LanguageFields>) -> Answer {
    let language = Language::from_tag(&fields.language).map(Language::tag);
    members::set_language(&member.app.database, &member.owner(), language).await?;
    Ok(member.go(&url::settings(), Some(Notice::Saved)))
}

/// `POST /settings/browsers`.
pub async fn browsers(member: Resident, OwnForm(fields): OwnForm<BrowserFields>) -> Answer {
    let (database, owner) = (&member.app.database, member.owner());
    if fields.others.is_some() {
        browsers::remove_others(database, &owner, &member.browser().id).await?;
        member.app.pool.browsers_changed(&owner).await;
    } else {
        let id: Option<BrowserId> = fields.browser.and_then(|id| id.parse().ok());
        sign_out(&member, &id.ok_or(Fault::NotFound)?).await?;
    }
    Ok(member.go(&url::settings(), Some(Notice::BrowserEnded)))
}

/// Signs one of the member's browsers out, and ends its pages' streams of events.
///
/// # Errors
/// The database's own.
pub async fn sign_out(member: &Member, browser: &BrowserId) -> Result<(), Fault> {
    match browsers::remove(&member.app.database, &member.owner(), browser).await {
        // signed out twice is signed out
        Ok(()) | Err(model::Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    member.app.pool.browsers_changed(&member.owner()).await;
    Ok(())
}

/// What is wrong with a handle.
///
/// # Errors
/// The database's own.
pub fn handle_problem(error: model::Error) -> Result<Problem, Fault> {
    match error {
        model::Error::Taken(_) => Ok(Problem::HandleTaken),
        model::Error::Reserved => Ok(Problem::HandleReserved),
        error => Err(error.into()),
    }
}

fn check(fields: &ProfileFields) -> Errors {
    let mut errors = Errors::none();
    let longer = |text: &str, most: u32| text.chars().count() > most as usize;
    if longer(&fields.name, LONGEST_NAME) {
        errors.push("name", Problem::TooLong(LONGEST_NAME));
    }
    if longer(&fields.about, LONGEST_ABOUT) {
        errors.push("about", Problem::TooLong(LONGEST_ABOUT));
    }
    if !is_website(fields.website.trim()) {
        errors.push("website", Problem::WebsiteInvalid);
    }
    errors
}

fn is_website(text: &str) -> bool {
    let web = |address: ::url::Url| matches!(address.scheme(), "http" | "https");
    text.is_empty() || (text.len() <= LONGEST_WEBSITE && ::url::Url::parse(text).is_ok_and(web))
}

/// The pod shows it at once; other servers are told.
async fn describe(member: &Member, fields: &ProfileFields) -> Result<Result<Notice, Problem>, Fault> {
    let profile = members::Profile {
        name: fields.name.trim().to_owned(),
        about: fields.about.trim().replace("\r\n", "\n"),
        website: fields.website.trim().to_owned(),
    };
    let shown = if profile.name.is_empty() { member.me().handle.to_string() } else { profile.name.clone() };
    let command = ProfileCommand::Describe {
        name: shown,
        about: profile.about.clone(),
        website: profile.website.clone(),
    };
    let id = reading::command_id(fields.command.as_deref());
    let told = member.act(&id, Command::Profile(command)).await?;
    let outcome = outcome(told, Notice::Saved);
    if outcome.is_ok() {
        members::set_profile(&member.app.database, &member.owner(), profile).await?;
    }
    Ok(outcome)
}

async fn show_picture(member: &Member, hash: Option<String>) -> Result<Result<Notice, Problem>, Fault> {
    let command = Command::Profile(ProfileCommand::Picture { hash: hash.clone() });
    let id = reading::command_id(None);
    let told = member.act(&id, command).await?;
    let outcome = outcome(told, Notice::Saved);
    if outcome.is_ok() {
        members::set_picture(&member.app.database, &member.owner(), hash.as_deref()).await?;
    }
    Ok(outcome)
}

async fn page(member: &Member) -> Result<SettingsPage, Fault> {
    let me = member.me();
    let (database, owner) = (&member.app.database, member.owner());
    let list = browsers::list(database, &owner).await?;
    let session = sessions::get(database, &owner).await?;
    let this = member.browser().id;
    let biggest = pictures::largest(database, &member.home().id).await?;
    Ok(SettingsPage {
        profile: ProfileForm {
            name: me.name.clone(),
            about: me.about.clone(),
            website: me.website.clone(),
            errors: Errors::none(),
        },
        picture: PictureForm { biggest, errors: Errors::none() },
        handle: HandleForm { handle: me.handle.to_string(), fixed: false, errors: Errors::none() },
        language: me.language.as_deref().and_then(Language::from_tag),
        browsers: list.iter().map(|row| browser(row, this)).collect(),
        connection: Connection {
            state: member.session(),
            address: session.as_ref().map(|row| format!("{}/{}", row.jid, row.resource)),
            since: session.as_ref().map(|row| row.updated_at),
            needs_password_after_restart: session.is_some_and(|row| row.secret.is_none()),
        },
        errors: Errors::none(),
    })
}

fn browser(row: &browsers::Browser, this: BrowserId) -> Browser {
    Browser {
        id: row.id.to_string(),
        name: row.label.clone(),
        since: row.created_at,
        seen: row.seen_at,
        this: row.id == this,
    }
}
