//! What runs here, its source code, whom to ask; for a pod and for the platform.

use crate::context::Context;
use crate::page::Page;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/about` of a pod and of the platform.
#[derive(Clone, Debug)]
pub struct AboutPage {
    /// The program's version.
    pub version: String,
    /// Where its source code is.
    pub source: String,
    /// Addresses of whoever runs it (`xmpp:` or `mailto:`); may be empty.
    pub contacts: Vec<String>,
    /// The domain of the pod's own accounts, if it has one.
    pub domain: Option<String>,
}

impl Page for AboutPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        String::new()
    }

    fn main(&self, _ctx: &Context<'_>) -> Markup {
        html! {}
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        Vec::new()
    }
}
