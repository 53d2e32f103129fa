//! RFC 6121 §3 and §4: subscriptions and presence; with XEP-0319: Last User Interaction in Presence.

use crate::atom::clean;
use crate::caps::Caps;
use crate::handle::{Handle, NotSent};
use crate::iq::IqError;
use crate::nick;
use jid::{BareJid, Jid};
use minidom::Element;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use xmpp_parsers::nick::Nick;
use xmpp_parsers::ns;
use xmpp_parsers::ping::Ping;
use xmpp_parsers::presence::{Presence, Type};
use xso::AsXml;

pub use xmpp_parsers::presence::Show;

/// Characters of a status text that are read and written.
pub const STATUS_MAX: usize = 500;

/// Somebody's presence, or what they say about subscriptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Who says it.
    pub from: Jid,
    /// What.
    pub kind: Kind,
}

/// What a presence says (RFC 6121 §4.7.1).
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// The resource is there.
    Available {
        /// How; none means simply there.
        show: Option<Show>,
        /// A text for people.
        status: Option<String>,
        /// Since when nobody has touched the client (XEP-0319).
        idle_since: Option<OffsetDateTime>,
        /// What the client says it can do (XEP-0115); not verified.
        caps: Option<Caps>,
    },
    /// The resource is gone.
    Unavailable {
        /// A text for people.
        status: Option<String>,
    },
    /// Asks to see our presence.
    Subscribe {
        /// A name that the asker gives (XEP-0172).
        nick: Option<String>,
        /// A text for people.
        status: Option<String>,
    },
    /// Lets us see theirs.
    Subscribed,
    /// Does not want to see ours any more.
    Unsubscribe,
    /// Does not let us see theirs, or not any more.
    Unsubscribed,
    /// A presence of ours could not be delivered.
    Error,
}

/// How we are there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Availability {
    /// None means simply there.
    pub show: Option<Show>,
    /// A text for people.
    pub status: Option<String>,
    /// Since when nobody has touched the client (XEP-0319).
    pub idle_since: Option<OffsetDateTime>,
}

#[derive(AsXml)]
#[xml(namespace = ns::IDLE, name = "idle")]
struct Idle {
    #[xml(attribute)]
    since: String,
}

/// Tells everyone who may see it that we are there, and what this program can do: without the capabilities no personal
/// events arrive (XEP-0163 §4.3).
///
/// # Errors
/// [`NotSent`].
pub async fn available(handle: &Handle, caps: &Caps, how: &Availability) -> Result<(), NotSent> {
    handle.send(here(caps, how)).await
}

/// Tells everyone that this session is gone.
///
/// # Errors
/// [`NotSent`].
pub async fn unavailable(handle: &Handle) -> Result<(), NotSent> {
    handle.send(Presence::unavailable()).await
}

/// Asks to see an account's presence (RFC 6121 §3.1), with our name and a text for its owner.
///
/// # Errors
/// [`NotSent`].
pub async fn subscribe(
    handle: &Handle,
    jid: &BareJid,
    nick: Option<&str>,
    status: Option<&str>,
) -> Result<(), NotSent> {
    let mut asks = Presence::subscribe().with_to(jid.clone());
    if let Some(nick) = nick.and_then(|nick| short(nick, nick::NICK_MAX)) {
        asks.payloads.push(Nick(nick).into());
    }
    if let Some(status) = status.and_then(|status| short(status, STATUS_MAX)) {
        asks.set_status("", status);
    }
    handle.send(asks).await
}

/// Lets an account see our presence (§3.1.4).
///
/// # Errors
/// [`NotSent`].
pub async fn subscribed(handle: &Handle, jid: &BareJid) -> Result<(), NotSent> {
    handle.send(Presence::subscribed().with_to(jid.clone())).await
}

