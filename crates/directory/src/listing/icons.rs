//! The picture by which a pod is known: where it is, and what it must be.

use super::{Listing, Texts};
use crate::text::Link;
use serde::Deserialize;

/// A pod's picture, pinned by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Icon {
    /// Where it is.
    pub href: Link,
    /// SHA-256 of its bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// What it shows, by language.
    #[serde(default)]
    pub alt: Texts,
}

impl Icon {
    /// The picture that a listing names; none where it names none, or says of it what cannot be.
    pub fn of(listing: &Listing) -> Option<Self> {
        let icon: Self = serde_json::from_value(listing.more.get("icon")?.clone()).ok()?;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (icon.sha256.len() == 64 && icon.sha256.bytes().all(is_digit)).then_some(icon)
    }
}

#[cfg(test)]
mod tests {
    use super::Icon;
    use crate::samples;
    use serde_json::{Value, json};

    fn icon(value: Value) -> Option<Icon> {
        let mut listing = samples::listing("pod.example");
        listing.more.insert("icon".to_owned(), value);
        Icon::of(&listing)
    }

    #[test]
    fn an_icon_has_an_address_and_a_hash() {
        let hash = "0a".repeat(32);
        let good = icon(json!({ "href": "https://pod.example/i.png", "sha256": hash, "new": 1 })).unwrap();
        assert_eq!((&*good.href, good.sha256), ("https://pod.example/i.png", hash.clone()));
        assert_eq!(Icon::of(&samples::listing("pod.example")), None);
        for wrong in [
            json!(null),
            json!("https://pod.example/i.png"),
            json!({ "href": "https://pod.example/i.png" }),
            json!({ "href": "javascript:alert(1)", "sha256": hash }),
            json!({ "href": "https://pod.example/i.png", "sha256": hash.to_uppercase() }),
            json!({ "href": "https://pod.example/i.png", "sha256": "../../etc/passwd" }),
        ] {
            assert_eq!(icon(wrong.clone()), None, "{wrong}");
        }
    }
}
