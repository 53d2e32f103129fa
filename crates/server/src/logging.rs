//! What is logged: as much of our own doings as `RUST_LOG` says, and of others' only what is no detail. Their details are what
//! people write and sign in with: HTML as it is parsed, requests as they are read, XML as it is sent.

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Our own crates, none of which logs what people write.
const OURS: [&str; 6] = ["cosse", "pool", "xmpp", "model", "directory", "ui"];

/// Logs to standard error from now on.
pub fn begin() {
    let wished = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = lines.with_filter(wished).with_filter(filter_fn(may_be_said));
    tracing_subscriber::registry().with(lines).init();
}

fn may_be_said(line: &Metadata<'_>) -> bool {
    let room = line.target().split("::").next().unwrap_or_default();
    *line.level() <= Level::INFO || OURS.contains(&room)
}
