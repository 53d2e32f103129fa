//! What was written and could not be sent yet.

use crate::{
    extract::{Form, Member, Nothing, Segment},
    fault::{Answer, Fault},
    routes::feed::problem,
};
use model::waiting::{self, State, Waiting};
use pool::{
    Command, Refusal,
    commands::{contacts::Command as ContactCommand, posts::Command as PostCommand},
};
use ui::{Problem, Unsent, url};

/// `POST /waiting/{id}/again`.
pub async fn again(member: Member, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    gone_is_done(waiting::again(&member.app.database, &member.owner(), &id).await)?;
    member.app.pool.retry(&member.home().id, &member.me().jid).await?;
    Ok(member.go(&url::feed(), None))
}

/// `POST /waiting/{id}/discard`.
pub async fn discard(member: Member, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    waiting::done(&member.app.database, &member.owner(), &id).await?;
    Ok(member.go(&url::feed(), None))
}

/// What of a member's waits, for her feed.
///
/// # Errors
/// The database's.
pub async fn unsent(member: &Member) -> Result<Vec<Unsent>, Fault> {
    let rows = waiting::list(&member.app.database, &member.owner()).await?;
    Ok(rows.into_iter().map(shown).collect())
}

fn gone_is_done(outcome: Result<(), model::Error>) -> Result<(), Fault> {
    match outcome {
        Ok(()) | Err(model::Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn shown(row: Waiting) -> Unsent {
    let refused = (row.state == State::Failed).then(|| refusal(row.reason.as_deref()));
    Unsent { id: row.id, text: text(&row.body), since: row.created_at, refused }
}

fn refusal(reason: Option<&str>) -> Problem {
    let read = reason.and_then(|reason| serde_json::from_str::<Refusal>(reason).ok());
    read.map_or(Problem::Refused(String::new()), problem)
}

fn text(body: &str) -> String {
    match serde_json::from_str(body) {
        Ok(Command::Posts(PostCommand::Publish(draft))) if draft.title.is_empty() => draft.text,
        Ok(Command::Posts(PostCommand::Publish(draft))) => format!("{}: {}", draft.title, draft.text),
        Ok(Command::Posts(PostCommand::Comment(comment))) => comment.text,
        Ok(Command::Contacts(
            ContactCommand::Add { jid, .. }
            | ContactCommand::Accept { jid }
            | ContactCommand::Refuse { jid }
            | ContactCommand::Remove { jid },
        )) => jid.to_string(),
        _ => String::new(),
    }
}
