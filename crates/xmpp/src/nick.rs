//! XEP-0172: User Nickname.

use crate::atom::clean;
use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Config};
use jid::BareJid;
use minidom::Element;
use xmpp_parsers::nick::Nick;
use xmpp_parsers::ns;

/// The personal node.
pub const NODE: &str = ns::NICK;
/// Characters of a nickname that are read and written.
pub const NICK_MAX: usize = 100;

/// Publishes our nickname for contacts, or for everyone.
///
/// # Errors
/// [`IqError`].
pub async fn publish(handle: &Handle, nick: &str, access: Access) -> Result<(), IqError> {
    let nick = Nick(clean(nick.trim(), NICK_MAX));
    let config = Config::default().access(access);
    pubsub::publish(handle, None, NODE, Some(pubsub::CURRENT), nick.into(), &config).await.map(|_| ())
}

/// Reads the nickname that an account publishes.
///
/// # Errors
/// [`IqError`]; `item-not-found` counts as none.
pub async fn get(handle: &Handle, jid: &BareJid) -> Result<Option<String>, IqError> {
    let payload = pubsub::latest(handle, Some(jid), NODE).await?;
    Ok(payload.as_ref().and_then(read))
}

/// Reads `<nick/>`: trimmed and cut, none if nothing is left.
pub fn read(element: &Element) -> Option<String> {
    let nick = element.is("nick", ns::NICK).then(|| clean(element.text().trim(), NICK_MAX))?;
    Some(nick).filter(|nick| !nick.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nickname_is_trimmed_and_cut() {
        let nick = |text: &str| read(&format!("<nick xmlns='{}'>{text}</nick>", ns::NICK).parse().unwrap());
        assert_eq!(nick(" Ana \n"), Some("Ana".to_owned()));
        assert_eq!(nick(&"é".repeat(500)).unwrap().chars().count(), NICK_MAX);
        assert_eq!((nick(""), nick(" <b>x</b>")), (None, None));
        assert_eq!(read(&"<nick xmlns='x'>a</nick>".parse().unwrap()), None);
    }
}
