//! What operations look at; on a port of its own that is never reached from outside.

use crate::app::App;
use actix_web::{HttpResponse, web};

/// The routes.
pub fn routes(routes: &mut web::ServiceConfig) {
    routes.route("/healthz", web::get().to(health)).route("/readyz", web::get().to(ready));
}

/// The program runs.
async fn health() -> &'static str {
    "ok\n"
}

/// The program can answer: its database does.
async fn ready(app: web::Data<App>) -> HttpResponse {
    match app.database.ping().await {
        Ok(()) => HttpResponse::Ok().body("ready\n"),
        Err(error) => HttpResponse::ServiceUnavailable().body(format!("{error}\n")),
    }
}
