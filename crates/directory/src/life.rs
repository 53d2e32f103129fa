//! The life of a listing in a directory, from the day it is named to its tombstone. The clock and chance are passed in.

use crate::check::{Bad, Checked, Trust};
use crate::text::unseen;
use std::fmt;
use std::str::FromStr;
use time::{Duration, OffsetDateTime};

mod spans;

pub use spans::{Spans, SpansError};

/// Characters of a detail at most.
const LONGEST: usize = 200;

/// How long a document is believed at most. What strangers write is a time that no calendar or database has.
const GOOD_FOR: Duration = Duration::days(366);

/// Of one in probation.
const WATCHED: &str = "its listing is good";

/// Where a listing is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Named by somebody; no good document was seen yet.
    Submitted,
    /// Watched for a while before it is shown.
    Probation,
    /// Shown.
    Listed,
    /// Not shown: expired, or silent for some hours.
    Stale,
    /// Silent for a day.
    Down,
    /// Silent for weeks, or it does not wish to be listed any more.
    Gone,
    /// Only the name is left, so that others hear of it.
    Tombstone,
    /// It is there and says that it does not wish to be shown.
    Unlisted,
    /// It says that it will close, or has moved.
    Closing,
    /// A human is to look at it.
    Review,
    /// Kept out by an admin.
    Blocked,
}

impl State {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 11] = [
        Self::Submitted,
        Self::Probation,
        Self::Listed,
        Self::Stale,
        Self::Down,
        Self::Gone,
        Self::Tombstone,
        Self::Unlisted,
        Self::Closing,
        Self::Review,
        Self::Blocked,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Probation => "probation",
            Self::Listed => "listed",
            Self::Stale => "stale",
            Self::Down => "down",
            Self::Gone => "gone",
            Self::Tombstone => "tombstone",
            Self::Unlisted => "unlisted",
            Self::Closing => "closing",
            Self::Review => "review",
            Self::Blocked => "blocked",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no state of a listing")]
pub struct UnknownState(String);

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(word: &str) -> Result<Self, UnknownState> {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == word);
        known.ok_or_else(|| UnknownState(word.to_owned()))
    }
}

/// What a directory remembers of a listing beside its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Where it is.
    pub state: State,
    /// Since when.
    pub since: OffsetDateTime,
    /// When it was named first.
    pub first_seen: OffsetDateTime,
    /// When a check was good last.
    pub good_at: Option<OffsetDateTime>,
    /// Until when the last good document may be shown.
    pub expires_at: Option<OffsetDateTime>,
    /// Good checks since this probation began,
    pub good: u32,
    /// and all of them.
    pub all: u32,
    /// Why it is not better; empty where all is well.
    pub reason: String,
}

/// What happened to a listing.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A document whose signature fits; `is_vouched_for` says that a record in DNS has its key.
    Checked {
        /// The document.
        checked: &'a Checked,
        /// Whether the domain's owner vouches for its key.
        is_vouched_for: bool,
    },
    /// A check that was not good.
    Failed {
        /// Why.
        bad: Bad,
        /// What else is to be said.
        detail: &'a str,
    },
    /// Nothing but time: for tombstones, which are not checked.
    Passed,
    /// An admin decided.
    Decided(Decision<'a>),
}

/// What an admin decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'a> {
    /// To keep it out, and why.
    Block(&'a str),
    /// To let it in again, from the beginning; also out of a review.
    Allow,
    /// The same, by the program itself, and why.
    Again(&'a str),
    /// To take it out. Somebody may name it again.
    Remove,
    /// That a human must look, and why. This is also the program's own decision.
    Review(&'a str),
}

/// When a listing is looked at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At that time.
    At(OffsetDateTime),
    /// Not before somebody decides.
    Never,
    /// It is forgotten.
    Forget,
}

/// What comes of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How the listing is now.
    pub life: Life,
    /// When it is looked at next.
    pub next: Next,
    /// For the admin's log; none where nothing is new.
    pub line: Option<String>,
    /// Whether the document counts: it replaces the one before, and so do its keys.
    pub is_believed: bool,
}

