//! A listing from its submission to its tombstone, without waiting.

use super::{Decision, Event, Life, Next, Spans, State, Step, plain};
use crate::check::{Bad, Checked, Keys, Trust, Wanted, judge};
use crate::listing::Visibility;
use crate::samples::{self, NOW};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const HALF: f64 = 0.5;

fn checked() -> Checked {
    let keys = Keys::default();
    let bytes = samples::document().to_bytes().unwrap();
    let wanted = Wanted { domain: "pod.example", serial: 0, keys: &keys, rotation: Duration::WEEK, now: NOW };
    let mut checked = judge(&bytes, &wanted).unwrap();
    checked.trust = Trust::Same;
    checked.listing.expires_at = NOW + Duration::days(365);
    checked
}

fn good(life: &Life, checked: &Checked, now: OffsetDateTime) -> Step {
    let event = Event::Checked { checked, is_vouched_for: false };
    life.after(event, &Spans::default(), now, HALF)
}

fn bad(life: &Life, bad: Bad, now: OffsetDateTime) -> Step {
    life.after(Event::Failed { bad, detail: "" }, &Spans::default(), now, HALF)
}

fn in_state(state: State) -> Life {
    Life { state, good_at: Some(NOW), expires_at: Some(NOW + Duration::days(365)), ..Life::new(NOW) }
}

#[test]
fn a_pod_that_is_good_for_a_week_is_listed() {
    let (mut life, checked, mut now) = (Life::new(NOW), checked(), NOW);
    let mut lines = Vec::new();
    while life.state != State::Listed {
        let step = good(&life, &checked, now);
        assert!(step.is_believed);
        assert_eq!(step.next, Next::At(now + Duration::HOUR));
        lines.extend(step.line);
        life = step.life;
        now += Duration::HOUR;
    }
    assert_eq!(now - NOW, Duration::days(7) + Duration::HOUR);
    assert_eq!(lines.first().unwrap(), "submitted → probation: its listing is good");
    assert_eq!(lines.last().unwrap(), "probation → listed: all is well");
}

#[test]
fn a_pod_that_is_good_in_less_than_nine_of_ten_checks_begins_anew() {
    for (bads, listed) in [(16, true), (20, false)] {
        let checked = checked();
        let mut life = good(&Life::new(NOW), &checked, NOW).life;
        for hour in 1..=168 {
            let now = NOW + Duration::hours(hour);
            let fails = hour <= bads;
            life = if fails { bad(&life, Bad::TooSlow, now) } else { good(&life, &checked, now) }.life;
        }
        assert_eq!(life.state == State::Listed, listed, "{bads}");
        assert_eq!(life.since, NOW + Duration::DAY * 7, "{bads}");
    }
}

#[test]
fn silence_makes_a_pod_stale_then_down_then_gone_then_a_tombstone_then_nothing() {
    let mut life = in_state(State::Listed);
    let after = |life: &Life, span: Duration| bad(life, Bad::Unreachable, NOW + span);
    life = after(&life, Duration::hours(5)).life;
    assert_eq!(life.state, State::Listed);
    for (span, state, next) in [
        (Duration::hours(6), State::Stale, Duration::hours(6)),
        (Duration::hours(24), State::Down, Duration::DAY),
        (Duration::days(14), State::Gone, Duration::WEEK),
        (Duration::days(42), State::Tombstone, Duration::days(90)),
    ] {
        let step = after(&life, span);
        assert_eq!((step.life.state, step.next), (state, Next::At(NOW + span + next)));
        assert!(step.line.unwrap().contains("it cannot be reached"));
        life = step.life;
    }
    let over = life.after(Event::Passed, &Spans::default(), NOW + Duration::days(132), HALF);
    assert_eq!(over.next, Next::Forget);
    assert_eq!(after(&in_state(State::Listed), Duration::days(30)).life.state, State::Gone, "at once");
}

#[test]
fn who_comes_back_soon_is_listed_and_who_was_gone_is_watched_again() {
    let later = NOW + Duration::HOUR;
    for (before, after) in [
        (State::Stale, State::Listed),
        (State::Down, State::Listed),
        (State::Gone, State::Probation),
        (State::Tombstone, State::Probation),
        (State::Unlisted, State::Probation),
        (State::Closing, State::Probation),
        (State::Review, State::Review),
        (State::Blocked, State::Blocked),
    ] {
        assert_eq!(good(&in_state(before), &checked(), later).life.state, after, "{before}");
    }
}

