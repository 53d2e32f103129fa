//! All settings of the member on one page.

mod account;
mod profile;

use crate::context::{Context, SessionState};
use crate::language::Language;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::problems::{Errors, Problem};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// The settings; also what each of its forms answers when something is wrong.
#[derive(Clone, Debug)]
pub struct SettingsPage {
    /// Name, about, website.
    pub profile: ProfileForm,
    /// The picture.
    pub picture: PictureForm,
    /// The handle.
    pub handle: HandleForm,
    /// The language she chose; none for the browser's.
    pub language: Option<Language>,
    /// Where she is signed in.
    pub browsers: Vec<Browser>,
    /// Her XMPP session.
    pub connection: Connection,
    /// Whether she just asked to be signed out of something that did not work, and the like.
    pub errors: Errors,
}

/// `POST /settings/profile`: `name`, `about`, `website`.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    /// The name beside her posts.
    pub name: String,
    /// What she says about herself, plain text.
    pub about: String,
    /// Her website.
    pub website: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// `POST /settings/picture`: `picture` (a file) or `remove=1`.
#[derive(Clone, Debug, Default)]
pub struct PictureForm {
    /// The most bytes of a file.
    pub biggest: u64,
    /// What is wrong: `picture`.
    pub errors: Errors,
}

/// `POST /settings/handle`: `handle`.
#[derive(Clone, Debug, Default)]
pub struct HandleForm {
    /// What was typed, or the handle she has.
    pub handle: String,
    /// Whether it is fixed, because it is that of her account on the pod's own server.
    pub fixed: bool,
    /// What is wrong: `handle`.
    pub errors: Errors,
}

/// A browser in which she is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Its id, for the form (`browser`).
    pub id: String,
    /// What it calls itself, made short: `Firefox, Linux`; empty when unknown.
    pub name: String,
    /// When it signed in.
    pub since: OffsetDateTime,
    /// When it was last here.
    pub seen: OffsetDateTime,
    /// Whether it is this one.
    pub this: bool,
}

/// Her XMPP session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// How it is.
    pub state: SessionState,
    /// Her full address there (`alice@cantine.example/cosse-…`), while it is bound.
    pub address: Option<String>,
    /// Since when.
    pub since: Option<OffsetDateTime>,
    /// Whether a restart of the pod needs her password again (the server keeps no lasting key).
    pub needs_password_after_restart: bool,
}

impl Page for SettingsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "settings-title")
    }

    fn section(&self) -> Section {
        Section::Settings
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "settings-title")) }
            (crate::components::summary(ctx, "settings", &self.errors))
            (profile::profile(ctx, &self.profile))
            (profile::picture(ctx, &self.picture))
            (profile::handle(ctx, &self.handle))
            (account::language(ctx, self.language))
            (account::browsers(ctx, &self.browsers))
            (account::connection(ctx, &self.connection))
            (account::account(ctx))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        vec![Self::well(now), Self::wrong(now)]
    }
}

impl SettingsPage {
    /// A sample where all is well.
    fn well(now: OffsetDateTime) -> Self {
        let profile = ProfileForm {
            name: "Alice Moreau".to_owned(),
            about: "I fix bicycles & soup.".to_owned(),
            ..ProfileForm::default()
        };
        Self {
            profile,
            picture: PictureForm { biggest: 600_000, ..PictureForm::default() },
            handle: HandleForm { handle: "alice".to_owned(), fixed: true, ..HandleForm::default() },
            language: None,
            browsers: vec![
                Browser::sample(now, "Firefox, Linux", true),
                Browser::sample(now, "Safari, iPhone", false),
                Browser::sample(now, "", false),
            ],
            connection: Connection {
                state: SessionState::Online,
                address: Some("alice@cantine.localhost/cosse-7f3a".to_owned()),
                since: Some(now - Duration::days(3)),
                needs_password_after_restart: false,
            },
            errors: Errors::none(),
        }
    }

    /// A sample where everything is wrong.
    fn wrong(now: OffsetDateTime) -> Self {
        let website = "nonsense".to_owned();
        let errors = Errors::one("website", Problem::WebsiteInvalid);
        Self {
            profile: ProfileForm { website, errors, ..ProfileForm::default() },
            picture: PictureForm {
                biggest: 600_000,
                errors: Errors::one("picture", Problem::FileTooBig(600_000)),
            },
            handle: HandleForm {
                handle: "bob".to_owned(),
                fixed: false,
                errors: Errors::one("handle", Problem::HandleTaken),
            },
            language: Some(Language::French),
            browsers: vec![Browser::sample(now, "Firefox, Linux", true)],
            connection: Connection {
                state: SessionState::NeedsPassword,
                address: None,
                since: None,
                needs_password_after_restart: true,
            },
            errors: Errors::form(Problem::Offline),
        }
    }
}

impl Browser {
    fn sample(now: OffsetDateTime, name: &str, this: bool) -> Self {
        let (since, seen) = (now - Duration::days(20), now - Duration::hours(7));
        Self { id: format!("id of {name}"), name: name.to_owned(), since, seen, this }
    }
}
