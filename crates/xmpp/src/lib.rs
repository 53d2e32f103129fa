//! One live XMPP stream: a module per extension; requests in through a [`Handle`], [`Event`]s out through a [`Listener`].
//!
//! ```text
//! network    who may be reached, and how: overrides, DNS, address policy, TLS
//! connector  one stream up to authentication: TCP, TLS, headers, SASL, binding
//! transport  the bytes below the XML parser, with over-long tokens cut
//! session    one task per account: resumes, backs off, acknowledges, answers
//! ```

pub mod account;
pub mod archive;
pub mod atom;
pub mod avatar;
pub mod caps;
pub mod carbons;
pub mod chat;
pub mod chat_states;
pub mod connector;
pub mod disco;
pub mod event;
pub mod handle;
pub mod iq;
pub mod markers;
pub mod message;
pub mod microblog;
pub mod network;
pub mod nick;
pub mod offers;
pub mod presence;
pub mod pubsub;
pub mod receipts;
pub mod register;
pub mod roster;
pub mod sasl;
pub mod session;
pub mod sign_in;
pub mod sm;
pub mod vcard;

#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;

mod backoff;
mod csi;
mod encryption;
mod forwarding;
mod hints;
mod stanza_ids;
mod tls;
mod transport;

pub use account::{Account, Secret, Start};
pub use backoff::Backoff;
pub use event::Event;
pub use handle::{ANSWER_WITHIN, Handle, NotSent, Requests, Stop};
pub use iq::IqError;
pub use network::{
    Network, NetworkError, NetworkOptions, NoAnswer, Pace, Security, Texts, Turn, Whereabouts, XmppHost,
};
pub use sasl::{Mechanism, ScramKey};
pub use session::{End, Halt, Listener, State, Stream};
pub use sign_in::{Kept, SignInError, authenticate};
pub use sm::StreamState;
pub use xmpp_parsers::stanza_error::DefinedCondition as Condition;
