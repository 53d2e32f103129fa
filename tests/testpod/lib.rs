//! The real program against real servers, seen as a person with a browser sees it.
//!
//! [`TestPod::new`] makes a pod on a deployment that the whole test program shares: one XMPP server, one `cosse`, both
//! started by the first test that needs them. Which server that is says `COSSE_TEST_SERVER`: the suite runs on each. A test that stops or restarts something takes a [`Deployment::fresh`] of its own.

mod browser;
mod certificates;
mod database;
mod deaf;
mod deployment;
mod ejabberd;
mod events;
mod figures;
mod fleet;
mod folder;
mod form;
mod jar;
mod member;
mod names;
mod narrow;
pub mod page;
mod pod;
mod postbox;
mod postgres;
mod process;
mod prosody;
mod redis;
mod relay;
mod server;
mod settings;
mod slixmpp;
mod wait;
mod xmpp;

pub use browser::Browser;
pub use database::{cabled_postgres, fresh_postgres};
pub use deaf::{Deaf, Refusing};
pub use deployment::Deployment;
pub use events::{Event, Events};
pub use figures::Figures;
pub use fleet::Fleet;
pub use form::Form;
pub use member::{Member, accept, befriend};
pub use names::Names;
pub use narrow::Narrow;
pub use page::{Message, Page, Post, SEND};
pub use pod::TestPod;
pub use postbox::{Letter, MAIL_FROM, Postbox};
pub use relay::{Relay, Weather};
pub use server::{Kind, Server};
pub use settings::{chosen_database, chosen_server};
pub use slixmpp::Slixmpp;
pub use wait::{PATIENCE, eventually, eventually_ok, eventually_within};
pub use xmpp::Xmpp;

/// The XMPP domain whose accounts the pods of the tests offer.
pub const ALPHA: &str = "alpha.test";
/// A second XMPP domain, for accounts from elsewhere.
pub const BETA: &str = "beta.test";
/// A domain whose server stores passwords as they are, and so makes a new salt for each sign-in.
pub const PLAIN: &str = "plain.test";
/// A domain whose server offers SASL PLAIN and nothing else.
pub const ONLY_PLAIN: &str = "only-plain.test";
/// A domain that is served, but by a certificate for other names.
pub const MISNAMED: &str = "misnamed.test";
/// A domain whose server asks more of newcomers than a name and a password: some fields on Prosody, a riddle on ejabberd.
pub const ASKS: &str = "asks.test";
/// A domain whose Prosody has newcomers listen to a riddle.
pub const SPEAKS: &str = "speaks.test";
/// A domain whose server is reached by TLS from the first byte.
pub const DIRECT: &str = "direct.test";
/// A domain that is served, but by a certificate whose authority the program does not know.
pub const GAMMA: &str = "gamma.test";
/// A domain whose server does not answer: nothing listens at its address.
pub const SILENT: &str = "silent.test";
/// The domain of the Prosody of [`Deployment::federated`]; not `.test`, which Prosody's resolver takes for nobody's (RFC 6761 §6.2).
pub const ON_PROSODY: &str = "prosody.example";
/// The domain of its ejabberd.
pub const ON_EJABBERD: &str = "ejabberd.example";
/// What every account of the tests signs in with, unless a test says otherwise.
pub const PASSWORD: &str = "correct horse battery staple";
