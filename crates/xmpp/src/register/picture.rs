//! XEP-0221 and XEP-0231: the picture in a form, whose bytes came along with it.

use minidom::Element;
use xmpp_parsers::bob::Data;
use xmpp_parsers::data_forms::Field;
use xmpp_parsers::ns;

/// Bytes of a picture: servers make theirs small, so that they fit into one stanza.
const BYTES_MAX: usize = 100_000;

/// The hashes in the names of such data that xmpp-parsers 0.23.0 knows; at any other it panics.
const HASHES: [&str; 2] = ["sha1+", "sha256+"];

/// A picture as the server sent it: what it really is, nobody has looked at yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// What is said to be a picture.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} bytes)", self.bytes.len())
    }
}

/// The picture of a field, if it is among what came with the form. Nothing is fetched.
pub(super) fn of(field: &Field, query: &Element) -> Option<Picture> {
    let addresses = field.media.iter().flat_map(|media| &media.uris);
    addresses.filter(|uri| uri.type_.starts_with("image/")).find_map(|uri| {
        let id = uri.uri.trim().strip_prefix("cid:")?;
        HASHES.iter().find(|hash| id.starts_with(**hash))?;
        let data =
            query.children().find(|child| child.is("data", ns::BOB) && child.attr("cid") == Some(id))?;
        if data.text().len() > BYTES_MAX * 4 / 3 + 4 {
            return None;
        }
        Data::try_from(data.clone()).ok().map(|data| Picture { bytes: data.data })
    })
}
