//! That each job is known on the page, and says whether its work goes by the state of pods.

use super::{ALL, MAILS, keep_on, last_night};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use time::macros::datetime;

/// What a job does with a pod that is not simply in use: read-only, suspended, closing or closed, deleted and able to come back.
#[derive(Clone, Copy, Debug)]
enum Then {
    /// The same as with any other: it takes away what was kept for long enough, or does what a member asked for.
    Same,
    /// It goes by the pod's state, as these tests prove.
    ByState(&'static [&'static str]),
    /// Nothing: it is about no pod of this deployment.
    Elsewhere,
}

/// Where the tests are that [`PODS`] names.
const PROOFS: &[&str] = &[
    include_str!("../../../model/tests/model/announced.rs"),
    include_str!("../../../model/tests/model/domains.rs"),
    include_str!("../../../model/tests/model/hosts.rs"),
    include_str!("../../../model/tests/model/mails.rs"),
    include_str!("../../../model/tests/model/pods.rs"),
    include_str!("../../../model/tests/model/states.rs"),
    include_str!("../federation/listed.rs"),
];

/// It goes through `pods::list`.
const LISTED: Then = Then::ByState(&["a_deleted_pod_is_not_found_but_kept"]);

/// What each job does with them.
const PODS: &[(&str, Then)] = {
    use Then::{ByState, Elsewhere, Same};
    &[
        ("places", Same),
        ("browsers", Same),
        ("pods", ByState(&["a_deleted_pod_comes_back_as_it_was_within_thirty_days"])),
        ("hosts", Same),
        ("handles", Same),
        ("departures", Same),
        ("pictures", Same),
        ("lines", ByState(&["what_a_pod_wrote_that_is_suspended_for_long_is_sent_once_it_is_not"])),
        ("answers", Elsewhere),
        ("turns", Same),
        ("reports", Same),
        ("listings", Elsewhere),
        ("providers", LISTED),
        ("feed", ByState(&["what_others_hear_of_a_pod_goes_by_its_state"])),
        ("peers", Elsewhere),
        ("announcing", ByState(&["who_is_not_public_and_active_is_named_to_nobody"])),
        ("agreements", Elsewhere),
        ("statements", Elsewhere),
        ("imports", Elsewhere),
        ("messages", LISTED),
        // workers end those of pods that nobody uses by themselves
        ("sessions", Same),
        ("accounts", Same),
        ("quotas", LISTED),
        ("usages", LISTED),
        (
            "offers",
            ByState(&[
                "nothing_is_sent_and_no_place_offered_until_the_pod_is_back",
                "a_pod_that_is_read_only_or_has_closed_sends_what_it_wrote_and_offers_no_place",
            ]),
        ),
        // what is written waits until it may be sent
        ("warnings", ByState(&["nobody_is_warned_of_the_limits_of_a_pod_that_is_deleted"])),
        ("guests", Same),
        (
            MAILS,
            ByState(&[
                "nothing_is_sent_and_no_place_offered_until_the_pod_is_back",
                "a_pod_that_is_read_only_or_has_closed_sends_what_it_wrote_and_offers_no_place",
            ]),
        ),
        ("proofs", ByState(&["records_are_looked_for_when_they_are_due"])),
        (
            "domains",
            ByState(&["whoever_has_the_accounts_hears_that_a_pod_is_not_open_until_it_cannot_come_back"]),
        ),
        ("wishes", Same),
        ("processes", Elsewhere),
    ]
};

#[test]
fn each_job_names_the_tests_of_what_it_does_with_pods_that_are_not_in_use() {
    let said: BTreeSet<&str> = PODS.iter().map(|(name, _)| *name).collect();
    let names: BTreeSet<&str> = ALL.iter().map(|job| job.name).collect();
    assert_eq!(said, names, "say in PODS what a new job does with them");
    for (job, then) in PODS {
        let Then::ByState(tests) = then else { continue };
        assert!(!tests.is_empty(), "{job}");
        for test in *tests {
            let head = format!("fn {test}(");
            assert!(PROOFS.iter().any(|proofs| proofs.contains(&head)), "{job}: there is no test {test}");
        }
    }
}

#[test]
fn each_job_has_a_name_of_its_own_and_words_on_the_page() {
    let names: BTreeSet<&str> = ALL.iter().map(|job| job.name).collect();
    assert_eq!(names.len(), ALL.len(), "no name twice");
    let shown: BTreeSet<&str> = ui::pages::JOBS.iter().copied().collect();
    assert_eq!(names, shown);
}

#[tokio::test]
async fn what_panics_begins_again_until_it_ends_as_it_should() {
    let begun = AtomicU32::new(0);
    let begins = &begun;
    keep_on("a test", Duration::ZERO, || async move {
        assert!(begins.fetch_add(1, Ordering::Relaxed) > 1, "a mistake of ours");
    })
    .await;
    assert_eq!(begun.into_inner(), 3);
}

#[test]
fn the_night_is_the_last_one() {
    let three = datetime!(2026-03-02 3:00 UTC);
    assert_eq!(last_night(datetime!(2026-03-02 3:00 UTC)), three);
    assert_eq!(last_night(datetime!(2026-03-03 2:59 UTC)), three);
}
