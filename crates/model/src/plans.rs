//! Plans: limits with a name, which the deployment's admins give to pods. A plan that changes changes the pods that have it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::audit::{Act, By, Note, note, without_nulls};
use crate::domains::allow_upload;
use crate::schema::{plans, pod_plans, pods};
use crate::{Database, Error, PodId};

/// The most of members, sessions and sign-ups that is set as a limit.
pub const MOST: i64 = 1_000_000;

/// The most bytes: a hundred million megabytes.
pub const MOST_BYTES: i64 = 100_000_000 << 20;

/// Limits with a name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = plans, treat_none_as_null = true)]
#[diesel(primary_key(name))]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Members at most.
    pub members_max: i64,
    /// Bytes of media at most.
    pub storage_max: i64,
    /// Live sessions at most.
    pub sessions_max: i64,
    /// New members in a day (UTC) at most.
    pub signups_per_day: i64,
    /// Bytes of one upload at most; none where the plan does not say it, and each pod keeps what it has.
    pub upload_max: Option<i64>,
}

impl Plan {
    /// For the audit logs.
    fn told(&self) -> Value {
        without_nulls(json!({
            "members_max": self.members_max,
            "storage_max": self.storage_max,
            "sessions_max": self.sessions_max,
            "signups_per_day": self.signups_per_day,
            "upload_max": self.upload_max,
        }))
    }

    /// The same, with its name.
    fn told_by_name(&self) -> Value {
        let mut told = self.told();
        told["plan"] = json!(self.name);
        told
    }
}

/// Inside a transaction: a pod's limits are a plan's, and its log says so.
macro_rules! limit {
    ($conn:ident, $pod:expr, $plan:expr, $by:expr) => {{
        let (pod, plan, by): (PodId, &Plan, By) = ($pod, $plan, $by);
        let media: Option<i64> =
            pods::table.find(pod).select(pods::storage_max).first($conn).await.optional()?;
        let rows = diesel::update(pods::table.find(pod))
            .set((
                (pods::members_max.eq(plan.members_max), pods::storage_max.eq(plan.storage_max)),
                (pods::sessions_max.eq(plan.sessions_max), pods::signups_per_day.eq(plan.signups_per_day)),
            ))
            .execute($conn)
            .await?;
        Error::unless_some(rows, "pod")?;
        if let Some(bytes) = plan.upload_max {
            allow_upload!($conn, pod, bytes, by.at);
        }
        let detail = plan.told_by_name();
        if media != Some(plan.storage_max) {
            crate::domains::hasten!($conn, pod, by.at);
        }
        note!($conn, pod, Note { by, act: Act::Change, object: String::new(), detail });
    }};
}

/// Inside a transaction that holds the deployment: a plan.
macro_rules! read_plan {
    ($conn:ident, $name:expr) => {{
        use $crate::plans::Plan;
        use $crate::schema::plans;

        let name: String = $name;
        let plan: Option<Plan> =
            plans::table.find(name).select(Plan::as_select()).first($conn).await.optional()?;
        plan.ok_or($crate::Error::NotFound("plan"))?
    }};
}
pub(crate) use read_plan;

/// Inside a transaction that holds the deployment: a pod has the plan of that name, in place of the one it had.
macro_rules! give_plan {
    ($conn:ident, $pod:expr, $name:expr) => {{
        use $crate::schema::pod_plans;

        let (pod, name): ($crate::PodId, String) = ($pod, $name);
        diesel::insert_into(pod_plans::table)
            .values((pod_plans::pod_id.eq(pod), pod_plans::plan.eq(name.clone())))
            .on_conflict(pod_plans::pod_id)
            .do_update()
            .set(pod_plans::plan.eq(name))
            .execute($conn)
            .await?;
    }};
}
pub(crate) use give_plan;

/// The plans, by name.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database) -> Result<Vec<Plan>, Error> {
    read!(db, |conn| plans::table.order(plans::name).select(Plan::as_select()).load(conn).await?)
}

