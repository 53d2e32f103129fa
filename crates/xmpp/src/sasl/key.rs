//! RFC 5802 §3: the salted password, which may be kept instead of the password.

use super::Mechanism;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// `SaltedPassword` of RFC 5802, with all that it hangs on. Enough to sign in while the server keeps its salt and count.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct ScramKey {
    /// The mechanism that made it, and below which no later offer is taken.
    #[zeroize(skip)]
    pub mechanism: Mechanism,
    /// The server's salt, as bytes.
    pub salt: Vec<u8>,
    /// The server's iteration count.
    pub iterations: u32,
    /// `Hi(password, salt, iterations)`, as long as the mechanism's hash.
    pub salted_password: Vec<u8>,
}

impl std::fmt::Debug for ScramKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScramKey")
            .field("mechanism", &self.mechanism)
            .field("iterations", &self.iterations)
            .finish_non_exhaustive()
    }
}
