//! The SASL mechanisms that this crate speaks, by strength.

use serde::{Deserialize, Serialize};

/// A SASL mechanism; the greater, the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mechanism {
    /// RFC 4616: the password itself.
    #[serde(rename = "PLAIN")]
    Plain,
    /// RFC 5802.
    #[serde(rename = "SCRAM-SHA-1")]
    ScramSha1,
    /// RFC 7677.
    #[serde(rename = "SCRAM-SHA-256")]
    ScramSha256,
    /// RFC 5802 over SHA-512, as servers offer it.
    #[serde(rename = "SCRAM-SHA-512")]
    ScramSha512,
}

impl Mechanism {
    /// All of them, the strongest first.
    pub const ALL: [Self; 4] = [Self::ScramSha512, Self::ScramSha256, Self::ScramSha1, Self::Plain];

    /// The name in the IANA registry of SASL mechanisms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::ScramSha1 => "SCRAM-SHA-1",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha512 => "SCRAM-SHA-512",
        }
    }
}

impl std::fmt::Display for Mechanism {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
