//! `cosse notice …`: what pods told by XMPP.

use super::{CommandError, by, pods::find};
use clap::Subcommand;
use model::{
    Database, NoticeId,
    notices::{self, Notice},
};

/// What can be done with notices.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists them, the newest first, with what became of each and why it was not sent.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// How many.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
    /// Sends one again that was given up, or of which nobody knows whether it was sent.
    Again {
        /// Its id, as `cosse notice list` prints it.
        id: NoticeId,
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
            for notice in notices::list(database, &pod.id, None, last).await? {
                println!("{}", line(&notice));
            }
        }
        Command::Again { id, pod } => {
            let pod = find(database, &pod).await?;
            let again = notices::again(database, &pod.id, &id, &by()).await;
            again.map_err(|error| match error {
                model::Error::NotFound(_) => CommandError::Said(format!(
                    "{} has no such notice that was given up; `cosse notice list` shows all",
                    pod.host
                )),
                error => error.into(),
            })?;
            println!("{id} will be sent again");
        }
    }
    Ok(())
}

fn line(notice: &Notice) -> String {
    let Notice { id, kind, state, tries, recipient, reason, .. } = notice;
    let (kind, state) = (kind.as_str(), state.as_str());
    format!("{id}  {state:<11}  {tries:>2} tries  {kind:<14}  {recipient}  {reason}").trim_end().to_owned()
}
