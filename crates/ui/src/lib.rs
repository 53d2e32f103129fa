//! How things look, in which language, at which address: data in, HTML out, no input or output of any kind.
//!
//! A page is a struct of [`pages`]; `Page::render(&page, &context)` gives the whole document. Parts of a page that
//! travel to browsers that are open come from [`fragments`]. Every address is a function of [`url`].

pub mod accent;
pub mod atom;
pub mod audience;
pub mod chats;
pub mod components;
pub mod context;
pub mod dates;
pub mod forms;
pub mod fragments;
pub mod hooks;
mod in_english;
pub mod language;
pub mod locales;
pub mod mails;
pub mod markdown;
pub mod measures;
pub mod messages;
pub mod money;
pub mod newness;
pub mod notices;
pub mod page;
pub mod pages;
pub mod people;
pub mod posts;
pub mod problems;
pub mod refusals;
pub mod reports;
pub mod samples;
pub mod sanitise;
mod shell;
pub mod styling;
pub mod tidings;
pub mod unsent;
pub mod url;

pub use accent::Accent;
pub use audience::Audience;
pub use chats::{Chat, ChatList, Earlier};
pub use context::{Ahead, Assets, Context, Duty, Logo, Place, PodBrand, SessionState, Support, Viewer};
pub use language::Language;
pub use messages::{Message, MessageState};
pub use money::Money;
pub use newness::{LimitReached, Limited, Newness};
pub use notices::Notice;
pub use page::Page;
pub use people::{Contact, Person, Relation};
pub use posts::{Comment, Post};
pub use problems::{Errors, Problem};
pub use refusals::{Because, Refusal};
pub use sanitise::Clean;
pub use unsent::Unsent;
