//! On what, when, and of what it was measured.

use std::fs;
use std::process::Command;

use crate::figures::Figures;

/// Tells the machine, the day and the commit.
///
/// # Panics
///
/// If this is no Linux with git.
pub fn describe(figures: &mut Figures) {
    let cores = std::thread::available_parallelism().expect("processors").get();
    figures.fact("machine.cores", cores);
    figures.fact("machine.cpu", line("/proc/cpuinfo", "model name"));
    let memory: u64 =
        line("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse().expect("a number of kB");
    figures.fact("machine.memory_mb", memory / 1024);
    figures.fact("machine.kernel", fs::read_to_string("/proc/sys/kernel/osrelease").expect("Linux").trim());
    figures.fact("date", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]));
    let changed = !said("git", &["status", "--porcelain"]).is_empty();
    let commit = said("git", &["rev-parse", "--short", "HEAD"]);
    figures.fact("commit", if changed { format!("{commit}, changed") } else { commit });
}

/// The first value of that name in one of the kernel's files.
fn line(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).expect("Linux");
    let found = text.lines().find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == name));
    found.map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
}

fn said(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let done = done.unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}
