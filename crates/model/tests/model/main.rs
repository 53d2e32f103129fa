//! The model on a real SQLite and a real PostgreSQL: every test runs on both.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by a panic")]

mod databases;
mod people;

mod applications;
mod archives;
mod audit;
mod browsers;
mod chats;
mod contacts;
mod departures;
mod domains;
mod expiring;
mod hosts;
mod invites;
mod looking;
mod mails;
mod members;
mod messages;
mod migrations;
mod newcomers;
mod pictures;
mod places;
mod pods;
mod posts;
mod quotas;
mod recoveries;
mod sessions;
mod suspensions;
mod tenancy;
mod usages;
mod versions;
mod waiters;
mod waiting;
mod warnings;
