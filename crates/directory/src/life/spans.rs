//! How long each part of a listing's life takes.

use std::str::FromStr;
use time::Duration;

/// How long each part of a life takes; as in directory.md, if nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// How long a new one is watched,
    pub probation: Duration,
    /// and how many of a hundred checks must be good.
    pub good_percent: u32,
    /// After how much silence it is stale,
    pub stale: Duration,
    /// down,
    pub down: Duration,
    /// and gone.
    pub gone: Duration,
    /// How long it is gone before only its tombstone is left,
    pub buried: Duration,
    /// and how long that stands.
    pub tombstone: Duration,
    /// How long a key must have been announced.
    pub rotation: Duration,
    /// How often it is checked while it is in probation, or listed,
    pub when_listed: Duration,
    /// new, in review, or stale,
    pub when_stale: Duration,
    /// down, or unlisted,
    pub when_down: Duration,
    /// or gone.
    pub when_gone: Duration,
}

/// Why a text says no spans.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpansError {
    /// A part that is none.
    #[error("{0:?} is no span; write probation=7d stale=6h and so on, with blanks between")]
    Part(String),
    /// A name that is none.
    #[error("{0:?} is none of the spans")]
    Name(String),
}

impl Default for Spans {
    fn default() -> Self {
        Self {
            probation: Duration::days(7),
            good_percent: 90,
            stale: Duration::hours(6),
            down: Duration::days(1),
            gone: Duration::days(14),
            buried: Duration::days(28),
            tombstone: Duration::days(90),
            rotation: Duration::days(7),
            when_listed: Duration::hours(1),
            when_stale: Duration::hours(6),
            when_down: Duration::days(1),
            when_gone: Duration::days(7),
        }
    }
}

impl FromStr for Spans {
    type Err = SpansError;

    /// Reads `name=number` with a unit (`s`, `m`, `h`, `d`), with blanks between several; the others stay as they are.
    fn from_str(text: &str) -> Result<Self, SpansError> {
        let mut spans = Self::default();
        for part in text.split_whitespace() {
            let wrong = || SpansError::Part(part.to_owned());
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let span = spans.named(name).ok_or_else(|| SpansError::Name(name.to_owned()))?;
            *span = read(value).ok_or_else(wrong)?;
        }
        Ok(spans)
    }
}

impl Spans {
    fn named(&mut self, name: &str) -> Option<&mut Duration> {
        Some(match name {
            "probation" => &mut self.probation,
            "stale" => &mut self.stale,
            "down" => &mut self.down,
            "gone" => &mut self.gone,
            "buried" => &mut self.buried,
            "tombstone" => &mut self.tombstone,
            "rotation" => &mut self.rotation,
            "when-listed" => &mut self.when_listed,
            "when-stale" => &mut self.when_stale,
            "when-down" => &mut self.when_down,
            "when-gone" => &mut self.when_gone,
            _ => return None,
        })
    }
}

fn read(text: &str) -> Option<Duration> {
    let unit = text.chars().next_back()?;
    let number: u32 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    // a hundred years are enough, and times stay times
    (i64::from(number) * seconds <= 3_155_760_000).then(|| Duration::seconds(i64::from(number) * seconds))
}

#[cfg(test)]
mod tests {
    use super::{Spans, SpansError};
    use time::Duration;

    #[test]
    fn what_is_not_said_is_as_written_in_the_design() {
        let spans: Spans = "probation=2s  when-listed=5m".parse().unwrap();
        assert_eq!(spans.probation, Duration::seconds(2));
        assert_eq!(spans.when_listed, Duration::minutes(5));
        let others = Spans { when_listed: Duration::HOUR, probation: Duration::WEEK, ..spans };
        assert_eq!(others, Spans::default());
        assert_eq!("".parse(), Ok(Spans::default()));
    }

    #[test]
    fn what_is_no_span_is_told() {
        for wrong in ["probation", "probation=", "gone=7", "gone=7y", "gone=-1d", "gone=4000000d"] {
            assert_eq!(wrong.parse::<Spans>(), Err(SpansError::Part(wrong.to_owned())));
        }
        assert_eq!("age=7d".parse::<Spans>(), Err(SpansError::Name("age".to_owned())));
    }
}
