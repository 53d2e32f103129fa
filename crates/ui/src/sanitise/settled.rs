//! HTML that is known to be clean: the cleaner of this very program gave it out, and found nothing to change in it. What others
//! say of a text, a database too, is not believed.

use moka::sync::Cache;
use std::sync::{Arc, LazyLock};

/// Bytes of such HTML that are remembered.
const REMEMBERED: u64 = 16 << 20;

/// What a text takes of the memory besides its bytes.
const BESIDE: usize = 200;

static SETTLED: LazyLock<Cache<Arc<str>, ()>> = LazyLock::new(|| {
    let weigh = |html: &Arc<str>, (): &()| u32::try_from(html.len() + BESIDE).unwrap_or(u32::MAX);
    Cache::builder().max_capacity(REMEMBERED).weigher(weigh).build()
});

/// Whether it was found clean lately.
pub(super) fn is_known(html: &str) -> bool {
    SETTLED.get(html).is_some()
}

/// Remembers HTML that cleaning leaves as it is.
pub(super) fn remember(html: &str) {
    SETTLED.insert(html.into(), ());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clean;

    #[test]
    fn only_what_came_out_of_the_cleaner_is_known_to_be_clean() {
        let dirty = "<p onclick=\"alert(1)\">said by somebody</p>";
        let clean = Clean::html(dirty);
        assert!(is_known(clean.as_str()) && !is_known(dirty));
        assert_eq!(Clean::html(dirty), clean);
    }
}
