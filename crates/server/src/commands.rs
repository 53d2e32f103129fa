//! The command line.

pub mod announcements;
pub mod blocks;
pub mod config;
pub mod directories;
pub mod directory;
pub mod doctor;
pub mod domains;
pub mod funds;
pub mod guests;
pub mod hosts;
pub mod invites;
pub mod listings;
pub mod logos;
pub mod mails;
pub mod members;
pub mod notices;
pub mod plans;
pub mod pods;
pub mod reports;
pub mod requests;
pub mod roles;
pub mod serve;
mod texts;
pub mod tokens;
pub mod waiters;
pub mod waves;

use crate::{naming::NamingError, settings::DatabaseSettings};
use clap::{Parser, Subcommand};
use model::{
    Database, UnknownWord,
    audit::{Actor, By},
};
use std::str::FromStr;
use time::{Date, OffsetDateTime, macros::format_description};
use ui::Errors;

/// Social pods that speak XMPP.
#[derive(Debug, Parser)]
#[command(name = "cosse", version, propagate_version = true)]
pub struct CommandLine {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the program.
    Serve(Box<crate::settings::ServeSettings>),
    /// Makes, lists and changes pods.
    Pod(Box<pods::Pods>),
    /// Grants, revokes and lists the role of a pod's operator.
    #[command(subcommand)]
    Operator(roles::PodCommand),
    /// Grants, revokes and lists the role of a pod's moderator.
    #[command(subcommand)]
    Moderator(roles::PodCommand),
    /// Makes, lists and withdraws invitations to a pod.
    #[command(subcommand)]
    Invite(invites::Command),
    /// Lists the members of a pod, suspends them, lets them in again and removes them; does so with their XMPP accounts, and limits them
    /// as new or not.
    #[command(subcommand)]
    Member(Box<members::Command>),
    /// Lists who asks to be let in, and says yes or no.
    #[command(subcommand)]
    Request(requests::Command),
    /// Lists who waits for a place, and takes somebody off the list.
    #[command(subcommand)]
    Waiting(waiters::Command),
    /// Undoes sign-ups together, lists those that were, and lets them in again.
    #[command(subcommand)]
    Wave(waves::Command),
    /// Names the member as whom anybody may look around a pod, or takes that back.
    #[command(subcommand)]
    Guest(guests::Command),
    /// Keeps the ledger of a pod, and says what it says of money.
    #[command(subcommand)]
    Fund(Box<funds::Command>),
    /// Lists and shows what is reported on a pod, decides it, and answers appeals.
    #[command(subcommand)]
    Report(reports::Command),
    /// Keeps addresses and domains out, of a pod or of all.
    #[command(subcommand)]
    Block(blocks::Command),
    /// Says something on all pods, or on some.
    Announce(announcements::Announce),
    /// Lists and withdraws what was said so.
    #[command(subcommand)]
    Announcement(announcements::Command),
    /// Lists what pods sent by e-mail, and sends again what was given up.
    #[command(subcommand)]
    Mail(mails::Command),
    /// Lists what pods told by XMPP, and sends again what was given up.
    #[command(subcommand)]
    Notice(notices::Command),
    /// Makes, lists and revokes tokens of the API.
    #[command(subcommand)]
    Token(tokens::Command),
    /// Makes, lists and removes plans: limits with a name, which pods can be given.
    #[command(subcommand)]
    Plan(plans::Command),
    /// Follows other directories, reads lists that others keep of pods, decides of names that can be taken for others and of what is
    /// reported of pods.
    #[command(subcommand)]
    Directory(directory::Command),
    /// Grants and revokes the role of the deployment's admin.
    #[command(subcommand)]
    Admin(roles::AdminCommand),
    /// Brings the database to this version's shape.
    Migrate,
    /// Checks everything that `serve` needs, with a line of advice for each fault.
    Doctor(Box<doctor::Doctor>),
    /// Prints the settings as they are, with their manual.
    Config(Box<crate::settings::ServeSettings>),
}

/// Whoever runs commands here, now.
fn by() -> By {
    By { actor: Actor::CommandLine, at: crate::clock::now() }
}

/// What somebody wrote, on one line, without what a terminal would obey.
fn on_one_line(text: &str) -> String {
    let is_gap = |letter: char| letter.is_control() || letter.is_whitespace();
    text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Prints all of them: as JSON, or a line each.
fn print_all<T>(
    all: &[T],
    as_json: bool,
    tell: impl Fn(&T) -> serde_json::Value,
    line: impl Fn(&T) -> String,
) {
    if as_json {
        println!("{}", all.iter().map(tell).collect::<serde_json::Value>());
        return;
    }
    all.iter().for_each(|one| println!("{}", line(one)));
}

/// What is wrong with what was said, a sentence for each.
fn wrong(errors: &Errors) -> CommandError {
    let sentence = |(field, detail): (&str, String)| match field {
        "" => detail,
        field => format!("{field}: {detail}"),
    };
    let all: Vec<String> = errors.in_english().into_iter().map(sentence).collect();
    CommandError::Said(all.join(" "))
}

/// One of the words of an enum.
fn word<T: FromStr<Err = UnknownWord>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: UnknownWord| error.to_string())
}

