//! The host names that are ours, in memory: a proxy that asks before it gets a certificate is answered at once, and while the database
//! is away, too.

use crate::app::App;
use model::hosts;
use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// How old the answer may be.
const FRESH: Duration = Duration::from_secs(1);

/// All names as they were a moment ago; none before the database has answered for the first time.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Arc<RwLock<Option<HashSet<String>>>>);

impl Hosts {
    /// Whether a pod has this name; none where nobody knows yet.
    #[must_use]
    pub fn contains(&self, host: &str) -> Option<bool> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().map(|known| known.contains(host))
    }

    fn learn(&self, hosts: Vec<String>) {
        let hosts = hosts.into_iter().collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(hosts);
    }
}

/// Keeps them as the database has them, until the program stops.
pub async fn follow(app: App) {
    let mut due = tokio::time::interval(FRESH);
    loop {
        due.tick().await;
        match hosts::all(&app.database).await {
            Ok(all) => app.hosts.learn(all),
            Err(error) => tracing::debug!(%error, "host names are as they were"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_knows_until_the_database_has_answered() {
        let hosts = Hosts::default();
        assert_eq!(hosts.contains("cantine.example"), None);
        hosts.learn(vec!["cantine.example".to_owned()]);
        assert_eq!(
            ["cantine.example", "other.example"].map(|host| hosts.contains(host)),
            [Some(true), Some(false)]
        );
        hosts.learn(Vec::new());
        assert_eq!(hosts.contains("cantine.example"), Some(false));
    }
}
