//! RFC 6120 §8.2.3: requests that wait for their answers.

mod caller;
mod table;

pub(crate) use caller::Caller;
pub(crate) use table::Table;

use crate::handle::{Answer, Kind};
use jid::Jid;
use minidom::Element;
use xmpp_parsers::iq::{Iq, IqPayload};
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

/// A request with an id that nobody can guess.
pub(crate) fn request(kind: Kind, to: Option<Jid>, payload: Element) -> (String, Element) {
    let id = format!("{:032x}", rand::random::<u128>());
    let iq = match kind {
        Kind::Get => Iq::Get { from: None, to, id: id.clone(), payload },
        Kind::Set => Iq::Set { from: None, to, id: id.clone(), payload },
    };
    (id, iq.into())
}

/// What an answer says.
pub(crate) fn result<E: std::fmt::Display>(iq: Result<Iq, E>) -> Answer {
    match iq.map(Iq::into_payload) {
        Ok(IqPayload::Result(payload)) => Ok(payload),
        Ok(IqPayload::Error(error)) => Err(IqError::Stanza(Box::new(error))),
        Ok(_) => Err(IqError::Malformed("a request in the place of an answer".into())),
        Err(error) => Err(IqError::Malformed(error.to_string())),
    }
}

fn condition_text(error: &StanzaError) -> String {
    let text = error.texts.values().next().map_or("", String::as_str);
    format!("the other side refused: {:?} {text}", error.defined_condition)
}
