//! RFC 5802 §2.2: `H`, `HMAC` and `Hi`, by mechanism.

use crate::sasl::Mechanism;
use hmac::{Hmac, KeyInit, Mac};
use pbkdf2::pbkdf2_array;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// `H(text)`.
pub(super) fn digest(mechanism: Mechanism, text: &[u8]) -> Vec<u8> {
    match mechanism {
        Mechanism::ScramSha512 => Sha512::digest(text).to_vec(),
        Mechanism::ScramSha256 => Sha256::digest(text).to_vec(),
        Mechanism::ScramSha1 | Mechanism::Plain => Sha1::digest(text).to_vec(),
    }
}

/// `HMAC(key, text)`.
pub(super) fn mac(mechanism: Mechanism, key: &[u8], text: &[u8]) -> Vec<u8> {
    match mechanism {
        Mechanism::ScramSha512 => mac_with::<Hmac<Sha512>>(key, text),
        Mechanism::ScramSha256 => mac_with::<Hmac<Sha256>>(key, text),
        Mechanism::ScramSha1 | Mechanism::Plain => mac_with::<Hmac<Sha1>>(key, text),
    }
}

/// `Hi(password, salt, iterations)`.
pub(super) fn hi(mechanism: Mechanism, password: &[u8], salt: &[u8], iterations: u32) -> Vec<u8> {
    match mechanism {
        Mechanism::ScramSha512 => pbkdf2_array::<Hmac<Sha512>, 64>(password, salt, iterations).map(Vec::from),
        Mechanism::ScramSha256 => pbkdf2_array::<Hmac<Sha256>, 32>(password, salt, iterations).map(Vec::from),
        Mechanism::ScramSha1 | Mechanism::Plain => {
            pbkdf2_array::<Hmac<Sha1>, 20>(password, salt, iterations).map(Vec::from)
        }
    }
    .unwrap_or_default()
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac_with<M: Mac + KeyInit>(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}
