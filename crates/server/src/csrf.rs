//! The token that a form carries, bound to a cookie that exists before sign-in and to the pod's host.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The secret of a browser's visit, as its cookie holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit(String);

/// Makes and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    key: [u8; 32],
}

impl Visit {
    /// A new visit.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(random))
    }

    /// What a cookie says, if it can be ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// What the cookie says.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Tokens {
    /// `key` must be the same on every web node.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The token of a visit to a host.
    #[must_use]
    pub fn issue(&self, visit: &Visit, host: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(visit, host).finalize().into_bytes())
    }

    /// Whether a form's token is that of this visit to this host.
    #[must_use]
    pub fn verify(&self, token: &str, visit: &Visit, host: &str) -> bool {
        URL_SAFE_NO_PAD.decode(token).is_ok_and(|tag| self.mac(visit, host).verify_slice(&tag).is_ok())
    }

    fn mac(&self, visit: &Visit, host: &str) -> Hmac<Sha256> {
        // a key of 32 bytes fits the block, so it is taken as it is
        let mut block = [0_u8; 64];
        block[..32].copy_from_slice(&self.key);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(b"csrf\0");
        mac.update(visit.0.as_bytes());
        mac.update(b"\0");
        mac.update(host.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_own_visit_and_host_only() {
        let tokens = Tokens::new([1; 32]);
        let (mine, other) = (Visit::new([2; 32]), Visit::new([3; 32]));
        let token = tokens.issue(&mine, "a.example");
        assert!(tokens.verify(&token, &mine, "a.example"));
        assert!(!tokens.verify(&token, &other, "a.example"));
        assert!(!tokens.verify(&token, &mine, "b.example"));
        assert!(!Tokens::new([9; 32]).verify(&token, &mine, "a.example"));
        assert!(!tokens.verify("", &mine, "a.example"));
        assert!(!tokens.verify("not base64!", &mine, "a.example"));
    }

    #[test]
    fn a_cookie_that_is_not_ours_is_no_visit() {
        assert_eq!(Visit::parse("short"), None);
        assert_eq!(Visit::parse("\u{1F98A}"), None);
        assert_eq!(Visit::parse(Visit::new([7; 32]).as_str()), Some(Visit::new([7; 32])));
    }
}
