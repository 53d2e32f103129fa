//! Keys and signature of a listing.

use crate::text::Line;
use serde::{Deserialize, Serialize};
use time::Date;

/// The `alg` of a [`Key`].
pub const ALGORITHM: &str = "Ed25519";
/// The `alg` of a [`Proof`]: Ed25519 over canonical JSON (RFC 8032, RFC 8785).
pub const PROOF_ALGORITHM: &str = "Ed25519-JCS";

/// A public key that signs listings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its name, as in `ed25519:2026-11`.
    pub kid: Line<64>,
    /// What kind of key it is: [`ALGORITHM`].
    pub alg: Line<32>,
    /// The key's 32 bytes in base64url without padding.
    pub x: Line<64>,
    /// The last day on which it signs.
    #[serde(with = "super::day")]
    pub not_after: Date,
}

/// A signature over everything else in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The key that signed.
    pub kid: Line<64>,
    /// How: [`PROOF_ALGORITHM`].
    pub alg: Line<32>,
    /// The signature's 64 bytes in base64url without padding.
    pub sig: Line<128>,
}
