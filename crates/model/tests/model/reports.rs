//! What is reported is decided once, with one appeal, and forgotten after half a year.

use futures::future::join_all;
use model::audit::{self, Act, Actor, By};
use model::members::{self, Member};
use model::posts::{self, NewPost, Viewer};
use model::reports::{self, KEPT, Kind, NewReport, Report, SAME_MAX, Side, State, Verdict, What};
use model::roles::{self, Role};
use model::{Database, Error, PodId, ReportId, departures, mails};
use time::Duration;

use crate::databases::on_both;
use crate::people::{NOW, by, jid, member, pod, post};

/// A post of Alice's for everyone, as a report of it has it.
fn about(item: &str) -> NewReport {
    NewReport {
        what: What::Post,
        service: jid("alice@a.example"),
        node: posts::MICROBLOG.into(),
        item: item.into(),
        author: Some(jid("alice@a.example")),
        author_name: "Alice".into(),
        content: item.into(),
        kind: Kind::Spam,
        words: "Again".into(),
        email: Some("eve@mail.example".parse().unwrap()),
        language: "en".into(),
        member: None,
    }
}

async fn public(db: &Database, pod: &PodId) -> Member {
    let alice = member(db, pod, "alice@a.example").await;
    let new = NewPost { public: true, ..post("alice@a.example", "1", 0) };
    posts::receive(db, &alice.owner(), 0, alice.jid.domain(), new, NOW).await.unwrap();
    alice
}

async fn filed(db: &Database, pod: &PodId) -> ReportId {
    reports::file(db, pod, about("1"), NOW).await.unwrap()
}

async fn now(db: &Database, pod: &PodId, id: &ReportId) -> Report {
    reports::get(db, pod, id).await.unwrap().unwrap()
}

async fn seen_by(db: &Database, viewer: Viewer) -> usize {
    let alice = jid("alice@a.example");
    usize::from(posts::get(db, &viewer, &alice, posts::MICROBLOG, "1").await.unwrap().is_some())
}

async fn kept_out(db: &Database, member: &Member) -> Option<String> {
    let now = members::get(db, &member.owner()).await.unwrap().unwrap();
    now.is_suspended().then_some(now.suspended_reason)
}

/// The decision by which she is kept out.
async fn keeping_out(db: &Database, member: &Member) -> Option<ReportId> {
    let now = members::get(db, &member.owner()).await.unwrap().unwrap();
    reports::keeping_out(db, &now).await.unwrap()
}

fn person(address: &str) -> By {
    By { actor: Actor::Person(jid(address)), at: NOW }
}

