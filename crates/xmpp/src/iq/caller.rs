//! Who waits for an answer, and what is gathered until it comes.

use super::IqError;
use crate::archive::{Archived, Gathered};
use crate::handle::Answer;
use minidom::Element;
use tokio::sync::oneshot;

/// An archive's answer, and what came before it.
pub(crate) type PageAnswer = Result<(Option<Element>, Box<Gathered>), IqError>;

/// Who waits for an answer.
#[derive(Debug)]
pub(crate) enum Caller {
    /// Wants the answer alone.
    Plain(oneshot::Sender<Answer>),
    /// Wants what came before it, too (XEP-0313 §4.2).
    Archive {
        /// The name that results carry.
        query: String,
        gathered: Box<Gathered>,
        answer: oneshot::Sender<PageAnswer>,
    },
}

impl Caller {
    /// Whether it waits no more.
    pub(super) fn is_gone(&self) -> bool {
        match self {
            Self::Plain(answer) => answer.is_closed(),
            Self::Archive { answer, .. } => answer.is_closed(),
        }
    }

    /// Gives it the answer. False if it waits no more.
    pub(super) fn answer(self, result: Answer) -> bool {
        match self {
            Self::Plain(answer) => answer.send(result).is_ok(),
            Self::Archive { gathered, answer, .. } => {
                answer.send(result.map(|payload| (payload, gathered))).is_ok()
            }
        }
    }

    /// Whether it asked this query.
    pub(super) fn asked(&self, name: &str) -> bool {
        matches!(self, Self::Archive { query, .. } if query == name)
    }

    /// Keeps a result for it.
    pub(super) fn gather(&mut self, archived: Archived) {
        match self {
            Self::Archive { gathered, answer, .. } if !answer.is_closed() => gathered.push(archived),
            _ => {}
        }
    }
}
