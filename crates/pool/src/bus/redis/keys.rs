//! The names of all keys and channels of the bus in Redis.
//!
//! What belongs to one shard carries the shard's tag in braces, so that a Redis Cluster keeps it in one place; so do a member's events
//! and a process' replies. A key and the channel that wakes its reader have the same name.

/// What all names begin with: deployments that share a Redis differ in it.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    prefix: String,
}

impl Keys {
    pub(super) fn new(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned() }
    }

    /// A stream: what browsers ask of the sessions of a shard.
    pub(super) fn commands(&self, shard: u16) -> String {
        format!("{}:commands:{{s{shard}}}", self.prefix)
    }

    /// A word: which worker leases a shard.
    pub(super) fn lease(&self, shard: u16) -> String {
        format!("{}:lease:{{s{shard}}}", self.prefix)
    }

    /// A word: which worker leased a shard last, if it has not given it back.
    pub(super) fn leased(&self, shard: u16) -> String {
        format!("{}:leased:{{s{shard}}}", self.prefix)
    }

    /// A stream: the answers to what a process asked.
    pub(super) fn replies(&self, process: &str) -> String {
        format!("{}:replies:{{{process}}}", self.prefix)
    }

    /// A stream: what a member's pages must show.
    pub(super) fn events(&self, stream: &str) -> String {
        format!("{}:events:{{{stream}}}", self.prefix)
    }

    /// A sorted set: the cards of workers, and until when each counts as alive.
    pub(super) fn workers(&self) -> String {
        format!("{}:workers", self.prefix)
    }
}
