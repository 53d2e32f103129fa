//! What is logged: as much of our own doings as `RUST_LOG` says, and of others' only what is no detail. Their details are what
//! people write and sign in with: HTML as it is parsed, requests as they are read, XML as it is sent.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer, filter::filter_fn, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Our own crates, none of which logs what people write.
const OURS: [&str; 6] = ["cosse", "pool", "xmpp", "model", "directory", "ui"];

/// Logs to standard error from now on.
pub fn begin() {
    lines(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"))).init();
}

/// The outer filter says which levels there are at all: what libraries say below them costs nothing then.
fn lines(wished: EnvFilter) -> impl Subscriber + Send + Sync {
    let lines = fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines.with_filter(filter_fn(may_be_said)).with_filter(wished))
}

fn may_be_said(line: &Metadata<'_>) -> bool {
    let room = line.target().split("::").next().unwrap_or_default();
    *line.level() <= Level::INFO || OURS.contains(&room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::level_filters::LevelFilter;

    #[test]
    fn levels_that_nobody_wished_for_do_not_exist() {
        for (wished, most) in [
            ("info", LevelFilter::INFO),
            ("warn", LevelFilter::WARN),
            ("info,xmpp=debug", LevelFilter::DEBUG),
        ] {
            assert_eq!(lines(EnvFilter::new(wished)).max_level_hint(), Some(most), "{wished}");
        }
    }
}
