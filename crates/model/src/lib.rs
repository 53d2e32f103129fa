//! What the platform remembers: tables, queries and tenancy, on SQLite or PostgreSQL.
//!
//! A noun is a module, a verb is a free function that takes the [`Database`] first. Everything that belongs to
//! a pod takes its [`PodId`] or an [`Owner`], and no row of another pod is ever reached. No function reads a
//! clock: `now` is an argument.

#[macro_use]
mod columns;
#[macro_use]
mod dispatch;
mod database;
mod faces;
mod schema;

pub mod admins;
pub mod applications;
pub mod archives;
pub mod audit;
pub mod browsers;
pub mod chats;
pub mod contacts;
pub mod departures;
pub mod domains;
mod emails;
mod error;
#[macro_use]
pub mod handles;
pub mod hosts;
mod ids;
pub mod invites;
pub mod mails;
pub mod members;
pub mod messages;
pub mod newcomers;
pub mod pictures;
pub mod places;
pub mod pods;
pub mod posts;
pub mod quotas;
pub mod recoveries;
pub mod roles;
pub mod secrets;
pub mod sessions;
pub mod usages;
pub mod versions;
pub mod waiters;
pub mod waiting;
pub mod warnings;

pub use columns::UnknownWord;
pub use database::{Database, Usage};
pub use emails::{Email, NotAnEmail};
pub use error::{Error, Quota};
pub use ids::{
    ApplicationId, BrowserId, InvalidId, InviteId, MailId, MemberId, MessageId, Owner, PodId, PostId,
    WaiterId,
};
