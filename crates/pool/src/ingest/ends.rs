//! Where the pages of an archive that were read end: the last message of each side of each chat. Told again with the next page, it
//! keeps the order from one page to the next.

use super::messages::Said;
use crate::session::Live;
use jid::BareJid;
use std::collections::{HashMap, HashSet};
use xmpp::archive::Archived;

/// Sides of chats, and what was said there last.
#[derive(Debug, Default)]
pub(crate) struct Ends(HashMap<(BareJid, bool), Archived>);

impl Ends {
    /// A page, led by what the pages before it had last of its sides.
    pub(crate) fn lead<'a>(&'a self, live: &Live, page: &'a [Archived]) -> Vec<&'a Archived> {
        let sides: HashSet<_> = page.iter().filter_map(|entry| side(live, entry)).collect();
        let mut led: Vec<&Archived> = sides.iter().filter_map(|side| self.0.get(side)).collect();
        led.sort_by_key(|entry| entry.stamp);
        led.extend(page);
        led
    }

    /// Goes on behind a page.
    pub(crate) fn pass(&mut self, live: &Live, page: Vec<Archived>) {
        self.0.extend(page.into_iter().filter_map(|entry| Some((side(live, &entry)?, entry))));
    }
}

/// Whose side of which chat something is on, if people read it there.
fn side(live: &Live, entry: &Archived) -> Option<(BareJid, bool)> {
    let said = Said::of(&entry.message, live);
    said.is_read().then(|| (said.peer(), said.ours))
}
