//! What a page is: data that is ready to show, and how it stands in the frame.

use crate::context::Context;
use crate::shell;
use maud::{Markup, html};
use time::OffsetDateTime;

/// A page. Its fields are all that it may know besides the [`Context`].
pub trait Page: Sized {
    /// The document's title, without the pod's name.
    fn title(&self, ctx: &Context<'_>) -> String;

    /// The main part, from its first heading on.
    fn main(&self, ctx: &Context<'_>) -> Markup;

    /// What stands beside it where there is room, and below it where there is none.
    fn aside(&self, _ctx: &Context<'_>) -> Option<Markup> {
        None
    }

    /// A title that takes the whole width above the columns and stands for the place's name in the masthead.
    fn nameplate(&self, _ctx: &Context<'_>) -> Option<Markup> {
        None
    }

    /// What else belongs into `<head>`.
    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    /// How much of the frame it takes.
    fn layout(&self) -> Layout {
        Layout::Column
    }

    /// Which entry of the navigation it belongs to.
    fn section(&self) -> Section {
        Section::None
    }

    /// Samples of its states, for the test that renders every page and for the gallery.
    fn samples(now: OffsetDateTime) -> Vec<Self>;

    /// The whole document.
    fn render(&self, ctx: &Context<'_>) -> Markup {
        shell::document(self, ctx)
    }
}

/// How much of the frame a page takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A column for reading.
    Column,
    /// A form that stands alone.
    Alone,
    /// The whole width.
    Wide,
    /// The list of chats, with room for one beside it.
    Chats,
    /// One chat, as high as the window, with the list beside it.
    Chat,
}

/// The entries of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Posts of others.
    Feed,
    /// Conversations.
    Chat,
    /// Contacts.
    People,
    /// The member's own public page.
    Me,
    /// Settings.
    Settings,
    /// The directory.
    Directory,
    /// Type your address.
    Go,
    /// What runs here.
    About,
    /// None of them.
    None,
}