/// Waits until the server has handled every presence that was sent before: it takes what comes on a stream in order
/// (RFC 6120 §10.1), so that its answer to a ping (XEP-0199), a refusal too, says so. Presences have no answers of their own,
/// and those that were on their way when a stream died for good are lost.
///
/// # Errors
/// [`IqError`], but never a stanza error: nobody knows whether they were handled.
pub async fn settled(handle: &Handle) -> Result<(), IqError> {
    match handle.get(None, Ping).await {
        Ok(_) | Err(IqError::Stanza(_) | IqError::Malformed(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Stops seeing an account's presence (§3.3).
///
/// # Errors
/// [`NotSent`].
pub async fn unsubscribe(handle: &Handle, jid: &BareJid) -> Result<(), NotSent> {
    handle.send(Presence::unsubscribe().with_to(jid.clone())).await
}

/// Refuses to let an account see our presence, or stops it (§3.2).
///
/// # Errors
/// [`NotSent`].
pub async fn unsubscribed(handle: &Handle, jid: &BareJid) -> Result<(), NotSent> {
    handle.send(Presence::new(Type::Unsubscribed).with_to(jid.clone())).await
}

/// Reads a presence. None for probes, which only servers send; without `from` it is from our own account (RFC 6120
/// §8.1.2.1).
pub fn read(presence: Presence, me: &BareJid) -> Option<Incoming> {
    let status = presence.statuses.values().find_map(|status| short(status, STATUS_MAX));
    let kind = match presence.type_ {
        Type::None => Kind::Available {
            show: presence.show,
            status,
            idle_since: presence.payloads.iter().find_map(idle),
            caps: presence.payloads.iter().find_map(Caps::read),
        },
        Type::Unavailable => Kind::Unavailable { status },
        Type::Subscribe => Kind::Subscribe { nick: presence.payloads.iter().find_map(nick::read), status },
        Type::Subscribed => Kind::Subscribed,
        Type::Unsubscribe => Kind::Unsubscribe,
        Type::Unsubscribed => Kind::Unsubscribed,
        Type::Error => Kind::Error,
        Type::Probe => return None,
    };
    Some(Incoming { from: presence.from.unwrap_or_else(|| Jid::from(me.clone())), kind })
}

fn here(caps: &Caps, how: &Availability) -> Presence {
    let mut presence = Presence::available();
    presence.show = how.show.clone();
    presence.payloads.push(caps.write());
    if let Some(status) = how.status.as_deref().and_then(|status| short(status, STATUS_MAX)) {
        presence.set_status("", status);
    }
    let since = how.idle_since.and_then(|since| since.replace_nanosecond(0).ok()?.format(&Rfc3339).ok());
    presence.payloads.extend(since.map(|since| Element::from(Idle { since })));
    presence
}

fn idle(payload: &Element) -> Option<OffsetDateTime> {
    let since = payload.is("idle", ns::IDLE).then(|| payload.attr("since")).flatten()?;
    OffsetDateTime::parse(since, &Rfc3339).ok()?.checked_to_offset(UtcOffset::UTC)
}

fn short(text: &str, characters: usize) -> Option<String> {
    Some(clean(text.trim(), characters)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn me() -> BareJid {
        BareJid::new("ana@alpha.test").unwrap()
    }

    fn incoming(xml: &str) -> Option<Incoming> {
        let element: Element =
            xml.replacen("<presence", "<presence xmlns='jabber:client'", 1).parse().unwrap();
        read(Presence::try_from(element).unwrap(), &me())
    }

    #[test]
    fn our_own_presence_comes_back_as_it_was_written() {
        let caps = Caps { node: "https://cosse.example".into(), hash: "sha-1".into(), ver: "abc=".into() };
        let since = datetime!(2026-05-04 10:11:12 UTC);
        let how =
            Availability { show: Some(Show::Xa), status: Some("a\0way".into()), idle_since: Some(since) };
        let written = String::from(&Element::from(here(&caps, &how)));
        let read = read(Presence::try_from(written.parse::<Element>().unwrap()).unwrap(), &me()).unwrap();
        let status = Some("away".to_owned());
        let kind =
            Kind::Available { show: Some(Show::Xa), status, idle_since: Some(since), caps: Some(caps) };
        assert_eq!(read, Incoming { from: Jid::from(me()), kind });
    }

    #[test]
    fn a_request_brings_name_and_text() {
        let request = "<presence from='ben@beta.test' type='subscribe'><status>Hello</status>
            <nick xmlns='http://jabber.org/protocol/nick'>Ben</nick></presence>";
        let kind = Kind::Subscribe { nick: Some("Ben".into()), status: Some("Hello".into()) };
        assert_eq!(incoming(request).unwrap().kind, kind);
    }

    #[test]
    fn odd_payloads_do_not_cost_the_presence() {
        let odd = "<presence from='ben@beta.test/x'><idle xmlns='urn:xmpp:idle:1' since='never'/><idle xmlns='urn:xmpp:idle:1'/>
            <c xmlns='http://jabber.org/protocol/caps'/><x xmlns='vcard-temp:x:update'><photo>zz</photo></x></presence>";
        let kind = Kind::Available { show: None, status: None, idle_since: None, caps: None };
        assert_eq!(incoming(odd).unwrap().kind, kind);
        assert_eq!(incoming("<presence from='ben@beta.test' type='probe'/>"), None);
        assert_eq!(incoming("<presence type='error'/>").unwrap().kind, Kind::Error);
    }

    #[test]
    fn a_long_status_is_cut() {
        let text = format!(
            "<presence from='b@c' type='unavailable'><status>{}</status></presence>",
            "é".repeat(5_000)
        );
        let Some(Incoming { kind: Kind::Unavailable { status: Some(status) }, .. }) = incoming(&text) else {
            panic!("not read")
        };
        assert_eq!(status.chars().count(), STATUS_MAX);
    }
}
