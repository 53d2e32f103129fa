//! Commands that came while the server was away: kept in the database, done in their order when it is back.

use crate::{
    commands::{Bench, Command, Refusal, Stopped},
    events::Event,
    session::Live,
    shared::Shared,
    web::bytes,
};
use model::waiting;
use std::sync::Arc;
use xmpp::IqError;

/// Keeps a command for later. The same id twice is one command.
pub(crate) async fn keep(
    shared: &Shared,
    live: &Live,
    id: &str,
    command: &Command,
) -> Result<(), model::Error> {
    let body = String::from_utf8_lossy(&bytes(command)).into_owned();
    waiting::put(&shared.database, &live.owner, live.generation, id, &body, shared.now()).await?;
    shared.emit(&live.owner, &Event::Waiting).await;
    Ok(())
}

/// Does what waits, in order; stops where the stream goes away again. What nobody answers goes on waiting, and does not
/// hold up what comes after it. Whether nothing waits any more.
pub(crate) async fn drain(shared: &Arc<Shared>, live: &Live) -> Result<bool, Stopped> {
    let mut all = true;
    for row in waiting::list(&shared.database, &live.owner).await? {
        if row.state == waiting::State::Failed {
            continue;
        }
        let bench = Bench::new(shared, live);
        let outcome = match serde_json::from_str::<Command>(&row.body) {
            Ok(command) => command.run(&row.id, &bench).await,
            Err(error) => Err(Stopped::Iq(IqError::Malformed(error.to_string()))),
        };
        match outcome {
            Ok(()) => waiting::done(&shared.database, &live.owner, &row.id).await?,
            Err(Stopped::Iq(IqError::Timeout)) if live.online() => {
                all = false;
                continue;
            }
            Err(stopped) if stopped.may_pass() => return Err(stopped),
            Err(stopped) => {
                let reason = serde_json::to_string(&Refusal::from(&stopped)).unwrap_or_default();
                waiting::fail(&shared.database, &live.owner, &row.id, &reason).await?;
            }
        }
        shared.emit(&live.owner, &Event::Waiting).await;
    }
    Ok(all)
}
