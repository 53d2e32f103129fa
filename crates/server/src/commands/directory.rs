//! `cosse directory …`: lists that others keep of pods, names that can be taken for others, and what is reported and said of pods.

mod key;
mod reports;
mod statements;

use super::{CommandError, at_most, by, directories, on_one_line, print_all};
use crate::{
    importing::{self, rows},
    reviews,
};
use clap::Subcommand;
use directory::{host_name, imports as lists, life::Spans};
use model::{
    Database, Error,
    audit::By,
    hosts,
    imports::{self, Added, Kind, Run, Source},
    listed_pods::{self, Submitted},
    lookalikes::{self, Lookalike},
};
use serde_json::json;
use std::path::Path;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Names that wait which are listed at most.
const MOST: u32 = 1_000;

/// What can be done with the directory.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Follows other directories: the pods that they list are looked at.
    #[command(subcommand)]
    Peer(directories::Command),
    /// The key that signs what this directory says.
    #[command(subcommand)]
    Key(key::Command),
    /// What people report of pods.
    #[command(subcommand)]
    Report(reports::Command),
    /// What is said of pods, in the name of this directory and by those that it follows.
    #[command(subcommand)]
    Statement(statements::Command),
    /// Reads a list that others keep of pods. They are shown apart from the directory's own, and recommended to nobody.
    Import {
        /// What it is: `movim`, `nodeinfo` or `providers`.
        #[arg(value_parser = kind_of)]
        kind: Kind,
        /// Its address, from which it is read daily, as in `https://data.xmpp.net/providers/v2/providers-A.json`; or a file, which is
        /// read once. For `nodeinfo` the host name of the server.
        from: String,
    },
    /// Lists these lists, and what came of them.
    Imports {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes such a list away, with all pods in it.
    Forget {
        /// Its address, as `cosse directory imports` shows it.
        address: String,
    },
    /// Lists the pods elsewhere that wait for somebody to look, since their names can be taken for others.
    Review {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lets a pod elsewhere in, from the beginning, although its name can be taken for another, or it was kept out.
    LetIn {
        /// Its host name.
        domain: String,
        /// Why.
        #[arg(long, default_value = "", value_parser = at_most::<200>)]
        reason: String,
    },
    /// Keeps a pod elsewhere out, also one that nobody has named yet, or that is only in a list.
    KeepOut {
        /// Its host name.
        domain: String,
        /// Why.
        #[arg(long, value_parser = at_most::<200>)]
        reason: String,
    },
    /// Takes back that a pod was let in or kept out: it is looked at as if somebody had named it just now.
    Undo {
        /// Its host name.
        domain: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    let by = by();
    // what is decided takes no time, however long lives are here
    let spans = Spans::default();
    match command {
        Command::Peer(command) => directories::run(database, command).await,
        Command::Key(command) => key::run(database, command).await,
        Command::Report(command) => reports::run(database, command).await,
        Command::Statement(command) => statements::run(database, command).await,
        Command::Import { kind, from } => import(database, kind, &from, &by).await,
        Command::Imports { json } => {
            print_all(&imports::sources(database).await?, json, tell, line);
            Ok(())
        }
        Command::Forget { address } => forget(database, &address, &by).await,
        Command::Review { json } => {
            print_all(&lookalikes::waiting(database, MOST).await?, json, tell_name, name_line);
            Ok(())
        }
        Command::LetIn { domain, reason } => {
            let domain = named(&domain)?;
            let done = reviews::let_in(database, &spans, &domain, &on_one_line(&reason), &by).await;
            decided(done, &domain, "is looked at from the beginning, whatever its name is like")
        }
        Command::KeepOut { domain, reason } => {
            let domain = known(database, &domain, by.at).await?;
            let done = reviews::keep_out(database, &spans, &domain, &on_one_line(&reason), &by).await;
            decided(done, &domain, "is kept out")
        }
        Command::Undo { domain } => {
            let domain = named(&domain)?;
            let done = reviews::take_back(database, &spans, &domain, &by).await;
            decided(done, &domain, "is looked at from the beginning")
        }
    }
}

async fn import(database: &Database, kind: Kind, from: &str, by: &By) -> Result<(), CommandError> {
    match importing::address(kind, from) {
        Some(address) => {
            add(database, &address, kind, Some(by.at), by).await?;
            println!("{address} is read in a moment, and daily: see `cosse directory imports`");
            Ok(())
        }
        None if from.contains("://") || kind == Kind::NodeInfo => Err(CommandError::Said(format!(
            "{from} is no address that is read: write one that begins with https://, without a port; for \
             nodeinfo a host name will do"
        ))),
        None => import_file(database, kind, Path::new(from), by).await,
    }
}

async fn import_file(database: &Database, kind: Kind, path: &Path, by: &By) -> Result<(), CommandError> {
    let bytes = read_file(path)?;
    let read = if kind == Kind::Movim { lists::movim(&bytes) } else { lists::providers(&bytes) };
    let read = read.map_err(|error| CommandError::Said(format!("{}: {error}", path.display())))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let address = format!("file:{}", on_one_line(&name));
    add(database, &address, kind, None, by).await?;
    let (found, left_out) = (count(read.pods.len()), count(read.left_out));
    let kept = imports::put(database, &address, rows(read), by.at).await?;
    let run = Run { found, left_out, error: String::new(), due_at: None };
    imports::end(database, &address, run, by.at).await?;
    println!("{kept} pods of {address} are shown once their hosts were asked; {left_out} were left out");
    Ok(())
}

/// A file that is no larger than a list.
fn read_file(path: &Path) -> Result<Vec<u8>, CommandError> {
    let said = |cause| CommandError::Io { what: path.display().to_string(), cause };
    let length = std::fs::metadata(path).map_err(said)?.len();
    if length > count(lists::LONGEST).unsigned_abs() {
        return Err(CommandError::Said(format!("{}: {}", path.display(), lists::ImportError::TooLong)));
    }
    std::fs::read(path).map_err(said)
}

async fn add(
    database: &Database,
    address: &str,
    kind: Kind,
    due_at: Option<OffsetDateTime>,
    by: &By,
) -> Result<(), CommandError> {
    match imports::add(database, address, kind, due_at, by).await? {
        Added::New | Added::Known => Ok(()),
        Added::Full => Err(CommandError::Said(
            "as many lists are read as can be; `cosse directory forget` takes one away".to_owned(),
        )),
    }
}

async fn forget(database: &Database, address: &str, by: &By) -> Result<(), CommandError> {
    imports::remove(database, address, by).await.map_err(|error| match error {
        Error::NotFound(_) => {
            CommandError::Said(format!("no list is called {address}; `cosse directory imports` shows all"))
        }
        error => error.into(),
    })?;
    println!("{address} is not read any more");
    Ok(())
}

/// A host name as DNS has it.
fn named(domain: &str) -> Result<String, CommandError> {
    let parsed = host_name::parse(domain).map(String::from);
    parsed.map_err(|error| CommandError::Said(format!("{domain} is no pod's: {error}")))
}

/// The same, of which the directory knows from now on.
async fn known(database: &Database, domain: &str, now: OffsetDateTime) -> Result<String, CommandError> {
    let domain = named(domain)?;
    if hosts::known(database).await?.iter().any(|known| known.host == domain) {
        return Err(CommandError::Said(format!(
            "{domain} is of this deployment, whose pods are in the directory by themselves"
        )));
    }
    match listed_pods::submit(database, &domain, now).await? {
        Submitted::New | Submitted::Known(_) => Ok(domain),
        Submitted::Later | Submitted::Full => Err(CommandError::Said(
            "the directory takes down no more names at the moment; try again in an hour".to_owned(),
        )),
    }
}

fn decided(done: Result<(), Error>, domain: &str, said: &str) -> Result<(), CommandError> {
    done.map_err(|error| match error {
        Error::NotFound(_) => CommandError::Said(format!("the directory knows no pod {domain}")),
        error => error.into(),
    })?;
    println!("{domain} {said}");
    Ok(())
}

fn kind_of(text: &str) -> Result<Kind, String> {
    text.parse().map_err(|_| "must be movim, nodeinfo or providers".to_owned())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn written(at: Option<OffsetDateTime>) -> Option<String> {
    at.and_then(|at| at.format(&Rfc3339).ok())
}

fn line(source: &Source) -> String {
    let Source { address, kind, ran_at, found, left_out, error, .. } = source;
    let ran = ran_at.map_or("not read yet".to_owned(), |at| format!("read {}", at.date()));
    let said = if error.is_empty() { format!("{found} pods, {left_out} left out") } else { error.clone() };
    format!("{address:<56} {:<9} {ran:<15} {said}", kind.as_str())
}

fn tell(source: &Source) -> serde_json::Value {
    json!({
        "address": source.address,
        "kind": source.kind,
        "added_at": written(Some(source.added_at)),
        "due_at": written(source.due_at),
        "ran_at": written(source.ran_at),
        "found": source.found,
        "left_out": source.left_out,
        "error": source.error,
    })
}

fn name_line(one: &Lookalike) -> String {
    format!("{:<40} {}", one.domain, one.likeness)
}

fn tell_name(one: &Lookalike) -> serde_json::Value {
    json!({
        "domain": one.domain,
        "other": one.other,
        "likeness": one.likeness,
        "found_at": written(Some(one.found_at)),
    })
}
