//! Answers what people's XMPP clients ask on domains that Cosse looks after: it waits at Prosody, and whichever process comes first has it.

use super::{
    invited::{self, Comer},
    inviting::{self, Inviter},
};
use crate::{
    app::App,
    prosody::{Answer, No, Prosody, ProsodyError, Question, What},
};
use jid::DomainPart;
use std::time::{Duration, Instant};
use tokio::{task::JoinSet, time::sleep};

/// How long it rests where Prosody does not say, or says at once that nothing is asked.
const PAUSE: Duration = Duration::from_secs(2);

/// An answer that nothing is asked takes longer, unless too many processes wait for it.
const EARLY: Duration = Duration::from_secs(1);

/// Answers all that is asked, until the program stops.
pub async fn follow(app: &App) {
    let Some(prosody) = &app.prosody else { return };
    // dropped with this, and with it all that is under way
    let mut under_way = JoinSet::new();
    let mut hears = true;
    loop {
        while let Some(done) = under_way.try_join_next() {
            if let Err(error) = done {
                tracing::error!(%error, "a client's question ended early, and has no answer");
            }
        }
        let began = Instant::now();
        match prosody.questions().await {
            Ok(questions) => {
                hears = true;
                let is_early = questions.is_empty() && began.elapsed() < EARLY;
                for question in questions {
                    let (app, prosody) = (app.clone(), prosody.clone());
                    under_way.spawn(async move { one(&app, &prosody, &question).await });
                }
                if is_early {
                    sleep(PAUSE).await;
                }
            }
            Err(error) => {
                if hears {
                    tracing::warn!(%error, "Prosody does not say what clients ask; it is tried again");
                }
                hears = false;
                sleep(PAUSE).await;
            }
        }
    }
}

/// Says it. Who asked may have gone meanwhile.
pub(super) async fn tell(prosody: &Prosody, id: &str, answer: &Answer) {
    match prosody.answer(id, answer).await {
        Ok(()) | Err(ProsodyError::Missing(_)) => {}
        Err(error) => tracing::warn!(%error, "a client's question was answered, and Prosody did not hear it"),
    }
}

async fn one(app: &App, prosody: &Prosody, question: &Question) {
    if let Err(error) = answer(app, prosody, question).await {
        tracing::warn!(%error, domain = question.domain, "a client's question could not be answered");
        tell(prosody, &question.id, &Answer::No(No::Later)).await;
    }
}

async fn answer(app: &App, prosody: &Prosody, question: &Question) -> Result<(), model::Error> {
    let Question { id, domain, what } = question;
    let Ok(domain) = domain.parse::<DomainPart>() else {
        tell(prosody, id, &Answer::No(No::Spent)).await;
        return Ok(());
    };
    match what {
        What::Token { code, address } => {
            let comer = Comer::new(&domain, code, address);
            let answer = invited::look(app, &comer).await?.map_or_else(Answer::No, |()| Answer::Yes);
            tell(prosody, id, &answer).await;
            Ok(())
        }
        What::Account { name, code, shown, address } => {
            let comer = Comer::new(&domain, code, address);
            invited::come(app, prosody, id, &comer, name, *shown).await
        }
        What::Invitation { name, pod, contact } => {
            let inviter = Inviter { domain: &domain, name, pod, contact: *contact };
            inviting::invite(app, prosody, id, &inviter).await
        }
    }
}
