//! RFC 6120 §8.2.3: requests that wait for their answers.

use xmpp_parsers::stanza_error::{DefinedCondition, StanzaError};

/// Why an IQ request has no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum IqError {
    /// The other side said no.
    #[error("{}", condition_text(.0))]
    Stanza(Box<StanzaError>),
    /// No answer in time: it may or may not have been done.
    #[error("no answer in time")]
    Timeout,
    /// The stream was lost and could not be resumed: it may or may not have been done.
    #[error("the stream was reset")]
    Reset,
    /// The session has ended.
    #[error("the session has ended")]
    Closed,
    /// The answer could not be read; why.
    #[error("the answer could not be read: {0}")]
    Malformed(String),
}

impl IqError {
    /// The stanza error's condition (RFC 6120 §8.3.3), if the other side gave one.
    pub fn condition(&self) -> Option<DefinedCondition> {
        match self {
            Self::Stanza(error) => Some(error.defined_condition.clone()),
            _ => None,
        }
    }
}

fn condition_text(error: &StanzaError) -> String {
    let text = error.texts.values().next().map_or("", String::as_str);
    format!("the other side refused: {:?} {text}", error.defined_condition)
}