/// A plan.
///
/// # Errors
/// `NotFound("plan")`.
pub async fn find(db: &Database, name: &str) -> Result<Plan, Error> {
    let name = name.to_owned();
    let plan: Option<Plan> = read!(db, |conn| {
        plans::table.find(name).select(Plan::as_select()).first(conn).await.optional()?
    })?;
    plan.ok_or(Error::NotFound("plan"))
}

/// How many pods have which plan, deleted ones left out.
///
/// # Errors
/// Only the database's own.
pub async fn pods_of_each(db: &Database) -> Result<Vec<(String, i64)>, Error> {
    read!(db, |conn| {
        pod_plans::table
            .inner_join(pods::table.on(pods::id.eq(pod_plans::pod_id)))
            .filter(pods::state.ne(crate::pods::State::Deleted))
            .group_by(pod_plans::plan)
            .select((pod_plans::plan, diesel::dsl::count_star()))
            .load::<(String, i64)>(conn)
            .await?
    })
}

/// Makes a plan, or changes it: the pods that have it have the new limits at once. Under what a pod uses they only stop what is new.
///
/// # Errors
/// Only the database's own.
pub async fn put(db: &Database, plan: &Plan, by: &By) -> Result<(), Error> {
    let (plan, by) = (plan.clone(), by.clone());
    transaction!(db, |conn| {
        // whoever gives a pod this plan just now does it before or after, with the limits of then
        hold_deployment!(conn);
        diesel::insert_into(plans::table)
            .values(plan.clone())
            .on_conflict(plans::name)
            .do_update()
            .set(plan.clone())
            .execute(conn)
            .await?;
        let theirs = pod_plans::table.filter(pod_plans::plan.eq(plan.name.clone())).order(pod_plans::pod_id);
        let pods: Vec<PodId> = theirs.select(pod_plans::pod_id).load(conn).await?;
        for pod in pods {
            limit!(conn, pod, &plan, by.clone());
        }
        let (object, detail) = (plan.name.clone(), plan.told());
        let note = deployment::Note { by, act: deployment::Act::PlanPut, object, detail };
        note_deployment!(conn, note);
    })
}

/// Removes a plan. The pods that had it keep its limits, as figures of their own.
///
/// # Errors
/// `NotFound("plan")`.
pub async fn remove(db: &Database, name: &str, by: &By) -> Result<(), Error> {
    let (name, by) = (name.to_owned(), by.clone());
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let rows = diesel::delete(plans::table.find(name.clone())).execute(conn).await?;
        Error::unless_some(rows, "plan")?;
        diesel::delete(pod_plans::table.filter(pod_plans::plan.eq(name.clone()))).execute(conn).await?;
        let note = deployment::Note { by, act: deployment::Act::PlanRemove, object: name, detail: json!({}) };
        note_deployment!(conn, note);
    })
}

/// The name of a pod's plan; none where it has figures of its own.
///
/// # Errors
/// Only the database's own.
pub async fn of(db: &Database, pod: &PodId) -> Result<Option<String>, Error> {
    let pod = *pod;
    read!(db, |conn| pod_plans::table.find(pod).select(pod_plans::plan).first(conn).await.optional()?)
}

/// Gives a pod a plan with its limits; with none, it keeps the limits that it has as figures of its own.
///
/// # Errors
/// `NotFound("plan")`; `NotFound("pod")`.
pub async fn assign(db: &Database, pod: &PodId, plan: Option<&str>, by: &By) -> Result<(), Error> {
    let (pod, name, by) = (*pod, plan.map(str::to_owned), by.clone());
    transaction!(db, |conn| {
        hold_deployment!(conn);
        let Some(name) = name else {
            let rows = diesel::delete(pod_plans::table.find(pod)).execute(conn).await?;
            if rows > 0 {
                let detail = json!({ "plan": "" });
                note!(conn, pod, Note { by, act: Act::Change, object: String::new(), detail });
            }
            return Ok(());
        };
        let plan = read_plan!(conn, name.clone());
        limit!(conn, pod, &plan, by);
        give_plan!(conn, pod, name);
    })
}
