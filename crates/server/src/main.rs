//! Cosse: social pods that speak XMPP. One program with every role; see `cosse --help`.

mod announcing;
mod api;
mod app;
mod arrivals;
mod bounds;
mod bundle;
mod certificates;
mod choices;
mod clock;
mod commands;
mod cookies;
mod csrf;
mod decisions;
mod domains;
mod errors;
mod extract;
mod fault;
mod federation;
mod fetching;
mod foreign;
mod head;
mod headers;
mod health;
mod heartbeats;
mod hosts;
mod icons;
mod importing;
mod jobs;
mod kept;
mod known;
mod limits;
mod links;
mod listings;
mod logging;
mod logos;
mod mails;
mod moves;
mod naming;
mod notices;
mod operations;
mod origins;
mod people;
mod pictures;
mod polling;
mod proofs;
mod prosody;
mod providers;
mod reading;
mod reviews;
mod routes;
mod settings;
mod shown;
mod tenants;
mod timing;
mod typed;
mod user_agents;
mod watchers;

use clap::Parser;
use commands::CommandLine;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    logging::begin();
    match CommandLine::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cosse: {error}");
            ExitCode::FAILURE
        }
    }
}
