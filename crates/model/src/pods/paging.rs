//! Pods page by page, as programs read them: in the order in which they were made, narrowed to some.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use super::{Pod, State};
use crate::members::pattern;
use crate::schema::{hosts, pods};
use crate::{Database, Error, PodId};

diesel::define_sql_function! {
    fn lower(text: Text) -> Text;
}

/// Which pods somebody would like to have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// What the name or the primary host name must hold; empty for all.
    pub words: String,
    /// Only those in this state; if that is not said, all that are not deleted.
    pub state: Option<State>,
    /// Only these.
    pub among: Option<Vec<PodId>>,
}

/// The pods that are wanted, from the one after `after` on.
///
/// # Errors
/// Only the database's own.
pub async fn page(
    db: &Database,
    narrowed: &Narrowed,
    after: Option<&PodId>,
    limit: u32,
) -> Result<Vec<Pod>, Error> {
    let (narrowed, after) = (narrowed.clone(), after.copied());
    read!(db, |conn| {
        let mut all = pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .select(Pod::as_select())
            .order(pods::id)
            .limit(i64::from(limit))
            .into_boxed();
        all = match narrowed.state {
            Some(state) => all.filter(pods::state.eq(state)),
            None => all.filter(pods::state.ne(State::Deleted)),
        };
        if let Some(after) = after {
            all = all.filter(pods::id.gt(after));
        }
        if let Some(among) = narrowed.among {
            all = all.filter(pods::id.eq_any(among));
        }
        if !narrowed.words.is_empty() {
            let (small, typed) = (pattern(&narrowed.words.to_lowercase()), pattern(&narrowed.words));
            let host = hosts::host.like(small.clone()).escape('\\');
            // SQLite makes only ASCII small: other letters are found as they were typed
            let name = lower(pods::name).like(small).escape('\\').or(pods::name.like(typed).escape('\\'));
            all = all.filter(host.or(name));
        }
        all.load::<Pod>(conn).await?
    })
}
