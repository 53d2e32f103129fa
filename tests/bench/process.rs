//! A process seen from outside: its memory, and how long it has worked (proc(5)).

use std::fs;
use std::time::{Duration, Instant};

/// Linux counts processor time in hundredths of a second, whatever its clock (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// A process.
#[derive(Clone, Copy, Debug)]
pub struct Process(u32);

impl Process {
    /// The process of that id.
    pub fn of(id: u32) -> Self {
        Self(id)
    }

    /// Its resident memory, in kB, counted page by page.
    pub fn memory(self) -> f64 {
        let rollup = self.read("smaps_rollup");
        let line = rollup.lines().find_map(|line| line.strip_prefix("Rss:")).expect("Rss");
        line.trim().trim_end_matches(" kB").parse().expect("a number of kB")
    }

    /// Its threads.
    pub fn threads(self) -> f64 {
        let status = self.read("status");
        let line = status.lines().find_map(|line| line.strip_prefix("Threads:")).expect("Threads");
        line.trim().parse().expect("a number")
    }

    /// Its open files, connections among them.
    pub fn files(self) -> f64 {
        fs::read_dir(format!("/proc/{}/fd", self.0)).expect("its files").count() as f64
    }

    /// How long it has worked on all processors together.
    pub fn worked(self) -> Duration {
        let stat = self.read("stat");
        // the name, which may have blanks, ends with the last parenthesis; utime and stime are the fields 14 and 15
        let (_, fields) = stat.rsplit_once(") ").expect("fields");
        let times = fields.split(' ').skip(11).take(2).map(|it| it.parse::<u32>().expect("ticks"));
        TICK * times.sum::<u32>()
    }

    /// How much of one processor it needs, in percent, over that time.
    pub async fn load(self, over: Duration) -> f64 {
        let (start, before) = (Instant::now(), self.worked());
        tokio::time::sleep(over).await;
        (self.worked() - before).as_secs_f64() / start.elapsed().as_secs_f64() * 100.0
    }

    fn read(self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.0))
            .unwrap_or_else(|error| panic!("process {} cannot be looked at: {error}", self.0))
    }
}
