//! The end of an archive, where others may still come before what is there: a server counts messages when they come, and keeps and
//! delivers them a moment later, each at its own pace.

use std::collections::VecDeque;
use time::OffsetDateTime;
use xmpp::archive::Archived;

/// What is this much older than the end is in its order.
pub(super) const RIPENS: std::time::Duration = std::time::Duration::from_secs(5);

/// Entries of pages read forward, in their order, that may not be in it for good.
#[derive(Debug, Default)]
pub(super) struct Unripe(VecDeque<(OffsetDateTime, String)>);

impl Unripe {
    /// Goes on behind a page. The last entry that is ripe by now, if that is another one.
    pub(super) fn pass(&mut self, page: &[Archived]) -> Option<String> {
        self.add(page.iter().map(|entry| (entry.stamp, entry.id.clone())))
    }

    fn add(&mut self, entries: impl Iterator<Item = (OffsetDateTime, String)>) -> Option<String> {
        self.0.extend(entries);
        let end = self.0.iter().map(|(stamp, _)| *stamp).max()?;
        let ripe = self.0.iter().rposition(|(stamp, _)| *stamp <= end - RIPENS)?;
        self.0.drain(..=ripe).next_back().map(|(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_ripe_when_one_is_there_that_is_five_seconds_newer() {
        let mut unripe = Unripe::default();
        let mut add = |seconds: &[i64]| {
            let stamp = |second: &i64| OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(*second);
            unripe.add(seconds.iter().map(|second| (stamp(second), second.to_string())))
        };
        assert_eq!(add(&[]), None);
        assert_eq!(add(&[10, 11, 14]), None);
        assert_eq!(add(&[]), None, "nothing is newer");
        assert_eq!(add(&[16, 15]).as_deref(), Some("11"));
        assert_eq!(add(&[20]).as_deref(), Some("15"), "the last in the archive's order, not the newest");
        assert_eq!(add(&[20]), None);
    }
}
