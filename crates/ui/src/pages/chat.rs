//! One chat: what was said, and the field for saying more.

use crate::chats::{ChatList, Earlier};
use crate::components::{
    self, Size, add_from, beginning, face, hidden, icon, message_being_sent, message_form, message_list,
    relation_actions,
};
use crate::context::Context;
use crate::forms::MessageForm;
use crate::hooks;
use crate::locales::t;
use crate::messages::{self, Message};
use crate::page::{Layout, Page, Section};
use crate::people::{Contact, Relation};
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// One chat: `/chat/{jid}`. Also what POST answers when something is wrong with the message.
#[derive(Clone, Debug)]
pub struct ChatPage {
    /// The list beside it.
    pub list: ChatList,
    /// The other one, whose address is always known, and how the viewer stands to the person.
    pub contact: Contact,
    /// The messages of this page, oldest first.
    pub messages: Vec<Message>,
    /// What there is before them.
    pub earlier: Earlier,
    /// Whether these are earlier messages, which nothing new joins.
    pub past: bool,
    /// The id of the first message that the viewer has not seen.
    pub unread: Option<String>,
    /// Whether the other one is writing.
    pub composing: bool,
    /// The field for writing.
    pub form: MessageForm,
}

impl Page for ChatPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.contact.person.name.clone()
    }

    fn section(&self) -> Section {
        Section::Chat
    }

    fn layout(&self) -> Layout {
        Layout::Chat
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let address = self.contact.address();
        html! {
            div.panes {
                (super::chats::list_beside(ctx, &self.list, address))
                section.pane-chat id="chat" tabindex="-1" aria-labelledby="chat-title" data-chat=(url::chat(address)) {
                    (head(ctx, &self.contact))
                    (stranger(ctx, &self.contact))
                    (log(ctx, self))
                    div.typing-line data-live=(hooks::LIST_TYPING) { (components::typing(ctx, &self.contact.person, self.composing)) }
                    (message_form(ctx, &self.contact.person, &self.form))
                    template id=(hooks::MESSAGE_TEMPLATE_ID) { (message_being_sent(ctx)) }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let bob = samples::contact(samples::person("bob", "Bob Le Guen"), Relation::Mutual);
        let messages = samples::messages(now);
        let full = Self {
            list: samples::chats(now),
            unread: messages.iter().rev().find(|one| one.incoming).map(|one| one.id.clone()),
            contact: bob,
            messages,
            earlier: Earlier::Before("1".to_owned()),
            past: false,
            composing: true,
            form: MessageForm { longest: 20_000, ..MessageForm::default() },
        };
        let quiet = Self { unread: None, composing: false, ..full.clone() };
        let wrong = MessageForm {
            body: "</textarea><b>".to_owned(),
            errors: Errors::form(Problem::Offline).with("body", Problem::TooLong(20_000)),
            command: Some("01HEARLIER".to_owned()),
            ..full.form.clone()
        };
        let stranger = samples::contact(samples::stranger(), Relation::Stranger);
        let nothing = Self { messages: Vec::new(), earlier: Earlier::Beginning, ..quiet.clone() };
        vec![
            full.clone(),
            Self { messages: samples::troubled_messages(now), earlier: Earlier::Beginning, ..quiet.clone() },
            nothing.clone(),
            Self { contact: stranger, list: ChatList::default(), ..nothing },
            Self { past: true, earlier: Earlier::Missing("1".to_owned()), ..quiet.clone() },
            Self { form: wrong, contact: samples::contact(full.contact.person, Relation::Asks), ..quiet },
        ]
    }
}

fn head(ctx: &Context<'_>, contact: &Contact) -> Markup {
    let person = &contact.person;
    html! {
        header.chat-head {
            a.chat-back href=(url::chats()) { (icon(ctx, "arrow-left")) span.visually-hidden { (t!(ctx, "chat-back")) } }
            a.chat-peer href=(url::contact(person.address())) {
                (face(person, Size::Medium))
                div {
                    h1 id="chat-title" { bdi { (person.name) } }
                    p.address { @if contact.here { span.here { (t!(ctx, "contact-here")) } " " } bdi { (person.address()) } }
                }
            }
        }
    }
}

/// Somebody whom the viewer does not know, or who asks to be known.
fn stranger(ctx: &Context<'_>, contact: &Contact) -> Markup {
    let name = contact.person.name.as_str();
    html! {
        @match contact.relation {
            Relation::Stranger => div.chat-stranger { p { (t!(ctx, "chat-stranger", name = name)) } (add_from(ctx, contact, "chat")) }
            Relation::Asks => div.chat-stranger { p { (t!(ctx, "chat-asks", name = name)) } (relation_actions(ctx, contact)) }
            _ => {}
        }
    }
}

fn log(ctx: &Context<'_>, page: &ChatPage) -> Markup {
    let Some(peer) = &page.contact.person.jid else { return html! {} };
    let name = page.contact.person.name.as_str();
    let list = messages::list_element_id(peer);
    let unread = page.unread.as_deref().map(|id| (id, unread_line(ctx, peer.as_str())));
    html! {
        div.chat-body {
            div.chat-log role="log" tabindex="0" aria-relevant="additions" aria-label=(t!(ctx, "chat-log", name = name)) {
                div.chat-flow {
                    (earlier(ctx, page))
                    ol.messages id=(list) data-live=[(!page.past).then_some(hooks::LIST_MESSAGES)] data-live-for=(list)
                        data-read=(url::chat_read(peer.as_str())) data-unread[page.unread.is_some()]
                        data-today=(t!(ctx, "day-today")) data-yesterday=(t!(ctx, "day-yesterday")) {
                        (message_list(ctx, &page.messages, name, unread))
                    }
                    @if page.past { p.pager { a.button.button-quiet href=(url::chat(peer.as_str())) { (t!(ctx, "chat-newest")) (icon(ctx, "arrow-right")) } } }
                }
            }
            button.chat-end type="button" data-chat-end hidden {
                span data-chat-new hidden { (t!(ctx, "chat-new")) }
                span.visually-hidden data-chat-old { (t!(ctx, "chat-to-end")) }
                (icon(ctx, "arrow-down"))
            }
        }
    }
}

fn earlier(ctx: &Context<'_>, page: &ChatPage) -> Markup {
    let address = page.earlier.before().map(|before| url::chat_page(page.contact.address(), Some(before)));
    html! {
        div.chat-earlier id="chat-earlier" {
            @if page.earlier == Earlier::Beginning { (beginning(ctx, &page.contact.person.name, page.messages.is_empty())) }
            @if matches!(page.earlier, Earlier::Missing(_)) { p.hint { (t!(ctx, "chat-earlier-missing")) } }
            @if let Some(address) = address { a.button.button-quiet rel="prev" data-chat-earlier href=(address) { (icon(ctx, "arrow-up")) (t!(ctx, "chat-earlier")) } }
        }
    }
}

/// Above what the viewer has not seen. The script says by itself that it was seen.
fn unread_line(ctx: &Context<'_>, peer: &str) -> Markup {
    let action = url::chat_read(peer);
    html! {
        li.unread id="unread" {
            span { (t!(ctx, "chat-new")) }
            form.without-script method="post" action=(action) {
                (hidden(ctx, &action))
                button.act type="submit" { (t!(ctx, "chat-read")) }
            }
        }
    }
}
