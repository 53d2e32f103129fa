//! An XML stream over our transport: elements in, elements out.

use crate::network::Deadlines;
use crate::sign_in::SignInError;
use crate::transport::{Socket, Transport};
use futures::{Sink, SinkExt, StreamExt};
use jid::DomainRef;
use minidom::Element;
use std::io;
use tokio_xmpp::xmlstream::{
    ReadError, RecvFeaturesError, StreamHeader, Timeouts, XmlStream, initiate_stream,
};
use xmpp_parsers::ns::JABBER_CLIENT;
use xmpp_parsers::stream_error::DefinedCondition;
use xmpp_parsers::stream_features::StreamFeatures;

/// An open XML stream.
///
/// Elements stay untyped here: whatever a stranger sends counts, and can be answered, whether or not a type can read it.
pub(crate) struct Wire {
    stream: Box<XmlStream<Transport, Element>>,
    /// Top-level elements read since the stream header, the features included.
    received: u64,
    deadlines: Deadlines,
}

/// A top-level element.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) element: Element,
    /// Whether it was cut below the parser.
    pub(crate) damaged: bool,
}

/// Why there is no element.
#[derive(Debug)]
pub(crate) enum Gone {
    /// Nothing came for a while. The stream is lost if the next thing that is sent brings no answer either.
    Quiet,
    /// Nothing can be written any more; why, for the log. What came before may still be read.
    Unwritable(String),
    /// The stream is lost; why, for the log.
    Lost(String),
}

impl Wire {
    /// Exchanges stream headers over a transport (RFC 6120 §4.7), within a deadline.
    pub(crate) async fn open(
        transport: Transport,
        domain: &DomainRef,
        deadlines: Deadlines,
    ) -> Result<(Self, StreamFeatures), SignInError> {
        let opened = Self::exchange_headers(transport, domain, deadlines);
        tokio::time::timeout(deadlines.header, opened).await.map_err(|_| SignInError::Timeout)?
    }

    async fn exchange_headers(
        transport: Transport,
        domain: &DomainRef,
        deadlines: Deadlines,
    ) -> Result<(Self, StreamFeatures), SignInError> {
        let header = StreamHeader { from: None, to: Some(domain.as_str().into()), id: None };
        let timeouts = Timeouts { read_timeout: deadlines.quiet, response_timeout: deadlines.answer };
        let pending =
            initiate_stream(transport, JABBER_CLIENT, header, timeouts).await.map_err(not_a_stream)?;
        let (features, stream) = pending.recv_features().await.map_err(|error| match error {
            RecvFeaturesError::Io(error) => not_a_stream(error),
            RecvFeaturesError::StreamError(error) => refused(&error.0.condition),
        })?;
        Ok((Self { stream: Box::new(stream), received: 1, deadlines }, features))
    }

    /// Begins the stream anew on the same connection, after SASL (RFC 6120 §6.4.6).
    pub(crate) async fn restart(self, domain: &DomainRef) -> Result<(Self, StreamFeatures), SignInError> {
        let mut transport = self.stream.into_inner();
        transport.restart();
        Self::open(transport, domain, self.deadlines).await
    }

    /// The bare socket, to put TLS over it; none if there is more on the stream.
    pub(crate) fn into_socket(self) -> Option<Socket> {
        self.stream.into_inner().into_socket()
    }

    /// The next element. Cancel safe.
    pub(crate) async fn next(&mut self) -> Result<Received, Gone> {
        match self.stream.next().await {
            Some(Ok(element)) => {
                let damaged = self.stream.get_stream().was_damaged(self.received);
                self.received += 1;
                Ok(Received { element, damaged })
            }
            Some(Err(ReadError::SoftTimeout)) => Err(Gone::Quiet),
            Some(Err(error)) => Err(Gone::Lost(error.to_string())),
            None => Err(Gone::Lost("the connection was closed".into())),
        }
    }

    /// Writes an element and flushes.
    pub(crate) async fn send(&mut self, element: &Element) -> Result<(), Gone> {
        self.send_all([element]).await
    }

    /// Writes elements and flushes once.
    pub(crate) async fn send_all<'a>(
        &mut self,
        elements: impl IntoIterator<Item = &'a Element>,
    ) -> Result<(), Gone> {
        let stream = &mut *self.stream;
        let written = async {
            for element in elements {
                stream.feed(element).await?;
            }
            flush(stream).await
        };
        match tokio::time::timeout(self.deadlines.write, written).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Gone::Unwritable(error.to_string())),
            Err(_) => Err(Gone::Unwritable("the connection takes no more".into())),
        }
    }

    /// Closes the stream with `</stream:stream>`, and TLS below it. Who is not listening is not waited for.
    pub(crate) async fn close(mut self) {
        let closed = tokio::time::timeout(std::time::Duration::from_secs(2), self.stream.shutdown()).await;
        tracing::trace!(?closed, "stream closed");
    }
}

async fn flush<'a>(stream: &mut (impl Sink<&'a Element, Error = io::Error> + Unpin)) -> io::Result<()> {
    stream.flush().await
}

fn not_a_stream(error: io::Error) -> SignInError {
    match error.kind() {
        io::ErrorKind::InvalidData => SignInError::Protocol(error.to_string()),
        io::ErrorKind::TimedOut => SignInError::Timeout,
        _ => SignInError::Unreachable(error.to_string()),
    }
}

/// A stream error in the place of features.
fn refused(condition: &DefinedCondition) -> SignInError {
    match condition {
        DefinedCondition::HostUnknown | DefinedCondition::HostGone => SignInError::UnknownServer,
        DefinedCondition::PolicyViolation
        | DefinedCondition::ResourceConstraint
        | DefinedCondition::SystemShutdown
        | DefinedCondition::InternalServerError
        | DefinedCondition::Reset => SignInError::Busy(condition.to_string()),
        other => SignInError::Protocol(other.to_string()),
    }
}
