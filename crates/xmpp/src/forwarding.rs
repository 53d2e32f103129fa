//! XEP-0297: Stanza Forwarding, as carbons and archives use it.

use crate::message::{self, Arrival, Incoming};
use minidom::Element;
use time::OffsetDateTime;
use xmpp_parsers::ns;

/// A message inside another, and when it was said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Forwarded {
    pub(crate) message: Incoming,
    /// As the one says who forwards it.
    pub(crate) stamp: Option<OffsetDateTime>,
}

/// Reads the one message that a carbon or a result forwards. None if there are more, if it cannot be read, or if it forwards in
/// turn: whoever forwards what was forwarded lets others speak in our server's name.
pub(crate) fn read(wrapper: &Element, arrival: &Arrival<'_>) -> Option<Forwarded> {
    let forwarded = only(wrapper, "forwarded", ns::FORWARD)?;
    let message = only(forwarded, "message", ns::JABBER_CLIENT)?;
    if message.children().any(wraps) {
        return None;
    }
    let stamp = forwarded.children().find_map(message::delay);
    Some(Forwarded { message: message::read(message, arrival)?, stamp })
}

/// Whether a payload is a carbon or an archive's result, which only our own server may send.
pub(crate) fn wraps(payload: &Element) -> bool {
    is_carbon(payload) || is_result(payload)
}

pub(crate) fn is_carbon(payload: &Element) -> bool {
    payload.has_ns(ns::CARBONS) && ["sent", "received"].contains(&payload.name())
}

pub(crate) fn is_result(payload: &Element) -> bool {
    payload.is("result", ns::MAM)
}

fn only<'element>(parent: &'element Element, name: &str, namespace: &str) -> Option<&'element Element> {
    let mut children = parent.children().filter(|child| child.is(name, namespace));
    children.next().filter(|_| children.next().is_none())
}
