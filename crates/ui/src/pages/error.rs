//! What went wrong, whether anything was lost, what to do: never a code alone.

use crate::components::{dead_end, to_directory};
use crate::context::{Context, Place};
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
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
    /// The pod can only be read at the moment.
    ReadOnly,
    /// Whoever looks around as a guest may not do that.
    Guest,
    /// An admin on a visit for support may not do that.
    Support,
    /// The pod has closed.
    Farewell,
    /// The pod is suspended.
    Suspended,
    /// Our fault.
    Internal,
    /// Not at present.
    Unavailable,
}

impl Page for ErrorPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        self.kind.title(ctx)
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        dead_end(&self.kind.title(ctx), &html! {}, &self.kind.text(ctx), &self.next(ctx))
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        ErrorKind::ALL.map(|kind| Self { kind }).to_vec()
    }
}

impl ErrorPage {
    /// The next step: again where that helps, else to where one was at home.
    fn next(&self, ctx: &Context<'_>) -> (String, String) {
        let again =
            matches!(self.kind, ErrorKind::Internal | ErrorKind::Unavailable | ErrorKind::ServerSilent);
        if again && ctx.path.starts_with('/') && !ctx.path.starts_with("//") {
            return (t!(ctx, "error-again"), ctx.path.to_owned());
        }
        match (self.kind, &ctx.viewer, &ctx.place) {
            (ErrorKind::NoSuchPod | ErrorKind::Suspended | ErrorKind::Farewell, ..)
            | (_, _, Place::Platform) => to_directory(ctx),
            (ErrorKind::Support, ..) => (t!(ctx, "nav-operate"), url::operate()),
            (_, Some(_), _) => (t!(ctx, "error-to-feed"), url::feed()),
            (_, None, _) => (t!(ctx, "error-to-front"), url::front()),
        }
    }
}

impl ErrorKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::NotFound,
        Self::NoSuchPod,
        Self::Forbidden,
        Self::FormExpired,
        Self::TooLarge,
        Self::BadRequest,
        Self::TooOften,
        Self::NotOffered,
        Self::ServerSilent,
        Self::ReadOnly,
        Self::Guest,
        Self::Support,
        Self::Farewell,
        Self::Suspended,
        Self::Internal,
        Self::Unavailable,
    ];

    fn title(self, ctx: &Context<'_>) -> String {
        match self {
            Self::NotFound => t!(ctx, "error-not-found"),
            Self::NoSuchPod => t!(ctx, "error-no-such-pod"),
            Self::Forbidden => t!(ctx, "error-forbidden"),
            Self::FormExpired => t!(ctx, "error-form-expired"),
            Self::TooLarge => t!(ctx, "error-too-large"),
            Self::BadRequest => t!(ctx, "error-bad-request"),
            Self::TooOften => t!(ctx, "error-too-often"),
            Self::NotOffered => t!(ctx, "error-not-offered"),
            Self::ServerSilent => t!(ctx, "error-server-silent"),
            Self::ReadOnly => t!(ctx, "error-read-only"),
            Self::Guest => t!(ctx, "error-guest"),
            Self::Support => t!(ctx, "error-support"),
            Self::Farewell => t!(ctx, "farewell-title", pod = ctx.place_name()),
            Self::Suspended => t!(ctx, "error-suspended"),
            Self::Internal => t!(ctx, "error-internal"),
            Self::Unavailable => t!(ctx, "error-unavailable"),
        }
    }

    fn text(self, ctx: &Context<'_>) -> String {
        match self {
            Self::NotFound => t!(ctx, "error-not-found-text"),
            Self::NoSuchPod => t!(ctx, "error-no-such-pod-text"),
            Self::Forbidden => t!(ctx, "error-forbidden-text"),
            Self::FormExpired => t!(ctx, "error-form-expired-text"),
            Self::TooLarge => t!(ctx, "error-too-large-text"),
            Self::BadRequest => t!(ctx, "error-bad-request-text"),
            Self::TooOften => t!(ctx, "error-too-often-text"),
            Self::NotOffered => t!(ctx, "error-not-offered-text"),
            Self::ServerSilent => t!(ctx, "error-server-silent-text"),
            Self::ReadOnly => t!(ctx, "error-read-only-text"),
            Self::Guest => t!(ctx, "error-guest-text"),
            Self::Support => t!(ctx, "error-support-text"),
            Self::Farewell => t!(ctx, "farewell-text"),
            Self::Suspended => t!(ctx, "error-suspended-text"),
            Self::Internal => t!(ctx, "error-internal-text"),
            Self::Unavailable => t!(ctx, "error-unavailable-text"),
        }
    }
}
