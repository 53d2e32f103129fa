//! The API, `/api/v1` on the platform's host: what the command line and the consoles can do to pods, for programs. Its addresses and its
//! document are made from one table.

mod accounts;
mod admins;
pub mod announcements;
mod audit;
mod batches;
mod blocks;
mod call;
mod deployment;
pub mod directory;
mod document;
mod domains;
mod endpoints;
mod fields;
mod funds;
mod gifts;
mod given;
mod guests;
mod health;
mod hosts;
mod introductions;
pub mod invite_tree;
mod invites;
mod inviting;
mod keys;
mod listings;
mod log;
mod logos;
mod mails;
mod members;
mod newcomers;
mod notices;
mod once;
mod operators;
mod paging;
#[cfg(test)]
mod parity;
mod plans;
mod pod_reports;
mod pods;
pub mod problems;
mod quotas;
mod reports;
mod requests;
mod statements;
mod states;
mod texts;
mod token;
mod usages;
mod visits;
mod waiters;
mod waves;

use self::{endpoints::Endpoint, problems::Problem};
use crate::app::App;
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use std::sync::LazyLock;

/// Everything that can be asked, grouped by what it is about.
static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(|| {
    [
        deployment::endpoints(),
        health::endpoints(),
        plans::endpoints(),
        pods::endpoints(),
        states::endpoints(),
        domains::endpoints(),
        hosts::endpoints(),
        newcomers::endpoints(),
        quotas::endpoints(),
        usages::endpoints(),
        members::endpoints(),
        operators::endpoints(),
        invite_tree::endpoints(),
        invites::endpoints(),
        inviting::endpoints(),
        requests::endpoints(),
        audit::endpoints(),
        announcements::endpoints(),
        blocks::endpoints(),
        waiters::endpoints(),
        reports::endpoints(),
        waves::endpoints(),
        accounts::endpoints(),
        guests::endpoints(),
        texts::endpoints(),
        logos::endpoints(),
        introductions::endpoints(),
        listings::endpoints(),
        keys::endpoints(),
        gifts::endpoints(),
        funds::endpoints(),
        mails::endpoints(),
        notices::endpoints(),
        visits::endpoints(),
        batches::endpoints(),
        pod_reports::endpoints(),
        statements::endpoints(),
        admins::endpoints(),
        log::endpoints(),
    ]
    .concat()
});

/// The addresses.
pub fn routes(routes: &mut web::ServiceConfig) {
    let first = ENDPOINTS.iter().filter(|endpoint| endpoint.is_first(&ENDPOINTS));
    let paths = first.map(|endpoint| endpoint.path);
    let scope = web::scope("/api/v1").default_service(web::to(nothing));
    let scope = paths.fold(scope, |scope, path| scope.service(resource(path)));
    routes.route("/api/openapi.json", web::get().to(openapi)).service(scope);
}

/// All that can be done at one address.
fn resource(path: &'static str) -> actix_web::Resource {
    let mut resource = web::resource(path);
    for endpoint in at(path) {
        let answer =
            move |request: HttpRequest, payload: web::Payload| call::answer(endpoint, request, payload);
        resource = resource.route(web::method(endpoint.method.clone()).to(answer));
    }
    resource.default_service(web::to(move |request: HttpRequest| not_allowed(path, request)))
}

fn at(path: &'static str) -> impl Iterator<Item = &'static Endpoint> {
    ENDPOINTS.iter().filter(move |endpoint| endpoint.path == path)
}

async fn not_allowed(path: &'static str, request: HttpRequest) -> HttpResponse {
    let methods: Vec<&str> = at(path).map(|endpoint| endpoint.method.as_str()).collect();
    refused(&request, Problem::method_not_allowed(methods.join(", ")))
}

async fn nothing(request: HttpRequest) -> HttpResponse {
    refused(&request, Problem::not_found())
}

/// `GET /api/openapi.json`.
async fn openapi(app: web::Data<App>) -> HttpResponse {
    let mut document = document::of(&ENDPOINTS, &app.origins.of(app.origins.platform()));
    directory::describe(&mut document);
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(document)
}

fn refused(request: &HttpRequest, problem: Problem) -> HttpResponse {
    match request.app_data::<web::Data<App>>() {
        Some(app) => problem.answer(app, request.path()),
        None => HttpResponse::InternalServerError().finish(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_has_each_address_and_no_other() {
        let document = document::of(&ENDPOINTS, "https://pods.example");
        let mut documented = BTreeSet::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                documented.insert((method.to_uppercase(), path.clone()));
                assert!(operation["summary"].as_str().is_some_and(|says| !says.is_empty()), "{path}");
            }
        }
        let there = |endpoint: &Endpoint| (endpoint.method.to_string(), format!("/api/v1{}", endpoint.path));
        let routed: BTreeSet<(String, String)> = ENDPOINTS.iter().map(there).collect();
        assert_eq!(documented, routed);
        assert_eq!(routed.len(), ENDPOINTS.len(), "no address twice");
        assert!(routed.len() > 30, "{}", routed.len());
    }

    #[test]
    fn whatever_the_document_refers_to_is_in_it() {
        let document = document::of(&ENDPOINTS, "https://pods.example");
        let text = document.to_string();
        let references: BTreeSet<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 20, "{references:?}");
        for reference in references {
            assert!(document.pointer(reference).is_some(), "{reference}");
        }
    }
}
