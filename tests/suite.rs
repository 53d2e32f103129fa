//! Every feature from end to end, a file each: the real program, a real XMPP server, a real database.
//!
//! `ops/test e2e` runs it with SQLite and Prosody, then with PostgreSQL and ejabberd. One test: `ops/test e2e a_wrong_password`.

mod addresses;
mod admission;
mod at_once;
mod audience;
mod away;
mod blog_and_atom;
mod cables;
mod capacity;
mod chats;
mod clients;
mod contacts;
mod directory;
mod federation;
mod feed;
mod fields;
mod host_proofs;
mod hosts;
mod invites;
mod leaving;
mod live;
mod load;
mod metrics;
mod neighbours;
mod operate;
mod operate_members;
mod passwords;
mod pictures;
mod pod_states;
mod posts_and_comments;
mod public_pages;
mod publishing;
mod registration;
mod registration_forms;
mod requests;
mod restart;
mod retention;
mod roles;
mod secrets;
mod security_headers;
mod servers;
mod settings;
mod sign_in;
mod tenancy;
mod weather;
