//! What the nodes of posts and comments must be, and how a server is brought to it.
//!
//! `least` must be so, or nothing is published: who reads, who writes, and that items are kept at all. The rest is wished
//! for: Prosody 0.12 takes all of it that it knows; ejabberd 23.01 knows neither `max` nor, in publish-options, most of the fields, and by
//! itself keeps one item.

use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Config};
use xmpp_parsers::stanza_error::DefinedCondition;

const MAX_ITEMS: &str = "pubsub#max_items";
const PRESENCE_BASED: &str = "pubsub#presence_based_delivery";
/// How many items are asked for where the server does not take `max`, best first: what ejabberd and Prosody allow by
/// themselves.
const KEPT: [&str; 3] = ["max", "1000", "256"];

/// The node of posts, at least.
pub(super) fn posts(access: Access) -> Config {
    Config::default().with("pubsub#persist_items", "true").access(access)
}

/// A comments node, at least: contacts who follow may write to a post for contacts, everyone to a public one.
pub(super) fn comments(access: Access) -> Config {
    let writers = match access {
        Access::Presence => "subscribers",
        Access::Open => "open",
    };
    posts(access).with("pubsub#publish_model", writers)
}

/// The wishes of XEP-0472 §5.1.1 on top, but that payloads are delivered: a post should be seen when it is published.
pub(super) fn wished(least: &Config, kind: &str) -> Config {
    let wished = least
        .clone()
        .with(MAX_ITEMS, KEPT[0])
        .with("pubsub#notify_retract", "true")
        .with("pubsub#deliver_payloads", "true")
        .with("pubsub#send_last_published_item", "never")
        // ejabberd knows who is there only of its own accounts, and would tell no other
        .with(PRESENCE_BASED, "false");
    if kind.is_empty() {
        wished.with("pubsub#itemreply", "publisher")
    } else {
        wished.with("pubsub#type", kind)
    }
}

/// Creates a node of ours, or reconfigures the one that is there.
///
/// # Errors
/// [`IqError`] if it cannot even be the least.
pub(super) async fn settle(
    handle: &Handle,
    node: &str,
    least: &Config,
    wished: &Config,
) -> Result<(), IqError> {
    match pubsub::create(handle, None, node, wished).await {
        Err(error) if refuses(&error) => {}
        answer => return answer,
    }
    match pubsub::create(handle, None, node, least).await {
        Err(error) if error.condition() == Some(DefinedCondition::Conflict) => {}
        answer => answer?,
    }
    tune(handle, node, least, wished).await
}

/// Brings a node of ours as near to the wishes as the server goes, unless it is there already.
///
/// # Errors
/// [`IqError`] if it cannot even be the least.
pub(super) async fn tune(
    handle: &Handle,
    node: &str,
    least: &Config,
    wished: &Config,
) -> Result<(), IqError> {
    if fits(&pubsub::configuration(handle, None, node).await?, least) {
        return Ok(());
    }
    for kept in KEPT {
        match pubsub::configure(handle, None, node, &wished.clone().with(MAX_ITEMS, kept)).await {
            Err(error) if refuses(&error) => {}
            answer => return answer,
        }
    }
    pubsub::configure(handle, None, node, least).await
}

/// Whether a configuration is the least, keeps more than a few items, and tells all subscribers, also when one is taken back.
fn fits(there: &Config, least: &Config) -> bool {
    let yes = |value: &str| if value == "true" { "1".to_owned() } else { value.to_owned() };
    let many = |value: &str| value == KEPT[0] || value.parse::<u32>().is_ok_and(|items| items >= 256);
    least.fields().all(|(name, value)| there.get(name).is_some_and(|there| yes(there) == yes(value)))
        && there.get(MAX_ITEMS).is_some_and(many)
        && there.get("pubsub#notify_retract").is_none_or(|value| yes(value) == "1")
        && there.get(PRESENCE_BASED).is_none_or(|value| yes(value) != "1")
}

/// Whether the server says no to a configuration, so that a smaller one may be tried.
pub(super) fn refuses(error: &IqError) -> bool {
    matches!(
        error.condition(),
        Some(
            DefinedCondition::BadRequest
                | DefinedCondition::Conflict
                | DefinedCondition::FeatureNotImplemented
                | DefinedCondition::NotAcceptable
                | DefinedCondition::NotAllowed
                | DefinedCondition::ResourceConstraint
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_a_post_for_contacts_are_not_for_everyone() {
        let least = comments(Access::Presence);
        assert_eq!(least.get("pubsub#access_model"), Some("presence"));
        assert_eq!(least.get("pubsub#publish_model"), Some("subscribers"));
        assert_eq!(comments(Access::Open).get("pubsub#publish_model"), Some("open"));
    }

    #[test]
    fn what_must_be_is_in_what_is_wished_for() {
        let least = posts(Access::Presence);
        let wished = wished(&least, "urn:xmpp:microblog:0");
        assert!(least.fields().all(|(name, value)| wished.get(name) == Some(value)));
    }

    #[test]
    fn a_node_that_keeps_one_item_does_not_fit() {
        let least = posts(Access::Presence);
        let there = least.clone().with("pubsub#persist_items", "1");
        for (items, fitting) in [("1", false), ("256", true), ("max", true), ("", false), ("-5", false)] {
            assert_eq!(fits(&there.clone().with(MAX_ITEMS, items), &least), fitting, "{items}");
        }
        let open = there.clone().with(MAX_ITEMS, "max").access(Access::Open);
        assert!(!fits(&open, &least));
        let silent = there.clone().with(MAX_ITEMS, "max").with("pubsub#notify_retract", "0");
        assert!(!fits(&silent, &least));
        let near = there.with(MAX_ITEMS, "max").with(PRESENCE_BASED, "1");
        assert!(!fits(&near, &least));
    }
}
