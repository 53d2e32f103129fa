//! XEP-0313: Message Archive Management, with the pages of XEP-0059.

mod gathered;
mod request;
#[cfg(test)]
mod tests;

pub(crate) use gathered::Gathered;

use crate::forwarding::{self, Forwarded};
use crate::handle::Handle;
use crate::iq::IqError;
use crate::message::{Arrival, Incoming, id};
use jid::BareJid;
use minidom::Element;
use time::OffsetDateTime;
use xmpp_parsers::ns;

/// Messages of one page that are asked for; servers cut earlier (Prosody at 50).
pub const PAGE_MAX: u32 = 250;

/// Which messages of our own archive are wanted. Either `after` or `before`, not both (§ "Implementation Considerations").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only those from and to this address.
    pub with: Option<BareJid>,
    /// Only those that are not older, to the second.
    pub start: Option<OffsetDateTime>,
    /// The oldest that come after the one with this id.
    pub after: Option<String>,
    /// The newest that come before the one with this id; empty: the newest of all.
    pub before: Option<String>,
    /// How many, from 1 to [`PAGE_MAX`].
    pub max: u32,
}

/// Some messages of our own archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The messages, oldest first, whichever way is paged. What no program can read is left out.
    pub messages: Vec<Archived>,
    /// Whether there are no more in this direction. Also when the server tells nothing to go on from.
    pub complete: bool,
    /// The id to go on from with `before`.
    pub first: Option<String>,
    /// The id to go on from with `after`.
    pub last: Option<String>,
    /// How many there are altogether, where the server says it.
    pub count: Option<u64>,
}

/// A message in our own archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Archived {
    /// Its id there; [`Incoming::stanza_id`] is the same.
    pub id: String,
    /// When it was archived; [`Incoming::delay`] is the same.
    pub stamp: OffsetDateTime,
    /// The message. Nothing in it is to be answered: it is history (XEP-0184 §5.5).
    pub message: Incoming,
}

/// Reads a page of our own archive. The session gathers the messages and hands them over all at once, so that the caller decides
/// when they are written down.
///
/// # Errors
/// [`IqError`]: `item-not-found` if the archive has lost the message to go on from, `service-unavailable` or
/// `feature-not-implemented` without an archive, [`IqError::Reset`] if the stream was lost for good meanwhile.
pub async fn page(handle: &Handle, query: &Query) -> Result<Page, IqError> {
    let name = format!("{:032x}", rand::random::<u128>());
    let request = request::element(query, &name);
    let (answer, gathered) = handle.gather(request, name, Gathered::new(query)).await?;
    let fin = answer.filter(|answer| answer.is("fin", ns::MAM));
    let fin = fin.ok_or_else(|| IqError::Malformed("an archive's answer without <fin/>".to_owned()))?;
    Ok(gathered.page(query, &fin))
}

/// What a result of an archive says.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    /// The query that it answers.
    pub(crate) query: String,
    /// The message, if it can be read.
    pub(crate) archived: Option<Archived>,
}

/// Reads a result out of a message of our own account (§9.2: who sent it, and whether the query runs, is for the caller to
/// check). None if it is not one result of a query.
pub(crate) fn read(message: &Element, arrival: &Arrival<'_>) -> Option<Found> {
    let mut results = message.children().filter(|payload| forwarding::is_result(payload));
    let (Some(result), None) = (results.next(), results.next()) else { return None };
    let query = result.attr("queryid").and_then(id)?;
    Some(Found { query, archived: archived(result, arrival) })
}

fn archived(result: &Element, arrival: &Arrival<'_>) -> Option<Archived> {
    let id = result.attr("id").and_then(id)?;
    let Forwarded { mut message, stamp } = forwarding::read(result, arrival)?;
    let stamp = stamp?;
    // whatever stands inside came from outside
    message.stanza_id = Some(id.clone());
    message.delay = Some(stamp);
    Some(Archived { id, stamp, message })
}
