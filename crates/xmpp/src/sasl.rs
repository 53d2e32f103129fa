//! RFC 6120 §6: which SASL mechanism, and what is said in it.

mod choice;
mod key;
mod mechanism;
mod plain;
mod scram;

pub use key::ScramKey;
pub use mechanism::Mechanism;

pub(crate) use choice::choose;
pub(crate) use plain::message as plain;
pub(crate) use scram::{Challenge, Scram, ScramError};
