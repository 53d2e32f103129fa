//! What becomes of a job: told in figures, and written down for whoever looks after the deployment.

use super::{Failure, Job};
use model::{
    Database, ProcessId,
    runs::{self, Run},
};
use pool::figures::{SECONDS, figure};
use prometheus::{HistogramVec, IntCounterVec, histogram_opts, opts};
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};
use time::OffsetDateTime;

static TOOK: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "How long a job took, in seconds";
    figure(HistogramVec::new(histogram_opts!("cosse_job_seconds", help, SECONDS.to_vec()), &["job"]))
});

static FAILURES: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "Jobs that failed; each is done again when it is due";
    figure(IntCounterVec::new(opts!("cosse_job_failures_total", help), &["job"]))
});

/// How often a job is written down that goes well each time: some are done every two seconds.
const CALM: Duration = Duration::from_secs(10);

/// What is told of one job, by one process.
pub struct Record<'a> {
    job: &'a Job,
    process: ProcessId,
    /// When it was last written down that it goes well.
    calm: Option<Instant>,
}

impl<'a> Record<'a> {
    /// Of a job that was not done yet.
    #[must_use]
    pub fn new(job: &'a Job, process: ProcessId) -> Self {
        // told from the beginning, so that the first is seen to come
        FAILURES.with_label_values(&[job.name]).inc_by(0);
        Self { job, process, calm: None }
    }

    /// Notes that it was done in a time, ended now, and went well or did not. What cannot be written down is dropped.
    pub async fn note(
        &mut self,
        database: &Database,
        took: Duration,
        now: OffsetDateTime,
        done: Result<(), Failure>,
    ) {
        let label = [self.job.name];
        TOOK.with_label_values(&label).observe(took.as_secs_f64());
        let error = done.err().map(|Failure(why)| why);
        match &error {
            Some(why) => {
                FAILURES.with_label_values(&label).inc();
                tracing::warn!(why, job = self.job.name, "a job failed; it is done again when it is due");
            }
            None if self.calm.is_some_and(|last| last.elapsed() < CALM) => return,
            None => {}
        }
        let goes_well = error.is_none();
        let noted = runs::note(database, &self.run(took, now, error)).await;
        if let Err(error) = &noted {
            tracing::debug!(%error, job = self.job.name, "what became of a job was not written down");
        }
        self.calm = Some(Instant::now()).filter(|_| goes_well && noted.is_ok());
    }

    fn run(&self, took: Duration, now: OffsetDateTime, error: Option<String>) -> Run {
        let begun_at = now - took;
        Run {
            job: self.job.name.to_owned(),
            process: self.process,
            begun_at,
            ended_at: now,
            due_at: (begun_at + self.job.every).max(now),
            took: i64::try_from(took.as_millis()).unwrap_or(i64::MAX),
            error,
        }
    }
}
