//! The keys that sign listings: made when they are first needed, sealed with a key of the deployment's, and followed by another in time.

use crate::{app::App, fault::Fault};
use directory::{
    listing,
    sign::Signer,
    text::{Line, TextError},
};
use model::{
    PodId,
    audit::{Actor, By},
    listings::{self, Key},
    secrets::{self, SecretError},
};
use time::{Date, Duration, OffsetDateTime};

/// How long before it signs a key is named (directory.md §4): more than the seven days that directories ask for, as each counts from the
/// look at which it saw the key.
pub const AHEAD: Duration = Duration::days(10);

/// How long a key signs.
const LIFE: Duration = Duration::days(366);

/// How long before its end a key is followed by another, without anybody having asked.
const IN_TIME: Duration = Duration::days(30);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It is sealed with another key of the deployment's, or spoilt.
    #[error("the pod's key cannot be opened: {0}; `cosse pod key rotate HOST --at-once` makes another")]
    Secret(#[from] SecretError),
    /// It is no key of a listing.
    #[error("the pod's key is none: {0}")]
    Text(#[from] TextError),
}

impl From<KeyError> for Fault {
    fn from(error: KeyError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// What seals the pods' keys, from the deployment's own.
#[must_use]
pub fn seal(key: &secrets::Key) -> secrets::Key {
    secrets::Key::new(key.derive("listings"))
}

/// A new key of a pod that signs from a time on.
///
/// # Errors
/// None that should ever be.
pub fn make(seal: &secrets::Key, pod: &PodId, from: OffsetDateTime) -> Result<Key, KeyError> {
    let secret: [u8; 32] = rand::random();
    let (year, month) = (from.year(), u8::from(from.month()));
    let kid = format!("ed25519:{year}-{month:02}-{:08x}", rand::random::<u32>());
    let not_after = (from + LIFE).date();
    let signer = Signer::new(&secret, &kid, not_after)?;
    let sealed = secrets::seal(seal, &bound(pod, &kid), &secret)?;
    Ok(Key::new(kid, signer.key().x.to_string(), sealed, from, not_after))
}

/// A key, ready to sign.
///
/// # Errors
/// That it was sealed with another key of the deployment's, or for another pod.
pub fn signer(seal: &secrets::Key, pod: &PodId, key: &Key) -> Result<Signer, KeyError> {
    let secret = secrets::open(seal, &bound(pod, &key.kid), &key.secret)?;
    let secret: &[u8; 32] = secret.as_slice().try_into().map_err(|_| SecretError::Refused)?;
    Ok(Signer::new(secret, &key.kid, key.not_after())?)
}

/// The public key, as a listing names it.
///
/// # Errors
/// That it is none.
pub fn public(key: &Key) -> Result<listing::Key, TextError> {
    Ok(listing::Key {
        kid: Line::try_from(key.kid.clone())?,
        alg: Line::try_from(listing::ALGORITHM.to_owned())?,
        x: Line::try_from(key.public_key.clone())?,
        not_after: key.not_after(),
    })
}

/// The key that signs at this time, and those that are named to sign later; `keys` are in the order of their times.
#[must_use]
pub fn current(keys: &[Key], now: OffsetDateTime) -> &[Key] {
    let begun = keys.iter().rposition(|key| key.signs_from <= now);
    keys.get(begun.unwrap_or_default()..).unwrap_or_default()
}

/// The record in DNS that proves a key where it was not named before, as it stands in a zone file.
#[must_use]
pub fn record(host: &str, key: &Key) -> String {
    format!("_pod-listing.{host}. TXT \"v=pod1; kid={}; key={}\"", key.kid, key.public_key)
}

/// The keys of a pod: made if there is none, followed by another if the last one nears its end.
pub(super) async fn ensured(
    app: &App,
    pod: &PodId,
    keys: Vec<Key>,
    now: OffsetDateTime,
) -> Result<Vec<Key>, Fault> {
    let (seal, by) = (&app.publisher.seal, By { actor: Actor::Program, at: now });
    match due(&keys, now) {
        Due::Nothing => Ok(keys),
        Due::First => Ok(listings::begin(&app.database, pod, &make(seal, pod, now)?).await?),
        Due::Next => {
            let next = make(seal, pod, now + AHEAD)?;
            Ok(listings::name_next(&app.database, pod, &next, &by).await?)
        }
        Due::Another => {
            let new = make(seal, pod, now)?;
            listings::replace(&app.database, pod, &new, &by).await?;
            Ok(listings::keys(&app.database, pod).await?)
        }
    }
}

/// What there is to do for the keys of a pod.
#[derive(Debug, PartialEq, Eq)]
enum Due {
    Nothing,
    /// There is none.
    First,
    /// The last one nears its end.
    Next,
    /// The last one is over: nobody has asked for the listing for long.
    Another,
}

fn due(keys: &[Key], now: OffsetDateTime) -> Due {
    let until = |date: Date| date.midnight().assume_utc() - now;
    match keys.last() {
        None => Due::First,
        Some(last) if last.not_after() < now.date() => Due::Another,
        Some(last) if last.signs_from <= now && until(last.not_after()) < IN_TIME => Due::Next,
        Some(_) => Due::Nothing,
    }
}

/// A secret opens only as the key that it is, of the pod that has it.
fn bound(pod: &PodId, kid: &str) -> Vec<u8> {
    format!("{pod}\nlisting\n{kid}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 16:00 UTC);

    fn pod(last: u8) -> PodId {
        format!("01ARZ3NDEKTSV4RRFFQ69G5FA{last}").parse().unwrap()
    }

    fn sealing() -> secrets::Key {
        seal(&secrets::Key::new([7; 32]))
    }

    #[test]
    fn a_key_signs_for_its_own_pod_and_under_its_own_name_only() {
        let key = make(&sealing(), &pod(1), NOW).unwrap();
        let signer_of = |seal: &secrets::Key, pod: &PodId, key: &Key| signer(seal, pod, key).is_ok();
        assert!(signer_of(&sealing(), &pod(1), &key));
        assert!(!signer_of(&sealing(), &pod(2), &key));
        assert!(!signer_of(&secrets::Key::new([7; 32]), &pod(1), &key));
        let (kid, public_key) = ("ed25519:2026-11-00000000".to_owned(), key.public_key.clone());
        let renamed = Key::new(kid, public_key, key.secret.clone(), key.signs_from, key.not_after());
        assert!(!signer_of(&sealing(), &pod(1), &renamed));
        assert_eq!(signer(&sealing(), &pod(1), &key).unwrap().key(), &public(&key).unwrap());
        assert!(key.kid.starts_with("ed25519:2026-11-"), "{}", key.kid);
    }

    #[test]
    fn the_key_in_use_comes_first_and_old_ones_are_not_named() {
        let key = |from| make(&sealing(), &pod(1), from).unwrap();
        let keys = [key(NOW - Duration::DAY), key(NOW), key(NOW + AHEAD)];
        assert_eq!(current(&keys, NOW), &keys[1..]);
        assert_eq!(current(&keys, NOW + AHEAD), &keys[2..]);
        assert!(current(&[], NOW).is_empty());
    }

    #[test]
    fn a_directory_that_looks_once_a_day_knows_a_key_in_time() {
        let spans = directory::life::Spans::default();
        assert!(AHEAD >= spans.rotation + spans.when_down * 2);
    }

    #[test]
    fn a_key_is_followed_before_its_end() {
        assert_eq!(due(&[], NOW), Due::First);
        let key = make(&sealing(), &pod(1), NOW).unwrap();
        let end = key.not_after().midnight().assume_utc();
        let keys = [key];
        assert_eq!(due(&keys, NOW), Due::Nothing);
        assert_eq!(due(&keys, end - IN_TIME + Duration::SECOND), Due::Next);
        assert_eq!(due(&keys, end + Duration::DAY), Due::Another);
    }
}
