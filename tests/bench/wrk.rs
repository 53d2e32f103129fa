//! wrk, which asks for one page again and again.

use std::time::Duration;

use tokio::process::Command;

/// Connections that it keeps open; each asks when it has its answer.
const CONNECTIONS: &str = "16";

/// Answers a second over that time.
///
/// # Panics
///
/// If it cannot be run, or not every answer was a good one.
pub async fn rate(url: &str, headers: &[String], over: Duration) -> f64 {
    let mut command = Command::new("wrk");
    command.args(["-t1", "-c", CONNECTIONS, "--timeout", "10s", "-d", &format!("{}s", over.as_secs())]);
    for header in headers {
        command.args(["-H", header]);
    }
    command.arg(url).kill_on_drop(true);
    let done = tokio::time::timeout(over * 2 + Duration::from_secs(30), command.output()).await;
    let done = done.expect("wrk ends in time").expect("wrk, which ops/bench installs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let bad = ["Non-2xx", "Socket errors"].iter().any(|word| said.contains(word));
    assert!(done.status.success() && !bad, "{url} was not answered well: {said}");
    let line = said.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
    line.and_then(|rate| rate.trim().parse().ok()).unwrap_or_else(|| panic!("wrk said no rate: {said}"))
}
