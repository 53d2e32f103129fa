//! Who can read a post: a colour, an icon and a word, the same everywhere.

use crate::context::Context;
use crate::locales::t;
use maud::{Markup, html};

/// Who can read a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The author's contacts.
    #[default]
    Contacts,
    /// The members of this pod.
    Pod,
    /// A community's readers.
    Community,
    /// Everyone on the web.
    Everyone,
}

impl Audience {
    /// The word in forms (`audience=`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Pod => "pod",
            Self::Community => "community",
            Self::Everyone => "everyone",
        }
    }

    /// Reads the word of a form; none for what is no audience (a community's address).
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Contacts, Self::Pod, Self::Community, Self::Everyone]
            .into_iter()
            .find(|one| one.code() == code)
    }

    /// The icon's name.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Contacts => "users",
            Self::Pod => "house",
            Self::Community => "messages-square",
            Self::Everyone => "globe",
        }
    }

    /// The word for readers.
    pub(crate) fn word(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Contacts => t!(ctx, "audience-contacts"),
            Self::Pod => t!(ctx, "audience-pod"),
            Self::Community => t!(ctx, "audience-community"),
            Self::Everyone => t!(ctx, "audience-everyone"),
        }
    }

    /// Who that is, in a sentence.
    pub(crate) fn sentence(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Contacts => t!(ctx, "audience-contacts-is"),
            Self::Pod => t!(ctx, "audience-pod-is", pod = ctx.place_name()),
            Self::Community => t!(ctx, "audience-community-is"),
            Self::Everyone => t!(ctx, "audience-everyone-is"),
        }
    }
}

/// The badge beside a post: icon, word, colour, and the sentence for who hovers or listens.
pub fn badge(ctx: &Context<'_>, audience: Audience) -> Markup {
    html! {
        span class={ "audience audience-" (audience.code()) } title=(audience.sentence(ctx)) {
            (crate::components::icon(ctx, audience.icon()))
            span class="visually-hidden" { (t!(ctx, "audience-label")) " " }
            (audience.word(ctx))
        }
    }
}
