//! RFC 4616: PLAIN.

use super::scram::prepared;
use zeroize::Zeroizing;

/// The one message: no authorisation identity, the name, the password.
pub(crate) fn message(username: &str, password: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(format!("\0{}\0{}", prepared(username), prepared(password)).into_bytes())
}

#[cfg(test)]
mod tests {
    #[test]
    fn name_and_password_stand_behind_zeros() {
        assert_eq!(*super::message("tim", "tanstaaftanstaaf"), b"\0tim\0tanstaaftanstaaf");
    }
}
