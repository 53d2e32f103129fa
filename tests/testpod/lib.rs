//! The real program against real servers, seen as a person with a browser sees it.
//!
//! [`TestPod::new`] makes a pod on a deployment that the whole test program shares: one Prosody, one `cosse`, both started by the
//! first test that needs them. A test that stops or restarts something takes a [`Deployment::fresh`] of its own.

mod browser;
mod database;
mod deployment;
mod events;
mod folder;
mod form;
mod jar;
mod member;
pub mod page;
mod pod;
mod prosody;
mod relay;
mod settings;
mod wait;
mod xmpp;

pub use browser::Browser;
pub use deployment::Deployment;
pub use events::{Event, Events};
pub use form::Form;
pub use member::{Member, accept, befriend};
pub use page::{Page, Post};
pub use pod::TestPod;
pub use prosody::Prosody;
pub use relay::Relay;
pub use settings::chosen_database;
pub use wait::{PATIENCE, eventually};
pub use xmpp::Xmpp;

/// The XMPP domain whose accounts the pods of the tests offer.
pub const ALPHA: &str = "alpha.test";
/// A second XMPP domain, for accounts from elsewhere.
pub const BETA: &str = "beta.test";
/// A domain whose server stores passwords as they are, and so makes a new salt for each sign-in.
pub const PLAIN: &str = "plain.test";
/// A domain that is served, but by a certificate whose authority the program does not know.
pub const GAMMA: &str = "gamma.test";
/// A domain whose server does not answer: nothing listens at its address.
pub const SILENT: &str = "silent.test";
/// What every account of the tests signs in with, unless a test says otherwise.
pub const PASSWORD: &str = "correct horse battery staple";
