//! What a peer says that this directory knows better, or does not take. It changes nothing; admins read a line of each kind.

use crate::announcing::Refused;
use directory::feed::{Row, Told};
use model::listed_pods::State;
use std::collections::BTreeMap;

/// Of which kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Rows that cannot be read.
    Unread,
    /// Names that are none.
    Nameless,
    /// Names that can be taken for others.
    Alike,
    /// Pods that are out of this directory, and listed there.
    Returned,
    /// Pods that are listed here, and gone there.
    Buried,
    /// Pods that have said something newer since.
    Older,
}

impl Kind {
    fn says(self) -> &'static str {
        match self {
            Self::Unread => "rows of its feed that cannot be read",
            Self::Nameless => "names that it gives and that are none",
            Self::Alike => "names that it gives and that can be taken for others",
            Self::Returned => "pods that it lists and that stay out of this directory",
            Self::Buried => "pods that it says are gone and that stay listed here",
            Self::Older => "pods of which it knows an older listing, which changes nothing",
        }
    }
}

/// How often, and how it was the first time.
#[derive(Debug)]
struct Doubt {
    times: usize,
    example: String,
}

/// All of a pull.
#[derive(Debug, Default)]
pub(super) struct Doubts(BTreeMap<Kind, Doubt>);

impl Doubts {
    /// So many rows cannot be read.
    pub(super) fn unread(&mut self, times: usize) {
        if times > 0 {
            self.0.entry(Kind::Unread).or_insert_with(|| Doubt::of(String::new())).times += times;
        }
    }

    /// A name is not taken down.
    pub(super) fn refused(&mut self, name: &str, why: &Refused) {
        let kind = if matches!(why, Refused::Name(_)) { Kind::Nameless } else { Kind::Alike };
        self.note(kind, || format!("{name}: {why}"));
    }

    /// Holds a row against what is known of its pod here: the state, and the serial of its listing.
    pub(super) fn compare(&mut self, row: &Row, (state, serial): (State, i64)) {
        let is_out = matches!(state, State::Tombstone | State::Blocked | State::Gone | State::Unlisted);
        let is_gone_there = matches!(row.state, Told::Tombstone | Told::Gone);
        let ours = u64::try_from(serial).unwrap_or_default();
        let domain = &*row.domain;
        if is_out && row.state == Told::Listed {
            self.note(Kind::Returned, || format!("{domain} ({state} here)"));
        } else if state == State::Listed && is_gone_there {
            self.note(Kind::Buried, || domain.to_owned());
        } else if !is_out && !is_gone_there && row.serial < ours {
            self.note(Kind::Older, || format!("{domain} ({} there, {ours} here)", row.serial));
        }
    }

    /// A line of each kind.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |(kind, Doubt { times, example }): (&Kind, &Doubt)| {
            let first = if example.is_empty() { String::new() } else { format!("; the first is {example}") };
            format!("peer: {}: {times}{first}", kind.says())
        };
        self.0.iter().map(line).collect()
    }

    fn note(&mut self, kind: Kind, example: impl FnOnce() -> String) {
        self.0.entry(kind).or_insert_with(|| Doubt::of(example())).times += 1;
    }
}

impl Doubt {
    fn of(example: String) -> Self {
        Self { times: 0, example }
    }
}

#[cfg(test)]
mod tests {
    use super::Doubts;
    use crate::announcing::Refused;
    use directory::feed::{Row, Told};
    use model::listed_pods::State;
    use time::macros::datetime;

    fn row(domain: &str, serial: u64, state: Told) -> Row {
        Row {
            domain: domain.to_owned().try_into().unwrap(),
            serial,
            sha256: "0".repeat(64).try_into().unwrap(),
            state,
            seen_at: datetime!(2026-11-22 16:00 UTC),
        }
    }

    /// What is said of one row.
    fn said(told: Told, serial: u64, state: State) -> String {
        let mut doubts = Doubts::default();
        doubts.compare(&row("pod.example", serial, told), (state, 7));
        doubts.lines().concat()
    }

    #[test]
    fn what_agrees_with_what_is_known_is_not_worth_a_word() {
        for (told, state) in [
            (Told::Listed, State::Listed),
            (Told::Listed, State::Probation),
            (Told::Stale, State::Listed),
            (Told::Tombstone, State::Tombstone),
            (Told::Tombstone, State::Stale),
            (Told::Gone, State::Blocked),
        ] {
            assert_eq!(said(told, 7, state), "", "{told:?} {state}");
        }
        assert_eq!(said(Told::Listed, 8, State::Listed), "", "it is asked itself soon");
    }

    #[test]
    fn each_kind_is_one_line_with_how_often_and_an_example() {
        let mut doubts = Doubts::default();
        for domain in ["a.example", "b.example", "c.example"] {
            doubts.compare(&row(domain, 9, Told::Listed), (State::Tombstone, 7));
        }
        doubts.refused("pod.test", &Refused::Same("pods.example".to_owned()));
        doubts.unread(2);
        doubts.unread(0);
        let lines = doubts.lines();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(lines[0], "peer: rows of its feed that cannot be read: 2");
        assert!(
            lines[1].contains(": 1; the first is pod.test: it looks the same as pods.example"),
            "{lines:?}"
        );
        assert!(lines[2].ends_with(": 3; the first is a.example (tombstone here)"), "{lines:?}");
    }

    #[test]
    fn a_false_tombstone_an_older_serial_and_one_who_comes_back_are_told_apart() {
        let buried = said(Told::Tombstone, 2, State::Listed);
        assert!(buried.contains("stay listed here: 1; the first is pod.example"), "{buried}");
        assert!(said(Told::Listed, 6, State::Listed).contains("pod.example (6 there, 7 here)"));
        for state in [State::Tombstone, State::Blocked, State::Gone, State::Unlisted] {
            let line = said(Told::Listed, 1, state);
            assert!(line.contains("stay out of this directory"), "{line}");
        }
    }
}
