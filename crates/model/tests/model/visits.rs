//! Visits of admins for support: begun with a reason, followed once, over in time.

use futures::future::join_all;
use model::audit::{self, Act, Actor, By};
use model::browsers::Token;
use model::visits::{self, LINK_KEPT, NewVisit};
use model::{Database, Error, PodId, admins};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, pod};

const HOUR: Duration = Duration::HOUR;

/// Two admins and a pod.
async fn deployment(db: &Database) -> PodId {
    for admin in ["ops@a.example", "other@a.example"] {
        admins::grant(db, &jid(admin), &by()).await.unwrap();
    }
    pod(db, "cantine.example").await.id
}

fn for_an_hour(admin: &str) -> NewVisit {
    NewVisit { jid: jid(admin), reason: "No mail arrives".into(), lasts: HOUR }
}

async fn begun(db: &Database, pod: &PodId) -> Token {
    visits::begin(db, pod, for_an_hour("ops@a.example"), NOW).await.unwrap()
}

/// What the pod's log has of visits, the newest first.
async fn log(db: &Database, pod: &PodId) -> Vec<(Act, Actor)> {
    let all = audit::list(db, pod, None, 100).await.unwrap();
    let ours = all.into_iter().filter(|entry| matches!(entry.act, Act::VisitBegin | Act::VisitEnd));
    ours.map(|entry| (entry.act, entry.actor)).collect()
}

