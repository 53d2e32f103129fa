//! What went wrong, whether anything was lost, what to do: never a code alone.

use crate::context::Context;
use crate::page::Page;
use maud::{Markup, html};
use time::OffsetDateTime;

/// An error as a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorPage {
    /// Which.
    pub kind: ErrorKind,
}

/// The errors that have a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing is here, or nothing for this viewer.
    NotFound,
    /// No pod has this host name.
    NoSuchPod,
    /// The viewer may not do that.
    Forbidden,
    /// The form's token is missing, old, or it came from elsewhere.
    FormExpired,
    /// What was sent is too big.
    TooLarge,
    /// The request makes no sense.
    BadRequest,
    /// Too often in a short time.
    TooOften,
    /// The viewer's XMPP server cannot do this.
    NotOffered,
    /// The viewer's XMPP server did not answer in time.
    ServerSilent,
    /// The pod is suspended.
    Suspended,
    /// Our fault.
    Internal,
    /// Not at present.
    Unavailable,
}

impl Page for ErrorPage {
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
