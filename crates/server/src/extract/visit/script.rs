//! What the script of the pages asks for, where it is no browser that opens a page.

use actix_web::HttpRequest;
use ui::hooks::{SCRIPT_FORM, SCRIPT_HEADER, SCRIPT_PART};

/// What a request of the script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// A form, sent in place.
    Form,
    /// A page that nobody opens, for what is new in it.
    Part,
}

impl Script {
    /// Reads the header; none for a browser's own requests.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        match request.headers().get(SCRIPT_HEADER)?.to_str().ok()? {
            SCRIPT_FORM => Some(Self::Form),
            SCRIPT_PART => Some(Self::Part),
            _ => None,
        }
    }
}
