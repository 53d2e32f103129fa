//! Where the deployment's key comes from: a file, or the environment.

use super::super::{CommandError, with_cause};
use crate::settings::{KeySettings, ServeSettings};
use model::secrets::Key;
use std::path::Path;

/// Where it is if neither a key nor a file is named.
pub const FILE: &str = "cosse.key";

/// They may differ, and nobody could guess which of them counts.
const BOTH: &str = "COSSE_KEY and COSSE_KEY_FILE are both set: leave one of them out";

/// Nobody could open what another has sealed.
const UNSHARED: &str = "is missing: with --redis all processes share one, which is not made by itself; \
    copy it here, or make it once (openssl rand -hex 32), see --key-file and --key";

/// What one's own would seal, the deployment could not open.
const UNKNOWN: &str =
    "is missing: this needs the key that `cosse serve` has; name its file with --key-file or COSSE_KEY_FILE";

/// The deployment's key.
///
/// # Errors
/// A sentence that says why it cannot be read; nothing of the key is in it.
pub fn load(settings: &ServeSettings) -> Result<Key, CommandError> {
    let shared = !settings.redis().is_empty();
    read(&settings.secret, shared.then_some(UNSHARED))
}

/// The deployment's key for a command beside `cosse serve`, which makes none.
///
/// # Errors
/// As [`load`], and that there is none.
pub fn load_there(settings: &KeySettings) -> Result<Key, CommandError> {
    read(settings, Some(UNKNOWN))
}

/// A key that the deployment had before.
///
/// # Errors
/// As [`load`], and that there is none.
pub fn load_key_file(file: &Path) -> Result<Key, CommandError> {
    load_file(file, Some("is missing"))
}

fn read(settings: &KeySettings, missing: Option<&str>) -> Result<Key, CommandError> {
    match (settings.key(), settings.file()) {
        (Some(_), Some(_)) => Err(CommandError::Said(BOTH.to_owned())),
        (Some(key), None) => Key::parse(key).map_err(|error| {
            CommandError::Said(format!("COSSE_KEY: {error}; make a key with openssl rand -hex 32"))
        }),
        (None, file) => load_file(file.unwrap_or(Path::new(FILE)), missing),
    }
}

/// `missing` is what is said of a file that is not there, where it may not be made.
fn load_file(file: &Path, missing: Option<&str>) -> Result<Key, CommandError> {
    // one of its own would open nothing that the others have sealed
    if let Some(missing) = missing.filter(|_| !file.exists()) {
        return Err(CommandError::Said(format!("the key file {} {missing}", file.display())));
    }
    Key::load_or_create(file).map_err(|error| {
        CommandError::Said(format!("the key file {}: {}; see --key-file", file.display(), with_cause(&error)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_named_is_that_key() {
        let digits = "0123456789abcdef".repeat(4);
        for written in [digits.clone(), format!("{digits}\n")] {
            let key = load(&ServeSettings::of(&["--key", &written, "--key-file", ""])).unwrap();
            assert_eq!(format!("{key:?}"), format!("{:?}", Key::parse(&digits).unwrap()));
        }
    }

    #[test]
    fn two_keys_and_a_wrong_one_are_refused_with_a_sentence_that_does_not_tell_them() {
        let digits = "0123456789abcdef".repeat(4);
        let both =
            load(&ServeSettings::of(&["--key", &digits, "--key-file", "cosse.key"])).unwrap_err().to_string();
        assert!(both.contains("leave one of them out") && !both.contains("0123"), "{both}");
        for wrong in [&digits[1..], "0123 and so on", &format!("{digits}00")] {
            let sentence = load(&ServeSettings::of(&["--key", wrong])).unwrap_err().to_string();
            assert!(sentence.starts_with("COSSE_KEY: it does not hold 64"), "{sentence}");
            assert!(!sentence.contains("0123"), "{sentence}");
        }
    }
}
