//! New rules from the command line.

use super::{CommandError, by};
use model::{
    Database,
    pods::Pod,
    texts::{self, Kind},
};
use time::Duration;

/// Writes new rules down, which hold in so many days; in two weeks if that is not said, and at once where there were none.
///
/// # Errors
/// The database's own.
pub async fn set_rules(
    database: &Database,
    pod: &Pod,
    rules: &str,
    days: Option<u32>,
) -> Result<(), CommandError> {
    let otherwise = if pod.rules.is_empty() { Duration::ZERO } else { texts::ANNOUNCED };
    let (pause, by) = (days.map_or(otherwise, |days| Duration::days(i64::from(days))), by());
    texts::announce(database, &pod.id, Kind::Rules, rules, by.at + pause, &by).await?;
    if !pause.is_zero() {
        println!("the new rules of {} hold from {} on", pod.host, (by.at + pause).date());
    }
    Ok(())
}
