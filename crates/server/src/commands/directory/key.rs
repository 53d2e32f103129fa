//! `cosse directory key …`: the key that signs what the directory says.

use crate::{
    commands::{CommandError, by, serve},
    federation::rotation,
    listings::seal,
    settings::KeySettings,
};
use clap::{
    Args, Subcommand,
    builder::{OsStringValueParser, TypedValueParser},
};
use model::{
    Database,
    federation::{self, handovers},
};
use std::path::PathBuf;

/// What can be done with it.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Has another key sign from now on. The one before says so, and whoever follows this directory believes it.
    Rotate(Rotate),
    /// Shows the key in use, and those that led to it.
    List,
}

/// What another key needs.
#[derive(Debug, Args)]
pub struct Rotate {
    /// The file with the key of the deployment that sealed the directory's, if it is another one now.
    #[arg(long, value_parser = OsStringValueParser::new().map(PathBuf::from))]
    old_key_file: Option<PathBuf>,
    /// The key cannot be opened any more. Nothing leads from it to the new one: whoever follows this directory must remove it and add it
    /// again.
    #[arg(long, conflicts_with = "old_key_file")]
    lost: bool,
    #[command(flatten)]
    secret: KeySettings,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Rotate(rotate) => self::rotate(database, &rotate).await,
        Command::List => list(database).await,
    }
}

async fn rotate(database: &Database, rotate: &Rotate) -> Result<(), CommandError> {
    let new = seal(&serve::load_there(&rotate.secret)?);
    let old = match &rotate.old_key_file {
        Some(file) => seal(&serve::load_key_file(file)?),
        None => new.clone(),
    };
    let kid = rotation::rotate(database, &new, (!rotate.lost).then_some(&old), &by()).await;
    let kid = kid.map_err(|error| CommandError::Said(error.to_string()))?;
    println!("the directory signs with another key from now on: {kid}");
    if rotate.lost {
        println!("Tell those who follow it: they remove this directory, and add it again.");
    } else {
        println!("The key before says so. Whoever follows this directory believes it, at the next look.");
    }
    Ok(())
}

async fn list(database: &Database) -> Result<(), CommandError> {
    let own = federation::own(database).await?;
    if own.kid.is_empty() {
        println!("the directory has no key yet: it is made when somebody first asks who it is");
        return Ok(());
    }
    println!("{} signs until {}: {}", own.kid, own.not_after(), own.public_key);
    for handover in handovers::list(database).await?.iter().rev() {
        println!("{} led to it", handover.kid);
    }
    Ok(())
}
