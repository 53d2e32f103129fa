//! What decides what others hear of a pod: few columns, since all pods are looked at every few seconds.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use time::OffsetDateTime;

use super::Visibility;
use crate::columns::MaybeStamp;
use crate::pods::{Pod, State};
use crate::schema::{hosts, listing_settings, pods};
use crate::{Database, Error, PodId};

/// What decides what others hear of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = pods)]
pub struct Outline {
    /// The pod.
    #[diesel(select_expression = pods::id)]
    pub pod: PodId,
    /// Its primary host name, without a port.
    #[diesel(select_expression = hosts::host)]
    pub host: String,
    /// Whether it shows the pod there: its domain may be unproven.
    #[diesel(select_expression = hosts::served)]
    pub host_is_served: bool,
    /// Where it is in its life.
    pub state: State,
    /// When it closes, of a pod that is closing.
    #[diesel(deserialize_as = MaybeStamp)]
    pub closing_at: Option<OffsetDateTime>,
    /// Whether directories show it, where its operators have said so.
    #[diesel(select_expression = listing_settings::visibility.nullable())]
    pub visibility: Option<Visibility>,
}

impl Outline {
    /// That of a pod of which this is said.
    pub fn of(pod: &Pod, visibility: Visibility) -> Self {
        Self {
            pod: pod.id,
            host: pod.host.clone(),
            host_is_served: pod.host_is_served,
            state: pod.state,
            closing_at: pod.closing_at,
            visibility: Some(visibility),
        }
    }
}

/// Those of all pods that are not deleted, by host.
///
/// # Errors
/// Only the database's own.
pub async fn outlines(db: &Database) -> Result<Vec<Outline>, Error> {
    read!(db, |conn| {
        pods::table
            .inner_join(hosts::table.on(hosts::pod_id.eq(pods::id).and(hosts::is_primary)))
            .left_join(listing_settings::table.on(listing_settings::pod_id.eq(pods::id)))
            .filter(pods::state.ne(State::Deleted))
            .order(hosts::host)
            .select(Outline::as_select())
            .load::<Outline>(conn)
            .await?
    })
}