impl Life {
    /// One that somebody names now.
    #[must_use]
    pub fn new(now: OffsetDateTime) -> Self {
        Self {
            state: State::Submitted,
            since: now,
            first_seen: now,
            good_at: None,
            expires_at: None,
            good: 0,
            all: 0,
            reason: String::new(),
        }
    }

    /// What comes of an event at the time `now`; `chance` in 0..1 spreads checks.
    #[must_use]
    pub fn after(&self, event: Event<'_>, spans: &Spans, now: OffsetDateTime, chance: f64) -> Step {
        let mut life = self.clone();
        let is_believed = match event {
            Event::Checked { checked, is_vouched_for }
                if checked.trust == Trust::Other && !is_vouched_for =>
            {
                life.change_key(spans, now);
                false
            }
            Event::Checked { checked, .. } if checked.is_no() => {
                life.do_badly(Bad::Unwished, "", spans, now);
                false
            }
            Event::Checked { checked, .. } => {
                life.do_well(checked, spans, now);
                true
            }
            Event::Failed { bad, detail } => {
                life.do_badly(bad, detail, spans, now);
                false
            }
            Event::Passed => {
                life.age(spans, now);
                false
            }
            Event::Decided(decision) => {
                life.decide(decision, now);
                false
            }
        };
        let is_over = life.is_over(spans, now);
        let next = if is_over { Next::Forget } else { life.next(&event, spans, now, chance) };
        let line = self.line(&life, is_over);
        Step { life, next, line, is_believed }
    }

    /// A good check.
    fn do_well(&mut self, checked: &Checked, spans: &Spans, now: OffsetDateTime) {
        self.good_at = Some(now);
        self.expires_at = Some(checked.listing.expires_at.min(now + GOOD_FOR));
        self.good = self.good.saturating_add(1);
        self.all = self.all.saturating_add(1);
        let is_new = checked.trust == Trust::Other;
        match self.state {
            // only an admin ends these
            State::Blocked | State::Review => {}
            _ if !checked.is_public() => self.turn(State::Unlisted, now, "it wishes not to be listed"),
            _ if checked.is_leaving() => self.turn(State::Closing, now, "it will close, or has moved"),
            _ if is_new => self.try_again(now, "its key is new, and its DNS vouches for it"),
            State::Submitted | State::Gone | State::Tombstone | State::Unlisted | State::Closing => {
                self.try_again(now, WATCHED);
            }
            State::Probation => self.pass(spans, now),
            State::Listed | State::Stale | State::Down => self.turn(State::Listed, now, ""),
        }
    }

    /// A probation begins with a good check.
    fn try_again(&mut self, now: OffsetDateTime, why: &str) {
        (self.state, self.since, self.good, self.all) = (State::Probation, now, 1, 1);
        why.clone_into(&mut self.reason);
    }

    /// Whether a probation is over, and how it ends.
    fn pass(&mut self, spans: &Spans, now: OffsetDateTime) {
        if now < self.since + spans.probation {
            WATCHED.clone_into(&mut self.reason);
        } else if u64::from(self.good) * 100 >= u64::from(self.all) * u64::from(spans.good_percent) {
            self.turn(State::Listed, now, "");
        } else {
            let why = format!("{} of {} checks were good: probation begins anew", self.good, self.all);
            self.try_again(now, &why);
        }
    }

    /// A document that a stranger's key has signed.
    fn change_key(&mut self, spans: &Spans, now: OffsetDateTime) {
        if matches!(self.state, State::Listed | State::Stale | State::Down | State::Closing | State::Unlisted)
        {
            (self.state, self.since, self.good, self.all) = (State::Probation, now, 0, 0);
        }
        self.do_badly(Bad::OtherKey, "", spans, now);
    }

    /// A check that is not good.
    fn do_badly(&mut self, bad: Bad, detail: &str, spans: &Spans, now: OffsetDateTime) {
        self.all = self.all.saturating_add(1);
        self.reason = if detail.is_empty() { bad.to_string() } else { format!("{bad}: {}", plain(detail)) };
        let is_known = !matches!(self.state, State::Submitted | State::Review | State::Blocked);
        if bad.is_no() && is_known && !matches!(self.state, State::Gone | State::Tombstone) {
            (self.state, self.since) = (State::Gone, now);
        } else if bad == Bad::Expired && self.state == State::Listed {
            (self.state, self.since) = (State::Stale, now);
        }
        self.age(spans, now);
    }

