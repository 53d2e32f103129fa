//! How long requests take.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode},
    middleware::Next,
};
use pool::figures::{SECONDS, figure};
use prometheus::{HistogramVec, histogram_opts};
use std::{sync::LazyLock, time::Instant};

static REQUESTS: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "How long pages take from a request's head to the head of its answer, in seconds";
    let figures = histogram_opts!("cosse_http_request_seconds", help, SECONDS.to_vec());
    figure(HistogramVec::new(figures, &["method", "status"]))
});

/// A middleware: measures.
///
/// # Errors
/// None of its own.
pub async fn measured<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let (method, began) = (method(request.method()), Instant::now());
    let answer = next.call(request).await;
    let status = match &answer {
        Ok(answer) => answer.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    REQUESTS.with_label_values(&[method, class(status)]).observe(began.elapsed().as_secs_f64());
    answer
}

/// What strangers call a method is theirs to choose.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
