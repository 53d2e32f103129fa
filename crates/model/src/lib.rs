//! What the platform remembers: tables, queries and tenancy, on SQLite or PostgreSQL.
//!
//! A noun is a module, a verb is a free function that takes the [`Database`] first. Everything that belongs to
//! a pod takes its [`PodId`] or an [`Owner`], and no row of another pod is ever reached. No function reads a
//! clock: `now` is an argument.

#[macro_use]
mod columns;
#[macro_use]
mod dispatch;
mod condition;
mod database;
mod faces;
mod schema;

pub mod accounts;
pub mod admins;
pub mod announcements;
pub mod answers;
pub mod applications;
pub mod archives;
pub mod arrivals;
pub mod audit;
pub mod blocks;
pub mod browsers;
pub mod chats;
pub mod confirmations;
pub mod contacts;
pub mod departures;
pub mod domains;
mod emails;
mod error;
pub mod federation;
pub mod figures;
pub mod funds;
pub mod guests;
#[macro_use]
pub mod handles;
pub mod health;
pub mod hosts;
mod ids;
pub mod imports;
pub mod introductions;
pub mod invites;
pub mod inviting;
pub mod letterboxes;
pub mod listed_pods;
pub mod listings;
pub mod logos;
pub mod lookalikes;
pub mod mails;
pub mod members;
pub mod messages;
pub mod newcomers;
pub mod notices;
pub mod pictures;
pub mod places;
pub mod plans;
pub mod pod_providers;
pub mod pod_reports;
pub mod pods;
pub mod posts;
pub mod processes;
pub mod quotas;
pub mod recoveries;
pub mod reports;
pub mod roles;
pub mod runs;
pub mod secrets;
pub mod sent;
pub mod sessions;
pub mod texts;
pub mod tokens;
pub mod undelivered;
pub mod usages;
pub mod versions;
pub mod visits;
pub mod waiters;
pub mod waiting;
pub mod warnings;
pub mod waves;

pub use columns::UnknownWord;
pub use database::{Database, Usage};
pub use emails::{Email, NotAnEmail};
pub use error::{Error, Quota};
pub use ids::{
    AnnouncementId, ApplicationId, BrowserId, DirectoryLineId, FundEntryId, InvalidId, InviteId, MailId,
    MemberId, MessageId, NoticeId, Owner, PodId, PodReportId, PostId, ProcessId, ReportId, StatementId,
    TokenId, VisitId, WaiterId, WaveId,
};
