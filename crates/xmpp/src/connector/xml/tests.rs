//! A server at the other end of a pipe, which says what it wants in the pieces that it wants.

use super::*;
use futures::FutureExt;
use jid::DomainPart;
use tokio::io::{AsyncReadExt, BufStream, DuplexStream, duplex};

const HEADER: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' \
    xmlns:stream='http://etherx.jabber.org/streams' from='capulet.lit' id='1' version='1.0' xml:lang='en'>";

type Stream = XmlStream<BufStream<DuplexStream>>;

/// A stream over a pipe that holds so many bytes, and the server's end behind both headers.
async fn open(room: usize) -> (Stream, DuplexStream) {
    let (near, mut far) = duplex(room);
    let domain = DomainPart::new("capulet.lit").unwrap();
    let said = far.write_all(HEADER.as_bytes());
    let (stream, said) = tokio::join!(Stream::open(BufStream::new(near), &domain), said);
    said.unwrap();
    (stream.unwrap(), far)
}

/// Whether a server is believed that begins like this.
async fn opens(beginning: &str) -> io::Result<()> {
    let (near, mut far) = duplex(1024);
    far.write_all(beginning.as_bytes()).await.unwrap();
    far.shutdown().await.unwrap();
    Stream::open(BufStream::new(near), &DomainPart::new("capulet.lit").unwrap()).await.map(drop)
}

async fn element(stream: &mut Stream) -> io::Result<Element> {
    loop {
        if let Some(element) = stream.read().await? {
            return Ok(element);
        }
    }
}

/// All that the server was told.
async fn told(mut far: DuplexStream) -> String {
    let mut told = String::new();
    far.read_to_string(&mut told).await.unwrap();
    told
}

fn parsed(xml: &str) -> Element {
    xml.parse().unwrap()
}

fn long_message() -> Element {
    parsed(&format!("<message xmlns='jabber:client'><body>{}</body></message>", "a".repeat(10_000)))
}

#[tokio::test]
async fn what_is_written_is_one_document_from_header_to_footer() {
    let (mut stream, far) = open(4096).await;
    stream.send(&[parsed("<presence xmlns='jabber:client'/>")]).await.unwrap();
    stream.close().await.unwrap();
    let told = parsed(&told(far).await);
    assert!(told.is("stream", STREAM));
    assert_eq!((told.attr("to"), told.attr("version")), (Some("capulet.lit"), Some("1.0")));
    assert!(told.has_child("presence", JABBER_CLIENT));
}

#[tokio::test]
async fn no_namespace_of_one_stanza_reaches_into_the_next() {
    let stanzas = [
        parsed(
            "<iq xmlns='jabber:client' xmlns:p='urn:p' p:a='1' xml:lang='fr'><q xmlns='urn:q' p:b='2'><r xmlns=''/></q></iq>",
        ),
        parsed("<r xmlns='urn:xmpp:sm:3'/>"),
        parsed(
            "<message xmlns='jabber:client' xmlns:p='urn:other' p:a='1'><s:x xmlns:s='urn:s'>&lt;&amp;</s:x></message>",
        ),
    ];
    let (mut stream, far) = open(4096).await;
    stream.send(&stanzas).await.unwrap();
    stream.close().await.unwrap();
    let told = parsed(&told(far).await);
    assert!(told.children().eq(&stanzas), "{told:?}");
}

#[tokio::test]
async fn a_stanza_that_is_no_xml_is_not_begun() {
    let (mut stream, far) = open(4096).await;
    let bell = Element::builder("body", JABBER_CLIENT).append("\u{7}").build();
    let refused = stream.send(&[parsed("<r xmlns='urn:xmpp:sm:3'/>"), bell]).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidData);
    stream.close().await.unwrap();
    assert_eq!(parsed(&told(far).await).children().count(), 0);
}

