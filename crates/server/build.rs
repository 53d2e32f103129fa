//! Makes sure that the web bundle is there to be embedded.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    assert!(
        dist.join("manifest.json").exists(),
        "web/dist is missing: run `npm ci --prefix web && npm run build --prefix web` first (ops/demo and ops/test do)"
    );
}
