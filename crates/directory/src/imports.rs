//! What others say of pods in lists of theirs: Movim, XMPP Providers, NodeInfo. Nobody has signed it, and it is hostile until it is read.

use crate::host_name;
use crate::text::{Host, Line, Link};
use serde_json::Value;
use std::collections::BTreeSet;

/// Bytes of a list at most.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// Bytes of a NodeInfo document at most.
pub const LONGEST_NODEINFO: usize = 64 * 1024;

/// Pods of a list at most.
pub const MOST: usize = 2_000;

/// Where a server says where its NodeInfo is.
pub const NODEINFO: &str = "/.well-known/nodeinfo";

/// What the relation of a link to NodeInfo begins with, and the versions that are read, the best first.
const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";
const VERSIONS: [&str; 3] = ["2.2", "2.1", "2.0"];

/// What a list says of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its host name.
    pub domain: Host,
    /// What it is called.
    pub name: Option<Line<80>>,
    /// What it is.
    pub about: Option<Line<200>>,
    /// What it runs.
    pub software: Option<Line<40>>,
    /// Its page, over HTTPS and of the same owner.
    pub website: Option<Link>,
}

/// What was in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The pods, each once.
    pub pods: Vec<Imported>,
    /// How much of it names none, or is beyond [`MOST`].
    pub left_out: usize,
}

/// Why nothing is read of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`LONGEST`].
    #[error("it is too long")]
    TooLong,
    /// Not JSON.
    #[error("it is no JSON")]
    NotJson,
    /// JSON of another kind.
    #[error("it is not of this kind; is it the right address, and the right kind?")]
    OtherKind,
    /// A server that speaks something else.
    #[error("it does not say that it speaks XMPP")]
    NotXmpp,
}

/// Movim's `/infos`: a pod that tells of itself, or a list of those in `pods`, or such a list alone.
///
/// # Errors
/// Why it is none of these.
pub fn movim(bytes: &[u8]) -> Result<Read, ImportError> {
    let value = json(bytes, LONGEST)?;
    let itself = value.get("url").map(|_| &value);
    let listed = value.get("pods").unwrap_or(&value).as_array();
    if itself.is_none() && listed.is_none() {
        return Err(ImportError::OtherKind);
    }
    Ok(collect(itself.into_iter().chain(listed.into_iter().flatten()), movim_pod))
}

/// A list of XMPP Providers: objects with `jid`, or host names alone.
///
/// # Errors
/// That it is none.
pub fn providers(bytes: &[u8]) -> Result<Read, ImportError> {
    let value = json(bytes, LONGEST)?;
    let listed = value.as_array().ok_or(ImportError::OtherKind)?;
    Ok(collect(listed.iter(), provider))
}

/// Where the best NodeInfo is that a server links to from [`NODEINFO`]. It may be anywhere.
///
/// # Errors
/// That there is none.
pub fn nodeinfo_link(bytes: &[u8]) -> Result<String, ImportError> {
    let value = json(bytes, LONGEST_NODEINFO)?;
    let links = value.get("links").and_then(Value::as_array).ok_or(ImportError::OtherKind)?;
    let of = |version: &str| {
        let rel = format!("{SCHEMA}{version}");
        let link = links.iter().find(|link| text(link, "rel") == Some(rel.as_str()));
        link.and_then(|link| text(link, "href"))
    };
    VERSIONS.into_iter().find_map(of).map(str::to_owned).ok_or(ImportError::OtherKind)
}

/// What a server's NodeInfo says of it, and whether it names a pod listing.
///
/// # Errors
/// That it is no NodeInfo, or of a server that does not speak XMPP.
pub fn nodeinfo(domain: Host, bytes: &[u8]) -> Result<(Imported, bool), ImportError> {
    let value = json(bytes, LONGEST_NODEINFO)?;
    let protocols = value.get("protocols").and_then(Value::as_array).ok_or(ImportError::OtherKind)?;
    if !protocols.iter().any(|protocol| protocol == "xmpp") {
        return Err(ImportError::NotXmpp);
    }
    let of = |object: &str, member: &str| value.get(object).and_then(|object| text(object, member));
    let imported = Imported {
        domain,
        name: of("metadata", "nodeName").or_else(|| of("instance", "name")).and_then(Line::cleaned),
        about: of("metadata", "nodeDescription")
            .or_else(|| of("instance", "description"))
            .and_then(Line::cleaned),
        software: of("software", "name").and_then(Line::cleaned),
        website: None,
    };
    Ok((imported, of("metadata", "podListing").is_some()))
}

fn json(bytes: &[u8], longest: usize) -> Result<Value, ImportError> {
    if bytes.len() > longest {
        return Err(ImportError::TooLong);
    }
    serde_json::from_slice(bytes).map_err(|_| ImportError::NotJson)
}

/// The pods among these, each once.
fn collect<'a>(all: impl Iterator<Item = &'a Value>, read: fn(&Value) -> Option<Imported>) -> Read {
    let (mut found, mut known) = (Read::default(), BTreeSet::new());
    for value in all {
        match read(value).filter(|_| found.pods.len() < MOST) {
            Some(pod) if known.insert(pod.domain.clone()) => found.pods.push(pod),
            Some(_) => {}
            None => found.left_out += 1,
        }
    }
    found
}

fn movim_pod(value: &Value) -> Option<Imported> {
    let url = value.as_str().or_else(|| text(value, "url"))?;
    // it may leave out the scheme
    let url = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
    let software = text(value, "version").map(|version| format!("Movim {version}"));
    Some(Imported {
        domain: host_of(&url)?,
        name: None,
        about: text(value, "description").and_then(Line::cleaned),
        software: Line::cleaned(software.as_deref().unwrap_or("Movim")),
        website: Link::try_from(url).ok(),
    })
}

fn provider(value: &Value) -> Option<Imported> {
    let domain = host_name::parse(value.as_str().or_else(|| text(value, "jid"))?).ok()?;
    let websites = value.get("website").and_then(Value::as_object);
    let website = websites.and_then(|all| all.get("en").or_else(|| all.values().next())?.as_str());
    Some(Imported {
        website: website.and_then(|link| of_owner(link, &domain)),
        domain,
        name: None,
        about: None,
        software: text(value, "serverSoftwareName").and_then(Line::cleaned),
    })
}

/// An address, if whoever has the domain has it, too.
fn of_owner(link: &str, domain: &Host) -> Option<Link> {
    let host = host_of(link)?;
    let is_theirs = host_name::registrable(&host) == host_name::registrable(domain);
    if is_theirs { Link::try_from(link.to_owned()).ok() } else { None }
}

/// The host of an address over HTTPS that has neither user nor port.
fn host_of(url: &str) -> Option<Host> {
    let rest = url.strip_prefix("https://")?;
    host_name::parse(rest.split(['/', '?', '#']).next()?).ok()
}

fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str()
}

#[cfg(test)]
mod tests;
