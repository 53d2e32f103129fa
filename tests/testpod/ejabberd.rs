//! What is ejabberd's own.

use std::net::SocketAddr;

use crate::{PASSWORD, Xmpp};

/// So many are sent before the answers are read: neither side's buffer fills.
const AT_ONCE: usize = 100;

/// Sets the contacts one after the other over XMPP: its roster is a table of a database, and each is a row.
pub(crate) async fn write_roster(server: SocketAddr, jid: &str, contacts: impl Iterator<Item = String>) {
    let mut client = Xmpp::sign_in(server, jid, PASSWORD).await;
    for (number, contact) in contacts.enumerate() {
        let item = format!("<item jid='{contact}' name='{contact}'><group>Crowd</group></item>");
        let query = format!("<query xmlns='jabber:iq:roster'>{item}</query>");
        client.send(&format!("<iq type='set' id='row'>{query}</iq>")).await;
        if number % AT_ONCE == 0 {
            client.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
        }
    }
    client.iq("get", "", "<ping xmlns='urn:xmpp:ping'/>").await;
}
