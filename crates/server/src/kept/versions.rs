//! The versions of what anybody may read of the pods, asked of the database for each answer.

use super::latest::Latest;
use crate::fault::Fault;
use model::{Database, PodId, versions};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// What is known of one pod: its version, none if it is gone, or why nobody knows.
type Known = Latest<Result<Option<i64>, String>>;

/// The versions: a line for each pod that was ever asked for, and those are few.
#[derive(Debug, Default)]
pub(super) struct Versions(Mutex<HashMap<PodId, Arc<Known>>>);

impl Versions {
    /// A pod's version, not older than this call.
    ///
    /// # Errors
    /// [`Fault::NoSuchPod`], [`Fault::Unavailable`].
    pub(super) async fn of(&self, database: &Database, pod: PodId) -> Result<i64, Fault> {
        let known = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(pod).or_default());
        let answer = known
            .get(async || versions::of_public(database, &pod).await.map_err(|error| error.to_string()))
            .await;
        answer.map_err(Fault::Unavailable)?.ok_or(Fault::NoSuchPod)
    }
}
