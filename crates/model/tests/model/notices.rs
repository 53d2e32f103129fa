//! Who is told what by XMPP, and that a notice is sent once, or that it is known that it may have been.

use futures::future::join_all;
use model::applications::{self, NewApplication};
use model::members;
use model::newcomers;
use model::notices::{self, Kind, LEASE, Notice, Outcome, REMINDED, State, TRIED, Told, messengers};
use model::pods::{self, Change, State as PodState, Turn};
use model::roles::{self, Role};
use model::warnings::{self, Limit};
use model::{Database, Error, PodId, letterboxes};
use time::{Duration, OffsetDateTime};

use crate::databases::{Fresh, on_both};
use crate::people::{NOW, by, jid, joined, member, pod, pod_for, suspend};

/// A pod for ten that bob runs, where an account sends notices.
async fn told_pod(db: &Database) -> PodId {
    messengers::note(db, &jid("pods@a.example"), NOW).await.unwrap();
    let pod = pod_for(db, "cantine.example", 10).await.id;
    roles::grant(db, &pod, &jid("bob@a.example"), Role::Operator, &by()).await.unwrap();
    pod
}

async fn asks(db: &Database, pod: &PodId, name: &str, now: OffsetDateTime) {
    let email = format!("{name}@mail.example").parse().unwrap();
    let new = NewApplication { email, language: "en".into(), reason: "I cook".into() };
    applications::ask(db, pod, new, now).await.unwrap();
}

/// To whom a pod says something of a kind, by address.
async fn to(db: &Database, pod: &PodId, kind: Kind) -> Vec<String> {
    let all = notices::list(db, pod, None, 99).await.unwrap();
    let mut to: Vec<String> =
        all.iter().filter(|it| it.kind == kind).map(|it| it.recipient.to_string()).collect();
    to.sort();
    to
}

async fn steps(db: &Database, pod: &PodId) -> Vec<i64> {
    let all = notices::list(db, pod, None, 99).await.unwrap();
    let step = |told| match told {
        Some(Told::LimitNear { limit: Limit::Members, percent, .. }) => percent,
        other => panic!("{other:?}"),
    };
    let mut steps: Vec<i64> = all.iter().map(|notice| step(notice.told())).collect();
    steps.sort_unstable();
    steps
}

async fn uses(fresh: &Fresh, pod: &PodId, members: i64) {
    fresh.execute(&format!("UPDATE pods SET members_used = {members} WHERE id = '{pod}'")).await;
}

async fn claim(db: &Database, now: OffsetDateTime) -> Option<Notice> {
    notices::claim(db, now).await.unwrap()
}

async fn look(db: &Database, notice: &Notice) -> Notice {
    let all = notices::list(db, &notice.pod_id, None, 99).await.unwrap();
    all.into_iter().find(|it| it.id == notice.id).unwrap()
}

/// A notice that waits.
async fn told(db: &Database) -> Notice {
    let pod = told_pod(db).await;
    asks(db, &pod, "eve", NOW).await;
    notices::list(db, &pod, None, 9).await.unwrap().remove(0)
}