#[test]
fn whoever_says_no_is_gone_at_once() {
    for bad_one in [Bad::Missing, Bad::Robots] {
        let step = bad(&in_state(State::Listed), bad_one, NOW);
        assert_eq!((step.life.state, step.next), (State::Gone, Next::At(NOW + Duration::WEEK)));
    }
    let mut unlisted = checked();
    unlisted.listing.listing = Visibility::Unlisted;
    assert_eq!(good(&in_state(State::Listed), &unlisted, NOW).life.state, State::Unlisted);
    let mut closing = checked();
    closing.listing.closing_at = Some(NOW);
    assert_eq!(good(&in_state(State::Listed), &closing, NOW).life.state, State::Closing);
    assert_eq!(bad(&Life::new(NOW), Bad::Missing, NOW).life.state, State::Submitted, "not there yet");
}

#[test]
fn a_pod_that_says_none_is_gone_at_once_then_a_tombstone_then_nothing() {
    let mut none = checked();
    none.listing.listing = Visibility::None;
    let step = good(&in_state(State::Listed), &none, NOW);
    assert_eq!((step.life.state, step.next), (State::Gone, Next::At(NOW + Duration::WEEK)));
    assert!(!step.is_believed, "nothing more of it is kept");
    assert_eq!(step.line.unwrap(), "listed → gone: it wishes to be forgotten");
    let still = good(&step.life, &none, NOW + Duration::WEEK);
    assert_eq!((still.life.state, still.line), (State::Gone, None));
    let buried = good(&still.life, &none, NOW + Duration::days(28));
    assert_eq!((buried.life.state, buried.next), (State::Tombstone, Next::At(NOW + Duration::days(118))));
    let over = buried.life.after(Event::Passed, &Spans::default(), NOW + Duration::days(118), HALF);
    assert_eq!(over.next, Next::Forget);
    assert_eq!(good(&still.life, &checked(), NOW + Duration::days(8)).life.state, State::Probation, "back");
    for (before, after) in [
        (State::Probation, State::Gone),
        (State::Unlisted, State::Gone),
        (State::Closing, State::Gone),
        (State::Review, State::Review),
        (State::Blocked, State::Blocked),
        (State::Submitted, State::Submitted),
    ] {
        assert_eq!(good(&in_state(before), &none, NOW).life.state, after, "{before}");
    }
    none.trust = Trust::Other;
    let strangers = good(&in_state(State::Listed), &none, NOW).life.state;
    assert_eq!(strangers, State::Probation, "a stranger's key wishes nothing");
}

#[test]
fn a_document_that_has_expired_is_not_shown_however_fresh_the_last_check_was() {
    assert_eq!(bad(&in_state(State::Listed), Bad::Expired, NOW).life.state, State::Stale);
    let life = Life { expires_at: Some(NOW), ..in_state(State::Listed) };
    assert_eq!(bad(&life, Bad::TooSlow, NOW).life.state, State::Stale);
}

#[test]
fn a_document_that_never_expires_does_so_in_a_year() {
    let mut for_ever = checked();
    // in UTC that is in a year of five digits
    for_ever.listing.expires_at = datetime!(9999-12-31 23:59:59 -1);
    let life = good(&Life::new(NOW), &for_ever, NOW).life;
    assert_eq!(life.expires_at, Some(NOW + Duration::days(366)));
}

#[test]
fn another_key_leads_to_probation_until_dns_vouches_for_it() {
    let mut other = checked();
    other.trust = Trust::Other;
    let step = good(&in_state(State::Listed), &other, NOW);
    assert!(!step.is_believed);
    assert_eq!(step.life.state, State::Probation);
    assert!(step.line.unwrap().contains("its key is another one"));
    let still = good(&step.life, &other, NOW + Duration::HOUR);
    assert_eq!((still.life.good, still.life.all, still.line), (0, 2, None));
    let week = NOW + Duration::days(8);
    let event = Event::Checked { checked: &other, is_vouched_for: true };
    let vouched = still.life.after(event, &Spans::default(), week, HALF);
    assert!(vouched.is_believed);
    assert_eq!((vouched.life.state, vouched.life.since), (State::Probation, week), "watched anew");
    for state in [State::Gone, State::Tombstone, State::Blocked, State::Review] {
        let after = good(&in_state(state), &other, NOW).life.state;
        assert_eq!(after, state, "a lapsed domain brings nothing back");
    }
    let ends = good(&step.life, &other, NOW + Duration::days(14));
    assert_eq!(ends.life.state, State::Gone, "nobody waits for ever");
}

