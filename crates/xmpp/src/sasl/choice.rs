//! Which of the offered mechanisms is taken.

use super::Mechanism;
use crate::account::Secret;
use crate::sign_in::SignInError;
use std::collections::BTreeSet;

/// The mechanism to sign in with: for a password the strongest on offer, and no weaker than one that was used before;
/// for a key the one that made it.
pub(crate) fn choose(
    offered: &BTreeSet<String>,
    secret: &Secret,
    used_before: Option<Mechanism>,
    allow_plain: bool,
) -> Result<Mechanism, SignInError> {
    let strongest = strongest(offered, allow_plain);
    match secret {
        Secret::Scram(key) if offered.contains(key.mechanism.name()) => Ok(key.mechanism),
        Secret::Scram(key) if strongest.is_some_and(|other| other > key.mechanism) => {
            Err(SignInError::SaltChanged)
        }
        Secret::Scram(_) => Err(SignInError::WeakerOffer),
        Secret::Password { used, .. } if strongest < used_before.max(*used) => Err(SignInError::WeakerOffer),
        Secret::Password { .. } => strongest.ok_or(SignInError::NoSecureMechanism),
    }
}

/// PLAIN counts only where there is no SCRAM at all.
fn strongest(offered: &BTreeSet<String>, allow_plain: bool) -> Option<Mechanism> {
    let only_plain = !offered.iter().any(|name| name.starts_with("SCRAM-"));
    let allowed = |mechanism: &Mechanism| *mechanism != Mechanism::Plain || (allow_plain && only_plain);
    Mechanism::ALL.into_iter().filter(allowed).find(|mechanism| offered.contains(mechanism.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sasl::ScramKey;

    fn offer(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn password() -> Secret {
        Secret::typed("secret".to_owned().into())
    }

    fn key(mechanism: Mechanism) -> Secret {
        Secret::Scram(ScramKey { mechanism, salt: vec![], iterations: 4096, salted_password: vec![] })
    }

    #[test]
    fn the_strongest_is_taken() {
        let all = offer(&["PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "X-OAUTH2"]);
        assert_eq!(choose(&all, &password(), None, true), Ok(Mechanism::ScramSha256));
    }

    #[test]
    fn plain_is_never_taken_beside_a_scram() {
        assert_eq!(choose(&offer(&["PLAIN"]), &password(), None, true), Ok(Mechanism::Plain));
        assert_eq!(choose(&offer(&["PLAIN"]), &password(), None, false), Err(SignInError::NoSecureMechanism));
        let odd = offer(&["PLAIN", "SCRAM-SHA-1-PLUS"]);
        assert_eq!(choose(&odd, &password(), None, true), Err(SignInError::NoSecureMechanism));
    }

    #[test]
    fn a_pinned_mechanism_is_not_weakened() {
        let weak = offer(&["SCRAM-SHA-1"]);
        assert_eq!(choose(&weak, &key(Mechanism::ScramSha256), None, true), Err(SignInError::WeakerOffer));
        assert_eq!(
            choose(&weak, &password(), Some(Mechanism::ScramSha256), true),
            Err(SignInError::WeakerOffer)
        );
        let kept =
            Secret::Password { password: "secret".to_owned().into(), used: Some(Mechanism::ScramSha256) };
        assert_eq!(choose(&weak, &kept, None, true), Err(SignInError::WeakerOffer));
        assert_eq!(choose(&offer(&["PLAIN"]), &kept, None, true), Err(SignInError::WeakerOffer));
        let strong = offer(&["SCRAM-SHA-512"]);
        assert_eq!(choose(&strong, &kept, None, true), Ok(Mechanism::ScramSha512));
        assert_eq!(choose(&strong, &key(Mechanism::ScramSha256), None, true), Err(SignInError::SaltChanged));
        assert_eq!(choose(&weak, &key(Mechanism::ScramSha1), None, true), Ok(Mechanism::ScramSha1));
    }
}