on_both! {
    async fn whoever_runs_a_pod_is_told_each_step_once_also_where_there_is_no_contact(fresh) {
        let db = &fresh.db;
        let (cantine, other) = (told_pod(db).await, pod(db, "lanterne.example").await.id);
        roles::grant(db, &cantine, &jid("moe@a.example"), Role::Moderator, &by()).await.unwrap();
        for (members, given) in [(7, 0), (8, 1), (8, 0), (9, 1), (10, 1), (10, 0)] {
            uses(fresh, &cantine, members).await;
            assert_eq!(warnings::give(db, NOW).await.unwrap(), given, "{members}");
        }
        assert_eq!(steps(db, &cantine).await, [80, 90, 100]);
        assert_eq!(to(db, &cantine, Kind::LimitNear).await, ["bob@a.example"; 3]);
        assert!(notices::list(db, &other, None, 9).await.unwrap().is_empty());
    }

    async fn whoever_runs_a_pod_is_told_of_media_sessions_and_sign_ups_as_well(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        let today = NOW.unix_timestamp() / 86_400;
        let media = "storage_max = 1000, storage_used = 900, sessions_max = 20, sessions_used = 16";
        let signups = format!("signups_per_day = 10, signups_day = {today}, signups_today = 10");
        for (uses, given) in [(media, 2), (signups.as_str(), 1), (media, 0)] {
            fresh.execute(&format!("UPDATE pods SET {uses} WHERE id = '{cantine}'")).await;
            assert_eq!(warnings::give(db, NOW).await.unwrap(), given, "{uses}");
        }
        assert_eq!(to(db, &cantine, Kind::LimitNear).await, ["bob@a.example"; 3]);
        let all = notices::list(db, &cantine, None, 9).await.unwrap();
        for (limit, percent, used, most) in [
            (Limit::Storage, 90, 900, 1000),
            (Limit::Sessions, 80, 16, 20),
            (Limit::Signups, 100, 10, 10),
        ] {
            let near = Some(Told::LimitNear { limit, percent, used, most });
            assert_eq!(all.iter().filter(|notice| notice.told() == near).count(), 1, "{near:?}");
        }
    }

    async fn of_two_jobs_one_tells(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        uses(fresh, &cantine, 9).await;
        let given = join_all((0..10).map(|_| warnings::give(db, NOW))).await;
        assert_eq!(given.into_iter().map(Result::unwrap).sum::<usize>(), 1);
        assert_eq!(steps(db, &cantine).await, [90]);
    }

    async fn without_an_account_that_sends_notices_none_is_written(fresh) {
        let db = &fresh.db;
        let cantine = pod(db, "cantine.example").await.id;
        roles::grant(db, &cantine, &jid("bob@a.example"), Role::Operator, &by()).await.unwrap();
        asks(db, &cantine, "eve", NOW).await;
        pods::turn(db, &cantine, suspend(), &by()).await.unwrap();
        assert!(notices::list(db, &cantine, None, 9).await.unwrap().is_empty());
        let pods = jid("pods@a.example");
        messengers::note(db, &pods, NOW).await.unwrap();
        assert_eq!(messengers::current(db, NOW).await.unwrap(), Some(pods));
        let later = NOW + messengers::SILENT;
        assert_eq!(messengers::current(db, later).await.unwrap(), None, "it said nothing for too long");
        asks(db, &cantine, "mia", later).await;
        assert!(notices::list(db, &cantine, None, 9).await.unwrap().is_empty());
        messengers::note(db, &jid("new@a.example"), later).await.unwrap();
        assert_eq!(messengers::current(db, NOW).await.unwrap(), Some(jid("new@a.example")));
    }

    async fn the_first_who_asks_is_told_of_and_then_one_a_day_while_somebody_asks(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        asks(db, &cantine, "eve", NOW).await;
        asks(db, &cantine, "mia", NOW + Duration::hours(1)).await;
        assert_eq!(to(db, &cantine, Kind::RequestsWait).await, ["bob@a.example"]);
        messengers::note(db, &jid("pods@a.example"), NOW + REMINDED).await.unwrap();
        asks(db, &cantine, "ina", NOW + REMINDED).await;
        let last = notices::list(db, &cantine, None, 1).await.unwrap().remove(0);
        assert_eq!(last.told(), Some(Told::RequestsWait { asking: 3 }));
        for asked in applications::open(db, &cantine).await.unwrap() {
            applications::refuse(db, &cantine, &asked.id, "", &by()).await.unwrap();
        }
        asks(db, &cantine, "zoe", NOW + REMINDED).await;
        assert_eq!(to(db, &cantine, Kind::RequestsWait).await.len(), 3, "the queue was empty");
    }

    async fn two_who_ask_at_once_are_told_of_once(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        let names: Vec<String> = (0..10).map(|number| format!("eve{number}")).collect();
        join_all(names.iter().map(|name| asks(db, &cantine, name, NOW))).await;
        assert_eq!(to(db, &cantine, Kind::RequestsWait).await, ["bob@a.example"]);
    }

    async fn a_pause_and_a_pod_that_is_suspended_are_told_to_who_runs_it(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        newcomers::set(db, &cantine, newcomers::Change { crowd: Some(1), ..Default::default() }, &by())
            .await
            .unwrap();
        joined(db, &cantine, "alice@a.example").await;
        assert_eq!(to(db, &cantine, Kind::SignupsPaused).await, ["bob@a.example"]);
        let turn = Turn::Suspend { reason: "spam".into() };
        pods::turn(db, &cantine, turn, &by()).await.unwrap();
        let sent = claim(db, NOW).await.unwrap();
        let suspended = Told::PodTurned { state: PodState::Suspended, reason: "spam".into() };
        assert_eq!(sent.told(), Some(suspended), "nothing else is said of a pod that is suspended");
        assert_eq!(claim(db, NOW).await, None);
        pods::turn(db, &cantine, Turn::Resume, &by()).await.unwrap();
        assert_eq!(to(db, &cantine, Kind::PodTurned).await, ["bob@a.example"; 2]);
    }

    async fn of_a_pod_that_closes_hears_by_xmpp_who_gets_no_mail_or_runs_it(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        let change = Change { language: Some("fr".into()), ..Change::default() };
        pods::set(db, &cantine, change, &by()).await.unwrap();
        for name in ["alice", "bob", "carol"] {
            member(db, &cantine, &format!("{name}@a.example")).await;
        }
        let carol = members::by_jid(db, &cantine, &jid("carol@a.example")).await.unwrap().unwrap().owner();
        let email = "carol@mail.example".parse().unwrap();
        letterboxes::ask(db, &carol, email, "en".into(), NOW).await.unwrap();
        letterboxes::confirm(db, &carol, &"carol@mail.example".parse().unwrap(), NOW).await.unwrap();
        let at = NOW + Duration::days(30);
        pods::turn(db, &cantine, Turn::Close { at, farewell: String::new(), moved_to: None }, &by()).await.unwrap();
        for _ in 0..2 {
            letterboxes::tell_of_closings(db, NOW).await.unwrap();
        }
        assert_eq!(to(db, &cantine, Kind::PodCloses).await, ["alice@a.example", "bob@a.example"]);
        assert_eq!(claim(db, NOW).await.unwrap().language, "fr", "who has none of her own reads the pod's");
    }

    async fn what_goes_to_all_members_of_a_pod_does_not_keep_others_waiting(fresh) {
        let (db, cantine) = (&fresh.db, told_pod(&fresh.db).await);
        let at = NOW + Duration::days(30);
        pods::turn(db, &cantine, Turn::Close { at, farewell: String::new(), moved_to: None }, &by()).await.unwrap();
        letterboxes::tell_of_closings(db, NOW).await.unwrap();
        let other = pod(db, "lanterne.example").await.id;
        roles::grant(db, &other, &jid("mia@a.example"), Role::Operator, &by()).await.unwrap();
        asks(db, &other, "eve", NOW + Duration::seconds(1)).await;
        let now = NOW + Duration::seconds(1);
        assert_eq!(claim(db, now).await.unwrap().kind, Kind::RequestsWait, "though it is due for less long");
        assert_eq!(claim(db, now).await.unwrap().kind, Kind::PodCloses);
        assert_eq!(claim(db, now).await, None);
    }

    async fn a_notice_is_claimed_once_handed_over_and_sent(fresh) {
        let db = &fresh.db;
        let notice = told(db).await;
        let claimed = join_all((0..20).map(|_| claim(db, NOW))).await;
        let claimed: Vec<Notice> = claimed.into_iter().flatten().collect();
        assert_eq!((claimed.len(), claimed[0].id, claimed[0].tries), (1, notice.id, 1));
        assert!(notices::hand_over(db, &claimed[0], NOW).await.unwrap());
        assert!(!notices::hand_over(db, &claimed[0], NOW).await.unwrap(), "the last moment is once");
        notices::settle(db, &claimed[0], Outcome::Sent, NOW).await.unwrap();
        assert_eq!(look(db, &notice).await.state, State::Sent);
        assert_eq!(claim(db, NOW + TRIED).await, None);
        notices::came_back(db, &claimed[0], "no such account").await.unwrap();
        let back = look(db, &notice).await;
        assert_eq!((back.state, back.reason.as_str()), (State::Failed, "no such account"));
        notices::again(db, &notice.pod_id, &notice.id, &by()).await.unwrap();
        assert_eq!(claim(db, NOW).await.unwrap().told(), notice.told());
    }

    async fn a_job_that_hangs_loses_a_notice_or_leaves_it_unsure(fresh) {
        let db = &fresh.db;
        let notice = told(db).await;
        let slow = claim(db, NOW).await.unwrap();
        let later = NOW + LEASE;
        let quick = claim(db, later).await.unwrap();
        assert!(!notices::hand_over(db, &slow, later).await.unwrap(), "another has it by now");
        notices::settle(db, &slow, Outcome::Later("late".into()), later).await.unwrap();
        assert!(notices::hand_over(db, &quick, later).await.unwrap());
        assert_eq!(claim(db, later + LEASE).await, None, "nobody sends it again");
        notices::tidy(db, later + LEASE).await.unwrap();
        assert_eq!(look(db, &notice).await.state, State::Unsure);
    }

    async fn what_cannot_be_sent_is_tried_for_two_days_and_given_up_and_forgotten(fresh) {
        let db = &fresh.db;
        let notice = told(db).await;
        let claimed = claim(db, NOW).await.unwrap();
        notices::settle(db, &claimed, Outcome::Later("away".into()), NOW).await.unwrap();
        let waits = look(db, &notice).await;
        assert_eq!((waits.state, waits.due_at), (State::Waiting, notice.due_at + Duration::minutes(1)));
        assert_eq!(notices::tidy(db, NOW + TRIED).await.unwrap(), 1);
        let gone = look(db, &notice).await;
        assert_eq!((gone.state, gone.reason.as_str()), (State::Failed, "away"));
        assert_eq!(notices::tidy(db, NOW + notices::KEPT).await.unwrap(), 1);
        assert!(notices::list(db, &notice.pod_id, None, 9).await.unwrap().is_empty());
    }

    async fn another_pod_does_not_see_a_notice_nor_send_it_again(fresh) {
        let db = &fresh.db;
        let (notice, other) = (told(db).await, pod(db, "lanterne.example").await.id);
        let claimed = claim(db, NOW).await.unwrap();
        notices::settle(db, &claimed, Outcome::Refused("wrong password".into()), NOW).await.unwrap();
        assert_eq!(claim(db, NOW + Duration::days(1)).await, None, "what is refused is not tried again");
        let crossed = notices::again(db, &other, &notice.id, &by()).await;
        assert!(matches!(crossed, Err(Error::NotFound("notice"))));
        let page = notices::list(db, &notice.pod_id, Some(notice.id), 9).await.unwrap();
        assert!(page.is_empty(), "nothing is older");
    }

    async fn a_notice_of_a_newer_release_is_left_alone(fresh) {
        let db = &fresh.db;
        let notice = told(db).await;
        fresh.execute("UPDATE notices SET kind = 'of-tomorrow'").await;
        assert_eq!(claim(db, NOW).await, None);
        assert!(notices::list(db, &notice.pod_id, None, 9).await.unwrap().is_empty());
    }
}
