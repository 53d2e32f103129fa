//! When a pod's listing is issued anew: when it says something else, or is a day old.

use crate::listing::Listing;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

/// How long a listing may be shown.
pub const GOOD_FOR: Duration = Duration::days(3);

/// How old a listing becomes before it is issued anew, though nothing has changed.
pub const RENEWED: Duration = Duration::days(1);

/// What is known of the listing that was issued last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Its number.
    pub serial: u64,
    /// What it said: see [`digest`].
    pub digest: String,
    /// When it was issued.
    pub issued_at: OffsetDateTime,
}

/// What a listing says, as a hash (SHA-256 of its canonical JSON, hex): number, times and signature are left out, keys are not.
///
/// # Errors
/// Where it has no form in canonical JSON.
pub fn digest(listing: &Listing) -> Result<String, serde_json::Error> {
    let bare = Listing {
        serial: 0,
        issued_at: OffsetDateTime::UNIX_EPOCH,
        expires_at: OffsetDateTime::UNIX_EPOCH,
        proof: None,
        ..listing.clone()
    };
    let bytes = serde_json_canonicalizer::to_vec(&bare)?;
    Ok(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether a listing that says this must be issued at the time `now`.
pub fn is_due(digest: &str, last: Option<&Issued>, now: OffsetDateTime) -> bool {
    last.is_none_or(|last| last.digest != digest || now >= last.issued_at + RENEWED)
}

/// The listing with the number and times of one that is issued at the time `now`, in whole seconds. Its number is above the last one
/// and no less than the time, so that it rises even where the last one was lost.
#[must_use]
pub fn dated(listing: Listing, last: Option<&Issued>, now: OffsetDateTime) -> Listing {
    let now = now.replace_nanosecond(0).unwrap_or(now);
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    let serial = last.map_or(seconds, |last| seconds.max(last.serial.saturating_add(1)));
    Listing { serial, issued_at: now, expires_at: now + GOOD_FOR, proof: None, ..listing }
}

#[cfg(test)]
mod tests {
    use super::{GOOD_FOR, Issued, RENEWED, dated, digest, is_due};
    use crate::samples::{self, NOW, line};
    use time::Duration;

    fn issued() -> Issued {
        let digest = digest(&samples::listing("pod.example")).unwrap();
        Issued { serial: 5, digest, issued_at: NOW }
    }

    #[test]
    fn the_same_words_are_issued_once_a_day() {
        let last = issued();
        assert!(!is_due(&last.digest, Some(&last), NOW + RENEWED - Duration::SECOND));
        assert!(is_due(&last.digest, Some(&last), NOW + RENEWED));
        assert!(is_due(&last.digest, None, NOW));
    }

    #[test]
    fn other_words_are_issued_at_once() {
        let last = issued();
        let mut listing = samples::listing("pod.example");
        listing.name = line("Another name");
        assert!(is_due(&digest(&listing).unwrap(), Some(&last), NOW));
    }

    #[test]
    fn number_times_and_signature_are_no_words_but_keys_are() {
        let listing = samples::listing("pod.example");
        let later = dated(listing.clone(), Some(&issued()), NOW);
        assert_eq!(digest(&later).unwrap(), digest(&listing).unwrap());
        let signed = samples::document().listing().unwrap();
        assert_ne!(digest(&signed).unwrap(), digest(&listing).unwrap(), "a key is named in it");
    }

    #[test]
    fn a_number_rises_even_where_the_clock_or_the_database_went_back() {
        let listing = samples::listing("pod.example");
        let first = dated(listing.clone(), None, NOW);
        assert_eq!(i64::try_from(first.serial).unwrap(), NOW.unix_timestamp());
        assert_eq!(first.expires_at - first.issued_at, GOOD_FOR);
        let last = Issued { serial: first.serial, ..issued() };
        assert_eq!(dated(listing, Some(&last), NOW - Duration::DAY).serial, first.serial + 1);
    }
}
