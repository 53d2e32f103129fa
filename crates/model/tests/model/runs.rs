//! What jobs did last.

use model::ProcessId;
use model::runs::{self, KEPT, LONGEST, Last, Run};
use time::Duration;

use crate::databases::{Fresh, on_both};
use crate::people::NOW;

fn run(job: &str, minutes: i64, error: Option<&str>) -> Run {
    let begun_at = NOW + Duration::minutes(minutes);
    Run {
        job: job.into(),
        process: ProcessId::new(begun_at),
        begun_at,
        ended_at: begun_at + Duration::milliseconds(1250),
        due_at: begun_at + Duration::MINUTE,
        took: 1250,
        error: error.map(str::to_owned),
    }
}

async fn note(fresh: &Fresh, run: &Run) {
    runs::note(&fresh.db, run).await.unwrap();
}

async fn last(fresh: &Fresh, job: &str) -> Last {
    let all = runs::list(&fresh.db).await.unwrap();
    all.into_iter().find(|last| last.run.job == job).unwrap()
}

on_both! {
    async fn failures_in_a_row_are_counted_until_one_goes_well(fresh) {
        let (first, fine) = (run("places", 0, Some("no room")), run("places", 3, None));
        note(fresh, &first).await;
        assert_eq!(last(fresh, "places").await, Last { run: first, failures: 1 });
        let other = run("lines", 0, None);
        note(fresh, &other).await;
        for minutes in 1..3 {
            note(fresh, &run("places", minutes, Some("no air"))).await;
        }
        let failed = last(fresh, "places").await;
        assert_eq!((failed.failures, failed.run.error.as_deref()), (3, Some("no air")));
        note(fresh, &fine).await;
        assert_eq!(last(fresh, "places").await, Last { run: fine, failures: 0 });
        note(fresh, &run("places", 4, Some("no room"))).await;
        assert_eq!(last(fresh, "places").await.failures, 1);
        assert_eq!(last(fresh, "lines").await, Last { run: other, failures: 0 }, "another job is as it was");
    }

    async fn why_one_failed_is_kept_as_one_line_that_ends(fresh) {
        note(fresh, &run("places", 0, Some(&"no\nroom ".repeat(LONGEST)))).await;
        let said = last(fresh, "places").await.run.error.unwrap();
        assert!(said.starts_with("no room no") && said.chars().count() == LONGEST, "{said}");
    }

    async fn a_job_that_nobody_does_any_more_is_forgotten(fresh) {
        note(fresh, &run("places", 0, None)).await;
        note(fresh, &run("lines", 60, None)).await;
        assert_eq!(runs::expire(&fresh.db, NOW + Duration::MINUTE + KEPT).await.unwrap(), 1);
        assert_eq!(last(fresh, "lines").await.failures, 0);
        assert_eq!(runs::list(&fresh.db).await.unwrap().len(), 1);
    }
}
