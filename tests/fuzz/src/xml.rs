//! Elements from bytes, below the same cutter as in a session; and a parser without its limit to compare with.

use minidom::Element;
use rxml::{Event, Options, Reader};

/// How a stream begins.
pub const HEADER: &str = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' \
    xmlns:stream='http://etherx.jabber.org/streams' from='alpha.test' id='1' version='1.0'>";
/// Features of a server, the first element in a stream.
pub const FEATURES: &str = "<stream:features><sm xmlns='urn:xmpp:sm:3'/></stream:features>";
const FOOTER: &str = "</stream:stream>";

/// A stream that holds these bytes behind its features.
pub fn stream(inside: &[u8]) -> Vec<u8> {
    [HEADER.as_bytes(), FEATURES.as_bytes(), inside, FOOTER.as_bytes()].concat()
}

/// The elements that these bytes are in a stream, in the default namespace of stanzas; none if they are no XML.
pub fn elements(inside: &[u8]) -> Option<Vec<Element>> {
    let whole = [HEADER.as_bytes(), inside, FOOTER.as_bytes()].concat();
    let cut = xmpp::fuzzing::cut([whole.as_slice()]).bytes;
    let root = Element::from_reader(cut.as_slice()).ok()?;
    Some(root.children().cloned().collect())
}

/// What an element is after it was written and read.
pub fn over_the_wire(element: &Element) -> Element {
    let written = String::from(element);
    written.parse().unwrap_or_else(|error| panic!("{error}: {written}"))
}

/// Whether this is the inside of an XHTML `div`, well formed. How long its attributes are does not matter: those that no stream
/// could carry are published as `type="html"`.
pub fn is_xhtml(inside: &str) -> bool {
    let document = format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{inside}</div>");
    children(document.as_bytes(), document.len() + 8192).is_some()
}

/// The number of the root's children, if the bytes are well formed as far as the parser of streams goes (Namespaces in XML
/// 1.0, no comments, no other entities) for tokens of at most so many bytes.
pub fn children(bytes: &[u8], longest_token: usize) -> Option<u64> {
    let mut options = Options::default();
    options.max_token_length = longest_token;
    let mut reader = Reader::with_options(bytes, options);
    let (mut depth, mut children) = (0_u32, 0);
    loop {
        match reader.read().ok()? {
            Some(Event::StartElement(..)) => depth += 1,
            Some(Event::EndElement(_)) => {
                depth -= 1;
                children += u64::from(depth == 1);
            }
            Some(_) => {}
            None => return Some(children),
        }
    }
}
