//! A registration without a server, for the fuzz targets in `tests/fuzz`.

use super::{Form, RegisterError};
use minidom::Element;

/// The query that [`super::Asked::submit`] sends.
///
/// # Errors
/// [`RegisterError::Unsupported`].
pub fn filled(
    form: &Form,
    username: &str,
    password: &str,
    fields: &[(String, String)],
) -> Result<Element, RegisterError> {
    form.filled(username, password, fields)
}
