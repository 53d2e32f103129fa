//! The model on a real SQLite and a real PostgreSQL: every test runs on both.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by a panic")]

mod databases;
mod people;

mod browsers;
mod contacts;
mod members;
mod pictures;
mod places;
mod pods;
mod posts;
mod sessions;
mod tenancy;
mod waiting;
