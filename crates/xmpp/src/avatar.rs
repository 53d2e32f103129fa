//! XEP-0084: User Avatar.

use crate::handle::Handle;
use crate::iq::IqError;
use crate::pubsub::{self, Access, Config, Page};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jid::BareJid;
use minidom::Element;
use sha1::{Digest, Sha1};
use xmpp_parsers::avatar::Data;
use xmpp_parsers::ns;
use xso::AsXml;

/// The node of the pictures' descriptions.
pub const METADATA: &str = ns::AVATAR_METADATA;
/// The node of the pictures themselves.
pub const DATA: &str = ns::AVATAR_DATA;
/// Bytes of a picture that are read or published: in base64 it still fits into a stanza of some 256 kB that servers accept.
pub const BYTES_MAX: usize = 190 * 1024;
/// Descriptions that are read.
pub const INFOS_MAX: usize = 10;
/// Pixels of a side that are believed.
const SIDE_MAX: u16 = 8_192;

/// What is said about one picture (§4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// The SHA-1 of the bytes, 40 hexadecimal digits in lower case; also the id of the item with the bytes.
    pub id: String,
    /// The number of bytes.
    pub bytes: usize,
    /// The media type, `image/…`.
    pub media_type: String,
    /// Pixels.
    pub width: Option<u16>,
    /// Pixels.
    pub height: Option<u16>,
    /// Where the picture is on the web instead, not checked.
    pub url: Option<String>,
}

/// A picture to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub data: Vec<u8>,
    /// Its media type; everyone reads `image/png`.
    pub media_type: String,
    /// Pixels.
    pub width: Option<u16>,
    /// Pixels.
    pub height: Option<u16>,
}

#[derive(AsXml)]
#[xml(namespace = METADATA, name = "metadata")]
struct WireMetadata {
    #[xml(child(n = ..))]
    infos: Vec<WireInfo>,
}

#[derive(AsXml)]
#[xml(namespace = METADATA, name = "info")]
struct WireInfo {
    #[xml(attribute)]
    bytes: usize,
    #[xml(attribute(default))]
    width: Option<u16>,
    #[xml(attribute(default))]
    height: Option<u16>,
    #[xml(attribute)]
    id: String,
    #[xml(attribute = "type")]
    media_type: String,
}

/// Reads the newest description of an account's picture; empty if there is none.
///
/// # Errors
/// [`IqError`].
pub async fn metadata(handle: &Handle, jid: &BareJid) -> Result<Vec<Info>, IqError> {
    Ok(pubsub::latest(handle, jid, METADATA).await?.as_ref().and_then(read).unwrap_or_default())
}

/// Reads a picture and checks that it is the one with this id.
///
/// # Errors
/// [`IqError`]; [`IqError::Malformed`] if it is missing, too large, no base64, or another one.
pub async fn data(handle: &Handle, jid: &BareJid, id: &str) -> Result<Vec<u8>, IqError> {
    let page = pubsub::items(handle, jid, DATA, Page::Ids(vec![id.to_owned()])).await?;
    let payload = page.items.into_iter().find(|item| item.id == id).and_then(|item| item.payload);
    let data = payload.as_ref().and_then(bytes).filter(|data| hash(data) == id);
    data.ok_or_else(|| IqError::Malformed("a picture that is not the one asked for".to_owned()))
}

/// Publishes a picture: its bytes, then its description, which tells everyone. Tells its id.
///
/// # Errors
/// [`IqError`]; [`IqError::Malformed`] for more than [`BYTES_MAX`] bytes.
pub async fn publish(handle: &Handle, picture: &Picture, access: Access) -> Result<String, IqError> {
    if picture.data.len() > BYTES_MAX {
        return Err(IqError::Malformed("the picture is too large".to_owned()));
    }
    let id = hash(&picture.data);
    let config = Config::default().access(access);
    let data = Data { data: picture.data.clone() };
    pubsub::publish(handle, None, DATA, Some(&id), data.into(), &config).await?;
    pubsub::publish(handle, None, METADATA, Some(&id), description(picture).into(), &config).await?;
    Ok(id)
}

/// Says that there is no picture any more (§4.2.4).
///
/// # Errors
/// [`IqError`].
pub async fn disable(handle: &Handle) -> Result<(), IqError> {
    let none = WireMetadata { infos: Vec::new() };
    let config = Config::default();
    pubsub::publish(handle, None, METADATA, Some(pubsub::CURRENT), none.into(), &config).await.map(|_| ())
}

/// Reads `<metadata/>`, without what is broken. An empty list means that there is no picture any more.
pub fn read(metadata: &Element) -> Option<Vec<Info>> {
    let infos = metadata.children().filter(|child| child.is("info", METADATA));
    metadata.is("metadata", METADATA).then(|| infos.filter_map(info).take(INFOS_MAX).collect())
}

