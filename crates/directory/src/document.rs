//! A listing as it travels: a JSON object, read strictly, so that every reader sees the same (RFC 8785, RFC 7493).

use crate::listing::{Listing, TYPE, VERSION};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// The longest document that is read, in bytes.
pub const LONGEST: usize = 32 * 1024;

/// Numbers beyond this lose their last digits in canonical JSON.
const GREATEST: u64 = (1 << 53) - 1;

/// Why bytes are no listing.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Longer than [`LONGEST`].
    #[error("longer than {LONGEST} bytes")]
    TooLong,
    /// Not JSON, or JSON with a key twice, a fraction, or a number that is too great; the sentence says where.
    #[error("not a document that everybody reads alike: {0}")]
    Json(serde_json::Error),
    /// Another `type` than `pod-listing`, or another `version` than 1.
    #[error("not a pod listing of version {VERSION}")]
    Unknown,
    /// A member is missing or not what it must be; the sentence says which.
    #[error("not a listing: {0}")]
    Listing(serde_json::Error),
}

/// A pod listing with its signature, as it was published; members that are unknown here are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Document(Map<String, Value>);

impl Document {
    /// Reads a document from bytes of strangers. Its signature is not looked at: see [`crate::sign::verify`].
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.len() > LONGEST {
            return Err(DocumentError::TooLong);
        }
        let value = strict(bytes).map_err(DocumentError::Json)?;
        let Value::Object(members) = value else { return Err(DocumentError::Unknown) };
        let is = |name: &str, wanted: Value| members.get(name) == Some(&wanted);
        if !is("type", TYPE.into()) || !is("version", VERSION.into()) {
            return Err(DocumentError::Unknown);
        }
        Ok(Self(members))
    }

    /// The document that says what `listing` says.
    pub(crate) fn of(listing: &Listing) -> Result<Self, serde_json::Error> {
        match serde_json::to_value(listing)? {
            Value::Object(members) => Ok(Self(members)),
            _ => Err(de::Error::custom("a listing is an object")),
        }
    }

    /// What the document says, with every string checked.
    pub fn listing(&self) -> Result<Listing, DocumentError> {
        serde_json::from_value(Value::Object(self.0.clone())).map_err(DocumentError::Listing)
    }

    /// The bytes to publish: canonical JSON (RFC 8785).
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json_canonicalizer::to_vec(&self.0)
    }

    /// The bytes that are signed: canonical JSON (RFC 8785) of everything but `proof`.
    pub fn signed_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut members = self.0.clone();
        members.remove("proof");
        serde_json_canonicalizer::to_vec(&members)
    }

    /// Sets or replaces the signature.
    pub(crate) fn set_proof(&mut self, proof: Value) {
        self.0.insert("proof".to_owned(), proof);
    }
}

/// JSON without duplicate keys and fractions, whose numbers survive canonical form.
pub(crate) fn strict(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(bytes).map(|Strict(value)| value)
}

struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions and duplicate keys")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        whole(value.into(), value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        whole(value.into(), value.unsigned_abs())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, Strict(value))) = map.next_entry::<String, Strict>()? {
            if members.insert(name.clone(), value).is_some() {
                return Err(de::Error::custom(format_args!("`{name}` is there twice")));
            }
        }
        Ok(Value::Object(members))
    }
}

fn whole<E: de::Error>(number: Number, size: u64) -> Result<Value, E> {
    if size > GREATEST {
        return Err(E::custom("a number beyond 2^53"));
    }
    Ok(Value::Number(number))
}

#[cfg(test)]
mod tests {
    use super::{Document, DocumentError, LONGEST};
    use crate::samples;

    fn read(text: &str) -> Result<Document, DocumentError> {
        Document::read(text.as_bytes())
    }

    /// A listing's text with `extra` put before its last brace.
    fn with(extra: &str) -> String {
        let text = String::from_utf8(samples::document().to_bytes().unwrap()).unwrap();
        format!("{},{extra}}}", text.strip_suffix('}').unwrap())
    }

    #[test]
    fn what_is_published_is_read_again() {
        let document = samples::document();
        let again = Document::read(&document.to_bytes().unwrap()).unwrap();
        assert_eq!(again.listing().unwrap(), document.listing().unwrap());
    }

    #[test]
    fn unknown_members_are_kept() {
        let document = read(&with(r#""x-new":{"deep":[1,null,true]}"#)).unwrap();
        let listing = document.listing().unwrap();
        assert_eq!(listing.more["x-new"]["deep"][0], 1);
        assert_eq!(Document::of(&listing).unwrap(), document);
    }

    #[test]
    fn a_key_twice_is_refused_at_any_depth() {
        for extra in [r#""name":"Other""#, r#""x":{"a":1,"a":1}"#, r#""x":[{"a":1,"\u0061":2}]"#] {
            assert!(matches!(read(&with(extra)), Err(DocumentError::Json(_))), "{extra}");
        }
    }

    #[test]
    fn fractions_and_great_numbers_are_refused() {
        for number in ["1.5", "1.0", "1e3", "9007199254740992", "-9007199254740992", "18446744073709551616"] {
            assert!(
                matches!(read(&with(&format!("\"x\":{number}"))), Err(DocumentError::Json(_))),
                "{number}"
            );
        }
        assert!(read(&with("\"x\":-9007199254740991")).is_ok());
    }

    #[test]
    fn another_type_or_version_is_refused() {
        for text in ["[]", "{}", r#"{"type":"pod-listing","version":2}"#, r#"{"type":"other","version":1}"#] {
            assert!(matches!(read(text), Err(DocumentError::Unknown)), "{text}");
        }
    }

    #[test]
    fn a_document_that_is_too_long_is_not_even_parsed() {
        assert!(matches!(read(&" ".repeat(LONGEST + 1)), Err(DocumentError::TooLong)));
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        let nested = |depth| read(&with(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth))));
        // the object around them is one level, too: as docs/directory.md says
        assert!(nested(126).is_ok());
        for depth in [127, 10_000] {
            assert!(matches!(nested(depth), Err(DocumentError::Json(_))), "{depth}");
        }
    }

    #[test]
    fn what_is_not_unicode_or_goes_on_is_refused() {
        let good = with("\"x\":1");
        assert!(read(&format!("{good} \n")).is_ok());
        for text in [format!("\u{feff}{good}"), format!("{good}{{}}"), with(r#""x":"\ud800""#)] {
            assert!(matches!(read(&text), Err(DocumentError::Json(_))), "{text}");
        }
        let mut bytes = good.into_bytes();
        bytes[9] = 0xff;
        assert!(matches!(Document::read(&bytes), Err(DocumentError::Json(_))));
    }
}