#[test]
fn a_name_at_which_nothing_ever_was_is_forgotten_after_a_day() {
    let life = bad(&Life::new(NOW), Bad::Unreachable, NOW + Duration::HOUR).life;
    assert_eq!(life.state, State::Submitted);
    assert_eq!(bad(&life, Bad::Unreachable, NOW + Duration::DAY).next, Next::Forget);
}

#[test]
fn silence_is_no_way_out_of_a_review() {
    let decided = Event::Decided(Decision::Review("like x"));
    let life = Life::new(NOW).after(decided, &Spans::default(), NOW, HALF).life;
    let never = bad(&life, Bad::Unreachable, NOW + Duration::hours(6));
    assert_eq!((never.life.state, never.next), (State::Review, Next::At(NOW + Duration::hours(12))));
    assert_eq!(bad(&life, Bad::Unreachable, NOW + Duration::DAY).next, Next::Forget, "nothing was there");
    let once = good(&life, &checked(), NOW).life;
    let silent = bad(&once, Bad::Unreachable, NOW + Duration::days(13)).life;
    assert_eq!(silent.state, State::Review);
    assert_eq!(good(&silent, &checked(), NOW + Duration::days(13)).life.state, State::Review);
    assert_eq!(bad(&silent, Bad::Unreachable, NOW + Duration::days(14)).next, Next::Forget);
}

#[test]
fn an_admin_decides() {
    let decide =
        |state, decision| in_state(state).after(Event::Decided(decision), &Spans::default(), NOW, HALF);
    let blocked = decide(State::Listed, Decision::Block("Spam"));
    assert_eq!((blocked.life.state, blocked.next), (State::Blocked, Next::Never));
    assert_eq!(blocked.line.unwrap(), "listed → blocked: Spam");
    let allowed = decide(State::Blocked, Decision::Allow);
    assert_eq!((allowed.life.state, allowed.next), (State::Submitted, Next::At(NOW)));
    assert_eq!(allowed.life.good_at, None, "it is forgotten if nothing comes");
    assert_eq!(decide(State::Listed, Decision::Remove).life.state, State::Tombstone);
    assert_eq!(decide(State::Submitted, Decision::Review("like x")).life.state, State::Review);
}

#[test]
fn chance_spreads_checks_by_a_tenth() {
    let at = |chance| {
        let event = Event::Failed { bad: Bad::TooSlow, detail: "" };
        in_state(State::Listed).after(event, &Spans::default(), NOW, chance).next
    };
    assert_eq!(at(0.0), Next::At(NOW + Duration::minutes(54)));
    assert_eq!(at(1.0), Next::At(NOW + Duration::minutes(66)));
}

#[test]
fn the_log_hears_of_what_is_new_and_of_nothing_twice() {
    let first = bad(&in_state(State::Listed), Bad::TooSlow, NOW);
    assert_eq!(first.line.unwrap(), "listed: its answer takes too long");
    let second = bad(&first.life, Bad::TooSlow, NOW);
    assert_eq!(second.line, None);
    assert_eq!(bad(&second.life, Bad::TooLarge, NOW).line.unwrap(), "listed: its answer is too large");
    assert_eq!(good(&second.life, &checked(), NOW).line.unwrap(), "listed: all is well again");
}

#[test]
fn what_strangers_say_is_short_and_seen() {
    assert_eq!(plain("a\u{202e}b\nc"), "a\u{fffd}b\u{fffd}c");
    assert_eq!(plain(&"é".repeat(500)).chars().count(), 200);
    let event = Event::Failed { bad: Bad::Redirected, detail: "to \u{200b}evil" };
    let step = in_state(State::Listed).after(event, &Spans::default(), NOW, HALF);
    assert_eq!(step.life.reason, "it leads to another host, or on and on: to \u{fffd}evil");
}

#[test]
fn states_are_words() {
    for state in State::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
    }
    assert!("dead".parse::<State>().is_err());
}