/// A text of at most so many characters.
fn at_most<const MOST: usize>(text: &str) -> Result<String, String> {
    if text.chars().count() > MOST {
        return Err(format!("must have at most {MOST} characters"));
    }
    Ok(text.to_owned())
}

/// When a day begins that is written as in 2027-01-31, in UTC.
fn midnight(day: &str) -> Result<OffsetDateTime, CommandError> {
    let read = Date::parse(day, format_description!("[year]-[month]-[day]"))
        .map_err(|_| CommandError::Said(format!("{day} is no day, as in 2027-01-31")))?;
    Ok(read.midnight().assume_utc())
}

/// What went wrong, in a sentence for whoever typed the command.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The sentence.
    #[error("{0}")]
    Said(String),
    /// The database's answer.
    #[error("the database: {0}")]
    Model(#[from] model::Error),
    /// A host name that cannot be.
    #[error("{0}")]
    Naming(#[from] NamingError),
    /// A file or a socket.
    #[error("{what}: {cause}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        cause: std::io::Error,
    },
}

impl CommandLine {
    /// Does what was asked.
    ///
    /// # Errors
    /// A sentence that says what went wrong.
    pub async fn run(self) -> Result<(), CommandError> {
        let database = self.database.database;
        match self.command {
            Command::Serve(settings) => serve::run(open(&database).await?, *settings).await,
            Command::Pod(pods) => pods::run(&open(&database).await?, *pods).await,
            Command::Operator(command) => {
                roles::of_pod(&open(&database).await?, model::roles::Role::Operator, command).await
            }
            Command::Moderator(command) => {
                roles::of_pod(&open(&database).await?, model::roles::Role::Moderator, command).await
            }
            Command::Invite(command) => invites::run(&open(&database).await?, command).await,
            Command::Member(command) => members::run(&open(&database).await?, *command).await,
            Command::Wave(command) => waves::run(&open(&database).await?, command).await,
            Command::Guest(command) => guests::run(&open(&database).await?, command).await,
            Command::Fund(command) => funds::run(&open(&database).await?, *command).await,
            Command::Request(command) => requests::run(&open(&database).await?, command).await,
            Command::Waiting(command) => waiters::run(&open(&database).await?, command).await,
            Command::Report(command) => reports::run(&open(&database).await?, command).await,
            Command::Block(command) => blocks::run(&open(&database).await?, command).await,
            Command::Announce(announce) => announcements::announce(&open(&database).await?, announce).await,
            Command::Announcement(command) => announcements::run(&open(&database).await?, command).await,
            Command::Mail(command) => mails::run(&open(&database).await?, command).await,
            Command::Notice(command) => notices::run(&open(&database).await?, command).await,
            Command::Token(command) => tokens::run(&open(&database).await?, command).await,
            Command::Plan(command) => plans::run(&open(&database).await?, command).await,
            Command::Directory(command) => directory::run(&open(&database).await?, command).await,
            Command::Admin(command) => roles::of_deployment(&open(&database).await?, command).await,
            Command::Migrate => open(&database).await.map(drop),
            Command::Doctor(doctor) => doctor::run(&database, &doctor).await,
            Command::Config(settings) => config::run(&database, &settings),
        }
    }
}

/// Opens the database, and brings it to this version's shape.
async fn open(database: &str) -> Result<Database, CommandError> {
    let database = Database::open(database).await.map_err(|error| closed(database, error))?;
    database.migrate().await?;
    Ok(database)
}

/// Why a database does not open, and what to look at; its address is told only where no password is in it.
fn closed(database: &str, error: model::Error) -> CommandError {
    let why = with_cause(&error);
    match (&error, database.strip_prefix("sqlite:")) {
        (model::Error::Pool(_), Some(file)) => CommandError::Said(format!(
            "the database {file}: {why}. Its folder must be there and be writable; --database or COSSE_DATABASE names it"
        )),
        (model::Error::Pool(_), None) => CommandError::Said(format!(
            "the database: {why}. Is it running, and are host, name and password in --database or COSSE_DATABASE right?"
        )),
        _ => error.into(),
    }
}

/// An error with the error below it, which has the system's own words.
pub fn with_cause(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}
