//! What every page knows besides its own data: where it is shown, to whom, in which language.

use crate::accent::Accent;
use crate::language::Language;
use crate::notices::Notice;
use crate::people::Person;
use jid::BareJid;
use time::OffsetDateTime;

/// What every page knows besides its own data.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// A pod's host or the platform's.
    pub place: Place<'a>,
    /// The language in which the page speaks.
    pub language: Language,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// That an admin looks on for support, if one does.
    pub support: Option<Support<'a>>,
    /// The token that every form carries (`csrf`).
    pub csrf: &'a str,
    /// A fresh random id, of letters, digits and `-`; every form of the page derives its command id (`command`) from it.
    pub command: &'a str,
    /// The path asked for, with its query.
    pub path: &'a str,
    /// This host's scheme, host and port, as in `https://cantine.example`, without a slash at the end.
    pub origin: &'a str,
    /// The platform's own, where the directory is.
    pub platform: &'a str,
    /// What just happened, said once on top of the page.
    pub notice: Option<Notice>,
    /// Where the bundle's files are.
    pub assets: &'a Assets,
    /// The time at which the page is made.
    pub now: OffsetDateTime,
}

/// On whose host a page is shown.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// A pod's.
    Pod(PodBrand<'a>),
    /// The platform's, with the directory.
    Platform,
}

/// How a pod presents itself.
#[derive(Clone, Copy, Debug)]
pub struct PodBrand<'a> {
    /// Its name, on top of every page.
    pub name: &'a str,
    /// A sentence on what it is; may be empty.
    pub tagline: &'a str,
    /// Its colour.
    pub accent: Accent,
    /// Its host name without port.
    pub host: &'a str,
    /// The picture by which it is known, if it has one.
    pub logo: Option<Logo<'a>>,
    /// What its members should know of the days ahead.
    pub ahead: Option<Ahead<'a>>,
}

/// The picture by which a pod is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logo<'a> {
    /// Its hash, for its address.
    pub hash: &'a str,
    /// What it shows; may be empty.
    pub words: &'a str,
}

/// What members should know of their pod's days ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead<'a> {
    /// It can only be read at the moment.
    ReadOnly {
        /// Why, in its operators' words; may be empty.
        reason: &'a str,
    },
    /// It closes.
    Closing {
        /// When.
        at: OffsetDateTime,
    },
}

/// The member who is signed in.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The name shown beside her posts.
    pub name: String,
    /// Her handle in this pod (`/@handle`), if she has one.
    pub handle: Option<String>,
    /// Her address.
    pub jid: BareJid,
    /// The address of her picture.
    pub face: Option<String>,
    /// What she does for the pod.
    pub duty: Duty,
    /// Whether she only looks around, as anybody may.
    pub guest: bool,
    /// How her XMPP session is.
    pub session: SessionState,
    /// How many people ask to be her contact.
    pub requests: u32,
    /// How many messages she has not seen, in all her chats.
    pub unread: u64,
    /// The id of the last event that this page holds already (`epoch-id`), from which the live stream goes on.
    pub last_event: Option<String>,
}

/// An admin's visit for support: she sees the console, and is no member by it.
#[derive(Clone, Copy, Debug)]
pub struct Support<'a> {
    /// Her address.
    pub jid: &'a str,
    /// Until when.
    pub until: OffsetDateTime,
}

/// What a member does for her pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duty {
    /// Nothing beyond being there.
    #[default]
    None,
    /// Looks after what is said on it.
    Moderates,
    /// Runs it.
    Operates,
}

/// How a member's XMPP session is, as far as she must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// All is well.
    Online,
    /// The first sign-in is under way.
    SigningIn,
    /// The connection is cut; it comes back by itself.
    Reconnecting {
        /// When it will be tried next, if known.
        retry_at: Option<OffsetDateTime>,
    },
    /// The server no longer takes what we kept; she must type the password again.
    NeedsPassword,
    /// It ended while she stayed away for long; with the password it begins anew.
    Ended,
}

/// Addresses of the bundle's files, with their hashes.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The stylesheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The icons.
    pub sprite: String,
    /// The program's own mark, which is the favicon of the platform's host.
    pub logo: String,
    /// The heading font (woff2), loaded early; none where the bundle does not tell.
    pub font: Option<String>,
}

impl Context<'_> {
    /// The name of the place: the pod's, or the platform's.
    pub fn place_name(&self) -> &str {
        match &self.place {
            Place::Pod(pod) => pod.name,
            Place::Platform => "Cosse",
        }
    }

    /// The pod's logo, if it has one.
    pub fn logo(&self) -> Option<Logo<'_>> {
        match &self.place {
            Place::Pod(pod) => pod.logo,
            Place::Platform => None,
        }
    }

    /// The place's colour.
    pub fn accent(&self) -> Accent {
        match &self.place {
            Place::Pod(pod) => pod.accent,
            Place::Platform => Accent::LEAF,
        }
    }
}

impl Viewer {
    /// The member as a person on a page.
    pub fn person(&self) -> Person {
        Person {
            jid: Some(self.jid.clone()),
            name: self.name.clone(),
            handle: self.handle.clone(),
            picture: self.face.clone(),
        }
    }
}