on_both! {
    async fn what_is_hidden_is_seen_by_its_author_alone_until_it_is_shown_again(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = public(db, &pod).await;
        let bob = member(db, &pod, "bob@a.example").await;
        let everybody = [Viewer::anyone(pod), bob.owner().into(), alice.owner().into()];
        let id = filed(db, &pod).await;
        let mut before = Vec::new();
        for viewer in everybody {
            before.push(seen_by(db, viewer).await);
        }
        assert_eq!(before, [1, 1, 1]);
        reports::decide(db, &pod, &id, Verdict::Hidden, "Spam.", Role::Operator, &by()).await.unwrap();
        assert_eq!(seen_by(db, everybody[0]).await, 0, "a visitor");
        assert_eq!(seen_by(db, everybody[1]).await, 0, "another member");
        assert_eq!(seen_by(db, everybody[2]).await, 1, "its author");
        assert!(posts::public_of_pod(db, &pod, None, 9).await.unwrap().is_empty());
        assert!(posts::public_of_member(db, &pod, &alice.jid, None, 9).await.unwrap().is_empty());
        let hidden = posts::hidden(db, &pod, &alice.jid, posts::MICROBLOG, "1").await.unwrap().unwrap();
        assert_eq!((hidden.reason.as_str(), hidden.report_id), ("Spam.", id));
        assert_eq!(posts::hidden_of(db, &pod, &alice.jid, NOW).await.unwrap(), [hidden]);
        assert!(posts::hidden_of(db, &pod, &bob.jid, NOW).await.unwrap().is_empty());
        for _ in 0..2 {
            reports::show_again(db, &pod, &id, &by()).await.unwrap();
        }
        assert_eq!(seen_by(db, everybody[0]).await, 1);
        let log = audit::list(db, &pod, None, 9).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.act == Act::PostShow).count(), 1, "twice is once");
    }

    async fn of_many_decisions_at_once_one_counts(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let (id, by) = (filed(db, &pod).await, by());
        let verdicts = (0..10).map(|it| if it % 2 == 0 { Verdict::Hidden } else { Verdict::Dismissed });
        let as_a = Role::Operator;
        let deciding = verdicts.map(|verdict| reports::decide(db, &pod, &id, verdict, "So.", as_a, &by));
        let decided = join_all(deciding).await;
        assert_eq!(decided.iter().filter(|it| it.is_ok()).count(), 1, "{decided:?}");
        assert!(decided.iter().all(|it| matches!(it, Ok(()) | Err(Error::NotFound("report")))), "{decided:?}");
        let hidden = posts::hidden(db, &pod, &jid("alice@a.example"), posts::MICROBLOG, "1").await.unwrap();
        assert_eq!(hidden.is_some(), now(db, &pod, &id).await.verdict == Some(Verdict::Hidden));
        assert_eq!(mails::list(db, &pod, None, 99).await.unwrap().len(), 1, "the reporter is told once");
    }

    async fn there_is_one_appeal_by_the_side_that_it_went_against(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let id = filed(db, &pod).await;
        let appeal = async |side| reports::appeal(db, &pod, &id, side, "No!", NOW).await;
        assert!(matches!(appeal(Side::Author).await, Err(Error::NotFound("report"))), "nothing is decided");
        reports::decide(db, &pod, &id, Verdict::Hidden, "Spam.", Role::Operator, &by()).await.unwrap();
        assert!(matches!(appeal(Side::Reporter).await, Err(Error::NotFound("report"))));
        appeal(Side::Author).await.unwrap();
        assert!(matches!(appeal(Side::Author).await, Err(Error::NotFound("report"))), "once");
        reports::answer(db, &pod, &id, false, "You are right.", Role::Operator, &by()).await.unwrap();
        assert_eq!(seen_by(db, Viewer::anyone(pod)).await, 1, "it is shown again");
        let over = now(db, &pod, &id).await;
        assert_eq!((over.state, over.upheld), (State::Over, Some(false)));
        assert!(matches!(appeal(Side::Author).await, Err(Error::NotFound("report"))), "it is over");
        let again = reports::answer(db, &pod, &id, true, "No.", Role::Operator, &by()).await;
        assert!(matches!(again, Err(Error::NotFound("report"))));
    }

    async fn a_dismissal_that_is_turned_hides_the_post(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let id = filed(db, &pod).await;
        reports::decide(db, &pod, &id, Verdict::Dismissed, "Fine.", Role::Operator, &by()).await.unwrap();
        assert_eq!(seen_by(db, Viewer::anyone(pod)).await, 1);
        reports::appeal(db, &pod, &id, Side::Reporter, "It is not.", NOW).await.unwrap();
        reports::answer(db, &pod, &id, false, "It is not, indeed.", Role::Operator, &by()).await.unwrap();
        assert_eq!(seen_by(db, Viewer::anyone(pod)).await, 0);
    }

    async fn who_is_to_be_suspended_is_so_with_the_decision_or_nothing_is_decided(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, id) = (public(db, &pod).await, filed(db, &pod).await);
        let before = audit::list(db, &pod, None, 9).await.unwrap().len();
        let decide = async |as_a| {
            reports::decide(db, &pod, &id, Verdict::Suspended, "Insults.", as_a, &by()).await
        };
        let stranger = NewReport { author: Some(jid("eve@b.example")), ..about("2") };
        let strange = reports::file(db, &pod, stranger, NOW).await.unwrap();
        let (out, as_a) = (Verdict::Suspended, Role::Operator);
        let nobody = reports::decide(db, &pod, &strange, out, "So.", as_a, &by()).await;
        assert!(matches!(nobody, Err(Error::NotFound("member"))), "{nobody:?}");
        // a role that she was given while somebody decided
        roles::grant(db, &pod, &alice.jid, Role::Moderator, &by()).await.unwrap();
        let refused = decide(Role::Moderator).await;
        assert!(matches!(refused, Err(Error::NotFound("member"))), "{refused:?}");
        for report in [&id, &strange] {
            assert_eq!(now(db, &pod, report).await.state, State::Open, "nothing half-done stays");
        }
        assert!(mails::list(db, &pod, None, 9).await.unwrap().is_empty(), "nobody is told what was not done");
        assert_eq!(audit::list(db, &pod, None, 9).await.unwrap().len(), before + 1, "the role alone");
        assert_eq!(kept_out(db, &alice).await, None);
        decide(Role::Operator).await.unwrap();
        assert_eq!(kept_out(db, &alice).await.as_deref(), Some("Insults."));
        assert_eq!(now(db, &pod, &id).await.verdict, Some(Verdict::Suspended));
        let log = audit::list(db, &pod, None, 2).await.unwrap();
        let acts: Vec<Act> = log.iter().map(|entry| entry.act).collect();
        assert_eq!(acts, [Act::ReportDecide, Act::MemberSuspend]);
    }

    async fn a_member_who_was_left_is_suspended_with_the_answer_or_nothing_is_answered(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = public(db, &pod).await;
        let of_her = NewReport { what: What::Member, node: String::new(), item: String::new(), ..about("1") };
        let id = reports::file(db, &pod, of_her, NOW).await.unwrap();
        reports::decide(db, &pod, &id, Verdict::Dismissed, "Fine.", Role::Operator, &by()).await.unwrap();
        reports::appeal(db, &pod, &id, Side::Reporter, "It is not.", NOW).await.unwrap();
        roles::grant(db, &pod, &alice.jid, Role::Moderator, &by()).await.unwrap();
        let answer =
            async |as_a| reports::answer(db, &pod, &id, false, "It is not, indeed.", as_a, &by()).await;
        assert!(matches!(answer(Role::Moderator).await, Err(Error::NotFound("member"))));
        assert_eq!(now(db, &pod, &id).await.state, State::Appealed, "nothing half-done stays");
        assert_eq!(kept_out(db, &alice).await, None);
        answer(Role::Operator).await.unwrap();
        assert_eq!(kept_out(db, &alice).await.as_deref(), Some("It is not, indeed."));
        assert_eq!(keeping_out(db, &alice).await, None, "the appeal of this report was the reporter's");
    }

    async fn who_is_suspended_after_a_report_appeals_once_and_is_let_in_again_where_she_is_right(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let alice = public(db, &pod).await;
        for (minutes, upheld) in [(1, true), (2, false)] {
            let (id, by) = (filed(db, &pod).await, By { at: NOW + Duration::minutes(minutes), ..by() });
            assert_eq!(keeping_out(db, &alice).await, None);
            let suspended = Verdict::Suspended;
            reports::decide(db, &pod, &id, suspended, "Insults.", Role::Moderator, &by).await.unwrap();
            assert_eq!(keeping_out(db, &alice).await, Some(id));
            assert!(now(db, &pod, &id).await.can_be_appealed_by(Side::Member));
            let appeal = async |side| reports::appeal(db, &pod, &id, side, "No!", NOW).await;
            for side in [Side::Reporter, Side::Author] {
                assert!(matches!(appeal(side).await, Err(Error::NotFound("report"))), "{side}");
            }
            appeal(Side::Member).await.unwrap();
            assert!(matches!(appeal(Side::Member).await, Err(Error::NotFound("report"))), "once");
            reports::answer(db, &pod, &id, upheld, "So.", Role::Moderator, &by).await.unwrap();
            assert_eq!(kept_out(db, &alice).await.is_some(), upheld);
            members::resume(db, &alice.owner(), Role::Moderator, &by).await.unwrap();
        }
        let log = audit::list(db, &pod, None, 99).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.act == Act::MemberResume).count(), 2, "twice is once");
    }

    async fn an_appeal_lets_nobody_in_whom_something_else_keeps_out(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, id) = (public(db, &pod).await, filed(db, &pod).await);
        let later = By { at: NOW + Duration::minutes(1), ..by() };
        reports::decide(db, &pod, &id, Verdict::Suspended, "Insults.", Role::Moderator, &by()).await.unwrap();
        reports::appeal(db, &pod, &id, Side::Member, "No!", NOW).await.unwrap();
        members::resume(db, &alice.owner(), Role::Moderator, &by()).await.unwrap();
        members::suspend(db, &alice.owner(), "Spam.", Role::Moderator, &later).await.unwrap();
        assert_eq!(keeping_out(db, &alice).await, None);
        reports::answer(db, &pod, &id, false, "She is right.", Role::Moderator, &later).await.unwrap();
        assert_eq!(kept_out(db, &alice).await.as_deref(), Some("Spam."));
    }

    async fn where_two_decisions_keep_her_out_the_one_that_stands_does_so_when_the_other_is_turned(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let (alice, first, second) = (public(db, &pod).await, filed(db, &pod).await, filed(db, &pod).await);
        for (id, reason, minutes) in [(first, "Insults.", 1), (second, "Spam.", 2)] {
            let by = By { at: NOW + Duration::minutes(minutes), ..by() };
            reports::decide(db, &pod, &id, Verdict::Suspended, reason, Role::Moderator, &by).await.unwrap();
            assert_eq!(keeping_out(db, &alice).await, Some(first));
        }
        for (id, next) in [(first, Some(second)), (second, None)] {
            reports::appeal(db, &pod, &id, Side::Member, "No!", NOW).await.unwrap();
            reports::answer(db, &pod, &id, false, "She is right.", Role::Moderator, &by()).await.unwrap();
            assert_eq!(keeping_out(db, &alice).await, next);
            assert_eq!(kept_out(db, &alice).await.as_deref(), next.map(|_| "Spam."));
        }
    }

    async fn somebody_else_answers_an_appeal_where_there_is_somebody_else(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let (carol, dave) = (person("carol@a.example"), person("dave@a.example"));
        member(db, &pod, "carol@a.example").await;
        roles::grant(db, &pod, &jid("carol@a.example"), Role::Operator, &by()).await.unwrap();
        // he has a role, and has never been here
        roles::grant(db, &pod, &jid("dave@a.example"), Role::Moderator, &by()).await.unwrap();
        for others in [false, true] {
            if others {
                member(db, &pod, "dave@a.example").await;
            }
            let id = filed(db, &pod).await;
            reports::decide(db, &pod, &id, Verdict::Dismissed, "Fine.", Role::Operator, &carol).await.unwrap();
            reports::appeal(db, &pod, &id, Side::Reporter, "No!", NOW).await.unwrap();
            let own = reports::answer(db, &pod, &id, true, "Fine.", Role::Operator, &carol).await;
            if others {
                assert!(matches!(own, Err(Error::OwnDecision)));
                assert_eq!(now(db, &pod, &id).await.state, State::Appealed, "nothing half-done stays");
                reports::answer(db, &pod, &id, true, "Fine.", Role::Operator, &dave).await.unwrap();
            } else {
                own.unwrap();
            }
        }
    }

    async fn nobody_judges_what_she_wrote_where_somebody_else_can(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let (alice, carol) = (person("alice@a.example"), member(db, &pod, "carol@a.example").await);
        for jid in [jid("alice@a.example"), carol.jid.clone()] {
            roles::grant(db, &pod, &jid, Role::Moderator, &by()).await.unwrap();
        }
        let id = filed(db, &pod).await;
        let own = reports::decide(db, &pod, &id, Verdict::Dismissed, "Fine.", Role::Operator, &alice).await;
        assert!(matches!(own, Err(Error::OwnDecision)));
        assert_eq!(now(db, &pod, &id).await.state, State::Open, "nothing half-done stays");
        reports::decide(db, &pod, &id, Verdict::Hidden, "Spam.", Role::Operator, &by()).await.unwrap();
        assert!(matches!(reports::show_again(db, &pod, &id, &alice).await, Err(Error::OwnDecision)));
        assert_eq!(seen_by(db, Viewer::anyone(pod)).await, 0);
        reports::appeal(db, &pod, &id, Side::Author, "No!", NOW).await.unwrap();
        let own = reports::answer(db, &pod, &id, false, "Fine.", Role::Operator, &alice).await;
        assert!(matches!(own, Err(Error::OwnDecision)));
        departures::begin(db, &carol.owner(), None, NOW).await.unwrap();
        reports::answer(db, &pod, &id, true, "It stays.", Role::Operator, &alice).await.unwrap();
    }

    async fn what_is_answered_is_forgotten_after_half_a_year_and_what_waits_is_not(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let (answered, waits) = (filed(db, &pod).await, filed(db, &pod).await);
        reports::decide(db, &pod, &answered, Verdict::Hidden, "Spam.", Role::Operator, &by()).await.unwrap();
        assert_eq!(reports::forget(db, NOW + KEPT - Duration::seconds(1)).await.unwrap(), 0);
        assert_eq!(reports::forget(db, NOW + KEPT).await.unwrap(), 1);
        assert_eq!(reports::get(db, &pod, &answered).await.unwrap(), None);
        let left = reports::list(db, &pod, None, 9).await.unwrap();
        assert_eq!(left.iter().map(|report| report.id).collect::<Vec<_>>(), [waits]);
        assert_eq!(seen_by(db, Viewer::anyone(pod)).await, 0, "what is hidden stays so");
    }

    async fn a_member_is_told_of_an_answer_until_she_has_looked(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        public(db, &pod).await;
        let bob = member(db, &pod, "bob@a.example").await;
        let new = NewReport { member: Some(bob.id), email: None, ..about("1") };
        let id = reports::file(db, &pod, new, NOW).await.unwrap();
        reports::tell(db, &pod, &id).await.unwrap();
        assert!(reports::untold(db, &bob.owner()).await.unwrap().is_empty(), "there is no answer");
        reports::decide(db, &pod, &id, Verdict::Dismissed, "Fine.", Role::Operator, &by()).await.unwrap();
        assert_eq!(reports::untold(db, &bob.owner()).await.unwrap(), [id]);
        reports::tell(db, &pod, &id).await.unwrap();
        assert!(reports::untold(db, &bob.owner()).await.unwrap().is_empty());
        assert!(mails::list(db, &pod, None, 9).await.unwrap().is_empty(), "she gave no address");
    }

    async fn what_is_reported_often_is_enough_and_a_long_copy_is_cut(fresh) {
        let (db, pod) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let long = NewReport { content: "é".repeat(20_001), ..about("1") };
        let first = reports::file(db, &pod, long, NOW).await.unwrap();
        assert_eq!(now(db, &pod, &first).await.content.chars().count(), 20_000);
        for _ in 1..SAME_MAX {
            filed(db, &pod).await;
        }
        let more = reports::file(db, &pod, about("1"), NOW).await;
        assert!(matches!(more, Err(Error::TooLarge("same"))));
        let other = reports::file(db, &pod, about("2"), NOW).await.unwrap();
        let page = reports::waiting(db, &pod, None, 10).await.unwrap();
        let rest = reports::waiting(db, &pod, Some(page[9].id), 10).await.unwrap();
        assert_eq!((page.len(), rest.len()), (10, 1));
        assert!(page.iter().chain(&rest).any(|report| report.id == other));
        reports::decide(db, &pod, &first, Verdict::Dismissed, "Fine.", Role::Operator, &by()).await.unwrap();
        filed(db, &pod).await;
    }

    async fn another_pod_has_neither_the_report_nor_what_is_hidden(fresh) {
        let (db, one) = (&fresh.db, pod(&fresh.db, "cantine.example").await.id);
        let other = pod(db, "lanterne.example").await.id;
        public(db, &one).await;
        public(db, &other).await;
        let id = filed(db, &one).await;
        assert_eq!(reports::get(db, &other, &id).await.unwrap(), None);
        assert!(reports::waiting(db, &other, None, 9).await.unwrap().is_empty());
        assert!(reports::list(db, &other, None, 9).await.unwrap().is_empty());
        let crossed = reports::decide(db, &other, &id, Verdict::Hidden, "Spam.", Role::Operator, &by()).await;
        assert!(matches!(crossed, Err(Error::NotFound("report"))));
        assert!(matches!(reports::show_again(db, &other, &id, &by()).await, Err(Error::NotFound("report"))));
        assert!(matches!(reports::read(db, &other, &id, &by()).await, Err(Error::NotFound("report"))));
        assert!(audit::list(db, &other, None, 9).await.unwrap().iter().all(|it| it.act != Act::ReportRead));
        assert_eq!(reports::read(db, &one, &id, &by()).await.unwrap().id, id);
        let log = audit::list(db, &one, None, 1).await.unwrap();
        let said = (log[0].act, log[0].object.clone(), log[0].actor.clone(), log[0].at);
        assert_eq!(said, (Act::ReportRead, id.to_string(), by().actor, by().at));
        reports::decide(db, &one, &id, Verdict::Hidden, "Spam.", Role::Operator, &by()).await.unwrap();
        assert_eq!(seen_by(db, Viewer::anyone(one)).await, 0);
        assert_eq!(seen_by(db, Viewer::anyone(other)).await, 1);
    }
}
