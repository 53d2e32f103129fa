//! What every answer says to the browser about itself: Content-Security-Policy and the like.

use actix_web::middleware::DefaultHeaders;

/// No inline script, no inline style, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; \
    font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// The same for a page with a form that leads to other hosts: browsers hold what a form leads on to against the policy, too.
#[must_use]
pub fn leading_elsewhere() -> String {
    POLICY.replace("form-action 'self'", "form-action 'self' http: https:")
}

/// The same for a page that has sounds in it.
#[must_use]
pub fn with_sounds() -> String {
    format!("{POLICY}; media-src data:")
}

/// The headers; an answer that sets one of them itself keeps its own.
#[must_use]
pub fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("content-security-policy", POLICY))
        .add(("x-content-type-options", "nosniff"))
        .add(("referrer-policy", "same-origin"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cross-origin-resource-policy", "same-origin"))
        .add(("permissions-policy", "camera=(), geolocation=(), microphone=()"))
}
