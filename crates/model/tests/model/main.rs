//! The model on a real SQLite and a real PostgreSQL: every test runs on both.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by a panic")]

mod databases;
mod people;

mod admins;
mod announcements;
mod answers;
mod applications;
mod archives;
mod audit;
mod blocks;
mod browsers;
mod chats;
mod contacts;
mod departures;
mod domains;
mod expiring;
mod funds;
mod guests;
mod handing_over;
mod hosts;
mod invites;
mod letterboxes;
mod looking;
mod mails;
mod members;
mod messages;
mod migrations;
mod newcomers;
mod pictures;
mod places;
mod plans;
mod pods;
mod posts;
mod quotas;
mod recoveries;
mod reports;
mod sessions;
mod suspensions;
mod tenancy;
mod texts;
mod tokens;
mod usages;
mod versions;
mod visits;
mod waiters;
mod waiting;
mod warnings;
mod waves;
