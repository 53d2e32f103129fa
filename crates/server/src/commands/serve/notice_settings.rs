//! The settings that name the account that sends notices.

use crate::{
    commands::CommandError,
    origins::Origins,
    settings::{Role, ServeSettings},
};
use jid::BareJid;
use pool::{Network, notices::Messenger};
use std::{path::Path, sync::Arc};

/// Nobody would be let in.
const NO_PASSWORD: &str =
    "--notices-address needs --notices-password-file, a file with the account's password";

/// Nobody would know whose it is.
const NO_ADDRESS: &str =
    "--notices-password-file needs --notices-address, the XMPP account whose password it is";

/// What sends notices, if this process does: those that do no jobs need no password.
///
/// # Errors
/// A sentence that names the setting that is wrong; nothing of the password is in it.
pub fn messenger(
    settings: &ServeSettings,
    network: &Arc<Network>,
    origins: &Origins,
) -> Result<Option<Messenger>, CommandError> {
    let said = |sentence: &str| CommandError::Said(sentence.to_owned());
    let Some(address) = settings.notices.address() else {
        return match settings.notices.password_file() {
            Some(_) => Err(said(NO_ADDRESS)),
            None => Ok(None),
        };
    };
    let jid = address.parse::<BareJid>().ok().filter(|jid| jid.node().is_some());
    let jid = jid.ok_or_else(|| {
        CommandError::Said(format!("--notices-address {address} is no account: it is written name@domain"))
    })?;
    if !settings.is(Role::Jobs) {
        return Ok(None);
    }
    let file = settings.notices.password_file().ok_or_else(|| said(NO_PASSWORD))?;
    let password = password(file)?;
    let node = origins.of(origins.platform());
    Ok(Some(Messenger::new(Arc::clone(network), jid, &password, node)))
}

/// The first line of the file: editors end it with a line break.
fn password(file: &Path) -> Result<String, CommandError> {
    let text = std::fs::read_to_string(file).map_err(|cause| CommandError::Io {
        what: format!("--notices-password-file {}", file.display()),
        cause,
    })?;
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        return Err(CommandError::Said(format!("--notices-password-file {} is empty", file.display())));
    }
    Ok(password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pool::NetworkOptions;

    fn said(flags: &[&str]) -> String {
        let network = Arc::new(Network::new(NetworkOptions::default()).unwrap());
        let origins = Origins::new(&"http://pods.example".parse().unwrap()).unwrap();
        match messenger(&ServeSettings::of(flags), &network, &origins) {
            Ok(messenger) => if messenger.is_some() { "sends" } else { "does not send" }.to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn an_account_and_its_password_send_and_half_of_that_is_told() {
        let (address, pods) = ("--notices-address", "pods@a.example");
        let (file, empty) = ("--notices-password-file", "/dev/null");
        assert_eq!(said(&[]), "does not send");
        assert_eq!(said(&[address, "", file, ""]), "does not send");
        assert!(said(&[address, pods]).contains("--notices-password-file"));
        assert!(said(&[file, empty]).contains("--notices-address"));
        assert!(said(&[address, "a.example", file, empty]).contains("a.example is no account"));
        assert!(said(&[address, pods, file, "/nowhere"]).contains("/nowhere"));
        assert!(said(&[address, pods, file, empty]).contains("is empty"));
        assert_eq!(said(&[address, pods, "--role", "web"]), "does not send", "web nodes need no password");
        let good = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert_eq!(said(&[address, pods, file, good]), "sends");
    }
}
