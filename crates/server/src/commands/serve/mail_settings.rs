//! The settings that say how mail is sent.

use crate::{
    commands::CommandError,
    mails::{Mailer, smtp::Server},
    settings::ServeSettings,
};
use model::Email;

/// Nobody would know who writes.
const NO_SENDER: &str = "--smtp needs --mail-from, the address in whose name mail is sent";

/// What sends mail, if anything does, on the platform's host of that name.
///
/// # Errors
/// A sentence that names the setting that is wrong.
pub fn mailer(settings: &ServeSettings, platform: &str) -> Result<Option<Mailer>, CommandError> {
    let Some(address) = settings.smtp() else { return Ok(None) };
    let from = settings.mail_from().ok_or(CommandError::Said(NO_SENDER.to_owned()))?;
    let from = from
        .parse::<Email>()
        .map_err(|error| CommandError::Said(format!("--mail-from {from} is {error}")))?;
    let authority = match settings.smtp_ca() {
        Some(file) => Some(
            std::fs::read(file)
                .map_err(|cause| CommandError::Io { what: format!("--smtp-ca {}", file.display()), cause })?,
        ),
        None => None,
    };
    // the address may hold a password
    let server = Server::new(address, authority.as_deref(), platform)
        .map_err(|error| CommandError::Said(format!("--smtp: {error}")))?;
    Ok(Some(Mailer::new(server, from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(flags: &[&str]) -> String {
        match mailer(&ServeSettings::of(flags), "pods.example") {
            Ok(mailer) => if mailer.is_some() { "sends" } else { "does not send" }.to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_server_and_a_sender_send_and_half_of_that_is_told() {
        assert_eq!(said(&[]), "does not send");
        assert_eq!(said(&["--smtp", "", "--mail-from", "", "--smtp-ca", ""]), "does not send");
        assert_eq!(said(&["--smtp", "smtp://localhost", "--mail-from", "pods@mail.example"]), "sends");
        assert!(said(&["--smtp", "smtp://localhost"]).contains("--mail-from"));
        assert!(said(&["--smtp", "smtp://localhost", "--mail-from", "pods"]).contains("--mail-from pods is"));
        let wrong = said(&["--smtp", "imap://a:hunter2@mail.example", "--mail-from", "pods@mail.example"]);
        assert!(wrong.contains("--smtp") && !wrong.contains("hunter2"), "{wrong}");
        let missing =
            said(&["--smtp", "smtp://localhost", "--mail-from", "a@b.example", "--smtp-ca", "/nowhere.pem"]);
        assert!(missing.contains("/nowhere.pem"), "{missing}");
    }
}
