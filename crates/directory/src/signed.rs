//! What directories sign beside listings: an object with `proof`, in the canonical form of listings.

use crate::listing::{Key, Proof};
use crate::sign::{self, SignError, Signer, VerifyError};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use time::Date;

/// The member that has the signature.
const PROOF: &str = "proof";

/// A signed object; members that are unknown here are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed(Map<String, Value>);

impl Signed {
    /// Signs what is said.
    ///
    /// # Errors
    /// That it has no form in canonical JSON.
    pub fn new(said: &impl Serialize, signer: &Signer) -> Result<Self, SignError> {
        let Value::Object(mut members) = serde_json::to_value(said)? else {
            return Err(serde_json::Error::custom("only objects are signed").into());
        };
        members.remove(PROOF);
        let proof = signer.proof(&serde_json_canonicalizer::to_vec(&members)?)?;
        members.insert(PROOF.to_owned(), serde_json::to_value(proof)?);
        Ok(Self(members))
    }

    /// An object that was read, if it is one. Its signature is not looked at.
    #[must_use]
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self(members)),
            _ => None,
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// Which member is not what it must be.
    pub fn said<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_value(Value::Object(self.0.clone()))
    }

    /// As it travels.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Checks that `key` signed it, and still signs on the day `today`.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn verify(&self, key: &Key, today: Date) -> Result<(), VerifyError> {
        let mut members = self.0.clone();
        let proof = members.remove(PROOF).ok_or(VerifyError::OtherKey)?;
        let proof: Proof = serde_json::from_value(proof).map_err(|_| VerifyError::OtherKey)?;
        let signed = serde_json_canonicalizer::to_vec(&members).map_err(|_| VerifyError::Forged)?;
        sign::fits(&proof, &signed, key, today)
    }
}

/// The hash of a value's canonical form: SHA-256 in hex.
///
/// # Errors
/// That it has none.
pub fn digest(value: &Value) -> Result<String, serde_json::Error> {
    Ok(hex(&serde_json_canonicalizer::to_vec(value)?))
}

/// SHA-256 of bytes, in hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use crate::samples::{self, NOW};
    use crate::sign::VerifyError;
    use serde_json::json;

    #[test]
    fn what_is_signed_is_believed_until_anything_changes() {
        let signed = Signed::new(&json!({ "b": 1, "a": "é" }), &samples::signer()).unwrap();
        let key = samples::signer().key().clone();
        assert_eq!(signed.verify(&key, NOW.date()), Ok(()));
        let mut value = signed.value();
        value["b"] = 2.into();
        assert_eq!(Signed::of(value).unwrap().verify(&key, NOW.date()), Err(VerifyError::Forged));
        let bare = Signed::of(json!({ "b": 1 })).unwrap();
        assert_eq!(bare.verify(&key, NOW.date()), Err(VerifyError::OtherKey));
        assert_eq!(Signed::of(json!([])), None);
    }
}
