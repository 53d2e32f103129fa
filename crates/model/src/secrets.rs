//! Sealing what must be kept and must not be read: XChaCha20-Poly1305 under the deployment's key.
//!
//! Sealed bytes are: the version (1), the key's id (4 bytes), the nonce (24 bytes), the ciphertext with its tag.

use std::fmt;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jid::BareJid;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::PodId;

const VERSION: u8 = 1;
const HEAD: usize = 1 + 4;
const NONCE: usize = 24;

/// The deployment's key.
#[derive(Clone)]
pub struct Key {
    bytes: Zeroizing<[u8; 32]>,
    id: [u8; 4],
}

/// Why nothing was sealed, opened or loaded.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// It was sealed with another key.
    #[error("this was sealed with another key")]
    OtherKey,
    /// It was changed, cut, or sealed for another pod or account.
    #[error("this was not sealed for this pod and account, or it was changed")]
    Refused,
    /// The key's file cannot be read or made.
    #[error("the key's file cannot be read or made")]
    File(#[source] io::Error),
    /// A key is 64 hexadecimal digits.
    #[error("it does not hold 64 hexadecimal digits")]
    Malformed,
}

impl Key {
    /// A key of 32 bytes. Its id is the beginning of its SHA-256.
    pub fn new(bytes: [u8; 32]) -> Self {
        let hash = Sha256::digest(bytes);
        Self { bytes: Zeroizing::new(bytes), id: [hash[0], hash[1], hash[2], hash[3]] }
    }

    /// A key for something else than sealing, from which this one cannot be got (SHA-256 over a label, the key, a purpose).
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let hash = Sha256::new().chain_update(b"cosse/derived\0").chain_update(self.bytes.as_slice());
        hash.chain_update(purpose).finalize().into()
    }

    /// Reads the key from a file (64 hexadecimal digits); makes the file, for its owner's eyes only, if it is
    /// missing.
    ///
    /// # Errors
    /// [`SecretError::File`] and [`SecretError::Malformed`].
    pub fn load_or_create(path: &Path) -> Result<Self, SecretError> {
        match std::fs::read_to_string(path).map(Zeroizing::new) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(SecretError::File(error)),
        }
    }

    /// Reads the key from 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`SecretError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| SecretError::Malformed)?;
        Ok(Self::new(bytes))
    }

    fn create(path: &Path) -> Result<Self, SecretError> {
        let bytes: [u8; 32] = rand::random();
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(SecretError::File)?;
        let text = Zeroizing::new(format!("{}\n", hex::encode(bytes)));
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(SecretError::File)?;
        Ok(Self::new(bytes))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.bytes).into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", hex::encode(self.id))
    }
}

/// The associated data of everything that is sealed for an account on a pod.
pub fn aad(pod: &PodId, jid: &BareJid) -> Vec<u8> {
    format!("{pod}\n{jid}").into_bytes()
}

/// Seals a text for the associated data (see [`aad`]).
///
/// # Errors
/// [`SecretError::Refused`] for a text of more than 256 GB.
pub fn seal(key: &Key, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, SecretError> {
    let nonce: [u8; NONCE] = rand::random();
    let text = key.cipher().encrypt(&XNonce::from(nonce), Payload { msg: plain, aad });
    let text = text.map_err(|_| SecretError::Refused)?;
    Ok([&[VERSION], key.id.as_slice(), &nonce, &text].concat())
}

/// Opens what was sealed for the same associated data with the same key.
///
/// # Errors
/// [`SecretError::OtherKey`] and [`SecretError::Refused`].
pub fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or(SecretError::Refused)?;
    let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(SecretError::Refused)?;
    if head[0] != VERSION {
        return Err(SecretError::Refused);
    }
    if head[1..] != key.id {
        return Err(SecretError::OtherKey);
    }
    let plain = key.cipher().decrypt(&XNonce::from(*nonce), Payload { msg: text, aad });
    plain.map(Zeroizing::new).map_err(|_| SecretError::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn aad_of(day: u8) -> Vec<u8> {
        let now = datetime!(2026-01-01 0:00 UTC) + time::Duration::days(day.into());
        aad(&PodId::new(now), &"alice@cantine.example".parse().unwrap())
    }

    #[test]
    fn what_was_sealed_is_opened_again_and_never_looks_the_same() {
        let (key, aad) = (Key::new([7; 32]), aad_of(1));
        let (once, twice) = (seal(&key, &aad, b"secret").unwrap(), seal(&key, &aad, b"secret").unwrap());
        assert_ne!(once, twice);
        assert_eq!(*open(&key, &aad, &once).unwrap(), b"secret");
    }

    #[test]
    fn another_pods_data_another_key_and_a_flipped_bit_do_not_open() {
        let (key, aad) = (Key::new([7; 32]), aad_of(1));
        let sealed = seal(&key, &aad, b"secret").unwrap();
        assert!(matches!(open(&key, &aad_of(2), &sealed), Err(SecretError::Refused)));
        assert!(matches!(open(&Key::new([8; 32]), &aad, &sealed), Err(SecretError::OtherKey)));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(open(&key, &aad, &changed).is_err(), "byte {place}");
            assert!(open(&key, &aad, &sealed[..place]).is_err(), "cut at {place}");
        }
    }
}
