//! `Idempotency-Key`: a request that has one is done once, however often it comes, and answered alike for 24 hours.

use super::{
    call::{Asked, Call},
    endpoints::{Answer, Endpoint},
    problems::{Kind, Problem},
};
use crate::app::App;
use model::{
    TokenId,
    answers::{self, Begun},
    secrets,
};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Does what is asked, unless that was done before.
///
/// # Errors
/// What the handler says; that the same is under way; that the key is another request's.
pub async fn act(endpoint: &Endpoint, mut call: Call, asked: Asked) -> Result<Answer, Problem> {
    let Some(key) = asked.key else {
        let doing = (endpoint.handler)(call);
        // what changes something is done to its end, even if the caller goes away
        return if endpoint.reads() {
            doing.await
        } else {
            actix_web::rt::spawn(doing).await.map_err(Problem::unavailable)?
        };
    };
    let (app, token) = (Arc::clone(&call.app), call.token.id);
    match answers::begin(&app.database, &token, &key, &asked.hash, call.now).await? {
        Begun::Fresh => {}
        // what was done so far is found by its command
        Begun::UnderWay if endpoint.resumes => {}
        Begun::UnderWay => {
            let detail = "its answer will be there in a moment; should this stay so, something failed while it \
                was done: look at what is there before you use another key";
            return Err(Problem::new(Kind::UnderWay, detail));
        }
        Begun::Another => {
            return Err(Problem::new(Kind::KeyReused, "for another request, take another Idempotency-Key"));
        }
        Begun::Answered(sealed) => return opened(&app, &token, &key, &sealed),
    }
    call.command = Some(command(&token, &key, &asked.hash));
    let doing = (endpoint.handler)(call);
    // to its end, even if the caller goes away: else nobody could tell whether it was done
    let done = actix_web::rt::spawn(async move {
        let answer = doing.await;
        keep(&app, &token, &key, &answer).await?;
        answer
    });
    done.await.map_err(Problem::unavailable)?
}

/// Keeps the answer to what was done. What was refused can be asked again with the same key, put right; of what failed nobody knows
/// whether it was done.
async fn keep(
    app: &App,
    token: &TokenId,
    key: &str,
    answer: &Result<Answer, Problem>,
) -> Result<(), Problem> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(problem) if problem.is_ours() => return Ok(()),
        Err(_) => return Ok(answers::give_up(&app.database, token, key).await?),
    };
    // it may hold what is told once, as the code of an invitation
    let plain = serde_json::to_vec(answer).map_err(Problem::unavailable)?;
    let sealed = secrets::seal(&app.answers, &bound(token, key), &plain).map_err(Problem::unavailable)?;
    Ok(answers::finish(&app.database, token, key, sealed).await?)
}

fn opened(app: &App, token: &TokenId, key: &str, sealed: &[u8]) -> Result<Answer, Problem> {
    let plain = secrets::open(&app.answers, &bound(token, key), sealed).map_err(Problem::unavailable)?;
    serde_json::from_slice(&plain).map_err(Problem::unavailable)
}

/// An answer opens only for the token and key that it was given to.
fn bound(token: &TokenId, key: &str) -> Vec<u8> {
    format!("{token}\n{key}").into_bytes()
}

/// What tells what is made from what other requests make.
fn command(token: &TokenId, key: &str, hash: &[u8]) -> String {
    hex::encode(Sha256::new().chain_update(bound(token, key)).chain_update(hash).finalize())
}
