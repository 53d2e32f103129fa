//! What our own account announces (XEP-0030), asked before anything else on a new stream: what is believed of the first message
//! depends on it.

use super::{Received, Wire};
use crate::handle::Kind;
use crate::iq;
use crate::sign_in::SignInError;
use crate::stanza_ids;
use jid::BareJid;
use minidom::Element;
use std::time::Duration;
use xmpp_parsers::disco::DiscoInfoQuery;
use xmpp_parsers::iq::Iq;

/// Whether the server guards its stanza ids. One that says nothing in time does not. What comes meanwhile is kept in order.
pub(super) async fn announces_stanza_ids(
    wire: &mut Wire,
    account: &BareJid,
    within: Duration,
    early: &mut Vec<Received>,
) -> Result<bool, SignInError> {
    let (id, request) =
        iq::request(Kind::Get, Some(account.clone().into()), DiscoInfoQuery { node: None }.into());
    wire.send(&request).await?;
    let deadline = tokio::time::Instant::now() + within;
    while let Ok(received) = tokio::time::timeout_at(deadline, wire.next()).await {
        let received = received?;
        if answers(&received.element, &id, account) {
            return Ok(announced(received.element));
        }
        early.push(received);
    }
    tracing::debug!(%account, "the account does not say what it announces");
    Ok(false)
}

/// The account may leave its address out (RFC 6120 §8.1.2.1).
fn answers(element: &Element, id: &str, account: &BareJid) -> bool {
    let from = element.attr("from");
    element.name() == "iq"
        && element.attr("id") == Some(id)
        && from.is_none_or(|from| BareJid::new(from).is_ok_and(|from| from == *account))
}

fn announced(answer: Element) -> bool {
    let Ok(Some(info)) = iq::result(Iq::try_from(answer)) else { return false };
    stanza_ids::are_announced(&info)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iq(attributes: &str, inside: &str) -> Element {
        format!("<iq xmlns='jabber:client' {attributes}>{inside}</iq>").parse().unwrap()
    }

    #[test]
    fn only_the_account_answers() {
        let account = BareJid::new("ana@alpha.test").unwrap();
        for (attributes, expected) in [
            ("type='result' id='1'", true),
            ("type='result' id='1' from='ana@alpha.test'", true),
            ("type='result' id='2' from='ana@alpha.test'", false),
            ("type='result' id='1' from='eve@evil.test'", false),
            ("type='result' id='1' from='ana@alpha.test/x'", false),
            ("type='result'", false),
        ] {
            assert_eq!(answers(&iq(attributes, ""), "1", &account), expected, "{attributes}");
        }
    }

    #[test]
    fn what_is_no_announcement_announces_nothing() {
        let feature =
            "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/></query>";
        assert!(announced(iq("type='result' id='1'", feature)));
        for (attributes, inside) in [
            ("type='result' id='1'", ""),
            ("type='result' id='1'", "<query xmlns='http://jabber.org/protocol/disco#info'/>"),
            ("type='get' id='1'", feature),
            ("type='error' id='1'", feature),
        ] {
            assert!(!announced(iq(attributes, inside)), "{attributes} {inside}");
        }
    }
}
