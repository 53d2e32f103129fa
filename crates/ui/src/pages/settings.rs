//! All settings of the member on one page.

use crate::context::{Context, SessionState};
use crate::language::Language;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

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
    /// The most megabytes of a file.
    pub biggest: u32,
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
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn main(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        Vec::new()
    }
}
