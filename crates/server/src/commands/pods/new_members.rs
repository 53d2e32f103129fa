//! `cosse pod set --new-…`: what members may do while they are new.

use crate::commands::{CommandError, by};
use clap::Args;
use model::{
    Database, PodId,
    newcomers::limits::{self, Change, Limits, MOST, MOST_BYTES, MOST_DAYS},
};
use serde_json::Value;

/// What members may do while they are new.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct NewLimits {
    /// Days for which a member without a role is new, and may do less on the pod's pages; 0 for nobody.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=MOST_DAYS))]
    new_days: Option<i64>,
    /// Posts and comments a day that everybody reads, by somebody new.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=MOST))]
    new_posts: Option<i64>,
    /// People a day whom somebody new adds, or writes to who are no contacts.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=MOST))]
    new_contacts: Option<i64>,
    /// Bytes a day that somebody new uploads.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=MOST_BYTES))]
    new_bytes: Option<i64>,
}

impl NewLimits {
    /// Changes what of it was said.
    pub(super) async fn set(self, database: &Database, pod: &PodId) -> Result<(), CommandError> {
        let Self { new_days: days, new_posts: posts, new_contacts: contacts, new_bytes: bytes } = self;
        let change = Change { days, posts, contacts, bytes };
        Ok(limits::set(database, pod, change, &by()).await?)
    }
}

/// Adds what there is to know of it.
pub(super) async fn describe(
    database: &Database,
    pod: &PodId,
    shown: &mut Value,
) -> Result<(), CommandError> {
    let Limits { days, posts, contacts, bytes } = limits::get(database, pod).await?;
    for (name, value) in
        [("new_days", days), ("new_posts", posts), ("new_contacts", contacts), ("new_bytes", bytes)]
    {
        shown[name] = value.into();
    }
    Ok(())
}
