//! Cosse: social pods that speak XMPP. One program with every role; see `cosse --help`.

mod app;
mod bundle;
mod clock;
mod commands;
mod cookies;
mod csrf;
mod errors;
mod extract;
mod fault;
mod headers;
mod jobs;
mod limits;
mod listings;
mod operations;
mod origins;
mod pictures;
mod reading;
mod routes;
mod settings;
mod shown;
mod tenants;
mod user_agents;
mod watchers;

use clap::Parser;
use commands::CommandLine;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match CommandLine::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cosse: {error}");
            ExitCode::FAILURE
        }
    }
}
