//! HEAD is GET without its body (RFC 9110 §9.3.2): routes know GET only, and the body is left out when it is written.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};

/// A middleware: asks the routes for GET. The stream of events has no end, and so no HEAD.
///
/// # Errors
/// None of its own.
pub async fn as_get<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if request.method() == Method::HEAD && request.path() != "/events" {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}
