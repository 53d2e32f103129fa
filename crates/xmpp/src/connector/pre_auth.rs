//! A stream on which nobody has signed in yet, for SASL and for in-band registration (XEP-0077), or somebody for a request or two.

use super::{Gone, Wire};
use crate::handle::Kind;
use crate::iq::{IqError, request, result};
use crate::network::DEADLINES;
use crate::sign_in::SignInError;
use jid::Jid;
use minidom::Element;
use std::time::Duration;
use xmpp_parsers::iq::Iq;
use xmpp_parsers::stream_features::StreamFeatures;

/// A stream of which nobody makes a session.
pub struct PreAuth {
    pub(super) wire: Wire,
    pub(super) features: StreamFeatures,
}

impl PreAuth {
    pub(super) fn new(wire: Wire, features: StreamFeatures) -> Self {
        Self { wire, features }
    }

    /// What the server offers on this stream.
    pub fn features(&self) -> &StreamFeatures {
        &self.features
    }

    /// Sends an IQ of type `get` and waits for its result's payload.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn iq_get(&mut self, payload: Element, to: Option<Jid>) -> Result<Option<Element>, IqError> {
        self.ask(Kind::Get, payload, to).await
    }

    /// Sends an IQ of type `set` and waits for its result's payload.
    ///
    /// # Errors
    /// See [`IqError`].
    pub async fn iq_set(&mut self, payload: Element, to: Option<Jid>) -> Result<Option<Element>, IqError> {
        self.ask(Kind::Set, payload, to).await
    }

    /// Whether the server has not closed it, as far as one can see. Nothing was asked, so that whatever comes is a goodbye.
    pub async fn is_open(&mut self) -> bool {
        matches!(tokio::time::timeout(Duration::ZERO, self.wire.next()).await, Err(_) | Ok(Err(Gone::Quiet)))
    }

    /// Closes the stream.
    pub async fn leave(self) {
        self.wire.close().await;
    }

    async fn ask(
        &mut self,
        kind: Kind,
        payload: Element,
        to: Option<Jid>,
    ) -> Result<Option<Element>, IqError> {
        let asked = ask(&mut self.wire, kind, payload, to);
        tokio::time::timeout(DEADLINES.iq, asked).await.map_err(|_| IqError::Timeout)?
    }
}

/// One IQ on a stream where nothing else happens yet.
pub(super) async fn ask(
    wire: &mut Wire,
    kind: Kind,
    payload: Element,
    to: Option<Jid>,
) -> Result<Option<Element>, IqError> {
    let (id, iq) = request(kind, to, payload);
    wire.send(&iq).await.map_err(|_| IqError::Reset)?;
    loop {
        let received = match wire.next().await {
            Ok(received) => received,
            Err(Gone::Quiet) => return Err(IqError::Timeout),
            Err(Gone::Unwritable(_) | Gone::Lost(_)) => return Err(IqError::Reset),
        };
        if received.element.attr("id") == Some(&id) {
            return result(Iq::try_from(received.element));
        }
    }
}

impl From<Gone> for SignInError {
    fn from(gone: Gone) -> Self {
        match gone {
            Gone::Quiet => Self::Timeout,
            Gone::Unwritable(reason) | Gone::Lost(reason) => Self::Unreachable(reason),
        }
    }
}
