//! XEP-0060: Publish-Subscribe, and XEP-0163: Personal Eventing Protocol.

mod config;
mod event;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod read;
mod request;

pub use config::{Access, Config};
pub use event::{Change, Notification, notification};
pub use read::{Item, ItemPage};

use crate::handle::Handle;
use crate::iq::IqError;
use jid::{BareJid, Jid};
use minidom::Element;
use std::time::Duration;
use xmpp_parsers::ns;
use xmpp_parsers::stanza_error::DefinedCondition;

/// Items of one answer or notification that are read: Prosody keeps 256 in a personal node, and has no pages.
pub const ITEMS_MAX: usize = 1_000;
/// Bytes of a node's name, an item's id or a cursor; longer ones count as absent. Servers cut at about 1,000.
pub const ID_MAX: usize = 2_000;
/// The id of the only item of a node that holds one thing (XEP-0060 §12.20).
pub const CURRENT: &str = "current";

/// How often something is asked for that the server fails to do,
const TRIES: u32 = 7;
/// and how long after the first time at the longest, longer each time; by chance, so that those who were in each other's way are not again.
const PAUSE: Duration = Duration::from_millis(500);

/// Which items of a node are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest so many (§6.5.7).
    Latest(u32),
    /// So many older than the one with this cursor (§6.5.4, XEP-0059). Prosody 0.12 has no pages and answers with all that
    /// it keeps.
    Older {
        /// [`ItemPage::first`] of the page before.
        cursor: String,
        /// How many.
        max: u32,
    },
    /// Those with these ids (§6.5.8).
    Ids(Vec<String>),
}

/// Reads items. The service is a PubSub service or, for personal nodes, an account.
///
/// # Errors
/// [`IqError`]: `item-not-found` without such a node, `forbidden`, `not-authorized` and others where we may not read it.
pub async fn items(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    page: Page,
) -> Result<ItemPage, IqError> {
    let answer = handle.get(to(service), request::items(node, &page)).await?;
    read::page(answer.ok_or_else(|| malformed("items without an answer"))?, node)
}

