//! Makes sure that the web bundle is there to be embedded.

use std::{env, path::Path};

fn main() {
    // asked now, not when this was compiled: two checkouts may share a target folder
    let dist = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    assert!(
        dist.join("manifest.json").exists(),
        "web/dist is missing: run `npm ci --prefix web && npm run build --prefix web` first (ops/demo and ops/test do)"
    );
}
