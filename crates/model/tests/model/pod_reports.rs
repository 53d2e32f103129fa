//! Reports of pods in the directory, their icons and days.

use model::PodReportId;
use model::audit::deployment::{self, Act, Filter};
use model::listed_pods::{self, CheckDay};
use model::pod_reports::{self, Decision, Kind, SAME_MAX, Verdict};
use model::sent::{self, Sent};
use model::{Database, Error};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by};

const POD: &str = "garden.example";

async fn file(db: &Database, domain: &str) -> Result<PodReportId, Error> {
    pod_reports::file(db, domain, Kind::Misleading, "no garden", NOW).await
}

on_both! {
    async fn a_report_waits_until_it_is_decided_once(fresh) {
        let db = &fresh.db;
        let id = file(db, POD).await.unwrap();
        let open = pod_reports::open(db, None, 9).await.unwrap();
        assert_eq!((open.len(), open[0].id, open[0].domain.as_str(), open[0].verdict), (1, id, POD, None));
        assert!(pod_reports::open(db, Some(id), 9).await.unwrap().is_empty());
        assert_eq!(pod_reports::count(db).await.unwrap(), 1);
        let decision = Decision { verdict: Verdict::Blocked, reason: "spam", by: &by() };
        pod_reports::decide(db, &id, decision).await.unwrap();
        let again = pod_reports::decide(db, &id, Decision { verdict: Verdict::Dismissed, ..decision }).await;
        assert!(matches!(again, Err(Error::NotFound("report"))));
        let decided = pod_reports::get(db, &id).await.unwrap().unwrap();
        assert_eq!((decided.verdict, decided.decided_at), (Some(Verdict::Blocked), Some(NOW)));
        assert_eq!((decided.reason.as_str(), pod_reports::count(db).await.unwrap()), ("spam", 0));
        assert_eq!(decided.decided_by, "(command line)");
        let log = deployment::list(db, &Filter::default(), None, 9).await.unwrap();
        let said: Vec<_> = log.iter().map(|it| (it.act, it.object.as_str())).collect();
        assert_eq!(said, [(Act::PodReportDecide, POD)], "once, and it stays");
        assert!(log[0].detail.contains("blocked") && log[0].detail.contains("spam"), "{}", log[0].detail);
        assert_eq!(pod_reports::forget(db, NOW + Duration::DAY).await.unwrap(), 0);
        assert_eq!(pod_reports::forget(db, NOW + pod_reports::KEPT).await.unwrap(), 1);
    }

    async fn enough_reports_of_a_pod_are_enough(fresh) {
        let db = &fresh.db;
        for _ in 0..SAME_MAX {
            file(db, POD).await.unwrap();
        }
        assert!(matches!(file(db, POD).await, Err(Error::TooLarge("same"))));
        file(db, "other.example").await.unwrap();
    }

    async fn an_icon_is_shown_while_its_pod_is_and_asked_for_again_after_a_day(fresh) {
        let db = &fresh.db;
        let (one, other) = ("0a".repeat(32), "0b".repeat(32));
        let is_wanted = async |hash: &str, at| listed_pods::is_wanted(db, POD, hash, at).await.unwrap();
        assert!(is_wanted(&one, NOW).await);
        listed_pods::keep_icon(db, POD, &one, Err("no picture".into()), NOW).await.unwrap();
        assert!(!is_wanted(&one, NOW + Duration::HOUR).await, "it could not be had just now");
        assert!(is_wanted(&one, NOW + Duration::DAY).await && is_wanted(&other, NOW).await);
        assert!(listed_pods::icons(db).await.unwrap().is_empty());
        listed_pods::keep_icon(db, POD, &other, Ok(vec![1]), NOW).await.unwrap();
        assert!(!is_wanted(&other, NOW + Duration::DAY * 9).await);
        assert_eq!(listed_pods::icons(db).await.unwrap(), [(POD.to_owned(), other.clone())]);
        assert_eq!(listed_pods::icon_of(db, POD).await.unwrap(), Some(other.clone()));
        assert_eq!(listed_pods::icon(db, POD, &other).await.unwrap(), None, "nobody knows the pod");
        listed_pods::submit(db, POD, NOW).await.unwrap();
        assert_eq!(listed_pods::icon(db, POD, &other).await.unwrap(), None, "nothing of it is shown");
        fresh.execute("UPDATE listed_pods SET state = 'listed'").await;
        assert_eq!(listed_pods::icon(db, POD, &other).await.unwrap(), Some(vec![1]));
        assert_eq!(listed_pods::icon(db, POD, &one).await.unwrap(), None);
        assert_eq!(listed_pods::sweep_icons(db).await.unwrap(), 0);
        fresh.execute("DELETE FROM listed_pods").await;
        assert_eq!(listed_pods::sweep_icons(db).await.unwrap(), 1);
        listed_pods::keep_icon(db, POD, &one, Ok(vec![1]), NOW).await.unwrap();
        listed_pods::drop_icon(db, POD).await.unwrap();
        assert_eq!(listed_pods::icon_of(db, POD).await.unwrap(), None);
    }

    async fn why_an_icon_is_not_shown_is_in_the_log_once_for_each_reason(fresh) {
        let db = &fresh.db;
        let one = "0a".repeat(32);
        for why in ["no picture", "no picture", "no answer", "no picture"] {
            listed_pods::keep_icon(db, POD, &one, Err(why.into()), NOW).await.unwrap();
        }
        listed_pods::keep_icon(db, "other.example", &one, Err("no picture".into()), NOW).await.unwrap();
        let lines = listed_pods::log(db, Some(POD), 9).await.unwrap();
        assert_eq!(lines.len(), 2, "{lines:?}");
        let all = listed_pods::log(db, None, 9).await.unwrap();
        assert_eq!(all.len(), 3, "another pod's line is its own: {all:?}");
    }

    async fn how_many_were_sent_is_told_for_today_and_for_a_month(fresh) {
        let db = &fresh.db;
        for ago in [0, 0, 29, 30] {
            sent::count(db, POD, NOW - Duration::days(ago)).await.unwrap();
        }
        assert_eq!(sent::of(db, POD, NOW).await.unwrap(), Sent { today: 2, month: 3 });
        assert_eq!(sent::of(db, "other.example", NOW).await.unwrap(), Sent::default());
    }

    async fn looks_at_a_pod_are_told_by_day(fresh) {
        let db = &fresh.db;
        let today = NOW.unix_timestamp().div_euclid(86_400);
        for (ago, good, total) in [(40, 1, 1), (29, 5, 24), (0, 3, 3)] {
            let day = today - ago;
            let row = format!("('{POD}', {day}, {good}, {total})");
            fresh.execute(&format!("INSERT INTO listing_checks (domain, day, good, total) VALUES {row}")).await;
        }
        let days = listed_pods::days(db, POD, NOW).await.unwrap();
        let day = |ago, good, total| CheckDay { date: NOW.date() - Duration::days(ago), good, total };
        assert_eq!(days, [day(29, 5, 24), day(0, 3, 3)]);
        assert!(listed_pods::days(db, "other.example", NOW).await.unwrap().is_empty());
    }
}
