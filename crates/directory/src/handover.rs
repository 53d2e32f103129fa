//! How a directory's key hands over to the next, so that whoever has pinned the old one believes the new one.

use crate::listing::Key;
use crate::peer::VERSION;
use crate::sign::{SignError, Signer};
use crate::signed::Signed;
use crate::text::Line;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::Date;

/// The `type` of a handover.
pub const TYPE: &str = "pod-directory-handover";

/// Handovers of one directory that are told, and read, at most: the last ones.
pub const MOST: usize = 8;

/// What a key says of the one that follows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Handover {
    r#type: Line<32>,
    version: u32,
    key: Key,
}

/// The old key's word for the new one, signed.
///
/// # Errors
/// That it cannot be written.
pub fn write(new: &Key, old: &Signer) -> Result<Value, SignError> {
    let handover = Handover { r#type: TYPE.to_owned().try_into()?, version: VERSION, key: new.clone() };
    Ok(Signed::new(&handover, old)?.value())
}

/// The key to believe of a directory that says that its key is `shown`, if it was `known` by that one before, or its `handovers` (the oldest
/// first) lead from there to here. Keys are the same where name and public key are.
#[must_use]
pub fn follow(known: &Key, shown: &Key, handovers: &[Value], today: Date) -> Option<Key> {
    let told = handovers.get(handovers.len().saturating_sub(MOST)..).unwrap_or_default();
    let mut key = known.clone();
    for step in 0..=told.len() {
        if key.kid == shown.kid && key.x == shown.x {
            return Some(key);
        }
        if step < told.len() {
            key = told.iter().find_map(|value| handed(value, &key, today))?;
        }
    }
    None
}

/// The key after `old`, if that has signed this.
fn handed(value: &Value, old: &Key, today: Date) -> Option<Key> {
    let signed = Signed::of(value.clone())?;
    signed.verify(old, today).ok()?;
    let said: Handover = signed.said().ok()?;
    (&*said.r#type == TYPE && said.version == VERSION).then_some(said.key)
}

#[cfg(test)]
mod tests {
    use super::{MOST, follow, write};
    use crate::samples::NOW;
    use crate::sign::Signer;
    use serde_json::Value;
    use time::Duration;
    use time::macros::date;

    fn signer(number: u8) -> Signer {
        Signer::new(&[number; 32], &format!("key-{number}"), date!(2036 - 11 - 01)).unwrap()
    }

    /// From the first key to the last of these, one after the other.
    fn chain(numbers: &[u8]) -> Vec<Value> {
        let step = |pair: &[u8]| write(signer(pair[1]).key(), &signer(pair[0])).unwrap();
        numbers.windows(2).map(step).collect()
    }

    fn leads(known: u8, shown: u8, handovers: &[Value]) -> bool {
        let found = follow(signer(known).key(), signer(shown).key(), handovers, NOW.date());
        found.inspect(|key| assert_eq!(key, signer(shown).key())).is_some()
    }

    #[test]
    fn a_key_leads_to_the_next_however_many_came_between() {
        assert!(leads(1, 1, &[]));
        assert!(
            leads(1, 2, &chain(&[1, 2]))
                && leads(1, 3, &chain(&[1, 2, 3]))
                && leads(2, 3, &chain(&[1, 2, 3]))
        );
        let mut upside_down = chain(&[1, 2, 3]);
        upside_down.reverse();
        assert!(leads(1, 3, &upside_down));
    }

    #[test]
    fn nothing_leads_to_a_key_that_the_known_one_has_not_named() {
        assert!(!leads(1, 2, &[]));
        assert!(
            !leads(1, 3, &chain(&[1, 2])) && !leads(1, 3, &chain(&[2, 3])) && !leads(2, 1, &chain(&[1, 2]))
        );
        assert!(!leads(1, 4, &chain(&[1, 2, 1])), "a circle ends");
        let mut changed = chain(&[1, 2]);
        changed[0]["key"] = serde_json::to_value(signer(3).key()).unwrap();
        assert!(!leads(1, 3, &changed));
        assert!(!leads(1, 2, &[Value::Null, 1.into()]));
    }

    #[test]
    fn a_key_that_is_over_leads_nowhere() {
        let after = date!(2036 - 11 - 01) + Duration::DAY;
        assert_eq!(follow(signer(1).key(), signer(2).key(), &chain(&[1, 2]), after), None);
    }

    #[test]
    fn no_more_are_read_than_there_may_be() {
        let numbers: Vec<u8> = (1..=12).collect();
        let last = u8::try_from(numbers.len() - MOST).unwrap();
        assert!(leads(last, 12, &chain(&numbers)) && !leads(last - 1, 12, &chain(&numbers)));
    }
}
