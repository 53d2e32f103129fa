//! Many sessions: who owns which, how commands and events travel.
//!
//! ```text
//! Pool      what a web node holds: asks, waits for the answer, follows events
//! Bus       carries bytes between the two
//! Worker    holds the sessions: one task each, which turns events into rows (ingest) and commands into stanzas
//! ```

mod archive;
pub mod bus;
mod busy;
mod catch_up;
mod chats;
pub mod commands;
mod comments;
mod counted;
mod entrance;
pub mod events;
mod fetching;
pub mod figures;
pub mod forms;
mod fulfilling;
mod ingest;
mod load;
pub mod notices;
pub mod offers;
mod orders;
mod passwords;
mod quiet;
mod readers;
mod readings;
mod register;
mod restoring;
mod rules;
mod session;
mod shared;
mod sign_in;
mod standings;
mod unregistering;
mod vault;
mod waiting;
mod watched;
mod web;
mod worker;

pub use bus::{Bus, BusError, EventId};
pub use commands::{Command, Refusal, Reply};
pub use events::Event;
pub use load::load;
pub use passwords::PasswordRefusal;
pub use register::{RegisterRefusal, registration_is_offered};
pub use rules::Rules;
pub use sign_in::SignInRefusal;
pub use web::{CallError, Events, Next, Pool, WATCHED_FOR};
pub use worker::{Worker, WorkerOptions};
pub use xmpp::{Network, NetworkError, NetworkOptions, NoAnswer, Pace, SignInError, Texts, XmppHost};
