//! The token that a form carries, bound to a cookie that exists before sign-in and to the pod's host.
//!
//! It is masked anew for each page: pages are compressed, and a length must not tell what is the same in all of them
//! (BREACH).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Bytes of a tag (HMAC-SHA-256), and of its mask.
const TAG: usize = 32;

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

    /// The token of a visit to a host: a random mask, and the tag under it.
    #[must_use]
    pub fn issue(&self, visit: &Visit, host: &str, mask: [u8; TAG]) -> String {
        let tag: [u8; TAG] = self.mac(visit, host).finalize().into_bytes().into();
        URL_SAFE_NO_PAD.encode([mask, xor(tag, mask)].concat())
    }

    /// Whether a form's token is that of this visit to this host.
    #[must_use]
    pub fn verify(&self, token: &str, visit: &Visit, host: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((mask, masked)) = bytes.split_first_chunk::<TAG>() else { return false };
        masked.try_into().is_ok_and(|masked| self.mac(visit, host).verify_slice(&xor(masked, *mask)).is_ok())
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

fn xor(left: [u8; TAG], right: [u8; TAG]) -> [u8; TAG] {
    std::array::from_fn(|at| left[at] ^ right[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_own_visit_and_host_only() {
        let tokens = Tokens::new([1; 32]);
        let (mine, other) = (Visit::new([2; 32]), Visit::new([3; 32]));
        let token = tokens.issue(&mine, "a.example", [4; TAG]);
        assert!(tokens.verify(&token, &mine, "a.example"));
        assert!(!tokens.verify(&token, &other, "a.example"));
        assert!(!tokens.verify(&token, &mine, "b.example"));
        assert!(!Tokens::new([9; 32]).verify(&token, &mine, "a.example"));
        assert!(!tokens.verify("", &mine, "a.example"));
        assert!(!tokens.verify("not base64!", &mine, "a.example"));
        assert!(!tokens.verify(&token[..43], &mine, "a.example"), "the mask alone");
        assert!(!tokens.verify(&format!("{token}AAAA"), &mine, "a.example"), "and more");
    }

    #[test]
    fn no_two_pages_have_the_same_token_and_all_are_good() {
        let (tokens, mine) = (Tokens::new([1; 32]), Visit::new([2; 32]));
        let [one, other] = [[0x55; TAG], [0xaa; TAG]].map(|mask| tokens.issue(&mine, "a.example", mask));
        assert!(tokens.verify(&one, &mine, "a.example") && tokens.verify(&other, &mine, "a.example"));
        let same = one.bytes().zip(other.bytes()).filter(|(one, other)| one == other).count();
        assert_eq!(same, 0, "characters are the same");
    }

    #[test]
    fn a_cookie_that_is_not_ours_is_no_visit() {
        assert_eq!(Visit::parse("short"), None);
        assert_eq!(Visit::parse("\u{1F98A}"), None);
        assert_eq!(Visit::parse(Visit::new([7; 32]).as_str()), Some(Visit::new([7; 32])));
    }
}
