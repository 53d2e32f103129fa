//! A deployment for the browser tests: prints where it is as a line of JSON and runs until standard input closes.
//!
//! Two pods on one XMPP server, as in the demo, but with the settings of the tests and no life in them.

use std::io::Read;

use serde_json::json;
use testpod::{ALPHA, BETA, Deployment, PASSWORD, TestPod};

#[tokio::main]
async fn main() {
    let deployment = Deployment::fresh();
    let cantine = TestPod::on(
        &deployment,
        "La Cantine",
        &["--tagline", "The neighbours of the food co-op on rue des Lilas", "--accent", "#3f7d3a"],
    );
    let lanterne = TestPod::on(
        &deployment,
        "Lanterne",
        &[
            "--tagline",
            "A small readers' club",
            "--accent",
            "#8a5a2b",
            "--language",
            "en",
            "--xmpp-domain",
            BETA,
        ],
    );
    let (cantine, lanterne) = (cantine.await, lanterne.await);
    let places = json!({
        "directory": deployment.platform().origin(),
        "cantine": cantine.browser().origin(),
        "operations": deployment.operations().to_string(),
        "lanterne": lanterne.browser().origin(),
        "domains": [ALPHA, BETA],
        "password": PASSWORD,
    });
    println!("{places}");
    // the browser tests hold the other end: nothing is written to it, and its end is the sign to stop
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
