//! Making pods by the command line, by the API and in the admins' console: how long each takes.

use std::time::Instant;

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::json;
use testpod::{ALPHA, Browser, Deployment};

use crate::percentiles::percentile;
use crate::pods::milliseconds;

/// Pods that are made for a figure.
pub const MORE: usize = 20;

/// Makes pods by the command line until there are so many; how long one of them took, in milliseconds.
pub fn by_command(deployment: &Deployment, hosts: &mut Vec<String>, size: usize) -> f64 {
    let mut took = Vec::new();
    while hosts.len() < size {
        let host = next(hosts);
        let start = Instant::now();
        deployment.cosse(&["pod", "create", &host, "--name", "A pod"]);
        took.push(milliseconds(start));
        hosts.push(host);
    }
    percentile(&took, 0.5)
}

/// Makes so many more in each way: the figure's key, what it is, and how long one took, in milliseconds.
pub async fn in_each_way(
    deployment: &Deployment,
    hosts: &mut Vec<String>,
) -> [(&'static str, &'static str, f64); 3] {
    let size = hosts.len() + MORE;
    [
        ("create_ms", "`cosse pod create`", by_command(deployment, hosts, size)),
        ("api_create_ms", "a pod made by the API", by_program(deployment, hosts).await),
        ("console_create_ms", "a pod made in the console", by_console(deployment, hosts).await),
    ]
}

/// Makes more of them by requests of a program, each over a connection of its own; how long one took, in milliseconds.
async fn by_program(deployment: &Deployment, hosts: &mut Vec<String>) -> f64 {
    let name = format!("bench-{}", hosts.len());
    let secret = deployment.cosse(&["token", "create", &name, "--scope", "pods:write"]);
    let bearer = format!("Bearer {}", secret.trim());
    let (browser, mut took) = (deployment.platform(), Vec::new());
    for _ in 0..MORE {
        let host = next(hosts);
        let body = json!({ "host": host, "name": "A pod", "although_like": true }).to_string();
        let request = browser.request(Method::POST, "/api/v1/pods").header(AUTHORIZATION, &bearer);
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        let start = Instant::now();
        let answer = request.send().await.expect("an answer");
        took.push(milliseconds(start));
        assert_eq!(answer.status(), 201, "{host}");
        hosts.push(host);
    }
    percentile(&took, 0.5)
}

/// Makes more of them by the form of the console; how long it took until the new pod's page was there, in milliseconds.
async fn by_console(deployment: &Deployment, hosts: &mut Vec<String>) -> f64 {
    let (mut admin, mut took) = (admin(deployment).await, Vec::new());
    let form = admin.form("/admin/pods/new", "#new-pod").await;
    let form = form.set("name", "A pod").with("although_like", "1");
    for _ in 0..MORE {
        let host = next(hosts);
        let filled = form.clone().set("host", &host);
        let start = Instant::now();
        let page = admin.send(&filled).await.expect(200);
        took.push(milliseconds(start));
        assert!(page.says(&host), "{}", page.text());
        hosts.push(host);
    }
    percentile(&took, 0.5)
}

/// A browser in which an admin is signed in.
async fn admin(deployment: &Deployment) -> Browser {
    let jid = format!("admin@{ALPHA}");
    deployment.cosse(&["admin", "grant", &jid]);
    let link = deployment.cosse(&["admin", "link", &jid]);
    let (_, token) = link.trim().split_once("/setup/").expect("a link");
    let mut browser = deployment.platform();
    browser.submit(&format!("/setup/{token}"), "#setup", &[]).await.expect(200);
    browser
}

/// The host name of the pod that comes after these.
fn next(hosts: &[String]) -> String {
    format!("pod-{}.localhost", hosts.len())
}
