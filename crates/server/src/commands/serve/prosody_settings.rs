//! The settings that lead to the deployment's own XMPP server.

use crate::{commands::CommandError, prosody::Prosody, settings::DomainSettings};
use jid::DomainPart;

/// Nobody would be let in.
const NO_SECRET: &str =
    "--prosody-admin needs --prosody-secret-file, a file with the secret that its mod_cosse_admin has";

/// What makes domains and accounts, if anything does.
///
/// # Errors
/// A sentence that names the setting that is wrong.
pub fn prosody(settings: &DomainSettings) -> Result<Option<Prosody>, CommandError> {
    let Some(address) = settings.admin() else { return Ok(None) };
    let secret = match (settings.secret(), settings.secret_file()) {
        (Some(secret), _) => secret.to_owned(),
        (None, Some(file)) => std::fs::read_to_string(file).map_err(|cause| CommandError::Io {
            what: format!("--prosody-secret-file {}", file.display()),
            cause,
        })?,
        (None, None) => return Err(CommandError::Said(NO_SECRET.to_owned())),
    };
    let secret = secret.trim();
    if secret.is_empty() {
        return Err(CommandError::Said(NO_SECRET.to_owned()));
    }
    let prosody = Prosody::new(address, secret);
    prosody.map(Some).map_err(|error| CommandError::Said(format!("--prosody-admin: {error}")))
}

/// The domain that pods share, if there is one.
///
/// # Errors
/// A sentence that says that it is none.
pub fn shared_domain(settings: &DomainSettings) -> Result<Option<DomainPart>, CommandError> {
    let Some(domain) = settings.shared_domain() else { return Ok(None) };
    let parsed = domain.parse::<DomainPart>();
    parsed.map(Some).map_err(|error| CommandError::Said(format!("--shared-domain {domain}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ServeSettings;

    fn said(flags: &[&str]) -> String {
        match prosody(&ServeSettings::of(flags).domains) {
            Ok(prosody) => if prosody.is_some() { "makes" } else { "does not make" }.to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_address_and_a_secret_make_domains_and_half_of_that_is_told() {
        let address = "http://127.0.0.1:5280";
        assert_eq!(said(&[]), "does not make");
        assert_eq!(said(&["--prosody-admin", ""]), "does not make");
        assert_eq!(said(&["--prosody-admin", address, "--prosody-secret", "hunter2"]), "makes");
        assert!(said(&["--prosody-admin", address]).contains("--prosody-secret-file"));
        let missing = said(&["--prosody-admin", address, "--prosody-secret-file", "/nowhere"]);
        assert!(missing.contains("/nowhere"), "{missing}");
        let wrong = said(&["--prosody-admin", "https://prosody.example", "--prosody-secret", "hunter2"]);
        assert!(wrong.contains("--prosody-admin") && !wrong.contains("hunter2"), "{wrong}");
    }
}
