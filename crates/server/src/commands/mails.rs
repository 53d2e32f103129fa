//! `cosse mail …`: what pods sent by e-mail.

use super::{CommandError, by, pods::find};
use clap::Subcommand;
use model::{
    Database, MailId,
    mails::{self, Mail},
    pods, undelivered,
};

/// What can be done with mails.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them, the newest first, with what became of each and what the mail server said.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// How many.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
    /// Lists those of all pods that were given up, or of which nobody knows whether they were sent, the newest first.
    Failed {
        /// How many.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
    /// Sends one again that was given up, or of which nobody knows whether it was sent.
    Again {
        /// Its id, as `cosse mail list` prints it.
        id: MailId,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { pod, last } => {
            let pod = find(database, &pod).await?;
            for mail in mails::list(database, &pod.id, None, last).await? {
                println!("{}", line(&mail));
            }
        }
        Command::Failed { last } => {
            for mail in undelivered::list(database, None, last).await? {
                let pod = pods::get(database, &mail.pod_id).await?;
                println!("{:<32}  {}", pod.map(|pod| pod.host).unwrap_or_default(), line(&mail));
            }
        }
        Command::Again { id, pod } => {
            let pod = find(database, &pod).await?;
            let again = mails::again(database, &pod.id, &id, &by()).await;
            again.map_err(|error| match error {
                model::Error::NotFound(_) => CommandError::Said(format!(
                    "{} has no such mail that was given up; `cosse mail list` shows all",
                    pod.host
                )),
                error => error.into(),
            })?;
            println!("{id} will be sent again");
        }
    }
    Ok(())
}

fn line(mail: &Mail) -> String {
    let Mail { id, kind, state, tries, .. } = mail;
    let (kind, state) = (kind.as_str(), state.as_str());
    let (recipient, reason) = (mail.shown_recipient(), mail.shown_reason());
    format!("{id}  {state:<11}  {tries:>2} tries  {kind:<17}  {recipient}  {reason}").trim_end().to_owned()
}
