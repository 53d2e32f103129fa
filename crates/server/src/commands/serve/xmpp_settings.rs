//! The settings that say how XMPP servers are reached.

use crate::{commands::CommandError, settings::ServeSettings};
use pool::{Network, NetworkOptions, Pace, XmppHost};

/// The network of all sessions.
///
/// # Errors
/// A sentence that names the setting that is wrong.
pub fn network(settings: &ServeSettings) -> Result<Network, CommandError> {
    let hosts = settings.xmpp_hosts.iter().map(|text| {
        text.parse::<XmppHost>().map_err(|error| CommandError::Said(format!("--xmpp-host {text}: {error}")))
    });
    let options = NetworkOptions {
        hosts: hosts.collect::<Result<_, _>>()?,
        extra_ca: settings.xmpp_ca.clone(),
        allow_plain: settings.allow_plain,
        pace: Pace { per_server: settings.sign_ins_per_server, in_all: settings.sign_ins_per_worker },
    };
    Network::new(options).map_err(|error| CommandError::Said(format!("XMPP: {error}")))
}
