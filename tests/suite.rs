//! Every feature from end to end, a file each: the real program, a real XMPP server, a real database.
//!
//! `ops/test e2e` runs it against SQLite and PostgreSQL. One test: `ops/test e2e a_wrong_password`.

mod addresses;
mod at_once;
mod blog_and_atom;
mod contacts;
mod directory;
mod feed;
mod fields;
mod live;
mod neighbours;
mod pictures;
mod posts_and_comments;
mod publishing;
mod registration;
mod requests;
mod restart;
mod secrets;
mod security_headers;
mod settings;
mod sign_in;
mod tenancy;
