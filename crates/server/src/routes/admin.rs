//! The console of the deployment's admins, on the platform's host.

pub mod admins;
pub mod announcements;
pub mod audit;
pub mod blocks;
pub mod create;
pub mod directory;
pub mod domains;
pub mod entry;
pub mod health;
pub mod hosts;
pub mod imports;
mod limits;
pub mod peers;
pub mod plans;
pub mod pod;
pub mod pod_reports;
pub mod pods;
mod running;
pub mod statements;
pub mod turn;
pub mod visit;

use crate::{extract::Admin, fault::Fault};
use model::{
    PodId,
    pods::{Pod, State},
};
use ui::url::PodState;

/// A pod in any state; what is no id leads nowhere.
async fn known(admin: &Admin, id: &str) -> Result<Pod, Fault> {
    let id: PodId = id.parse().map_err(|_| Fault::NotFound)?;
    model::pods::get(&admin.app.database, &id).await?.ok_or(Fault::NotFound)
}

/// The names of the plans.
async fn plan_names(admin: &Admin) -> Result<Vec<String>, Fault> {
    let plans = model::plans::list(&admin.app.database).await?;
    Ok(plans.into_iter().map(|plan| plan.name).collect())
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn shown_state(state: State) -> PodState {
    match state {
        State::Active => PodState::Active,
        State::ReadOnly => PodState::ReadOnly,
        State::Suspended => PodState::Suspended,
        State::Closing => PodState::Closing,
        State::Deleted => PodState::Deleted,
    }
}

fn asked_state(state: PodState) -> State {
    match state {
        PodState::Active => State::Active,
        PodState::ReadOnly => State::ReadOnly,
        PodState::Suspended => State::Suspended,
        PodState::Closing => State::Closing,
        PodState::Deleted => State::Deleted,
    }
}
