//! The model on a real SQLite and a real PostgreSQL: every test runs on both.

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