/// Reads the payload of a node's newest item; none if there is no such node or no item.
///
/// # Errors
/// [`IqError`].
pub async fn latest(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
) -> Result<Option<Element>, IqError> {
    match items(handle, service, node, Page::Latest(1)).await {
        Ok(page) => Ok(page.items.into_iter().rev().find_map(|item| item.payload)),
        Err(error) if error.condition() == Some(DefinedCondition::ItemNotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Publishes an item and tells its id (the server gives one if we do not). The node must have the configuration when the
/// item arrives (§7.1.5): it is created with it, or, where it has another one and is ours, reconfigured, and the item
/// published again. The item is never published under another configuration.
///
/// # Errors
/// [`IqError`]: `conflict` if the node cannot be configured so, `forbidden` if we may not publish there.
pub async fn publish(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    id: Option<&str>,
    payload: Element,
    config: &Config,
) -> Result<Option<String>, IqError> {
    let service = service.into();
    let request = request::publish(node, id, payload, config);
    let answer = match persist(handle, to(service), &request).await {
        Err(error) if precondition_not_met(&error) => {
            configure(handle, service, node, config).await?;
            persist(handle, to(service), &request).await?
        }
        answer => answer?,
    };
    Ok(answer.as_ref().and_then(read::published).or_else(|| id.map(str::to_owned)))
}

/// Takes an item back and tells the subscribers (§7.2).
///
/// # Errors
/// [`IqError`]: `item-not-found` if it is not there.
pub async fn retract(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    id: &str,
) -> Result<(), IqError> {
    handle.set(to(service), request::retract(node, id)).await.map(|_| ())
}

/// Subscribes an account of ours to a node, by its bare JID (§6.1).
///
/// # Errors
/// [`IqError`].
pub async fn subscribe(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    me: impl Into<Jid>,
) -> Result<Subscription, IqError> {
    let answer = persist(handle, to(service), &request::subscribe(node, me.into())).await?;
    Ok(answer.as_ref().map_or(Subscription::Subscribed, read::subscription))
}

/// Ends the subscription of an account of ours (§6.2).
///
/// # Errors
/// [`IqError`]: `unexpected-request` or `item-not-found` if there was none.
pub async fn unsubscribe(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    me: impl Into<Jid>,
) -> Result<(), IqError> {
    handle.set(to(service), request::unsubscribe(node, me.into())).await.map(|_| ())
}

/// Who is subscribed to a node of ours (§8.8.1). ejabberd 23.01 does not tell that of personal nodes.
///
/// # Errors
/// [`IqError`]: `item-not-found` without such a node, `feature-not-implemented`.
pub async fn subscribers(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
) -> Result<Vec<Jid>, IqError> {
    let answer = handle.get(to(service), request::subscribers(node)).await?;
    Ok(answer.as_ref().map(read::subscribers).unwrap_or_default())
}

/// Ends somebody else's subscription to a node of ours (§8.8.4), by the address that is subscribed.
///
/// # Errors
/// [`IqError`], another with each server, if there was none.
pub async fn dismiss(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    subscriber: Jid,
) -> Result<(), IqError> {
    handle.set(to(service), request::dismiss(node, subscriber)).await.map(|_| ())
}

/// What became of a subscription (§6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// Events will come.
    Subscribed,
    /// The owner must agree first, or the subscriber must configure it.
    Pending,
}

/// Creates a node with a configuration (§8.1.3).
///
/// # Errors
/// [`IqError`]: `conflict` if it is there already.
pub async fn create(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    config: &Config,
) -> Result<(), IqError> {
    persist(handle, to(service), &request::create(node, config)).await.map(|_| ())
}

/// Reads the configuration of a node of ours (§8.2.1).
///
/// # Errors
/// [`IqError`].
pub async fn configuration(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
) -> Result<Config, IqError> {
    let answer = handle.get(to(service), request::configuration(node)).await?;
    Ok(answer.as_ref().map(config::read).unwrap_or_default())
}

/// Changes the configuration of a node of ours: of the fields given, those that the service knows (§8.2). The access model
/// is sent whether it is known or not, so that a service without one refuses.
///
/// # Errors
/// [`IqError`].
pub async fn configure(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
    config: &Config,
) -> Result<(), IqError> {
    let service = service.into();
    let known = configuration(handle, service, node).await?;
    handle.set(to(service), request::configure(node, &config.known_to(&known))).await.map(|_| ())
}

/// Deletes a node and all its items (§8.4).
///
/// # Errors
/// [`IqError`].
pub async fn delete(
    handle: &Handle,
    service: impl Into<Option<&BareJid>>,
    node: &str,
) -> Result<(), IqError> {
    handle.set(to(service), request::delete(node)).await.map(|_| ())
}

/// Whether a publication failed because the node is configured otherwise (§7.1.5): `conflict`, mostly with
/// `precondition-not-met`.
pub fn precondition_not_met(error: &IqError) -> bool {
    let IqError::Stanza(error) = error else { return false };
    let said = error.other.as_ref().is_some_and(|other| other.is("precondition-not-met", ns::PUBSUB_ERRORS));
    said || error.defined_condition == DefinedCondition::Conflict
}

/// Asks for what may make a node, or writes beside others who do. ejabberd 23.01 fails where two nodes are made in the same moment,
/// whoever makes them; nothing is done then, and a little later it can.
async fn persist(handle: &Handle, to: Option<Jid>, request: &Element) -> Result<Option<Element>, IqError> {
    for tried in 1..TRIES {
        match handle.set(to.clone(), request.clone()).await {
            Err(error) if passes(&error, to.is_none()) => {
                tokio::time::sleep((PAUSE * tried).mul_f64(rand::random())).await;
            }
            answer => return answer,
        }
    }
    handle.set(to, request.clone()).await
}

/// Whether ejabberd means that it was in its own way: `internal-server-error`, or, where it was to make a node for an item,
/// `item-not-found`. Of our own nodes that says nothing else.
fn passes(error: &IqError, ours: bool) -> bool {
    match error.condition() {
        Some(DefinedCondition::InternalServerError) => true,
        Some(DefinedCondition::ItemNotFound) => ours,
        _ => false,
    }
}

fn to<'a>(service: impl Into<Option<&'a BareJid>>) -> Option<Jid> {
    service.into().map(|service| Jid::from(service.clone()))
}

fn malformed(why: &str) -> IqError {
    IqError::Malformed(why.to_owned())
}
