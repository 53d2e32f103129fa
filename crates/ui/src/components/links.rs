//! Links that a pod's operators give: where else it is.

use crate::context::Context;
use crate::locales::t;
use maud::{Markup, html};

/// A link of a pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address: https, mailto or xmpp.
    pub address: String,
    /// What it is called.
    pub label: String,
}

impl Link {
    /// Samples of each kind.
    pub fn samples() -> Vec<Self> {
        let link = |address: &str, label: &str| Self { address: address.to_owned(), label: label.to_owned() };
        vec![
            link("https://cantine.example/wiki", "Our wiki <b>"),
            link("mailto:hello@cantine.example", "By mail"),
            link("xmpp:kitchen@rooms.cantine.example?join", "The kitchen’s room"),
        ]
    }
}

/// The links of the pod; nothing where there are none.
pub fn links(ctx: &Context<'_>, links: &[Link]) -> Markup {
    html! {
        @if !links.is_empty() {
            section aria-labelledby="links" {
                h2.section-title id="links" { (t!(ctx, "links-title")) }
                ul { @for link in links { li { a rel="noopener noreferrer" href=(link.address) { bdi { (link.label) } } } } }
            }
        }
    }
}
