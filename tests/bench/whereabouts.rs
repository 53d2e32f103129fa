//! Which worker has which shards and sessions, as their logs tell.

use std::collections::HashMap;

use testpod::Fleet;

/// What workers must log for it, beside what [`crate::stage::TOLD`] asks for.
pub const LOGGED: &str = "info,xmpp::session::live=debug,pool::bus::redis::leases=debug";

/// Where everything is at one moment, and how it came there.
#[derive(Debug, Default)]
pub struct Whereabouts {
    /// The worker of each shard.
    pub shards: HashMap<u16, usize>,
    /// The worker of each session, by its address; those that a worker has put down are nowhere.
    pub sessions: HashMap<String, usize>,
    /// For each time that a session came online, the first ones first, whether it went on with its stream.
    pub resumed: Vec<bool>,
}

impl Whereabouts {
    /// As it is now.
    pub fn of(fleet: &Fleet) -> Self {
        let logs: Vec<String> = (0..fleet.size()).map(|worker| fleet.logged(worker)).collect();
        let lines =
            logs.iter().enumerate().flat_map(|(worker, log)| log.lines().map(move |line| (line, worker)));
        let mut lines: Vec<_> = lines.collect();
        // each begins with the time, to the microsecond; those of one worker stay in their order
        lines.sort_by_key(|(line, _)| line.split(' ').next());
        let mut all = Self::default();
        lines.into_iter().for_each(|(line, worker)| all.note(line, worker));
        all
    }

    /// The shards of a worker.
    pub fn shards_of(&self, worker: usize) -> Vec<u16> {
        self.shards.iter().filter(|(_, at)| **at == worker).map(|(shard, _)| *shard).collect()
    }

    /// The sessions of a worker.
    pub fn sessions_of(&self, worker: usize) -> Vec<String> {
        self.sessions.iter().filter(|(_, at)| **at == worker).map(|(jid, _)| jid.clone()).collect()
    }

    fn note(&mut self, line: &str, worker: usize) {
        let shard = || value(line, "shard").and_then(|shard| shard.parse().ok());
        if line.contains("a lease was taken") {
            self.shards.extend(shard().map(|shard| (shard, worker)));
        } else if ["a lease is given back", "a lease was lost"].iter().any(|words| line.contains(words)) {
            self.shards.retain(|of, at| *at != worker || Some(*of) != shard());
        } else if line.contains("stopping: streams are kept") {
            self.sessions.retain(|_, at| *at != worker);
        } else if line.contains(" online ") {
            self.sessions.extend(value(line, "jid").map(|jid| (jid.to_owned(), worker)));
            self.resumed.extend(value(line, "resumed").map(|resumed| resumed == "true"));
        }
    }
}

/// A field of a line of the log.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}
