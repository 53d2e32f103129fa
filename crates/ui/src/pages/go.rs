//! Type your address, arrive at your pod.

use crate::context::Context;
use crate::page::Page;
use crate::problems::Errors;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/go`: the field `address` (GET), and where one went last from this browser.
#[derive(Clone, Debug)]
pub struct GoPage {
    /// What was typed: an address or a pod's host name.
    pub address: String,
    /// Where this browser went last: name of the pod and its address.
    pub last: Option<(String, String)>,
    /// What is wrong: `address`.
    pub errors: Errors,
}

impl Page for GoPage {
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
