//! RFC 6120 §4: an XML stream: elements in, elements out. Between two elements its parser holds no buffers.

#[cfg(test)]
mod tests;

use jid::DomainRef;
use minidom::Element;
use rxml::writer::{SimpleNamespaces, TrackNamespace};
use rxml::{AsyncReader, AttrMap, Encoder, Event, Item, Namespace, Parse, XmlVersion, xml_ncname};
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncBufRead, AsyncWrite, AsyncWriteExt};
use xmpp_parsers::ns::{JABBER_CLIENT, STREAM};
use xso::{AsXml, FromEventsBuilder, FromXml};

/// The only version there is (RFC 6120 §4.7.5).
const VERSION: &str = "1.0";

/// Closes what [`header`] has opened.
const FOOTER: &[u8] = b"</stream:stream>";

/// An open XML stream.
pub(super) struct XmlStream<T> {
    reader: AsyncReader<T>,
    /// A top-level element that is not whole yet.
    coming: Option<<Element as FromXml>::Builder>,
    /// Whether a write ended half-way. What follows would stand in the middle of an element.
    torn: bool,
}

impl<T: AsyncBufRead + AsyncWrite + Unpin> XmlStream<T> {
    /// Exchanges stream headers.
    pub(super) async fn open(transport: T, domain: &DomainRef) -> io::Result<Self> {
        let mut stream = Self { reader: AsyncReader::new(transport), coming: None, torn: false };
        stream.write(&header(domain).map_err(invalid)?).await?;
        stream.read_header().await?;
        Ok(stream)
    }

    pub(super) fn transport(&self) -> &T {
        self.reader.inner()
    }

    pub(super) fn into_transport(self) -> T {
        self.reader.into_inner().0
    }

    /// Reads on: a top-level element, or none as long as it is not whole. Cancel safe.
    pub(super) async fn read(&mut self) -> io::Result<Option<Element>> {
        // white space between elements, by which connections are kept open, is not gathered
        self.reader.parser_mut().set_text_buffering(self.coming.is_some());
        let event = self.event().await?;
        let Some(coming) = &mut self.coming else { return self.between(event) };
        let whole = coming.feed(event, &xso::Context::empty()).map_err(invalid)?;
        if whole.is_some() {
            self.coming = None;
        }
        Ok(whole)
    }

    /// Writes elements, and flushes once. If this is cancelled or fails, only reading is left; elements that cannot be written
    /// as XML are an error before anything is written.
    pub(super) async fn send<'a>(
        &mut self,
        elements: impl IntoIterator<Item = &'a Element>,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        for element in elements {
            encode(element, &mut bytes)?;
        }
        self.write(&bytes).await
    }

    /// Says that nothing more will come.
    pub(super) async fn close(&mut self) -> io::Result<()> {
        self.write(FOOTER).await?;
        self.reader.inner_mut().shutdown().await
    }

    async fn read_header(&mut self) -> io::Result<()> {
        loop {
            match self.event().await? {
                Event::XmlDeclaration(..) => {}
                Event::StartElement(_, (namespace, name), attributes)
                    if namespace == STREAM && name == "stream" && is_ours(&attributes) =>
                {
                    return Ok(());
                }
                _ => return Err(invalid("no stream header")),
            }
        }
    }

    async fn event(&mut self) -> io::Result<Event> {
        poll_fn(|cx| self.poll_event(cx)).await.map_err(ended)?.ok_or_else(closed)
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Option<Event>>> {
        let polled = Pin::new(&mut self.reader).poll_read(cx);
        if polled.is_pending() && self.coming.is_none() {
            self.reader.parser_mut().release_temporaries();
        }
        polled
    }

    /// What comes between two elements.
    fn between(&mut self, event: Event) -> io::Result<Option<Element>> {
        match event {
            Event::StartElement(_, name, attributes) => {
                let coming = Element::from_events(name, attributes, &xso::Context::empty());
                self.coming = Some(coming.map_err(invalid)?);
            }
            Event::EndElement(_) => return Err(closed()),
            Event::Text(_, text) if !xso::is_xml_whitespace(text.as_bytes()) => {
                return Err(invalid("text between stanzas"));
            }
            Event::Text(..) | Event::XmlDeclaration(..) => {}
        }
        Ok(None)
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if std::mem::replace(&mut self.torn, true) {
            return Err(io::Error::new(ErrorKind::NotConnected, "an earlier write ended half-way"));
        }
        let transport = self.reader.inner_mut();
        transport.write_all(bytes).await?;
        transport.flush().await?;
        self.torn = false;
        Ok(())
    }
}

fn header(domain: &DomainRef) -> Result<Vec<u8>, rxml::Error> {
    let (mut writer, mut bytes) = (Encoder::<SimpleNamespaces>::new(), Vec::new());
    writer.ns_tracker_mut().declare_fixed(Some(xml_ncname!("stream")), STREAM.into());
    writer.ns_tracker_mut().declare_fixed(None, JABBER_CLIENT.into());
    for item in [
        Item::XmlDeclaration(XmlVersion::V1_0),
        Item::ElementHeadStart(STREAM.into(), xml_ncname!("stream")),
        Item::Attribute(Namespace::NONE, xml_ncname!("to"), domain.as_str()),
        Item::Attribute(Namespace::NONE, xml_ncname!("version"), VERSION),
        Item::ElementHeadEnd,
    ] {
        writer.encode(item, &mut bytes)?;
    }
    Ok(bytes)
}

/// Each element names its own namespaces: a writer that lives as long as the stream would have to remember the header's.
fn encode(element: &Element, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = Encoder::new();
    for item in element.as_xml_iter().map_err(invalid)? {
        writer.encode(item.map_err(invalid)?.as_rxml_item(), bytes).map_err(invalid)?;
    }
    Ok(())
}

/// Whether the server speaks the version that we do; one that names none is older.
fn is_ours(attributes: &AttrMap) -> bool {
    attributes.get(Namespace::none(), "version").is_some_and(|version| version == VERSION)
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error)
}

/// An end in the middle of something is an end; nothing was said that should not have been.
fn ended(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rxml::Error>());
    if matches!(cause, Some(rxml::Error::InvalidEof(_))) { closed() } else { error }
}

fn closed() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the stream was closed")
}
