//! RFC 5802 and RFC 7677: SCRAM, the client's side, without channel binding.

mod hash;
#[cfg(test)]
mod tests;

use super::{Mechanism, ScramKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hash::{digest, hi, mac};
use std::borrow::Cow;
use stringprep::saslprep;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// "The client does not support channel binding" (RFC 5802 §7).
const GS2_HEADER: &str = "n,,";
/// The fewest iterations that RFC 7677 §4 allows.
const FEWEST: u32 = 4096;
/// More would be a server that wants our processor time.
const MOST: u32 = 10_000_000;

/// Why an exchange ends. None of it says that the password is wrong: that is the server's word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ScramError {
    #[error("a SCRAM message could not be read")]
    Malformed,
    #[error("the server's nonce does not extend ours")]
    Nonce,
    #[error("the server asks for {0} iterations")]
    Iterations(u32),
    #[error("the server does not know the password either")]
    ServerSignature,
    #[error("the server refuses: {0}")]
    Refused(String),
}

/// An exchange that has begun.
#[derive(Debug)]
pub(crate) struct Scram {
    mechanism: Mechanism,
    nonce: String,
    first_bare: String,
}

/// The server's first message.
#[derive(Debug)]
pub(crate) struct Challenge {
    pub(crate) salt: Vec<u8>,
    pub(crate) iterations: u32,
    nonce: String,
    text: String,
}

/// The client's last message, and what the server must prove.
#[derive(Debug)]
pub(crate) struct Proof {
    pub(crate) message: Vec<u8>,
    server_signature: Vec<u8>,
}

impl Scram {
    /// Begins an exchange; `nonce` is printable ASCII without commas, and new each time.
    pub(crate) fn new(mechanism: Mechanism, username: &str, nonce: String) -> Self {
        let name = prepared(username).replace('=', "=3D").replace(',', "=2C");
        let first_bare = format!("n={name},r={nonce}");
        Self { mechanism, nonce, first_bare }
    }

    /// The client's first message.
    pub(crate) fn first(&self) -> Vec<u8> {
        format!("{GS2_HEADER}{}", self.first_bare).into_bytes()
    }

    /// Reads the server's first message (RFC 5802 §5.1, §7).
    pub(crate) fn challenge(&self, message: &[u8]) -> Result<Challenge, ScramError> {
        let text = std::str::from_utf8(message).map_err(|_| ScramError::Malformed)?;
        let mut fields = text.split(',');
        let mut field =
            |name| fields.next().and_then(|field| field.strip_prefix(name)).ok_or(ScramError::Malformed);
        let (nonce, salt, iterations) = (field("r=")?, field("s=")?, field("i=")?);
        let salt = STANDARD.decode(salt).map_err(|_| ScramError::Malformed)?;
        let iterations = iterations.parse().map_err(|_| ScramError::Malformed)?;
        if !nonce.starts_with(&self.nonce) || nonce.len() == self.nonce.len() {
            return Err(ScramError::Nonce);
        }
        if !(FEWEST..=MOST).contains(&iterations) {
            return Err(ScramError::Iterations(iterations));
        }
        Ok(Challenge { salt, iterations, nonce: nonce.to_owned(), text: text.to_owned() })
    }

    /// The client's last message (RFC 5802 §3).
    pub(crate) fn prove(&self, challenge: &Challenge, key: &ScramKey) -> Proof {
        let binding = STANDARD.encode(GS2_HEADER);
        let without_proof = format!("c={binding},r={}", challenge.nonce);
        let signed = format!("{},{},{without_proof}", self.first_bare, challenge.text);
        let client_key = Zeroizing::new(mac(self.mechanism, &key.salted_password, b"Client Key"));
        let signature = mac(self.mechanism, &digest(self.mechanism, &client_key), signed.as_bytes());
        let proof: Vec<u8> =
            client_key.iter().zip(&signature).map(|(key, signature)| key ^ signature).collect();
        let server_key = Zeroizing::new(mac(self.mechanism, &key.salted_password, b"Server Key"));
        Proof {
            message: format!("{without_proof},p={}", STANDARD.encode(proof)).into_bytes(),
            server_signature: mac(self.mechanism, &server_key, signed.as_bytes()),
        }
    }
}

impl Proof {
    /// Whether the server knows the password too; its last message is `v=…` or `e=…`.
    pub(crate) fn verify(&self, message: &[u8]) -> Result<(), ScramError> {
        let text = std::str::from_utf8(message).map_err(|_| ScramError::Malformed)?;
        if let Some(error) = text.strip_prefix("e=") {
            return Err(ScramError::Refused(error.to_owned()));
        }
        let field = text.split(',').next().and_then(|field| field.strip_prefix("v="));
        let signature =
            STANDARD.decode(field.ok_or(ScramError::Malformed)?).map_err(|_| ScramError::Malformed)?;
        match bool::from(signature.ct_eq(&self.server_signature)) {
            true => Ok(()),
            false => Err(ScramError::ServerSignature),
        }
    }
}

impl ScramKey {
    /// Salts a password. Takes milliseconds to seconds of processor time: not for an async task.
    pub(crate) fn derive(mechanism: Mechanism, password: &str, salt: &[u8], iterations: u32) -> Self {
        let password = Zeroizing::new(prepared(password).into_owned());
        let salted_password = hi(mechanism, password.as_bytes(), salt, iterations);
        Self { mechanism, salt: salt.to_vec(), iterations, salted_password }
    }

    /// Whether it answers this challenge.
    pub(crate) fn fits(&self, mechanism: Mechanism, challenge: &Challenge) -> bool {
        self.mechanism == mechanism && self.salt == challenge.salt && self.iterations == challenge.iterations
    }
}

/// SASLprep (RFC 4013). What it refuses goes as it was typed: a server that took it once did not prepare it either.
pub(super) fn prepared(text: &str) -> Cow<'_, str> {
    saslprep(text).unwrap_or(Cow::Borrowed(text))
}
