//! XEP-0334: Message Processing Hints.

use minidom::Element;
use xso::AsXml;

const NS: &str = "urn:xmpp:hints";

#[derive(AsXml)]
#[xml(namespace = NS, name = "store")]
struct Store;

#[derive(AsXml)]
#[xml(namespace = NS, name = "no-store")]
struct NoStore;

/// Worth keeping (§4.4).
pub(crate) fn store() -> Element {
    Store.into()
}

/// Not worth keeping, in an archive or for somebody who is away (§4.2).
pub(crate) fn no_store() -> Element {
    NoStore.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_written_as_the_specification_says() {
        assert!(store().is("store", "urn:xmpp:hints") && no_store().is("no-store", "urn:xmpp:hints"));
    }
}
