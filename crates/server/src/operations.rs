//! What operations look at; on a port of its own that is never reached from outside.

use crate::app::App;
use actix_web::{HttpResponse, web};
use model::{Database, figures};
use pool::figures::{figure, text};
use prometheus::{CounterVec, IntCounterVec, IntGaugeVec, opts};
use serde::Deserialize;
use std::sync::LazyLock;

static CONNECTIONS: LazyLock<IntGaugeVec> = LazyLock::new(|| {
    let help = "Connections to the database, by what they are for and whether they work";
    figure(IntGaugeVec::new(opts!("cosse_database_connections", help), &["pool", "state"]))
});

static WAITS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "Work that had to wait for a connection to the database";
    figure(IntCounterVec::new(opts!("cosse_database_waits_total", help), &["pool"]))
});

static WAITED: LazyLock<CounterVec> = LazyLock::new(|| {
    let help = "How long work has waited for connections to the database, in seconds";
    figure(CounterVec::new(opts!("cosse_database_wait_seconds_total", help), &["pool"]))
});

static PODS: LazyLock<[IntGaugeVec; 4]> = LazyLock::new(|| {
    [
        ("cosse_pod_members", "Members of a pod"),
        ("cosse_pod_media_bytes", "Bytes of a pod's media"),
        ("cosse_pod_sessions", "Live sessions of a pod"),
        ("cosse_pod_mails_waiting", "Mails of a pod that are to be sent"),
    ]
    .map(|(name, help)| figure(IntGaugeVec::new(opts!(name, help), &["pod"])))
});

/// The pods that have no value of their own, together.
const OTHER: &str = "other";

/// The routes.
pub fn routes(routes: &mut web::ServiceConfig) {
    routes
        .route("/healthz", web::get().to(health))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(metrics))
        .route("/tls/ask", web::get().to(tls_ask));
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

/// What stands behind the question mark of `/tls/ask`.
#[derive(Deserialize)]
struct Ask {
    domain: String,
}

/// Whether a host name is ours: before a proxy gets a certificate for whatever name somebody has pointed here.
async fn tls_ask(app: web::Data<App>, query: web::Query<Ask>) -> HttpResponse {
    let host = query.domain.trim_end_matches('.').to_ascii_lowercase();
    if host == app.origins.platform() {
        return HttpResponse::Ok().body("ours\n");
    }
    match app.hosts.contains(&host) {
        Some(true) => HttpResponse::Ok().body("ours\n"),
        Some(false) => HttpResponse::NotFound().body("not ours\n"),
        None => HttpResponse::ServiceUnavailable().body("the database has not answered yet\n"),
    }
}

/// The figures of this process.
async fn metrics(app: web::Data<App>) -> HttpResponse {
    look_at(&app.database);
    if let Err(error) = look_at_pods(&app).await {
        tracing::info!(%error, "the figures of pods are those of the last time");
    }
    match text() {
        Ok(told) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(told),
        Err(error) => HttpResponse::InternalServerError().body(format!("{error}\n")),
    }
}

/// The database's pools count by themselves; this port has one thread, so that nothing is added twice.
fn look_at(database: &Database) {
    for usage in database.usage() {
        CONNECTIONS.with_label_values(&[usage.pool, "busy"]).set(usage.busy.into());
        CONNECTIONS.with_label_values(&[usage.pool, "idle"]).set(usage.idle.into());
        let (waits, waited) =
            (WAITS.with_label_values(&[usage.pool]), WAITED.with_label_values(&[usage.pool]));
        waits.inc_by(usage.waits.saturating_sub(waits.get()));
        waited.inc_by((usage.waited.as_secs_f64() - waited.get()).max(0.0));
    }
}

/// The pods with most members have values of their own, by their ids; the others are one, however many there are.
async fn look_at_pods(app: &App) -> Result<(), model::Error> {
    let pods = figures::list(&app.database).await?;
    let mut other = [0; 4];
    PODS.iter().for_each(|gauge| gauge.reset());
    for (index, pod) in pods.iter().enumerate() {
        let values = [pod.members, pod.storage, pod.sessions, pod.mails];
        if index < app.metrics_pods {
            let id = pod.pod.to_string();
            for (gauge, value) in PODS.iter().zip(values) {
                gauge.with_label_values(&[id.as_str()]).set(value);
            }
        } else {
            other.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
    }
    PODS.iter().zip(other).for_each(|(gauge, value)| gauge.with_label_values(&[OTHER]).set(value));
    Ok(())
}
