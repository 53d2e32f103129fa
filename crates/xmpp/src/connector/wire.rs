//! An XML stream with deadlines: elements in, elements out.

use super::xml::XmlStream;
use crate::network::DEADLINES;
use crate::sign_in::SignInError;
use crate::transport::{Socket, Transport};
use jid::DomainRef;
use minidom::Element;
use std::io;
use tokio::time::{Instant, timeout, timeout_at};
use xmpp_parsers::ns::STREAM;
use xmpp_parsers::stream_error::{DefinedCondition, StreamError};
use xmpp_parsers::stream_features::StreamFeatures;

/// An open XML stream.
///
/// Elements stay untyped here: whatever a stranger sends counts, and can be answered, whether or not a type can read it.
pub(crate) struct Wire {
    stream: Box<XmlStream<Transport>>,
    /// Top-level elements read since the stream header, the features included.
    received: u64,
    silence: Silence,
}

/// How long the server has said nothing.
struct Silence {
    /// When it last said anything, or was found to be quiet.
    since: Instant,
    /// Whether it was quiet for so long that it must say something now.
    quiet: bool,
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
    ) -> Result<(Self, StreamFeatures), SignInError> {
        let opened = Self::exchange_headers(transport, domain);
        timeout(DEADLINES.header, opened).await.map_err(|_| SignInError::Timeout)?
    }

    async fn exchange_headers(
        transport: Transport,
        domain: &DomainRef,
    ) -> Result<(Self, StreamFeatures), SignInError> {
        let mut stream = XmlStream::open(transport, domain).await.map_err(not_a_stream)?;
        let features = loop {
            if let Some(features) = stream.read().await.map_err(not_a_stream)? {
                break features;
            }
        };
        if features.is("error", STREAM) {
            let error = StreamError::try_from(features);
            return Err(error.map_or_else(unreadable, |error| refused(&error.condition)));
        }
        let features = StreamFeatures::try_from(features).map_err(unreadable)?;
        let silence = Silence::from(Instant::now());
        Ok((Self { stream: Box::new(stream), received: 1, silence }, features))
    }

    /// Begins the stream anew on the same connection, after SASL (RFC 6120 §6.4.6).
    pub(crate) async fn restart(self, domain: &DomainRef) -> Result<(Self, StreamFeatures), SignInError> {
        let mut transport = self.stream.into_transport();
        transport.restart();
        Self::open(transport, domain).await
    }

    /// The bare socket, to put TLS over it; none if there is more on the stream.
    pub(crate) fn into_socket(self) -> Option<Socket> {
        self.stream.into_transport().into_socket()
    }

    /// The next element. Cancel safe.
    pub(crate) async fn next(&mut self) -> Result<Received, Gone> {
        loop {
            match timeout_at(self.silence.end(), self.stream.read()).await {
                Ok(Ok(element)) => {
                    self.silence = Silence::from(Instant::now());
                    if let Some(element) = element {
                        return Ok(self.received(element));
                    }
                }
                Ok(Err(error)) => return Err(Gone::Lost(error.to_string())),
                Err(_) => return Err(self.silence.lasts(Instant::now())),
            }
        }
    }

    fn received(&mut self, element: Element) -> Received {
        let damaged = self.stream.transport().was_damaged(self.received);
        self.received += 1;
        Received { element, damaged }
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
        match timeout(DEADLINES.write, self.stream.send(elements)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(Gone::Unwritable(error.to_string())),
            Err(_) => Err(Gone::Unwritable("the connection takes no more".into())),
        }
    }

    /// Closes the stream with `</stream:stream>`, and TLS below it. Who is not listening is not waited for.
    pub(crate) async fn close(mut self) {
        let closed = timeout(std::time::Duration::from_secs(2), self.stream.close()).await;
        tracing::trace!(?closed, "stream closed");
    }
}

impl Silence {
    fn from(since: Instant) -> Self {
        Self { since, quiet: false }
    }

    /// When something is to be done about it.
    fn end(&self) -> Instant {
        self.since + if self.quiet { DEADLINES.answer } else { DEADLINES.quiet }
    }

    /// It has lasted until its end.
    fn lasts(&mut self, now: Instant) -> Gone {
        if self.quiet {
            return Gone::Lost("the server is silent".into());
        }
        *self = Self { since: now, quiet: true };
        Gone::Quiet
    }
}

fn not_a_stream(error: io::Error) -> SignInError {
    match error.kind() {
        io::ErrorKind::InvalidData => SignInError::Protocol(error.to_string()),
        io::ErrorKind::TimedOut => SignInError::Timeout,
        _ => SignInError::Unreachable(error.to_string()),
    }
}

fn unreadable(error: impl ToString) -> SignInError {
    SignInError::Protocol(error.to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_server_is_asked_once_and_a_silent_one_is_lost() {
        let began = Instant::now();
        let mut silence = Silence::from(began);
        assert_eq!(silence.end(), began + DEADLINES.quiet);
        let asked = silence.end();
        assert!(matches!(silence.lasts(asked), Gone::Quiet));
        assert_eq!(silence.end(), asked + DEADLINES.answer);
        assert!(matches!(silence.lasts(silence.end()), Gone::Lost(_)));
    }

    #[test]
    fn a_server_may_be_quiet_again_after_each_word() {
        let mut silence = Silence::from(Instant::now());
        let heard = silence.end() + DEADLINES.answer / 2;
        silence.lasts(silence.end());
        silence = Silence::from(heard);
        assert_eq!(silence.end(), heard + DEADLINES.quiet);
        assert!(matches!(silence.lasts(silence.end()), Gone::Quiet));
    }
}