    /// What time alone does.
    fn age(&mut self, spans: &Spans, now: OffsetDateTime) {
        let silent = now - self.good_at.unwrap_or(self.first_seen);
        let has_expired = self.expires_at.is_some_and(|end| end <= now);
        // silence is no way out of a review
        let is_kept_out =
            matches!(self.state, State::Submitted | State::Review | State::Blocked | State::Tombstone);
        let after = match self.state {
            State::Gone if now >= self.since + spans.buried => State::Tombstone,
            State::Gone => State::Gone,
            _ if silent >= spans.gone && !is_kept_out => State::Gone,
            State::Listed | State::Stale if silent >= spans.down => State::Down,
            State::Listed if silent >= spans.stale || has_expired => State::Stale,
            same => same,
        };
        if after != self.state {
            (self.state, self.since) = (after, now);
        }
    }

    fn decide(&mut self, decision: Decision<'_>, now: OffsetDateTime) {
        match decision {
            Decision::Block(why) => self.turn(State::Blocked, now, why),
            Decision::Review(why) => self.turn(State::Review, now, why),
            Decision::Remove => self.turn(State::Tombstone, now, "an admin took it out"),
            Decision::Allow => self.begin_again("an admin let it in", now),
            Decision::Again(why) => self.begin_again(why, now),
        }
    }

    fn begin_again(&mut self, why: &str, now: OffsetDateTime) {
        let first_seen = self.first_seen;
        *self = Self { first_seen, ..Self::new(now) };
        why.clone_into(&mut self.reason);
    }

    fn turn(&mut self, state: State, now: OffsetDateTime, why: &str) {
        if self.state != state {
            (self.state, self.since) = (state, now);
        }
        self.reason = plain(why);
    }

    /// Whether nothing is left to be remembered: a tombstone that stood for long enough, a name at which nothing ever was, or one that fell
    /// silent before anybody looked at it; named again, it is like another again.
    fn is_over(&self, spans: &Spans, now: OffsetDateTime) -> bool {
        match (self.state, self.good_at) {
            (State::Tombstone, _) => now >= self.since + spans.tombstone,
            (State::Submitted | State::Review, None) => now >= self.since + spans.down,
            (State::Review, Some(good_at)) => now >= good_at + spans.gone,
            _ => false,
        }
    }

    fn next(&self, event: &Event<'_>, spans: &Spans, now: OffsetDateTime, chance: f64) -> Next {
        let pause = match self.state {
            State::Blocked => return Next::Never,
            State::Tombstone => return Next::At(self.since + spans.tombstone),
            // somebody sits there and waits
            State::Submitted if matches!(event, Event::Decided(_)) => Duration::ZERO,
            State::Probation | State::Listed | State::Closing => spans.when_listed,
            // many names at which nothing is keep nobody busy; whoever waits can name hers again
            State::Submitted | State::Review | State::Stale => spans.when_stale,
            State::Down | State::Unlisted => spans.when_down,
            State::Gone => spans.when_gone,
        };
        // a tenth sooner or later, so that what was named together is not checked together for ever
        Next::At(now + pause * (0.9 + 0.2 * chance.clamp(0.0, 1.0)))
    }

    /// What an admin reads, if anything is new.
    fn line(&self, after: &Self, is_over: bool) -> Option<String> {
        let why = |text: &str| if after.reason.is_empty() { text.to_owned() } else { after.reason.clone() };
        if is_over {
            Some(format!("{} → forgotten: {}", self.state, why("its time is over")))
        } else if after.state != self.state {
            Some(format!("{} → {}: {}", self.state, after.state, why("all is well")))
        } else if after.reason != self.reason {
            Some(format!("{}: {}", after.state, why("all is well again")))
        } else {
            None
        }
    }
}

/// A text of strangers for a log: short, and without what cannot be seen.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(|char| if unseen(char) { '\u{fffd}' } else { char }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
