//! RFC 6121 §3 and §4: subscriptions and presence.
