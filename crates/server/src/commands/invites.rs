//! `cosse invite …`: invitations from the command line.

use super::{CommandError, by, pods::find, print_all};
use crate::{api::invite_tree::describe, settings::MailKnown};
use clap::Subcommand;
use model::{
    Database, Email, InviteId,
    invites::{self, HandOver, Invite, Line, NewInvite},
    inviting,
    pods::Pod,
};
use time::{Duration, OffsetDateTime};

/// The command may not have the settings of what sends.
const NOT_SENT: &str = "there is no --smtp (COSSE_SMTP) here: if `cosse serve` has none either, no mail is sent, so pass this link on yourself";

/// What can be done with invitations.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes one and prints where it leads to, which is told this once.
    Create {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// How many may come in by it.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=10_000))]
        uses: i64,
        /// For how many days it is good; without it for ever.
        #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3_650))]
        days: Option<i64>,
        /// What it is for, to tell it from others.
        #[arg(long, default_value = "")]
        note: String,
        /// Makes whoever takes it an operator: for one person, and for 14 days.
        #[arg(long, value_parser = ["operator"], conflicts_with_all = ["uses", "days", "note"])]
        role: Option<String>,
        /// The address of e-mail to which it is sent: for one person, and for 14 days.
        #[arg(long, conflicts_with_all = ["uses", "days", "note"])]
        mail: Option<Email>,
        #[command(flatten)]
        known: MailKnown,
    },
    /// Lists them; nobody comes in by one while who made it is kept out, or gone.
    List {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
    /// Shows who came by whose: whoever somebody invited stands below her.
    Tree {
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Withdraws one: nobody else comes in by it.
    Revoke {
        /// Its id, as `cosse invite list` prints it.
        id: InviteId,
        /// One of the pod's host names.
        #[arg(long)]
        pod: String,
    },
    /// Lets members invite: in their settings, and in their XMPP clients where Cosse looks after their accounts.
    Members {
        /// How many invitations each may have open; 0: only those invite who run the pod.
        #[arg(value_parser = clap::value_parser!(i64).range(0..=inviting::MOST))]
        each: i64,
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
        Command::Create { pod, role: Some(_), mail, known, .. } => {
            let pod = find(database, &pod).await?;
            let waits = mail.is_some() && !known.is_sent();
            hand_over(database, &pod, mail).await?;
            if waits {
                println!("{NOT_SENT}");
            }
        }
        Command::Create { pod, mail: Some(mail), known, .. } => {
            send(database, &find(database, &pod).await?, mail).await?;
            if !known.is_sent() {
                println!("{NOT_SENT}");
            }
        }
        Command::Create { pod, uses, days, note, .. } => {
            let (pod, by) = (find(database, &pod).await?, by());
            let expires_at = days.map(|days| by.at + Duration::days(days));
            let new = NewInvite { made_by: None, note, uses, expires_at };
            let (_, code) = invites::create(database, &pod.id, new, &by).await?;
            println!("{}{}", pod.host, ui::url::invite(&code.reveal()));
        }
        Command::List { pod } => list(database, &find(database, &pod).await?).await?,
        Command::Tree { pod, json } => {
            let pod = find(database, &pod).await?;
            let lines = invites::lines(database, &pod.id, None).await?;
            print_all(&lines, json, describe, branch);
        }
        Command::Revoke { id, pod } => {
            revoke(database, &find(database, &pod).await?, &id).await?;
        }
        Command::Members { each, pod } => {
            let pod = find(database, &pod).await?;
            inviting::set_open_each(database, &pod.id, each, &by()).await?;
        }
    }
    Ok(())
}

async fn list(database: &Database, pod: &Pod) -> Result<(), CommandError> {
    let now = crate::clock::now();
    let all = invites::list(database, &pod.id, None).await?;
    let ids: Vec<InviteId> = all.iter().map(|invite| invite.id).collect();
    let vouched = invites::vouched_for(database, &pod.id, &ids, now).await?;
    for invite in all {
        println!("{}", line(&invite, state(&invite, vouched.contains(&invite.id), now)));
    }
    Ok(())
}

/// Makes an invitation to run a pod, writes it to an address if there is one, and prints where it leads to.
pub(super) async fn hand_over(
    database: &Database,
    pod: &Pod,
    email: Option<Email>,
) -> Result<(), CommandError> {
    let to = HandOver { email, language: pod.language.clone() };
    let made = invites::hand_over(database, &pod.id, to, &by()).await;
    let (_, code) = made.map_err(|error| match error {
        model::Error::Taken(_) => CommandError::Said(
            "an invitation to run the pod was sent to this address within the last week".to_owned(),
        ),
        error => error.into(),
    })?;
    println!("{}{}", pod.host, ui::url::invite(&code.reveal()));
    Ok(())
}

/// Makes an ordinary invitation, writes it to an address, and prints where it leads to.
async fn send(database: &Database, pod: &Pod, to: Email) -> Result<(), CommandError> {
    let sent = invites::send(database, &pod.id, None, to, pod.language.clone(), &by()).await;
    let (_, code) = sent.map_err(|error| match error {
        model::Error::Taken(_) => {
            CommandError::Said("an invitation was sent to this address within the last week".to_owned())
        }
        model::Error::TooLarge(_) => CommandError::Said(format!(
            "that is enough for one day: a pod sends {} invitations by mail",
            invites::MOST_MAILS
        )),
        error => error.into(),
    })?;
    println!("{}{}", pod.host, ui::url::invite(&code.reveal()));
    Ok(())
}

async fn revoke(database: &Database, pod: &Pod, id: &InviteId) -> Result<(), CommandError> {
    let revoked = invites::revoke(database, &pod.id, id, None, &by()).await;
    revoked.map_err(|error| match error {
        model::Error::NotFound(_) => CommandError::Said(format!(
            "{} has no such invitation that is not withdrawn; `cosse invite list` shows all",
            pod.host
        )),
        error => error.into(),
    })?;
    println!("{id} is withdrawn");
    Ok(())
}

/// What an invitation is worth.
fn state(invite: &Invite, vouched: bool, now: OffsetDateTime) -> &'static str {
    match (invite.is_good(now), vouched) {
        (true, true) => "good",
        (true, false) => "not good: who made it is kept out, or gone",
        (false, _) => "not good",
    }
}

fn line(invite: &Invite, state: &str) -> String {
    let Invite { id, uses, used, note, .. } = invite;
    let until = invite.expires_at.map_or("for ever".to_owned(), |end| format!("until {}", end.date()));
    format!("{id}  {state:<8}  {used}/{uses} used  {until:<16}  {note}").trim_end().to_owned()
}

/// Somebody who came by an invitation, farther in the more stand above her.
fn branch(line: &Line) -> String {
    let Line { branch, depth, below } = line;
    let by = if branch.by.is_some() { "" } else { "  by the pod" };
    let below = if *below == 0 { String::new() } else { format!("  {below} below") };
    format!("{}{}  {}{by}{below}", "  ".repeat(*depth), branch.jid, branch.since.date())
}
