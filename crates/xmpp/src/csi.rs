//! XEP-0352: Client State Indication.

use minidom::Element;
use xmpp_parsers::csi::{Active, Inactive};
use xmpp_parsers::ns::CSI;
use xmpp_parsers::stream_features::StreamFeatures;

/// Whether the server wants to know.
pub(crate) fn is_offered(features: &StreamFeatures) -> bool {
    features.others.iter().any(|feature| feature.is("csi", CSI))
}

/// Whether somebody looks.
pub(crate) fn state(active: bool) -> Element {
    if active { Active.into() } else { Inactive.into() }
}
