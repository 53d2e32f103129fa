//! Looking for pods, as the deployment's admins do: by words, state and plan, page by page.

use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use super::{Pod, State};
use crate::schema::{hosts, pod_plans, pods};
use crate::{Database, Error};

diesel::define_sql_function! {
    fn lower(text: Text) -> Text;
}

/// Which pods somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// What the name or the primary host name must hold; empty for all.
    pub words: String,
    /// Only those in this state; all but deleted ones where none is said.
    pub state: Option<State>,
    /// Only those with this plan, or only those with figures of their own.
    pub plan: Option<Option<String>>,
    /// In which order.
    pub sort: Sort,
}

/// The order of a list of pods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// Those with the most members first.
    Members,
    /// Those with the most media first.
    Media,
    /// Those with the most live sessions first.
    Sessions,
    /// The youngest first.
    Created,
}

/// A pod that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub pod: Pod,
    /// The name of its plan; none where it has figures of its own.
    pub plan: Option<String>,
}

/// Of a boxed query those whose name or host holds the words.
macro_rules! which_hold {
    ($all:ident, $words:expr) => {{
        let (small, typed) = (pattern(&$words.to_lowercase()), pattern($words));
        let host = hosts::host.like(small.clone()).escape('\\');
        // SQLite makes only ASCII small: other letters are found as they were typed
        let name = lower(pods::name).like(small).escape('\\').or(pods::name.like(typed).escape('\\'));
        $all.filter(host.or(name))
    }};
}

/// The pods that are looked for, behind so many.
///
/// # Errors
/// Only the database's own.
pub async fn search(db: &Database, search: &Search, skip: u32, count: u32) -> Result<Vec<Found>, Error> {
    let search = search.clone();
    let rows: Vec<(Pod, Option<String>)> = read!(db, |conn| {
        let mut all = pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .left_join(pod_plans::table.on(pod_plans::pod_id.eq(pods::id)))
            .select((Pod::as_select(), pod_plans::plan.nullable()))
            .offset(i64::from(skip))
            .limit(i64::from(count))
            .into_boxed();
        if !search.words.is_empty() {
            all = which_hold!(all, &search.words);
        }
        all = match search.state {
            Some(state) => all.filter(pods::state.eq(state)),
            None => all.filter(pods::state.ne(State::Deleted)),
        };
        all = match search.plan {
            Some(Some(plan)) => all.filter(pod_plans::plan.nullable().eq(plan)),
            Some(None) => all.filter(pod_plans::plan.nullable().is_null()),
            None => all,
        };
        all = match search.sort {
            Sort::Name => all.order((lower(pods::name), hosts::host)),
            Sort::Members => all.order((pods::members_used.desc(), hosts::host)),
            Sort::Media => all.order((pods::storage_used.desc(), hosts::host)),
            Sort::Sessions => all.order((pods::sessions_used.desc(), hosts::host)),
            Sort::Created => all.order((pods::created_at.desc(), hosts::host)),
        };
        all.load(conn).await?
    })?;
    Ok(rows.into_iter().map(|(pod, plan)| Found { pod, plan }).collect())
}

/// How many pods there are, deleted ones left out.
///
/// # Errors
/// Only the database's own.
pub async fn count(db: &Database) -> Result<i64, Error> {
    read!(db, |conn| pods::table.filter(pods::state.ne(State::Deleted)).count().get_result(conn).await?)
}

/// What holds these words anywhere, as `LIKE … ESCAPE '\'` reads it.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in words.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
