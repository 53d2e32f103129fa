//! What runs, and what is done from time to time: a line for each thing that is wrong.

use super::Finding;
use crate::{
    clock,
    commands::CommandError,
    health::{self, Trouble},
    jobs,
};
use model::Database;

/// Looks at both.
///
/// # Errors
/// The database's own.
pub(super) async fn look(database: &Database, sends_mail: bool) -> Result<Vec<Finding>, CommandError> {
    let now = clock::now();
    let health = health::look(database, sends_mail, now).await?;
    let here = env!("CARGO_PKG_VERSION");
    let running: Vec<_> = health.processes.iter().filter(|process| process.is_heard_of(now)).collect();
    let others = running.iter().filter(|process| process.version != here).count();
    let version = if others == 0 { String::new() } else { format!(", {others} of another version") };
    let processes = format!("the processes ({} running{version})", running.len());
    let jobs = format!("the jobs ({})", jobs::ALL.len());
    let (of_jobs, of_processes): (Vec<&Trouble>, Vec<&Trouble>) =
        health.troubles.iter().partition(|trouble| trouble.job().is_some());
    let mut findings = told(processes, &of_processes);
    findings.extend(told(jobs, &of_jobs));
    Ok(findings)
}

/// One line that all is well, or one for each thing that is not.
fn told(what: String, troubles: &[&Trouble]) -> Vec<Finding> {
    if troubles.is_empty() {
        return vec![Finding { what, fault: None }];
    }
    let fault = |trouble: &&Trouble| Finding { what: trouble.to_string(), fault: Some(trouble.advice()) };
    troubles.iter().map(fault).collect()
}
