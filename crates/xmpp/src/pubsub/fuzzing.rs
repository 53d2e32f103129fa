//! Answers of PubSub services without a service, for the fuzz targets in `tests/fuzz`.

use super::{Config, ItemPage, Subscription, config, read, request};
use crate::iq::IqError;
use minidom::Element;

/// The answer to [`super::items`].
///
/// # Errors
/// [`IqError::Malformed`].
pub fn page(pubsub: Element, node: &str) -> Result<ItemPage, IqError> {
    read::page(pubsub, node)
}

/// The answer to [`super::publish`].
pub fn published(pubsub: &Element) -> Option<String> {
    read::published(pubsub)
}

/// The answer to [`super::subscribe`].
pub fn subscription(pubsub: &Element) -> Subscription {
    read::subscription(pubsub)
}

/// The answer to [`super::configuration`].
pub fn configuration(pubsub: &Element) -> Config {
    config::read(pubsub)
}

/// What [`super::configure`] sends for a configuration to a service that has shown another one.
pub fn configure(node: &str, wanted: &Config, known: &Config) -> Element {
    request::configure(node, &wanted.known_to(known))
}

/// What [`super::publish`] sends.
pub fn publish(node: &str, id: Option<&str>, payload: Element, config: &Config) -> Element {
    request::publish(node, id, payload, config)
}
