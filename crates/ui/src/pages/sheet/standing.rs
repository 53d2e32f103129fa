//! How a pod stands in the directory: for a newcomer, and for whoever runs it.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use time::{Duration, OffsetDateTime};

/// How a pod stands in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is recommended, and one can join.
    Joinable,
    /// Only who was invited comes in.
    Invite,
    /// It takes nobody.
    Closed,
    /// Every place is taken.
    Full,
    /// It takes nobody for now.
    Paused,
    /// It closes at that time.
    Closing(Option<OffsetDateTime>),
    /// It went to that host.
    Moved(String),
    /// It wishes not to be in the lists.
    Unlisted,
    /// It names nobody to tell of abuse.
    NoAbuseContact,
    /// It was sent as many people today as it wishes.
    Sated,
    /// It was named, and no more.
    Submitted,
    /// It is watched.
    Probation,
    /// It was silent for hours, or what it said has expired.
    Stale,
    /// It was silent for a day.
    Down,
    /// It was silent for weeks.
    Gone,
    /// Somebody is to look at it.
    Review,
    /// It is kept out.
    Blocked,
}

impl Standing {
    /// Every word.
    pub const CODES: [&str; 17] = [
        "joinable",
        "invite",
        "closed",
        "full",
        "paused",
        "closing",
        "moved",
        "unlisted",
        "no-abuse-contact",
        "sated",
        "submitted",
        "probation",
        "stale",
        "down",
        "gone",
        "review",
        "blocked",
    ];

    /// The word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Joinable => "joinable",
            Self::Invite => "invite",
            Self::Closed => "closed",
            Self::Full => "full",
            Self::Paused => "paused",
            Self::Closing(_) => "closing",
            Self::Moved(_) => "moved",
            Self::Unlisted => "unlisted",
            Self::NoAbuseContact => "no-abuse-contact",
            Self::Sated => "sated",
            Self::Submitted => "submitted",
            Self::Probation => "probation",
            Self::Stale => "stale",
            Self::Down => "down",
            Self::Gone => "gone",
            Self::Review => "review",
            Self::Blocked => "blocked",
        }
    }

    /// What a newcomer reads in place of the way in.
    pub(crate) fn sentence(&self, ctx: &Context<'_>) -> String {
        match self {
            Self::Joinable => t!(ctx, "standing-joinable"),
            Self::Invite => t!(ctx, "standing-invite"),
            Self::Closed => t!(ctx, "standing-closed"),
            Self::Full => t!(ctx, "standing-full"),
            Self::Paused => t!(ctx, "standing-paused"),
            Self::Closing(Some(at)) => t!(ctx, "standing-closing-at", day = dates::weekday_and_day(ctx, *at)),
            Self::Closing(None) => t!(ctx, "standing-closing"),
            Self::Moved(to) => t!(ctx, "standing-moved", host = to.as_str()),
            Self::Unlisted => t!(ctx, "standing-unlisted"),
            Self::NoAbuseContact => t!(ctx, "standing-no-contact"),
            Self::Sated => t!(ctx, "standing-sated"),
            Self::Submitted => t!(ctx, "standing-submitted"),
            Self::Probation => t!(ctx, "standing-probation"),
            Self::Stale => t!(ctx, "standing-stale"),
            Self::Down => t!(ctx, "standing-down"),
            Self::Gone => t!(ctx, "standing-gone"),
            Self::Review => t!(ctx, "standing-review"),
            Self::Blocked => t!(ctx, "standing-blocked"),
        }
    }

    /// Whether it is recommended, why not, and what whoever runs it can do.
    pub(crate) fn for_who_runs_it(&self, ctx: &Context<'_>) -> String {
        match self {
            Self::Joinable => t!(ctx, "seen-joinable"),
            Self::Invite | Self::Closed => t!(ctx, "seen-shut"),
            Self::Full => t!(ctx, "seen-full"),
            Self::Paused => t!(ctx, "seen-paused"),
            Self::Closing(_) | Self::Moved(_) => t!(ctx, "seen-leaving"),
            Self::Unlisted => t!(ctx, "seen-unlisted"),
            Self::NoAbuseContact => t!(ctx, "seen-no-contact"),
            Self::Sated => t!(ctx, "seen-sated"),
            Self::Submitted => t!(ctx, "seen-submitted"),
            Self::Probation => t!(ctx, "seen-probation"),
            Self::Stale | Self::Down => t!(ctx, "seen-silent"),
            Self::Gone => t!(ctx, "seen-gone"),
            Self::Review => t!(ctx, "seen-review"),
            Self::Blocked => t!(ctx, "seen-blocked"),
        }
    }

    /// Whether the pod itself can be looked at.
    pub(crate) fn is_there(&self) -> bool {
        matches!(
            self,
            Self::Joinable
                | Self::Invite
                | Self::Closed
                | Self::Full
                | Self::Paused
                | Self::Closing(_)
                | Self::Unlisted
                | Self::NoAbuseContact
                | Self::Sated
        )
    }

    /// Whether what the pod says of itself is shown with it.
    pub(crate) fn shows_what_it_says(&self) -> bool {
        let silent = matches!(self, Self::Stale | Self::Down);
        self.is_there() || silent || matches!(self, Self::Moved(_))
    }

    pub(crate) fn samples(now: OffsetDateTime) -> Vec<Self> {
        vec![
            Self::Joinable,
            Self::Invite,
            Self::Closed,
            Self::Full,
            Self::Paused,
            Self::Closing(None),
            Self::Closing(Some(now + Duration::WEEK)),
            Self::Moved("elsewhere.example".to_owned()),
            Self::Unlisted,
            Self::NoAbuseContact,
            Self::Sated,
            Self::Submitted,
            Self::Probation,
            Self::Stale,
            Self::Down,
            Self::Gone,
            Self::Review,
            Self::Blocked,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use std::collections::BTreeSet;
    use time::OffsetDateTime;

    #[test]
    fn every_word_is_known() {
        let samples = Standing::samples(OffsetDateTime::UNIX_EPOCH);
        let words: BTreeSet<&str> = samples.iter().map(Standing::code).collect();
        assert_eq!(words, BTreeSet::from(Standing::CODES));
    }
}
