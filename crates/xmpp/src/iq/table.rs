//! The requests of one session that wait for their answers.

use super::{Caller, IqError};
use crate::archive::Found;
use crate::handle::Answer;
use jid::{BareJid, Jid};
use std::collections::HashMap;

/// Requests by id.
#[derive(Debug)]
pub(crate) struct Table {
    account: BareJid,
    waiting: HashMap<String, Waiting>,
}

#[derive(Debug)]
struct Waiting {
    to: Option<Jid>,
    caller: Caller,
    /// Whether it was ever written to a stream.
    written: bool,
}

impl Table {
    pub(crate) fn new(account: BareJid) -> Self {
        Self { account, waiting: HashMap::new() }
    }

    /// Enters a request. Those whose callers have given up are forgotten.
    pub(crate) fn insert(&mut self, id: String, to: Option<Jid>, caller: Caller) {
        self.waiting.retain(|_, waiting| !waiting.caller.is_gone());
        self.waiting.insert(id, Waiting { to, caller, written: false });
    }

    /// A request is about to be written. False if nobody waits for its answer any more.
    pub(crate) fn write(&mut self, id: &str) -> bool {
        let Some(waiting) = self.waiting.get_mut(id) else { return false };
        waiting.written = true;
        !waiting.caller.is_gone()
    }

    /// Whether an answer with this id and sender is to one of these requests (RFC 6120 §8.2.3, §10.3.3).
    pub(crate) fn expects(&self, id: &str, from: Option<&Jid>) -> bool {
        self.waiting.get(id).is_some_and(|waiting| self.may_answer(waiting.to.as_ref(), from))
    }

    /// Gives a request its answer.
    pub(crate) fn complete(&mut self, id: &str, answer: Answer) {
        if let Some(waiting) = self.waiting.remove(id)
            && !waiting.caller.answer(answer)
        {
            tracing::debug!(id, "an answer came too late");
        }
        if self.waiting.is_empty() {
            // the room for all that is asked on a new stream is given back
            self.waiting = HashMap::new();
        }
    }

    /// Keeps a result of our own archive for who asked for it. False if no such query runs (XEP-0313 §9.2).
    pub(crate) fn gather(&mut self, found: Found) -> bool {
        let asked = self.waiting.values_mut().find(|waiting| waiting.caller.asked(&found.query));
        let Some(waiting) = asked.filter(|waiting| waiting.written) else { return false };
        match found.archived {
            Some(archived) => waiting.caller.gather(archived),
            None => tracing::debug!(query = found.query, "a message in the archive that nobody can read"),
        }
        true
    }

    /// The stream is gone for good: fails what was written on it.
    pub(crate) fn reset(&mut self) {
        for (_, waiting) in self.waiting.extract_if(|_, waiting| waiting.written) {
            waiting.caller.answer(Err(IqError::Reset));
        }
    }

    /// Who asks the account, or nobody, is answered by the account, which may leave its address out.
    fn may_answer(&self, to: Option<&Jid>, from: Option<&Jid>) -> bool {
        let is_account = |jid: &Jid| jid.as_str() == self.account.as_str();
        let is_server = |jid: &Jid| jid.as_str() == self.account.domain().as_str();
        match (to, from) {
            (None, None) => true,
            (None, Some(from)) => from.to_bare() == self.account || is_server(from),
            (Some(to), None) => is_account(to) || is_server(to),
            (Some(to), Some(from)) => to == from,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Gathered, Query};
    use tokio::sync::oneshot;

    fn jid(text: &str) -> Option<Jid> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn table(to: &str) -> (Table, oneshot::Receiver<Answer>) {
        let mut table = Table::new("juliet@capulet.example".parse().unwrap());
        let (answer, result) = oneshot::channel();
        table.insert("1".into(), jid(to), Caller::Plain(answer));
        (table, result)
    }

    #[test]
    fn only_who_was_asked_may_answer() {
        for (to, from, expected) in [
            ("", "", true),
            ("", "juliet@capulet.example", true),
            ("", "juliet@capulet.example/balcony", true),
            ("", "capulet.example", true),
            ("", "romeo@montague.example", false),
            ("juliet@capulet.example", "", true),
            ("capulet.example", "", true),
            ("romeo@montague.example", "", false),
            ("romeo@montague.example", "romeo@montague.example", true),
            ("romeo@montague.example", "romeo@montague.example/garden", false),
            ("romeo@montague.example", "mercutio@montague.example", false),
        ] {
            assert_eq!(table(to).0.expects("1", jid(from).as_ref()), expected, "{from:?} for {to:?}");
        }
        assert!(!table("").0.expects("2", None));
    }

    #[test]
    fn a_reset_fails_what_was_written_and_nothing_else() {
        let (mut table, mut written) = table("");
        let (answer, mut unwritten) = oneshot::channel();
        table.insert("2".into(), None, Caller::Plain(answer));
        assert!(table.write("1"));
        table.reset();
        assert_eq!(written.try_recv().unwrap(), Err(IqError::Reset));
        assert!(unwritten.try_recv().is_err());
        table.complete("2", Ok(None));
        assert_eq!(unwritten.try_recv().unwrap(), Ok(None));
    }

    #[test]
    fn who_has_given_up_is_forgotten() {
        let (mut table, result) = table("");
        drop(result);
        assert!(!table.write("1"));
        assert!(!table.write("unknown"));
    }

    #[test]
    fn results_are_kept_for_the_query_that_runs() {
        let mut table = Table::new("juliet@capulet.example".parse().unwrap());
        let (answer, mut result) = oneshot::channel();
        let gathered = Box::new(Gathered::new(&Query::default()));
        table.insert("1".into(), None, Caller::Archive { query: "q".into(), gathered, answer });
        let found = |query: &str| Found { query: query.to_owned(), archived: None };
        assert!(!table.gather(found("q")), "nobody can know a query that was not asked yet");
        table.write("1");
        assert!(table.gather(found("q")) && !table.gather(found("1")) && !table.gather(found("")));
        table.complete("1", Ok(None));
        assert!(matches!(result.try_recv(), Ok(Ok((None, _)))));
        assert!(!table.gather(found("q")), "it is over");
    }

    #[test]
    fn a_page_whose_stream_is_gone_is_none() {
        let mut table = Table::new("juliet@capulet.example".parse().unwrap());
        let (answer, mut result) = oneshot::channel();
        let gathered = Box::new(Gathered::new(&Query::default()));
        table.insert("1".into(), None, Caller::Archive { query: "q".into(), gathered, answer });
        table.write("1");
        table.reset();
        assert!(matches!(result.try_recv(), Ok(Err(IqError::Reset))));
    }
}