on_both! {
    async fn a_link_is_good_once_for_minutes_and_on_its_own_pod_only(fresh) {
        let db = &fresh.db;
        let (one, other) = (deployment(db).await, pod(db, "lanterne.example").await.id);
        let link = begun(db, &one).await;
        let late = NOW + LINK_KEPT;
        assert_eq!(visits::by_link(db, &other, &link, NOW).await.unwrap(), None);
        assert_eq!(visits::by_link(db, &one, &link, late).await.unwrap(), None);
        assert_eq!(visits::by_token(db, &one, &link, NOW).await.unwrap(), None, "a link is no cookie");
        for (pod, now) in [(&other, NOW), (&one, late)] {
            let refused = visits::follow(db, pod, &link, now).await;
            assert!(matches!(refused, Err(Error::NotFound("link"))));
        }
        let visit = visits::by_link(db, &one, &link, NOW).await.unwrap().unwrap();
        assert_eq!((visit.jid, visit.reason.as_str()), (jid("ops@a.example"), "No mail arrives"));
        let followed = join_all((0..5).map(|_| visits::follow(db, &one, &link, NOW))).await;
        let mut good = followed.into_iter().filter_map(Result::ok);
        let token = good.next().unwrap();
        assert!(good.next().is_none(), "once");
        assert_eq!(visits::by_link(db, &one, &link, NOW).await.unwrap(), None);
        assert_eq!(visits::by_link(db, &one, &token, NOW).await.unwrap(), None, "nor is a cookie a link");
        assert_eq!(visits::by_token(db, &other, &token, NOW).await.unwrap(), None);
        assert_eq!(visits::by_token(db, &one, &token, NOW).await.unwrap().unwrap().id, visit.id);
        assert!(visits::list(db, &other, 9).await.unwrap().is_empty());
        let elsewhere = visits::end(db, &other, &visit.id, &by()).await;
        assert!(matches!(elsewhere, Err(Error::NotFound("visit"))));
        assert_eq!(visits::end_all(db, &other, &by()).await.unwrap(), 0);
    }

    async fn a_visit_ends_in_time_and_the_log_says_so_once(fresh) {
        let (db, pod) = (&fresh.db, deployment(&fresh.db).await);
        let link = begun(db, &pod).await;
        let token = visits::follow(db, &pod, &link, NOW).await.unwrap();
        let almost = NOW + HOUR - Duration::SECOND;
        assert!(visits::by_token(db, &pod, &token, almost).await.unwrap().is_some());
        assert_eq!(visits::expire(db, almost).await.unwrap(), 0);
        let over = NOW + HOUR;
        assert_eq!(visits::by_token(db, &pod, &token, over).await.unwrap(), None);
        assert!(visits::current(db, &pod, over).await.unwrap().is_empty());
        assert_eq!(visits::expire(db, over).await.unwrap(), 1);
        assert_eq!(visits::expire(db, over).await.unwrap(), 0);
        let visit = visits::list(db, &pod, 9).await.unwrap().remove(0);
        assert_eq!((visit.ended_at, &visit.ended_by), (Some(over), &Some(Actor::Program)));
        visits::end(db, &pod, &visit.id, &by()).await.unwrap();
        let ops = Actor::Person(jid("ops@a.example"));
        assert_eq!(log(db, &pod).await, [(Act::VisitEnd, Actor::Program), (Act::VisitBegin, ops)]);
        assert_eq!(audit::first_broken(db, &pod).await.unwrap(), None);
    }

    async fn whoever_ends_it_ends_it_at_once(fresh) {
        let (db, pod) = (&fresh.db, deployment(&fresh.db).await);
        let link = begun(db, &pod).await;
        let id = visits::current(db, &pod, NOW).await.unwrap().remove(0).id;
        let ops = By { actor: Actor::Support(jid("ops@a.example")), at: NOW };
        visits::end(db, &pod, &id, &ops).await.unwrap();
        let refused = visits::follow(db, &pod, &link, NOW).await;
        assert!(matches!(refused, Err(Error::NotFound("link"))), "nobody comes in by it any more");
        let entry = audit::list(db, &pod, None, 1).await.unwrap().remove(0);
        assert_eq!((entry.actor.to_string().as_str(), &entry.actor), ("(support ops@a.example)", &ops.actor));
        let link = begun(db, &pod).await;
        let token = visits::follow(db, &pod, &link, NOW).await.unwrap();
        assert_eq!(visits::end_all(db, &pod, &by()).await.unwrap(), 1);
        assert_eq!(visits::by_token(db, &pod, &token, NOW).await.unwrap(), None);
    }

    async fn an_admin_has_one_visit_to_a_pod_and_another_admin_her_own(fresh) {
        let (db, pod) = (&fresh.db, deployment(&fresh.db).await);
        let first = begun(db, &pod).await;
        visits::begin(db, &pod, for_an_hour("other@a.example"), NOW).await.unwrap();
        begun(db, &pod).await;
        assert_eq!(visits::by_link(db, &pod, &first, NOW).await.unwrap(), None);
        let on = visits::current(db, &pod, NOW).await.unwrap();
        let mut who: Vec<_> = on.iter().map(|visit| visit.jid.as_str()).collect();
        who.sort_unstable();
        assert_eq!(who, ["ops@a.example", "other@a.example"]);
    }

    async fn who_is_no_admin_any_more_visits_nobody(fresh) {
        let (db, pod) = (&fresh.db, deployment(&fresh.db).await);
        let link = begun(db, &pod).await;
        let token = visits::follow(db, &pod, &link, NOW).await.unwrap();
        admins::revoke(db, &jid("ops@a.example"), &by()).await.unwrap();
        assert_eq!(visits::by_token(db, &pod, &token, NOW).await.unwrap(), None);
        assert_eq!(log(db, &pod).await[0], (Act::VisitEnd, Actor::CommandLine));
        admins::grant(db, &jid("ops@a.example"), &by()).await.unwrap();
        assert_eq!(visits::by_token(db, &pod, &token, NOW).await.unwrap(), None, "nor as one again");
        let nobody = visits::begin(db, &pod, for_an_hour("eve@a.example"), NOW).await;
        assert!(matches!(nobody, Err(Error::NotFound("admin"))));
        fresh.execute("DELETE FROM admins WHERE jid = 'ops@a.example'").await;
        let link = visits::begin(db, &pod, for_an_hour("other@a.example"), NOW).await.unwrap();
        fresh.execute("DELETE FROM admins").await;
        assert_eq!(visits::by_link(db, &pod, &link, NOW).await.unwrap(), None, "whoever took the role");
    }
}
