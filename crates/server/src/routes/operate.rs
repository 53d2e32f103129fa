//! The console of those who run the pod.

pub mod audit;
pub mod invites;

use crate::{extract::Operator, fault::Answer};
use ui::url;

/// `GET /operate`.
pub async fn console(operator: Operator) -> Answer {
    Ok(operator.go(&url::operate_invites(), None))
}