#[tokio::test]
async fn stanzas_come_whole_in_whatever_pieces() {
    let stanzas = "<message xmlns:p='urn:p' p:a='&#x27;'><body>a &lt; b</body></message> \n\
        <presence/><r xmlns='urn:xmpp:sm:3'/><iq><q xmlns='urn:q'>é<![CDATA[<]]></q></iq>";
    let whole = parsed(&format!("{HEADER}{stanzas}</stream:stream>"));
    let (mut stream, mut far) = open(4096).await;
    let mut heard = Vec::new();
    for byte in stanzas.as_bytes().chunks(1) {
        far.write_all(byte).await.unwrap();
        // and each wait is given up and begun anew
        while let Some(read) = stream.read().now_or_never() {
            // parsed once more, because neighbouring pieces of text are not joined
            heard.extend(read.unwrap().map(|element| parsed(&String::from(&element))));
        }
    }
    assert!(heard.iter().eq(whole.children()), "{heard:?}");
}

#[tokio::test]
async fn white_space_between_stanzas_says_nothing_and_text_breaks_the_stream() {
    let (mut stream, mut far) = open(4096).await;
    far.write_all(b" \n\t <presence/> ").await.unwrap();
    assert!(element(&mut stream).await.unwrap().is("presence", JABBER_CLIENT));
    far.write_all(b" wherefore ").await.unwrap();
    assert_eq!(element(&mut stream).await.unwrap_err().kind(), ErrorKind::InvalidData);
}

#[tokio::test]
async fn the_end_is_told_with_a_footer_and_without() {
    let (mut stream, mut far) = open(4096).await;
    far.write_all(b"<presence/></stream:stream>").await.unwrap();
    element(&mut stream).await.unwrap();
    assert_eq!(element(&mut stream).await.unwrap_err().to_string(), "the stream was closed");
    for rest in ["", "<message><body>"] {
        let (mut stream, mut far) = open(4096).await;
        far.write_all(rest.as_bytes()).await.unwrap();
        drop(far);
        assert_eq!(element(&mut stream).await.unwrap_err().to_string(), "the stream was closed");
    }
}

#[tokio::test]
async fn a_stream_error_is_an_element_in_its_own_namespace() {
    let (mut stream, mut far) = open(4096).await;
    let conflict = "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    far.write_all(conflict.as_bytes()).await.unwrap();
    assert!(element(&mut stream).await.unwrap().is("error", STREAM));
}

#[tokio::test]
async fn only_a_header_of_this_version_opens_a_stream() {
    opens(HEADER).await.unwrap();
    for (beginning, kind) in [
        (HEADER.replace("version='1.0' xml:lang", "version='0.9' xml:lang"), ErrorKind::InvalidData),
        (HEADER.replace(" version='1.0' xml:lang", " xml:lang"), ErrorKind::InvalidData),
        ("<stream xmlns='jabber:client' version='1.0'>".to_owned(), ErrorKind::InvalidData),
        ("HTTP/1.1 400 Bad Request\r\n".to_owned(), ErrorKind::InvalidData),
        (HEADER[..60].to_owned(), ErrorKind::UnexpectedEof),
        (String::new(), ErrorKind::UnexpectedEof),
    ] {
        assert_eq!(opens(&beginning).await.unwrap_err().kind(), kind, "{beginning}");
    }
}

#[tokio::test]
async fn nothing_is_written_after_a_write_that_was_given_up_half_way() {
    let (mut stream, mut far) = open(512).await;
    assert!(stream.send(&[long_message()]).now_or_never().is_none());
    let mut room = [0; 512];
    far.read_exact(&mut room).await.unwrap();
    let refused = stream.send(&[parsed("<presence xmlns='jabber:client'/>")]).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::NotConnected);
    stream.close().await.unwrap_err();
    // what comes may still be read
    far.write_all(b"<presence/>").await.unwrap();
    element(&mut stream).await.unwrap();
    drop(stream);
    assert!(!told(far).await.contains("presence"));
}
