//! The console of those who run a pod.

pub mod accounts;
pub mod announcements;
pub mod audit;
pub mod blocks;
pub mod branding;
pub mod funds;
pub mod gifts;
pub mod guest;
pub mod introduction;
pub mod invite_tree;
pub mod invites;
pub mod inviting;
pub mod listing;
pub mod logo;
pub mod mails;
pub mod members;
pub mod membership;
pub mod newcomers;
pub mod notices;
pub mod overview;
pub mod registration;
pub mod reports;
pub mod requests;
pub mod texts;
pub mod visits;
pub mod waiters;
pub mod waves;

use crate::{extract::Operator, fault::Fault};
use model::pods::{self, Change, Pod};
use time::{Date, macros::format_description};

/// The pod as it is at this moment, not as it was remembered: a form that shows old settings would bring them back.
async fn now(operator: &Operator) -> Result<Pod, Fault> {
    pods::get(&operator.app.database, &operator.home().id).await?.ok_or(Fault::NotFound)
}

/// Changes the pod's settings; whoever did it sees it with the next page.
async fn set(operator: &Operator, change: Change) -> Result<(), Fault> {
    let pod = operator.home().id;
    pods::set(&operator.app.database, &pod, change, &operator.by()).await?;
    operator.app.tenants.forget(&pod);
    Ok(())
}

/// A setting that is another now: the log says what was changed, and not what was left as it was.
fn changed<T: PartialEq>(new: T, old: &T) -> Option<T> {
    (new != *old).then_some(new)
}

/// A day as browsers write it: `2026-11-22`.
pub(super) fn day(text: &str) -> Option<Date> {
    Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).ok()
}
