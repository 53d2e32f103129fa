//! The list of chats.

use crate::chats::ChatList;
use crate::components::{chat_list, icon, logo, new_chat_form};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The list of chats: `/chat`. Also what `/chat?jid=` answers when that is no address.
#[derive(Clone, Debug)]
pub struct ChatsPage {
    /// The chats.
    pub list: ChatList,
    /// What was typed as address of somebody to write to.
    pub jid: String,
    /// What is wrong: `jid`.
    pub errors: Errors,
}

impl Page for ChatsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "chats-title")
    }

    fn section(&self) -> Section {
        Section::Chat
    }

    fn layout(&self) -> Layout {
        Layout::Chats
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            div.panes.panes-empty[self.list.chats.is_empty()] {
                section.pane-list aria-labelledby="chats-title" {
                    div.pane-head { h1 id="chats-title" { (t!(ctx, "chats-title")) } (new_chat_form(ctx, &self.jid, &self.errors)) }
                    @if self.list.past { p.back { a href=(url::chats()) { (icon(ctx, "arrow-left")) (t!(ctx, "chats-newest")) } } }
                    (chat_list(ctx, &self.list, None))
                }
                @if !self.list.chats.is_empty() {
                    div.pane-nobody {
                        div.empty { (logo()) p.empty-title { (t!(ctx, "chats-choose")) } p { (t!(ctx, "chats-choose-text")) } }
                    }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let full = Self { list: samples::chats(now), jid: String::new(), errors: Errors::none() };
        let past = ChatList { past: true, older: None, ..full.list.clone() };
        vec![
            full.clone(),
            Self { list: ChatList::default(), ..full.clone() },
            Self {
                jid: "nobody".to_owned(),
                errors: Errors::one("jid", Problem::AddressInvalid),
                ..full.clone()
            },
            Self { list: past, ..full },
        ]
    }
}

/// The list beside a chat, as a way to the others.
pub(super) fn list_beside(ctx: &Context<'_>, list: &ChatList, current: &str) -> Markup {
    html! {
        nav.pane-list aria-label=(t!(ctx, "chats-label")) {
            a.skip href="#chat" { (t!(ctx, "chats-skip")) }
            div.pane-head {
                p.pane-title { a href=(url::chats()) { (t!(ctx, "chats-title")) } }
                (new_chat_form(ctx, "", &Errors::none()))
            }
            (chat_list(ctx, list, Some(current)))
        }
    }
}
