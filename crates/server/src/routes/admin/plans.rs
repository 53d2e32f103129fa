//! Plans: limits with a name.

use super::{count, limits};
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
};
use model::plans::{self, Plan};
use serde::Deserialize;
use std::collections::HashMap;
use ui::{
    Errors, Notice, Problem,
    pages::{PlanForm, PlanRow, PlansPage, PodLimits, Sure, SurePage},
    url,
};

/// The most characters of a name.
const LONGEST_NAME: u32 = 60;

/// The fields of the form.
#[derive(Deserialize)]
pub struct PlanFields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    members: String,
    #[serde(default)]
    media: String,
    #[serde(default)]
    sessions: String,
    #[serde(default)]
    signups: String,
    #[serde(default)]
    upload: String,
    sure: Option<String>,
}

/// The field of a removal, once it was asked.
#[derive(Deserialize)]
pub struct SureFields {
    pub(super) sure: Option<String>,
}

/// `GET /admin/plans`.
pub async fn list(admin: Admin) -> Answer {
    Ok(admin.show(&page(&admin, PlanForm::default()).await?))
}

/// `POST /admin/plans`: a name that is there changes that plan, after it has asked where pods have it.
pub async fn put(admin: Admin, Form(fields): Form<PlanFields>) -> Answer {
    let PlanFields { name, members, media, sessions, signups, upload, sure } = fields;
    let typed = PodLimits { plan: String::new(), members, media, sessions, signups, upload };
    let mut errors = Errors::none();
    if name.trim().is_empty() {
        errors.push("name", Problem::Required);
    } else if name.chars().count() > LONGEST_NAME as usize {
        errors.push("name", Problem::TooLong(LONGEST_NAME));
    }
    let plan = limits::read(one_line(&name).as_str(), &typed, &mut errors);
    let plan = Plan { upload_max: limits::upload_of_plan(&typed.upload, &mut errors), ..plan };
    if !errors.is_empty() {
        let form = PlanForm { name, limits: typed, errors };
        return Ok(admin.show_again(&page(&admin, form).await?));
    }
    let pods = pods_of(&admin, &plan.name).await?;
    if pods > 0 && sure.is_none() {
        let what = Sure::PlanPut { name: plan.name, limits: typed, pods };
        return Ok(admin.show(&SurePage { what }));
    }
    plans::put(&admin.app.database, &plan, &admin.by()).await?;
    Ok(admin.go(&url::admin_plans(), Some(Notice::Saved)))
}

/// `POST /admin/plans/{name}/remove`: asks first.
pub async fn remove(
    admin: Admin,
    Segment(name): Segment,
    Form(SureFields { sure }): Form<SureFields>,
) -> Answer {
    if sure.is_none() {
        let name = match plans::find(&admin.app.database, &name).await {
            Ok(plan) => plan.name,
            Err(model::Error::NotFound(_)) => return Err(Fault::NotFound),
            Err(error) => return Err(error.into()),
        };
        let pods = pods_of(&admin, &name).await?;
        return Ok(admin.show(&SurePage { what: Sure::PlanRemove { name, pods } }));
    }
    match plans::remove(&admin.app.database, &name, &admin.by()).await {
        Ok(()) => Ok(admin.go(&url::admin_plans(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// How many pods have a plan.
async fn pods_of(admin: &Admin, name: &str) -> Result<u64, Fault> {
    let pods = plans::pods_of_each(&admin.app.database).await?;
    Ok(pods.into_iter().find(|(plan, _)| plan == name).map_or(0, |(_, pods)| count(pods)))
}

/// What stands in addresses has no control characters.
fn one_line(name: &str) -> String {
    name.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned()
}

async fn page(admin: &Admin, form: PlanForm) -> Result<PlansPage, Fault> {
    let database = &admin.app.database;
    let pods: HashMap<String, i64> = plans::pods_of_each(database).await?.into_iter().collect();
    let row = |plan: Plan| PlanRow {
        pods: count(pods.get(&plan.name).copied().unwrap_or_default()),
        members: count(plan.members_max),
        media: count(plan.storage_max),
        sessions: count(plan.sessions_max),
        signups: count(plan.signups_per_day),
        upload: plan.upload_max.map(count),
        name: plan.name,
    };
    Ok(PlansPage { plans: plans::list(database).await?.into_iter().map(row).collect(), form })
}
