//! What a pod says that is suspended.

use crate::components::{dead_end, to_directory};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use maud::{Markup, html};
use time::OffsetDateTime;

/// The only page of a pod that is suspended.
#[derive(Clone, Debug)]
pub struct SuspendedPage {
    /// Why, in the admins' words; may be empty.
    pub reason: String,
}

impl Page for SuspendedPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "error-suspended")
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let why = html! { @if !self.reason.is_empty() { p { bdi { (self.reason) } } } };
        dead_end(&self.title(ctx), &why, &t!(ctx, "error-suspended-text"), &to_directory(ctx))
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        vec![Self { reason: String::new() }, Self { reason: "The bill of July is not paid.".to_owned() }]
    }
}
