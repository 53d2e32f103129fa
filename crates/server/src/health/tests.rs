//! What counts as wrong, and what does not.

use super::*;
use model::{ProcessId, processes::Load, runs::Run};
use time::{Duration, macros::datetime};

const NOW: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);

/// A process that has run for an hour, and was heard of so many seconds ago.
fn process(roles: &[Role], seconds: i64) -> Process {
    let started_at = NOW - Duration::HOUR;
    Process {
        id: ProcessId::new(started_at),
        roles: roles.to_vec(),
        version: "0.1.0".to_owned(),
        machine: "one".to_owned(),
        started_at,
        seen_at: NOW - Duration::seconds(seconds),
        ending: false,
        load: Load::default(),
    }
}

/// What became of a job so many seconds ago.
fn last(job: &Job, seconds: i64, failures: i64) -> Last {
    let begun_at = NOW - Duration::seconds(seconds);
    let run = Run {
        job: job.name.to_owned(),
        process: ProcessId::new(begun_at),
        begun_at,
        ended_at: begun_at,
        due_at: begun_at + job.every,
        took: 1,
        error: (failures > 0).then(|| "no room".to_owned()),
    };
    Last { run, failures }
}

fn job(name: &str) -> &'static Job {
    jobs::ALL.iter().find(|job| job.name == name).expect("a job")
}

fn all(processes: &[Process], runs: &[Last], name: &str) -> (State, Vec<Trouble>) {
    let mut health = judge(processes.to_vec(), runs, std::iter::once(job(name)), NOW);
    (health.jobs.remove(0).state, health.troubles)
}

#[test]
fn all_is_well_where_everything_is_done_and_where_nothing_runs() {
    let everything = [process(Role::ALL, 59)];
    let places = job("places");
    assert_eq!(all(&everything, &[last(places, 40, 0)], "places"), (State::Well, vec![]));
    assert_eq!(all(&everything, &[last(places, 40, 2)], "places"), (State::Failed, vec![]));
    assert_eq!(all(&[], &[last(places, 4000, 0)], "places"), (State::Well, vec![]));
    assert_eq!(all(&[], &[], "places"), (State::New, vec![]));
}

#[test]
fn a_job_that_fails_three_times_in_a_row_is_wrong() {
    let everything = [process(Role::ALL, 0)];
    let (state, troubles) = all(&everything, &[last(job("places"), 40, 3)], "places");
    assert_eq!(state, State::Failing);
    assert_eq!(troubles, [Trouble::Failing("places", 3, "no room".to_owned())]);
    assert!(troubles[0].advice().contains("no room"), "{}", troubles[0].advice());
}

#[test]
fn a_job_is_late_after_three_times_and_a_minute_if_somebody_ran_who_does_jobs() {
    let places = job("places");
    let everything = [process(Role::ALL, 0)];
    assert_eq!(all(&everything, &[last(places, 180, 0)], "places"), (State::Well, vec![]));
    let (state, troubles) = all(&everything, &[last(places, 181, 0)], "places");
    assert_eq!(state, State::Late);
    assert_eq!(troubles, [Trouble::Late("places", NOW - Duration::seconds(151))]);
    let fresh = Process { started_at: NOW - Duration::MINUTE, ..process(Role::ALL, 0) };
    assert_eq!(all(&[fresh], &[last(places, 9000, 0)], "places"), (State::Well, vec![]), "it has just begun");
    let since = process(Role::ALL, 0).started_at;
    assert_eq!(all(&everything, &[], "places").1, [Trouble::Late("places", since)], "it was never done");
    assert_eq!(all(&everything, &[], "quotas"), (State::New, vec![]));
}

#[test]
fn what_nobody_does_is_one_trouble_and_not_one_for_each_job() {
    let (state, troubles) = all(&[process(&[Role::Web], 0)], &[last(job("places"), 9000, 0)], "places");
    assert_eq!(state, State::Well);
    assert_eq!(troubles, [Trouble::Nobody(Role::Worker), Trouble::Nobody(Role::Jobs)]);
}

#[test]
fn who_is_not_heard_of_is_missed_until_another_stands_there() {
    let (here, gone) = (process(Role::ALL, 0), process(&[Role::Worker], 60));
    let troubles = all(&[here.clone(), gone.clone()], &[], "quotas").1;
    assert_eq!(troubles, [Trouble::Silent(Box::new(gone.clone()))]);
    let said = troubles[0].to_string();
    assert!(said.contains("(worker) on one was not heard of since 2026-03-01 11:59 UTC"), "{said}");
    let next = Process { started_at: NOW - Duration::seconds(5), ..process(&[Role::Worker], 0) };
    assert!(all(&[here.clone(), gone.clone(), next], &[], "quotas").1.is_empty());
    let ended = Process { ending: true, ..gone };
    assert!(all(&[here, ended], &[], "quotas").1.is_empty(), "it said that it ends");
}
