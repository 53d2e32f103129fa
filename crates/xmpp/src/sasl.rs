//! RFC 6120 §6: which SASL mechanism, and the exchange.

mod key;
mod mechanism;

pub use key::ScramKey;
pub use mechanism::Mechanism;
