//! The messages of a page while they come in, and when it is enough.

use super::{Archived, PAGE_MAX, Page, Query};
use crate::message::{Incoming, id};
use minidom::Element;
use std::collections::VecDeque;
use xmpp_parsers::ns;

/// Bytes of one page that are kept: a server that sends what nobody asked for is cut off.
pub(super) const BYTES_MAX: usize = 4 * 1024 * 1024;

/// Results of one query.
#[derive(Debug)]
pub(crate) struct Gathered {
    messages: VecDeque<Archived>,
    bytes: usize,
    most: usize,
    backwards: bool,
    /// Whether something that came is not here any more.
    cut: bool,
}

impl Gathered {
    pub(crate) fn new(query: &Query) -> Self {
        let most = usize::try_from(query.max.clamp(1, PAGE_MAX)).unwrap_or(1) * 2;
        Self { messages: VecDeque::new(), bytes: 0, most, backwards: query.before.is_some(), cut: false }
    }

    /// Takes one more. What is too much is left out where paging will come to it again: at the end, or backwards at the
    /// beginning. So there is no gap.
    pub(crate) fn push(&mut self, archived: Archived) {
        if self.cut && !self.backwards {
            return;
        }
        self.bytes += size(&archived);
        self.messages.push_back(archived);
        while self.messages.len() > self.most || (self.bytes > BYTES_MAX && self.messages.len() > 1) {
            let left_out = if self.backwards { self.messages.pop_front() } else { self.messages.pop_back() };
            self.bytes -= left_out.as_ref().map_or(0, size);
            self.cut = true;
        }
    }

    /// The page, when the server has said that it ends.
    pub(super) fn page(self, query: &Query, fin: &Element) -> Page {
        let set = fin.get_child("set", ns::RSM);
        let text = |name: &str| Some(set?.get_child(name, ns::RSM)?.text());
        let ends = [self.messages.front(), self.messages.back()].map(|end| end.map(|end| end.id.clone()));
        let [oldest, newest] = ends;
        let mut first = text("first").and_then(|text| id(&text)).or_else(|| oldest.clone());
        let mut last = text("last").and_then(|text| id(&text)).or_else(|| newest.clone());
        if self.cut {
            (first, last) = if self.backwards { (oldest, last) } else { (first, newest) };
        }
        let (from, to) = if self.backwards { (&query.before, &first) } else { (&query.after, &last) };
        let leads_on = to.is_some() && from != to;
        let said = matches!(fin.attr("complete"), Some("true" | "1"));
        Page {
            complete: (said && !self.cut) || !leads_on,
            count: text("count").and_then(|count| count.parse().ok()),
            messages: self.messages.into(),
            first,
            last,
        }
    }
}

/// About how much memory a message takes.
fn size(archived: &Archived) -> usize {
    let Incoming { body, subject, from, to, .. } = &archived.message;
    let texts = [body, subject].into_iter().flatten().map(String::len).sum::<usize>();
    let addresses = from.as_str().len() + to.as_ref().map_or(0, |to| to.as_str().len());
    size_of::<Archived>() + texts + addresses + 3 * archived.id.len()
}
