//! Certificates of servers that tests start.

use std::path::Path;
use std::process::Command;

/// Makes an authority, unless one is there, and a certificate by it.
const MAKE: &str = r#". "$1" && make_certificates "$2" "$3""#;

/// Makes a certificate for a domain and all names right below it, in `folder`: `server.crt` and `server.key` beside `ca.crt`.
pub(crate) fn make_certificates(folder: &Path, domain: &str) {
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/../ops/lib/certificates.sh");
    let made =
        Command::new("bash").args(["-c", MAKE, "certificates", library]).arg(folder).arg(domain).output();
    assert!(made.as_ref().is_ok_and(|made| made.status.success()), "certificates: {made:?}");
}
