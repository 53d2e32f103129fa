//! Signatures of listings: Ed25519 (RFC 8032) over canonical JSON (RFC 8785) of the document without `proof`.
//!
//! A signature proves that the key is the same as before. It proves nothing about the domain: that takes a fetch from
//! the pod's own host.

use crate::document::Document;
use crate::listing::{ALGORITHM, Key, Listing, PROOF_ALGORITHM, Proof};
use crate::text::{Line, TextError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use time::Date;

/// Why a listing could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// It has no form in canonical JSON.
    #[error("the listing cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// A part of the proof is no text of a listing.
    #[error("the proof cannot be written: {0}")]
    Text(#[from] TextError),
}

/// Why a document is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It is not signed, or by another key.
    #[error("not signed with this key")]
    OtherKey,
    /// The key or the signature is of a kind that is not known.
    #[error("not an Ed25519 key and signature")]
    Algorithm,
    /// The key's last day is over.
    #[error("the key has expired")]
    Expired,
    /// The signature is not of this document.
    #[error("the signature does not fit")]
    Forged,
}

/// A pod's key, ready to sign.
pub struct Signer {
    secret: SigningKey,
    key: Key,
}

impl Signer {
    /// A signer from 32 secret random bytes, with the key's name (as in `ed25519:2026-11`) and last day.
    pub fn new(secret: &[u8; 32], kid: &str, not_after: Date) -> Result<Self, TextError> {
        let secret = SigningKey::from_bytes(secret);
        let x = URL_SAFE_NO_PAD.encode(secret.verifying_key().as_bytes());
        let key = Key { kid: line(kid)?, alg: line(ALGORITHM)?, x: line(&x)?, not_after };
        Ok(Self { secret, key })
    }

    /// The public key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The signed document of a listing. The key is added to the listing's keys where it is missing; a proof that the
    /// listing has is replaced.
    pub fn sign(&self, listing: &Listing) -> Result<Document, SignError> {
        let mut listing = listing.clone();
        if !listing.keys.contains(&self.key) {
            listing.keys.push(self.key.clone());
        }
        let mut document = Document::of(&listing)?;
        let proof = self.proof(&document.signed_bytes()?)?;
        document.set_proof(serde_json::to_value(proof)?);
        Ok(document)
    }

    /// The signature of canonical bytes.
    pub(crate) fn proof(&self, bytes: &[u8]) -> Result<Proof, TextError> {
        let sig = URL_SAFE_NO_PAD.encode(self.secret.sign(bytes).to_bytes());
        Ok(Proof { kid: self.key.kid.clone(), alg: line(PROOF_ALGORITHM)?, sig: line(&sig)? })
    }
}

/// Checks that `document` was signed with `key`, and that the key still signs on the day `today`.
pub fn verify(document: &Document, key: &Key, today: Date) -> Result<(), VerifyError> {
    let proof = document.listing().ok().and_then(|listing| listing.proof).ok_or(VerifyError::OtherKey)?;
    let signed = document.signed_bytes().map_err(|_| VerifyError::Forged)?;
    fits(&proof, &signed, key, today)
}

/// Checks that a proof is of these canonical bytes, by `key`, which still signs on the day `today`.
pub(crate) fn fits(proof: &Proof, signed: &[u8], key: &Key, today: Date) -> Result<(), VerifyError> {
    if proof.kid != key.kid {
        return Err(VerifyError::OtherKey);
    }
    if &*key.alg != ALGORITHM || &*proof.alg != PROOF_ALGORITHM {
        return Err(VerifyError::Algorithm);
    }
    if today > key.not_after {
        return Err(VerifyError::Expired);
    }
    let public = VerifyingKey::from_bytes(&bytes(&key.x)?).map_err(|_| VerifyError::Algorithm)?;
    let signature = Signature::from_bytes(&bytes(&proof.sig)?);
    public.verify_strict(signed, &signature).map_err(|_| VerifyError::Forged)
}

fn line<const LONGEST: usize>(text: &str) -> Result<Line<LONGEST>, TextError> {
    text.to_owned().try_into()
}

fn bytes<const LENGTH: usize>(text: &str) -> Result<[u8; LENGTH], VerifyError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| VerifyError::Algorithm)?;
    bytes.try_into().map_err(|_| VerifyError::Algorithm)
}

#[cfg(test)]
mod tests {
    use super::{Signer, VerifyError, verify};
    use crate::document::Document;
    use crate::samples::{self, NOW};
    use serde_json::Value;
    use time::Duration;
    use time::macros::date;

    const TODAY: time::Date = NOW.date();

    /// The sample after a change of its text.
    fn tampered(change: impl FnOnce(&mut Value)) -> Document {
        let mut value: Value = serde_json::from_slice(&samples::document().to_bytes().unwrap()).unwrap();
        change(&mut value);
        Document::read(&serde_json::to_vec_pretty(&value).unwrap()).unwrap()
    }

    #[test]
    fn a_signed_listing_verifies_whatever_its_spaces_and_order() {
        assert_eq!(verify(&tampered(|_| ()), samples::signer().key(), TODAY), Ok(()));
    }

    #[test]
    fn any_change_breaks_the_signature_unknown_members_included() {
        let forged = [
            tampered(|value| value["name"] = "Other".into()),
            tampered(|value| value["x-new"] = 1.into()),
            tampered(|value| value["registration"]["x-new"] = 1.into()),
        ];
        for document in forged {
            assert_eq!(verify(&document, samples::signer().key(), TODAY), Err(VerifyError::Forged));
        }
    }

    #[test]
    fn another_key_is_not_this_one_even_under_its_name() {
        let other = Signer::new(&[9; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).unwrap();
        assert_eq!(verify(&samples::document(), other.key(), TODAY), Err(VerifyError::Forged));
        let renamed = Signer::new(&[9; 32], "ed25519:2026-12", date!(2027 - 11 - 01)).unwrap();
        assert_eq!(verify(&samples::document(), renamed.key(), TODAY), Err(VerifyError::OtherKey));
    }

    #[test]
    fn without_a_proof_nothing_is_believed() {
        let document = tampered(|value| drop(value.as_object_mut().unwrap().remove("proof")));
        assert_eq!(verify(&document, samples::signer().key(), TODAY), Err(VerifyError::OtherKey));
    }

    #[test]
    fn a_key_signs_until_its_last_day() {
        let last = samples::signer().key().not_after;
        assert_eq!(verify(&samples::document(), samples::signer().key(), last), Ok(()));
        let after = last + Duration::DAY;
        assert_eq!(verify(&samples::document(), samples::signer().key(), after), Err(VerifyError::Expired));
    }

    #[test]
    fn the_key_is_named_in_the_document_once() {
        let document = samples::signer().sign(&samples::document().listing().unwrap()).unwrap();
        assert_eq!(document.listing().unwrap().keys.len(), 1);
        assert_eq!(verify(&document, samples::signer().key(), TODAY), Ok(()));
    }
}
