//! `cosse pod logo …`: the picture by which a pod is known, from the command line.

use super::{CommandError, by, pods::find};
use crate::{
    logos as drawing,
    pictures::{BIGGEST, largest},
};
use clap::Subcommand;
use model::{Database, Error, logos};
use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

/// What can be done with the logo of a pod.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Gives a pod a logo; the one that it had can be brought back.
    Set {
        /// One of the pod's host names.
        host: String,
        /// The file: JPEG, PNG or WebP.
        file: PathBuf,
        /// What it shows, for people who do not see it.
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Takes the logo of a pod away; it can be brought back.
    Remove {
        /// One of the pod's host names.
        host: String,
    },
    /// Brings the logo back that was before.
    Restore {
        /// One of the pod's host names.
        host: String,
    },
    /// Forgets the logo that was before, for good.
    Forget {
        /// One of the pod's host names.
        host: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    let (host, done) = match command {
        Command::Set { host, file, words } => return set(database, &host, &file, &words).await,
        Command::Remove { host } => {
            let pod = find(database, &host).await?;
            (host, logos::remove(database, &pod.id, &by()).await)
        }
        Command::Restore { host } => {
            let pod = find(database, &host).await?;
            (host, logos::restore(database, &pod.id, None, &by()).await)
        }
        Command::Forget { host } => {
            let pod = find(database, &host).await?;
            (host, logos::forget(database, &pod.id, None, &by()).await)
        }
    };
    match done {
        Ok(()) => println!("the logo of {host} is changed"),
        Err(Error::NotFound("logo")) => {
            return Err(CommandError::Said(format!("there is no such logo of {host}")));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn set(database: &Database, host: &str, file: &Path, words: &str) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let words = drawing::one_line(words);
    if words.chars().count() > drawing::LONGEST_WORDS as usize {
        let most = drawing::LONGEST_WORDS;
        return Err(CommandError::Said(format!("what it shows is said in {most} characters at most")));
    }
    let bytes = read(file)?;
    let most = largest(database, &pod.id).await?;
    if bytes.len() as u64 > most {
        let told = format!("{} is too big: one upload to {host} has {most} bytes at most", file.display());
        return Err(CommandError::Said(told));
    }
    let logo = drawing::draw(&bytes, words).ok_or_else(|| {
        CommandError::Said(format!("{} cannot be read: JPEG, PNG and WebP work", file.display()))
    })?;
    match logos::set(database, &pod.id, logo, &by()).await {
        Ok(()) => println!("the logo of {host} is changed"),
        Err(Error::Full(_)) => {
            let told = "are full, or what is left of them is lent for uploads";
            return Err(CommandError::Said(format!("there is no room: the media of {host} {told}")));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// What is in a file, as far as anybody may send it.
fn read(file: &Path) -> Result<Vec<u8>, CommandError> {
    let most = u64::from(BIGGEST) * 1_000_000;
    let mut bytes = Vec::new();
    let opened = File::open(file).and_then(|it| it.take(most + 1).read_to_end(&mut bytes));
    opened.map_err(|cause| CommandError::Io { what: file.display().to_string(), cause })?;
    if bytes.len() as u64 > most {
        let told = format!("{} is too big: at most {BIGGEST} MB", file.display());
        return Err(CommandError::Said(told));
    }
    Ok(bytes)
}
