//! Which pods are recommended to newcomers, and in which of two groups.

use crate::effective::Effective;
use crate::entry::Entry;
use crate::listing::Visibility;
use time::OffsetDateTime;

/// How one joins a pod that is recommended; the two are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// At once.
    Instant,
    /// After approval.
    Approval,
}

/// Why a pod is not recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It does not wish to be listed.
    #[error("it does not wish to be listed")]
    Unlisted,
    /// Its listing is past its end, or of the future.
    #[error("its listing is out of date")]
    Stale,
    /// It takes nobody now.
    #[error("it takes nobody now")]
    Shut,
    /// It will close, or has moved.
    #[error("it is closing or has moved")]
    Leaving,
    /// Nobody can be told of abuse.
    #[error("it names nobody to tell of abuse")]
    NoAbuseContact,
    /// It was sent as many people today as it wishes.
    #[error("it was sent enough people today")]
    Sated,
}

/// The group in which a pod to which so many were sent today is recommended at the time `now`, or why it is not.
pub fn group(entry: &Entry, sent_today: u32, now: OffsetDateTime) -> Result<Group, Unfit> {
    let listing = &entry.listing;
    let group = match listing.registration.effective {
        Effective::Open => Ok(Group::Instant),
        Effective::Approval => Ok(Group::Approval),
        _ => Err(Unfit::Shut),
    };
    if listing.listing != Visibility::Public {
        Err(Unfit::Unlisted)
    } else if now < listing.issued_at || now >= listing.expires_at {
        Err(Unfit::Stale)
    } else if listing.moved_to.is_some() || listing.closing_at.is_some() {
        Err(Unfit::Leaving)
    } else if listing.contacts.abuse.is_empty() {
        Err(Unfit::NoAbuseContact)
    } else if listing.registration.daily_budget.is_some_and(|most| sent_today >= most) {
        Err(Unfit::Sated)
    } else {
        group
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Unfit, group};
    use crate::effective::Effective;
    use crate::entry::Entry;
    use crate::listing::Visibility;
    use crate::samples::{self, NOW};
    use time::Duration;

    fn after(change: impl FnOnce(&mut Entry)) -> Result<Group, Unfit> {
        let mut entry = samples::entry("pod.example");
        change(&mut entry);
        group(&entry, 0, NOW)
    }

    #[test]
    fn an_open_pod_is_instant_and_one_with_approval_is_apart() {
        assert_eq!(after(|_| ()), Ok(Group::Instant));
        assert_eq!(after(|e| e.listing.registration.effective = Effective::Approval), Ok(Group::Approval));
    }

    #[test]
    fn a_pod_that_takes_nobody_is_not_recommended() {
        for shut in [Effective::Invite, Effective::Closed, Effective::Full, Effective::Paused] {
            assert_eq!(after(|e| e.listing.registration.effective = shut), Err(Unfit::Shut));
        }
    }

    #[test]
    fn nothing_is_recommended_past_its_end_or_before_its_time() {
        assert_eq!(after(|e| e.listing.expires_at = NOW), Err(Unfit::Stale));
        assert_eq!(after(|e| e.listing.issued_at = NOW + Duration::MINUTE), Err(Unfit::Stale));
    }

    #[test]
    fn the_pods_own_wishes_count() {
        assert_eq!(after(|e| e.listing.listing = Visibility::None), Err(Unfit::Unlisted));
        assert_eq!(after(|e| e.listing.closing_at = Some(NOW)), Err(Unfit::Leaving));
        assert_eq!(after(|e| e.listing.contacts.abuse.clear()), Err(Unfit::NoAbuseContact));
    }

    #[test]
    fn a_pod_is_sent_no_more_people_a_day_than_it_wishes() {
        let mut entry = samples::entry("pod.example");
        assert_eq!(group(&entry, u32::MAX, NOW), Ok(Group::Instant), "this one wishes for no limit");
        entry.listing.registration.daily_budget = Some(3);
        assert_eq!(group(&entry, 2, NOW), Ok(Group::Instant));
        assert_eq!(group(&entry, 3, NOW), Err(Unfit::Sated));
    }
}
