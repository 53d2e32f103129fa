//! Segments of an address that stand for services, nodes, items and XMPP addresses.

use crate::fault::Fault;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use jid::BareJid;
use std::future::{Ready, ready};

/// A segment, decoded (`{segment}` in the route).
#[derive(Clone, Debug)]
pub struct Segment(pub String);

/// `{service}/{node}/{item}`, decoded.
#[derive(Clone, Debug)]
pub struct Item {
    /// The service that holds the node.
    pub service: BareJid,
    /// The node.
    pub node: String,
    /// The item.
    pub item: String,
}

impl FromRequest for Segment {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(segment(request, "segment").map(Self))
    }
}

impl FromRequest for Item {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(item(request))
    }
}

fn item(request: &HttpRequest) -> Result<Item, Fault> {
    let service = segment(request, "service")?;
    Ok(Item {
        service: BareJid::new(&service).map_err(|_| Fault::NotFound)?,
        node: segment(request, "node")?,
        item: segment(request, "item")?,
    })
}

/// What was never written by us is not there.
fn segment(request: &HttpRequest, name: &str) -> Result<String, Fault> {
    request.match_info().get(name).and_then(ui::url::Segment::parse).ok_or(Fault::NotFound)
}