/// The description to take: in the account's own node (no address on the web), not too large, PNG first, which is there by
/// §4.1 if anything is.
pub fn best(infos: &[Info]) -> Option<&Info> {
    let mine = || infos.iter().filter(|info| info.url.is_none() && info.bytes <= BYTES_MAX);
    mine().find(|info| info.media_type == "image/png").or_else(|| mine().next())
}

/// The SHA-1 of a picture, which is its id.
pub fn hash(data: &[u8]) -> String {
    Sha1::digest(data).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn description(picture: &Picture) -> WireMetadata {
    let info = WireInfo {
        bytes: picture.data.len(),
        width: picture.width,
        height: picture.height,
        id: hash(&picture.data),
        media_type: picture.media_type.clone(),
    };
    WireMetadata { infos: vec![info] }
}

fn info(info: &Element) -> Option<Info> {
    let id = info.attr("id")?.to_ascii_lowercase();
    let media_type = info.attr("type")?.to_ascii_lowercase();
    let is_hash = id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let side = |name: &str| info.attr(name)?.parse().ok().filter(|side| (1..=SIDE_MAX).contains(side));
    (is_hash && media_type.starts_with("image/") && media_type.len() <= 100).then_some(Info {
        bytes: info.attr("bytes")?.parse().ok()?,
        width: side("width"),
        height: side("height"),
        url: info.attr("url").filter(|url| url.len() <= 2_000).map(str::to_owned),
        id,
        media_type,
    })
}

fn bytes(data: &Element) -> Option<Vec<u8>> {
    let text = data.is("data", DATA).then(|| data.text())?;
    // lines of base64 may be broken
    let text: String = text.split_whitespace().collect();
    (text.len() <= BYTES_MAX / 3 * 4 + 4).then(|| STANDARD.decode(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "a9993e364706816aba3e25717850c26c9cd0d89d"; // of "abc"

    fn infos(inside: &str) -> Vec<Info> {
        read(&format!("<metadata xmlns='{METADATA}'>{inside}</metadata>").parse().unwrap()).unwrap()
    }

    #[test]
    fn a_description_comes_back_as_it_was_written() {
        let picture =
            Picture { data: b"abc".to_vec(), media_type: "image/png".into(), width: Some(64), height: None };
        let read = read(&Element::from(description(&picture))).unwrap();
        let info = Info {
            id: ID.into(),
            bytes: 3,
            media_type: "image/png".into(),
            width: Some(64),
            height: None,
            url: None,
        };
        assert_eq!(read, [info]);
    }

    #[test]
    fn broken_descriptions_are_left_out() {
        let nasty = format!(
            "<info/><info id='x' bytes='3' type='image/png'/><info id='{ID}' bytes='-3' type='image/png'/>
             <info id='{ID}' bytes='3' type='text/html'/><info id='{ID}' bytes='99999999999999999999' type='image/png'/>
             <info id='../{}' bytes='3' type='image/png'/>",
            &ID[3..]
        );
        assert_eq!(infos(&nasty), []);
        let odd = infos(&format!("<info id='{ID}' bytes='3' type='IMAGE/GIF' width='0' height='99999'/>"));
        assert_eq!((odd[0].width, odd[0].height, odd[0].media_type.as_str()), (None, None, "image/gif"));
        assert_eq!(
            infos(&format!("<info id='{ID}' bytes='3' type='image/png'/>").repeat(50)).len(),
            INFOS_MAX
        );
        assert_eq!(read(&"<metadata xmlns='x'/>".parse().unwrap()), None);
    }

    #[test]
    fn the_best_picture_is_in_the_node_and_not_too_large() {
        let info = |media_type: &str, bytes, url: Option<&str>| Info {
            id: ID.into(),
            bytes,
            media_type: media_type.into(),
            width: None,
            height: None,
            url: url.map(str::to_owned),
        };
        let (web, large) =
            (info("image/png", 3, Some("https://x.test/")), info("image/png", BYTES_MAX + 1, None));
        let (gif, png) = (info("image/gif", 3, None), info("image/png", 3, None));
        assert_eq!(best(&[web.clone(), large.clone(), gif.clone(), png.clone()]), Some(&png));
        assert_eq!(best(&[web.clone(), large.clone(), gif.clone()]), Some(&gif));
        assert_eq!(best(&[web, large]), None);
    }

    #[test]
    fn bytes_are_bounded_and_lines_joined() {
        let data = |text: &str| bytes(&format!("<data xmlns='{DATA}'>{text}</data>").parse().unwrap());
        assert_eq!(data(" YW\n Jj "), Some(b"abc".to_vec()));
        assert_eq!(data("YWJj!"), None);
        assert_eq!(data(&"A".repeat(BYTES_MAX * 2)), None);
        assert_eq!(hash(b"abc"), ID);
    }
}
