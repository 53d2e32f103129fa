//! XEP-0221 and XEP-0231: the pictures and sounds in a form, whose bytes came along with it. Nothing is fetched.

use minidom::Element;
use std::fmt;
use xmpp_parsers::bob::Data;
use xmpp_parsers::data_forms::Field;
use xmpp_parsers::ns;

/// Bytes of a picture or a sound: servers make theirs small, so that they fit into one stanza.
const BYTES_MAX: usize = 100_000;

/// Addresses of one picture or sound that are looked at: some in several formats, few in many.
const ADDRESSES_MAX: usize = 5;

/// The hashes in the names of such data that xmpp-parsers 0.23.0 knows; at any other it panics.
const HASHES: [&str; 2] = ["sha1+", "sha256+"];

/// How an Ogg stream begins whose sound browsers have: Vorbis, Opus, FLAC. They do not have Speex.
const CODECS: [&[u8]; 3] = [b"\x01vorbis", b"OpusHead", b"\x7fFLAC"];

/// A picture as the server sent it: what it really is, nobody has looked at yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// What is said to be a picture.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} bytes)", self.bytes.len())
    }
}

/// A sound as the server sent it, of a format that browsers play.
#[derive(Clone, PartialEq, Eq)]
pub struct Sound {
    /// `audio/wav`, `audio/ogg` or `audio/mpeg`, by how it begins and whatever the server says.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sound({}, {} bytes)", self.mime, self.bytes.len())
    }
}

/// The picture of a field, if it is among what came with the form.
pub(super) fn picture(field: &Field, query: &Element) -> Option<Picture> {
    attached(field, query, "image/").next().map(|bytes| Picture { bytes })
}

/// The sound of a field, if it is among that and browsers play it.
pub(super) fn sound(field: &Field, query: &Element) -> Option<Sound> {
    attached(field, query, "audio/").find_map(|bytes| Some(Sound { mime: mime(&bytes)?, bytes }))
}

fn attached(field: &Field, query: &Element, of: &str) -> impl Iterator<Item = Vec<u8>> {
    let addresses = field.media.iter().flat_map(|media| &media.uris);
    let addresses = addresses.filter(move |uri| uri.type_.trim().starts_with(of));
    addresses.take(ADDRESSES_MAX).filter_map(move |uri| bytes(&uri.uri, query))
}

fn bytes(address: &str, query: &Element) -> Option<Vec<u8>> {
    let id = address.trim().strip_prefix("cid:")?;
    HASHES.iter().find(|hash| id.starts_with(**hash))?;
    let data = query.children().find(|child| child.is("data", ns::BOB) && child.attr("cid") == Some(id))?;
    if data.text().len() > BYTES_MAX * 4 / 3 + 4 {
        return None;
    }
    Data::try_from(data.clone()).ok().map(|data| data.data)
}

fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some("audio/wav"),
        [b'O', b'g', b'g', b'S', ..] if has_codec(bytes) => Some("audio/ogg"),
        [b'I', b'D', b'3', ..] => Some("audio/mpeg"),
        // a frame of MPEG's layer III (ISO 11172-3 §2.4.1.3)
        [0xff, second, ..] if second & 0xe6 == 0xe2 => Some("audio/mpeg"),
        _ => None,
    }
}

/// The first packet comes after a table of as many bytes as stand before it (RFC 3533 §6).
fn has_codec(ogg: &[u8]) -> bool {
    let packet = ogg.get(26).and_then(|table| ogg.get(27 + usize::from(*table)..));
    packet.is_some_and(|packet| CODECS.iter().any(|codec| packet.starts_with(codec)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ogg(packet: &[u8]) -> Vec<u8> {
        let head: [&[u8]; 4] = [b"OggS", &[0; 22], &[1], &[30]];
        [head.concat().as_slice(), packet].concat()
    }

    #[test]
    fn a_sound_is_what_its_bytes_are() {
        for (bytes, is) in [
            (b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), Some("audio/wav")),
            (b"RIFF\x24\0\0\0AVI fmt ".to_vec(), None),
            (ogg(b"\x01vorbis"), Some("audio/ogg")),
            (ogg(b"OpusHead"), Some("audio/ogg")),
            (ogg(b"Speex   "), None),
            (b"OggS".to_vec(), None),
            (b"ID3\x04".to_vec(), Some("audio/mpeg")),
            (b"\xff\xfb\x90\x64".to_vec(), Some("audio/mpeg")),
            (b"\xff\xf1\x50\x80".to_vec(), None),
            (b"<html><script>".to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(mime(&bytes), is, "{bytes:?}");
        }
    }
}
